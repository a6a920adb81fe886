"""DMN, the standard of decisions: a file is read and checked once; then it decides and names the rows that fired."""

from engine.dmn.errors import DmnError
from engine.dmn.explain.explain import explain
from engine.dmn.explain.trace import Explanation
from engine.dmn.model import Model
from engine.dmn.model_reader import parse
from engine.dmn.problem import Problem
from engine.dmn.requirements_graph import Decision, InputData, Knowledge, Reference, Service
from engine.dmn.result import DecisionResult, Evaluation

__all__ = [
    "Decision",
    "DecisionResult",
    "DmnError",
    "Evaluation",
    "Explanation",
    "InputData",
    "Knowledge",
    "Model",
    "Problem",
    "Reference",
    "Service",
    "explain",
    "parse",
]
