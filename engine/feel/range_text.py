"""The built-in function `range`, which parses and compiles its text (DMN 1.5, 10.3.4.1)."""

from engine.feel.builtins.registry import LIBRARY, builtin
from engine.feel.compiler.compiler import Scope, compile_node
from engine.feel.error import FeelError
from engine.feel.syntax import ast
from engine.feel.syntax.ast import SyntaxNode
from engine.feel.syntax.parser import ExpressionParser
from engine.feel.values.evaluation import EvalRun, Frame
from engine.feel.values.values import Range

_MAKERS = frozenset({"date", "time", "date and time", "duration"})


@builtin("range", "from: string", result="any")
def range_of(run: EvalRun, from_: str) -> Range | None:
    """The range of a text such as `[18..21)`, `(..21]` or `[18..)`; its ends are literals (grammar rule 66)."""
    run.charge(len(from_) >> 2)
    closed = _half_open(from_.strip())
    try:
        node = ExpressionParser(closed or from_, (), LIBRARY).parse()
    except FeelError:
        return None
    if type(node) is not (ast.UnaryRange if closed else ast.RangeLiteral) or not all(map(_constant, _ends(node))):
        return None
    value = compile_node(node, Scope())(Frame({}, None, run))
    return value if isinstance(value, Range) else None


def _half_open(text: str) -> str | None:
    """The comparison that `(..3]` or `[1..)` stands for, as an expression; None for any other text."""
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
        is_maker = isinstance(node.function, ast.Name) and node.function.name in _MAKERS
        return is_maker and all(isinstance(argument, ast.Literal) for argument in node.arguments)
    return isinstance(node, ast.Literal)
