"""Data flow: which variables may be set where, what every expression reads of them, and of which kinds they are."""

from engine.lint.dataflow.inference import Clash
from engine.lint.dataflow.reach import Reach
from engine.lint.dataflow.reading import Reading, readings

__all__ = ["Clash", "Reach", "Reading", "readings"]
