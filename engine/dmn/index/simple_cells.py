"""Cells that are only constants and intervals, the most common kind: the values they accept, known without FEEL."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine import feel
from engine.feel.expression import Expression
from engine.feel.syntax import ast

KINDS: frozenset[type] = frozenset({str, Decimal, bool, datetime.date})
ENV = feel.EvalContext(now=datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC))
"""Constants read no clock, but an evaluation needs one."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; None is open to infinity, both equal are one value."""

    low: Any
    high: Any
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True, slots=True)
class SimpleCell:
    """A union of intervals over values of exactly one Python type, or (`negated`) all values of it outside them.

    Values of other types among KINDS never pass, null only where `null` says so. A `kind` of None: the cell speaks of
    null alone; every other value passes exactly where it is negated. `listed`: tests that a list holds a constant.
    """

    kind: type | None
    intervals: tuple[Interval, ...]
    negated: bool
    null: bool
    listed: bool = False


class NotSimple(Exception):
    """Raised for a cell that is more than constants and intervals."""


def simple(tests: feel.Expression | None) -> SimpleCell | None:
    """The values that a simple cell accepts, known without evaluating it for scalars; None for every other cell."""
    if tests is None or tests.names or not isinstance(tests.tree, ast.UnaryTests):
        return None
    alternatives, negated = tests.tree.tests, tests.tree.negated
    if len(alternatives) == 1 and not negated and isinstance(alternatives[0], ast.Call):
        constant = _listed_constant(alternatives[0])
        if constant is not None:
            return SimpleCell(type(constant), (Interval(constant, constant),), negated=False, null=False, listed=True)
    nulls = any(map(_is_null, alternatives))
    try:
        intervals = tuple(_interval(test) for test in alternatives if not _is_null(test))
    except NotSimple:
        return None
    kinds = {type(end) for interval in intervals for end in (interval.low, interval.high) if end is not None}
    ranged = any(isinstance(test, ast.RangeLiteral | ast.UnaryRange) for test in alternatives)
    if len(kinds) > 1 or not kinds <= KINDS or (ranged and bool in kinds):
        return None
    outside = not nulls and not ranged  # of a range null is neither inside nor outside
    return SimpleCell(next(iter(kinds), None), intervals, negated, outside if negated else nulls)


def _listed_constant(call: ast.Call) -> Any:
    """The constant of KINDS in `list contains(?, constant)`; None for every other call."""
    is_contains = call.function == ast.Name("list contains") and len(call.arguments) == 2 and not call.names
    if not is_contains or call.arguments[0] != ast.Name("?"):
        return None
    try:
        constant = _constant(call.arguments[1])
    except NotSimple:
        return None
    return constant if type(constant) in KINDS else None


def _is_null(test: ast.SyntaxNode) -> bool:
    return isinstance(test, ast.Literal) and test.value is None


def _interval(test: ast.SyntaxNode) -> Interval:
    if isinstance(test, ast.RangeLiteral):
        low, high = _constant(test.start), _constant(test.end)
        if type(low) is not type(high):
            raise NotSimple
        return Interval(low, high, test.start_included, test.end_included)
    if isinstance(test, ast.UnaryRange) and test.operator in ("<", "<=", ">", ">="):
        end, included = _constant(test.endpoint), test.operator.endswith("=")
        return Interval(None, end, True, included) if test.operator[0] == "<" else Interval(end, None, included)
    value = _constant(test)
    return Interval(value, value)


def _constant(node: ast.SyntaxNode) -> Any:
    """The value of a literal, a negative number, or `date("…")`; null is no constant here."""
    if isinstance(node, ast.Literal) and node.value is not None:
        return node.value
    inner = node.operand if isinstance(node, ast.Negate) else node
    if isinstance(inner, ast.Call) and inner.function == ast.Name("date") and len(inner.arguments) == 1:
        inner = inner.arguments[0]
    if not isinstance(inner, ast.Literal):
        raise NotSimple
    value = Expression("", node, frozenset()).evaluate({}, ENV)
    if value is None:
        raise NotSimple
    return value
