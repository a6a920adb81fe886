"""Tests of a value against the ends of a range, without building the range."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from engine.feel.compiler.closure_facts import Compared, comparing, path_of
from engine.feel.compiler.comparison import ORDERS, Holds
from engine.feel.compiler.compiler import Code
from engine.feel.compiler.variables import value_at
from engine.feel.syntax import ast
from engine.feel.values.equality import order, within
from engine.feel.values.evaluation import Frame

Test = Callable[[Any, Frame], bool | None]
"""True if a value passes; None where they cannot be compared."""
Path = tuple[str, tuple[str, ...]]


def bounded(operator: str, endpoint: Code) -> Test:
    """The test `< endpoint`, without building a range."""
    holds = ORDERS[operator]

    def passes(value: Any, frame: Frame) -> bool | None:
        end = endpoint(frame)
        if type(value) is Decimal and type(end) is Decimal:
            return holds(value, end)
        sign = order(value, end)
        return None if sign is None else holds(sign, 0)

    path = _free(endpoint)
    return passes if path is None else comparing(passes, _above_or_below(holds, *path))


def _above_or_below(holds: Holds, root: str, keys: tuple[str, ...]) -> Compared:
    """The test of a number against a number at the end of a path."""

    def passes(value: Any, scope: Mapping[str, object]) -> bool | None:
        if type(value) is not Decimal:
            return None
        end = value_at(scope, root, keys)
        return holds(value, end) if type(end) is Decimal else None

    return passes


def _free(endpoint: Code) -> Path | None:
    """The path of an end that is read from the scope of a cell and nowhere else."""
    path = path_of(endpoint)
    return None if path is None or path[0] == "?" else path


def between(node: ast.RangeLiteral, low: Code, high: Code, make: Callable[[Any, Any], Any]) -> Test:
    """`[low..high]`: numbers are compared without building a range."""
    above, below = (ge if node.start_included else gt), (le if node.end_included else lt)

    def passes(value: Any, frame: Frame) -> bool | None:
        start, end = low(frame), high(frame)
        if type(value) is type(start) is type(end) is Decimal:
            return above(value, start) and bool(below(value, end))
        span = make(start, end)
        return None if span is None else within(value, span, frame.run)

    first, last = _free(low), _free(high)
    return passes if first is None or last is None else comparing(passes, _inside(above, first, below, last))


def _inside(above: Holds, first: Path, below: Holds, last: Path) -> Compared:
    """The test of a number against two numbers at the ends of paths."""

    def passes(value: Any, scope: Mapping[str, object]) -> bool | None:
        start, end = value_at(scope, *first), value_at(scope, *last)
        return above(value, start) and below(value, end) if type(value) is type(start) is type(end) is Decimal else None

    return passes
