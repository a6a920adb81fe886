"""The only door to SpiffWorkflow: diagrams compiled, run step by step, state and variables as JSON."""

from engine.spiff.compile import compile_bundle as compile  # noqa: A004
from engine.spiff.compiled import Compiled
from engine.spiff.model.events import EventDefinition
from engine.spiff.model.finding import DiagramFinding, NotExecutable
from engine.spiff.model.graph import Graph
from engine.spiff.model.loops import Loop
from engine.spiff.model.nodes import CONTAINERS, Flow, Node, Process
from engine.spiff.reader.extensions import listed
from engine.spiff.run.run import Run
from engine.spiff.run.start import first_time, next_time
from engine.spiff.specs.incidents import CannotSkip
from engine.spiff.tokens.step import Closed, Ended, Environment, EvaluationRecord, Step, Thrown, Waiting
from engine.spiff.tokens.variables import root, visible

__all__ = [
    "CONTAINERS",
    "CannotSkip",
    "Closed",
    "Compiled",
    "DiagramFinding",
    "Ended",
    "Environment",
    "EvaluationRecord",
    "EventDefinition",
    "Flow",
    "Graph",
    "Loop",
    "Node",
    "NotExecutable",
    "Process",
    "Run",
    "Step",
    "Thrown",
    "Waiting",
    "compile",
    "first_time",
    "listed",
    "next_time",
    "root",
    "visible",
]
