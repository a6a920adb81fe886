"""Built-in functions that turn text into values and values into text (DMN 1.5, 10.3.4.1)."""

from decimal import Decimal
from typing import Any

from engine.feel import limits, tree
from engine.feel.compiling import Scope, compile_node
from engine.feel.decimals import number_of
from engine.feel.error import FeelError
from engine.feel.library import LIBRARY, builtin
from engine.feel.parser import Parser
from engine.feel.run import Frame, Run, bounded
from engine.feel.tree import Node
from engine.feel.values import Range
from engine.feel.wording import number_text, to_text

_MAKERS = frozenset({"date", "time", "date and time", "duration"})


@builtin("string", "from: value")
def string(_run: Run, from_: Any) -> str:
    """The text of a value."""
    made = number_text(from_) if type(from_) is Decimal else to_text(from_)
    bounded(len(made), limits.CHARACTERS, "string_too_long")
    return made


@builtin("number", "from: string|number")
def number(_run: Run, from_: Any) -> Decimal | None:
    """The number of a text."""
    return from_ if type(from_) is Decimal else number_of(from_)


@builtin("number", "from: string", "grouping separator: any", "decimal separator: any")
def number_grouped(_run: Run, from_: str, grouping: Any, decimal: Any) -> Decimal | None:
    """The number of a text with separators of thousands (space, comma, period, null) and decimals (period, comma)."""
    if (
        grouping not in (None, " ", ",", ".")
        or decimal not in (None, ",", ".")
        or (grouping is not None and grouping == decimal)
    ):
        return None
    text = from_.replace(grouping, "") if grouping else from_
    if decimal == ",":
        text = text.replace(".", "?").replace(",", ".")
    return number_of(text)


@builtin("range", "from: string")
def range_of(run: Run, from_: str) -> Range | None:
    """The range of a text such as `[18..21)`, `(..21]` or `[18..)`; its ends are literals (grammar rule 66)."""
    run.charge(len(from_) >> 2)
    closed = _half_open(from_.strip())
    try:
        node = Parser(closed or from_, (), LIBRARY).whole()
    except FeelError:
        return None
    if type(node) is not (tree.UnaryRange if closed else tree.RangeLiteral) or not all(map(_constant, _ends(node))):
        return None
    made = compile_node(node, Scope())(Frame({}, None, run))
    return made if isinstance(made, Range) else None


def _half_open(text: str) -> str | None:
    """`(..3]` and `[1..)`, which only this function reads, as the comparison that an expression can say; None else."""
    first, last = text[:1], text[-1:]
    inner = text[1:-1].strip()
    if inner.startswith("..") and first in ("(", "]") and last in ("]", ")", "["):
        return f"({'<=' if last == ']' else '<'} {inner[2:]})"
    if inner.endswith("..") and first in ("(", "]", "[") and last in (")", "["):
        return f"({'>=' if first == '[' else '>'} {inner[:-2]})"
    return None


def _ends(node: tree.RangeLiteral | tree.UnaryRange) -> list[Node]:
    return [node.start, node.end] if isinstance(node, tree.RangeLiteral) else [node.endpoint]


def _constant(node: Node) -> bool:
    if isinstance(node, tree.Negate):
        return isinstance(node.operand, tree.Literal)
    if isinstance(node, tree.Call):
        made = isinstance(node.function, tree.Name) and node.function.name in _MAKERS
        return made and all(isinstance(argument, tree.Literal) for argument in node.arguments)
    return isinstance(node, tree.Literal)
