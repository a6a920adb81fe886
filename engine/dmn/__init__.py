"""DMN, the standard of decisions: a file is read and checked once, then decides, and tells which rows fired."""

from engine.dmn.decided import Decided, Evaluation
from engine.dmn.drg import Decision, InputData, Knowledge, Reference, Service
from engine.dmn.errors import DmnError
from engine.dmn.model import Model
from engine.dmn.model_reader import parse
from engine.dmn.problem import Problem
from engine.dmn.telling import explain
from engine.dmn.told import Explanation

__all__ = [
    "Decided",
    "Decision",
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
