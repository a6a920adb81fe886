"""Values as FEEL writes them, and what an output entry says where it says it plainly."""

from typing import Any

from engine import feel
from engine.dmn.boxed.expression import Literal
from engine.dmn.coverage.constants import Opaque, constant
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
    """The FEEL text that gives this value."""
    maker = MADE.get(kind_of(value))
    return f'{maker}("{feel.to_text(value)}")' if maker else feel.to_text([value])[1:-1]


def said(entry: Literal) -> Any:
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


def plainly(entry: Literal) -> list[Any]:
    """The value in a list of its own; nothing where the entry does not say it plainly."""
    try:
        return [said(entry)]
    except Opaque:
        return []


def differ(one: list[Any], other: list[Any]) -> bool:
    """Whether two entries, told by `plainly`, certainly give different values."""
    return bool(one and other and one != other)
