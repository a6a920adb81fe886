"""Built-in functions that turn text into values and values into text (DMN 1.5, 10.3.4.1)."""

from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import LIBRARY, builtin
from engine.feel.compiler.compiler import Scope, compile_node
from engine.feel.error import FeelError
from engine.feel.syntax import ast
from engine.feel.syntax.ast import SyntaxNode
from engine.feel.syntax.parser import Parser
from engine.feel.values.decimals import number_of
from engine.feel.values.evaluation import EvalRun, Frame, bounded
from engine.feel.values.to_text import number_text, to_text
from engine.feel.values.values import Range

_MAKERS = frozenset({"date", "time", "date and time", "duration"})


@builtin("string", "from: value")
def string(_run: EvalRun, from_: Any) -> str:
    """The text of a value."""
    made = number_text(from_) if type(from_) is Decimal else to_text(from_)
    bounded(len(made), limits.CHARACTERS, "string_too_long")
    return made


@builtin("number", "from: string|number")
def number(_run: EvalRun, from_: Any) -> Decimal | None:
    """The number of a text."""
    return from_ if type(from_) is Decimal else number_of(from_)


@builtin("number", "from: string", "grouping separator: any", "decimal separator: any")
def number_grouped(_run: EvalRun, from_: str, grouping: Any, decimal: Any) -> Decimal | None:
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
def range_of(run: EvalRun, from_: str) -> Range | None:
    """The range of a text such as `[18..21)`, `(..21]` or `[18..)`; its ends are literals (grammar rule 66)."""
    run.charge(len(from_) >> 2)
    closed = _half_open(from_.strip())
    try:
        node = Parser(closed or from_, (), LIBRARY).whole()
    except FeelError:
        return None
    if type(node) is not (ast.UnaryRange if closed else ast.RangeLiteral) or not all(map(_constant, _ends(node))):
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


def _ends(node: ast.RangeLiteral | ast.UnaryRange) -> list[SyntaxNode]:
    return [node.start, node.end] if isinstance(node, ast.RangeLiteral) else [node.endpoint]


def _constant(node: SyntaxNode) -> bool:
    if isinstance(node, ast.Negate):
        return isinstance(node.operand, ast.Literal)
    if isinstance(node, ast.Call):
        made = isinstance(node.function, ast.Name) and node.function.name in _MAKERS
        return made and all(isinstance(argument, ast.Literal) for argument in node.arguments)
    return isinstance(node, ast.Literal)
