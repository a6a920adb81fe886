"""The constants that a cell compares its input with: its answer can change only there."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from engine import feel
from engine.dmn.index.simple_cells import ENV
from engine.feel.expression import Expression
from engine.feel.syntax import ast

MAKERS = frozenset({"date", "time", "date and time", "duration"})
ORDERED = ("<", "<=", ">", ">=")


class Opaque(Exception):
    """Raised for a cell that does more than compare its input with constants."""


def constants(tests: feel.Expression | None) -> list[Any]:
    """The constants of a cell: between two of them its answer is the same. Raises Opaque."""
    if tests is None or tests.names or tests.perhaps or not isinstance(tests.tree, ast.UnaryTests):
        raise Opaque
    return [value for test in tests.tree.tests for value in _tested(test)]


def _tested(node: ast.SyntaxNode) -> Iterator[Any]:
    """The constants that one test of a cell compares with; `?` inside it is the input."""
    if isinstance(node, ast.RangeLiteral):
        yield from (_ordered(end) for end in (node.start, node.end))
    elif isinstance(node, ast.UnaryRange):
        yield _ordered(node.endpoint) if node.operator in ORDERED else constant(node.endpoint)
    elif isinstance(node, ast.ListLiteral):
        yield from (constant(item) for item in node.items)
    elif isinstance(node, ast.Comparison | ast.Between | ast.In | ast.Logic) or _negation(node):
        yield from _of_condition(node)
    else:
        yield constant(node)


def _of_condition(node: ast.SyntaxNode) -> Iterator[Any]:
    """The constants that a condition on `?` compares it with."""
    if isinstance(node, ast.Logic):
        for operand in node.operands:
            yield from _of_condition(operand)
    elif isinstance(node, ast.Call) and _negation(node):
        yield from _of_condition(node.arguments[0])
    elif isinstance(node, ast.Comparison):
        yield _compared(node)
    elif isinstance(node, ast.Between) and _is_input(node.value):
        yield from (_ordered(end) for end in (node.low, node.high))
    elif isinstance(node, ast.In) and _is_input(node.value):
        for test in node.tests:
            yield from _tested(test)
    else:
        raise Opaque


def _compared(node: ast.Comparison) -> Any:
    sides = (node.left, node.right)
    opposite = next((sides[1 - place] for place, side in enumerate(sides) if _is_input(side)), None)
    if opposite is None:
        raise Opaque
    return _ordered(opposite) if node.operator in ORDERED else constant(opposite)


def _is_input(node: ast.SyntaxNode) -> bool:
    return isinstance(node, ast.Name) and node.name == "?"


def _negation(node: ast.SyntaxNode) -> bool:
    return isinstance(node, ast.Call) and node.function == ast.Name("not") and len(node.arguments) == 1


def _ordered(node: ast.SyntaxNode) -> Any:
    """The end of a range. Strings have no values between them that could be named, so their ranges are opaque."""
    value = constant(node)
    if value is None or isinstance(value, str | bool):
        raise Opaque
    return value


def constant(node: ast.SyntaxNode) -> Any:
    """The value of a literal, a negative number, or a date, time or duration made from a text. Raises Opaque."""
    inner = node.operand if isinstance(node, ast.Negate) else node
    if isinstance(inner, ast.Call):
        is_maker = isinstance(inner.function, ast.Name) and inner.function.name in MAKERS and not inner.names
        if not is_maker or not all(isinstance(argument, ast.Literal) for argument in inner.arguments):
            raise Opaque
    elif not isinstance(inner, ast.Literal) or (inner is not node and not isinstance(inner.value, Decimal)):
        raise Opaque
    value = Expression("", node, frozenset()).evaluate({}, ENV)
    if isinstance(inner, ast.Call) and value is None:
        raise Opaque
    return value
