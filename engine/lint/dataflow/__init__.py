"""Data flow: which variables may be set where, what every expression reads of them, and of which kinds they are."""

from engine.lint.dataflow.expression_uses import ExpressionUse, expression_uses
from engine.lint.dataflow.reach import Reach
from engine.lint.dataflow.shape import Shape

__all__ = ["ExpressionUse", "Reach", "Shape", "expression_uses"]
