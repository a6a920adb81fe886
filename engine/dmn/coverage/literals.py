"""Values as FEEL writes them, and the values of output entries that are constants."""

from typing import Any

from engine import feel
from engine.dmn.coverage.constants import Opaque, constant
from engine.dmn.expression import LiteralExpression
from engine.feel.syntax import ast
from engine.feel.values.values import kind_of

MADE = {
    "date": "date",
    "time": "time",
    "date and time": "date and time",
    "days and time duration": "duration",
    "years and months duration": "duration",
}


def literal(value: Any) -> str:
    """The FEEL text of a value."""
    maker = MADE.get(kind_of(value))
    return f'{maker}("{feel.to_text(value)}")' if maker else feel.to_text([value])[1:-1]


def constant_value(entry: LiteralExpression) -> Any:
    """The value of an output entry that is made of constants alone, null where it is empty. Raises Opaque."""
    if entry.compiled is None:
        if entry.text:
            raise Opaque
        return None
    return _plain(entry.compiled.tree)


def _plain(node: ast.SyntaxNode) -> Any:
    if isinstance(node, ast.ListLiteral):
        return [_plain(item) for item in node.items]
    if isinstance(node, ast.ContextLiteral):
        return {key: _plain(value) for key, value in node.entries}
    return constant(node)


def constant_values(entry: LiteralExpression) -> list[Any]:
    """The value as the only item of a list; an empty list where the entry is not made of constants alone."""
    try:
        return [constant_value(entry)]
    except Opaque:
        return []


def differ(left: list[Any], right: list[Any]) -> bool:
    """True if two entries, as `constant_values` returns them, certainly have different values."""
    return bool(left and right and left != right)
