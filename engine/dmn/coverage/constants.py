"""What a cell compares its input with: the constants at which its answer may change, if these are all that it asks."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from engine import feel
from engine.dmn.simple import ENV
from engine.feel import tree
from engine.feel.expression import Expression

MAKERS = frozenset({"date", "time", "date and time", "duration"})
ORDERED = ("<", "<=", ">", ">=")


class Opaque(Exception):
    """The cell asks something else than comparisons of its input with constants."""


def constants(tests: feel.Expression | None) -> list[Any]:
    """The constants of a cell: between two of them its answer is the same. Raises Opaque."""
    if tests is None or tests.names or tests.perhaps or not isinstance(tests.tree, tree.UnaryTests):
        raise Opaque
    return [value for test in tests.tree.tests for value in _tested(test)]


def _tested(node: tree.Node) -> Iterator[Any]:
    """What one test of a cell compares with; `?` inside it is the input."""
    if isinstance(node, tree.RangeLiteral):
        yield from (_ordered(end) for end in (node.start, node.end))
    elif isinstance(node, tree.UnaryRange):
        yield _ordered(node.endpoint) if node.operator in ORDERED else constant(node.endpoint)
    elif isinstance(node, tree.ListLiteral):
        yield from (constant(item) for item in node.items)
    elif isinstance(node, tree.Comparison | tree.Between | tree.In | tree.Logic) or _negation(node):
        yield from _asked(node)
    else:
        yield constant(node)


def _asked(node: tree.Node) -> Iterator[Any]:
    """As `_tested`, of a condition on `?`."""
    if isinstance(node, tree.Logic):
        for operand in node.operands:
            yield from _asked(operand)
    elif isinstance(node, tree.Call) and _negation(node):
        yield from _asked(node.arguments[0])
    elif isinstance(node, tree.Comparison):
        yield _compared(node)
    elif isinstance(node, tree.Between) and _is_input(node.value):
        yield from (_ordered(end) for end in (node.low, node.high))
    elif isinstance(node, tree.In) and _is_input(node.value):
        for test in node.tests:
            yield from _tested(test)
    else:
        raise Opaque


def _compared(node: tree.Comparison) -> Any:
    sides = (node.left, node.right)
    other = next((sides[1 - place] for place, side in enumerate(sides) if _is_input(side)), None)
    if other is None:
        raise Opaque
    return _ordered(other) if node.operator in ORDERED else constant(other)


def _is_input(node: tree.Node) -> bool:
    return isinstance(node, tree.Name) and node.name == "?"


def _negation(node: tree.Node) -> bool:
    return isinstance(node, tree.Call) and node.function == tree.Name("not") and len(node.arguments) == 1


def _ordered(node: tree.Node) -> Any:
    """The end of a range. Strings have no values between them that could be named, so their ranges are opaque."""
    value = constant(node)
    if value is None or isinstance(value, str | bool):
        raise Opaque
    return value


def constant(node: tree.Node) -> Any:
    """The value of a literal, a negative number, or a date, time or duration made from a text. Raises Opaque."""
    inner = node.operand if isinstance(node, tree.Negate) else node
    if isinstance(inner, tree.Call):
        made = isinstance(inner.function, tree.Name) and inner.function.name in MAKERS and not inner.names
        if not made or not all(isinstance(argument, tree.Literal) for argument in inner.arguments):
            raise Opaque
    elif not isinstance(inner, tree.Literal) or (inner is not node and not isinstance(inner.value, Decimal)):
        raise Opaque
    value = Expression("", node, frozenset()).evaluate({}, ENV)
    if isinstance(inner, tree.Call) and value is None:
        raise Opaque
    return value
