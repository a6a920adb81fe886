"""The only door to SpiffWorkflow: diagrams compiled, run step by step, state and variables as JSON."""

from engine.spiff.beginning import first_time, next_time
from engine.spiff.compiled import Compiled
from engine.spiff.compiling import compile_bundle as compile  # noqa: A004
from engine.spiff.finding import Finding, NotExecutable
from engine.spiff.graph import Graph
from engine.spiff.happening import Happening
from engine.spiff.incidents import CannotSkip
from engine.spiff.model import CONTAINERS, Flow, Node, Process
from engine.spiff.reader_extensions import listed
from engine.spiff.repeating import Loop
from engine.spiff.run import Run
from engine.spiff.scopes import root, visible
from engine.spiff.step import Closed, Ended, Evaluation, Step, Thrown, Waiting, World

__all__ = [
    "CONTAINERS",
    "CannotSkip",
    "Closed",
    "Compiled",
    "Ended",
    "Evaluation",
    "Finding",
    "Flow",
    "Graph",
    "Happening",
    "Loop",
    "Node",
    "NotExecutable",
    "Process",
    "Run",
    "Step",
    "Thrown",
    "Waiting",
    "World",
    "compile",
    "first_time",
    "listed",
    "next_time",
    "root",
    "visible",
]
