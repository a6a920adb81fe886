"""Cells that are only constants and intervals, the most common kind: what they accept, without asking FEEL again."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine import feel
from engine.feel import tree
from engine.feel.expression import Expression

KINDS = (str, Decimal, bool, datetime.date)
ENV = feel.Env(now=datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC))
"""Constants read no clock; an evaluation asks for one all the same."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; None is open to infinity, both equal are one value."""

    low: Any
    high: Any
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True, slots=True)
class Simple:
    """A union of intervals over values of exactly one Python type, or (`negated`) all values outside it."""

    kind: type
    intervals: tuple[Interval, ...]
    negated: bool


class NotSimple(Exception):
    """The cell says something else than constants and intervals."""


def simple(tests: feel.Expression | None) -> Simple | None:
    """What a cell accepts if it is simple: a value of `kind` passes exactly when an interval holds it."""
    if tests is None or tests.names or not isinstance(tests.tree, tree.UnaryTests):
        return None
    try:
        intervals = tuple(_interval(test) for test in tests.tree.tests)
    except NotSimple:
        return None
    ends = [end for interval in intervals for end in (interval.low, interval.high) if end is not None]
    kinds = {type(end) for end in ends}
    if len(kinds) != 1 or kinds.isdisjoint(KINDS):
        return None
    return Simple(kinds.pop(), intervals, tests.tree.negated)


def _interval(test: tree.Node) -> Interval:
    if isinstance(test, tree.RangeLiteral):
        low, high = _constant(test.start), _constant(test.end)
        if type(low) is not type(high):
            raise NotSimple
        return Interval(low, high, test.start_included, test.end_included)
    if isinstance(test, tree.UnaryRange) and test.operator in ("<", "<=", ">", ">="):
        end, included = _constant(test.endpoint), test.operator.endswith("=")
        return Interval(None, end, True, included) if test.operator[0] == "<" else Interval(end, None, included)
    value = _constant(test)
    return Interval(value, value)


def _constant(node: tree.Node) -> Any:
    """The value of a literal, a negative number, or `date("…")`; null is no constant here."""
    inner = node.operand if isinstance(node, tree.Negate) else node
    if isinstance(inner, tree.Call) and inner.function == tree.Name("date") and len(inner.arguments) == 1:
        inner = inner.arguments[0]
    if not isinstance(inner, tree.Literal):
        raise NotSimple
    value = Expression("", node, frozenset()).evaluate({}, ENV)
    if value is None:
        raise NotSimple
    return value
