"""Errors that can be seen without evaluating: unknown functions, wrong arguments, constants in the wrong case."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from engine.feel.builtins.registry import LIBRARY, Builtin
from engine.feel.error import FeelError, Hint, position_of
from engine.feel.expression import Expression
from engine.feel.syntax import ast
from engine.feel.syntax.ast import SyntaxNode
from engine.feel.syntax.hints import nearest

CONSTANTS = frozenset(["true", "false", "null"])
MOST = 9
"""Arguments that a function of a fixed number takes at most."""


def static_errors(expression: Expression, names: Iterable[str] = ()) -> list[FeelError]:
    """Errors with position and hint: `unknown_function`, `unknown_parameter`, `argument_count`, `wrong_case`.

    `names` are the variables it may read; functions of the model are among them.
    """
    known = frozenset(names)
    errors = _Checker(expression.text, known).node(expression.tree, known)
    return sorted(errors, key=lambda error: error.position or (1, 1))


class _Checker:
    def __init__(self, text: str, known: frozenset[str]) -> None:
        self.text, self.known = text, known

    def node(self, node: SyntaxNode, bound: frozenset[str] | None) -> Iterator[FeelError]:
        """The errors in a construct; `bound` are the names that are bound there, None where any may be."""
        if isinstance(node, ast.Call):
            yield from self._call(node, bound)
        if isinstance(node, ast.Name) and bound is not None and node.name not in bound:
            yield from self._constant(node)
        for inner, names in _inside(node):
            yield from self.node(inner, None if bound is None or names is None else bound | names)

    def _constant(self, node: ast.Name) -> Iterator[FeelError]:
        suggestion = node.name.lower()
        if suggestion in CONSTANTS:
            yield self._error("wrong_case", node, Hint("meant", suggestion), name=node.name)

    def _call(self, node: ast.Call, bound: frozenset[str] | None) -> Iterator[FeelError]:
        if not isinstance(node.function, ast.Name) or bound is None or node.function.name in bound:
            return
        name = node.function.name
        if name not in LIBRARY:
            suggestion = nearest(name, [*LIBRARY, *self.known])
            yield self._error("unknown_function", node, Hint("meant", suggestion) if suggestion else None, name=name)
        else:
            yield from self._arguments(node, LIBRARY[name])

    def _arguments(self, node: ast.Call, function: Builtin) -> Iterator[FeelError]:
        parameters = {parameter.name for signature in function.signatures for parameter in signature.parameters}
        for name in node.names:
            if name not in parameters:
                suggestion = nearest(name, parameters)
                hint = Hint("meant", suggestion) if suggestion else Hint("parameters", ", ".join(sorted(parameters)))
                yield self._error("unknown_parameter", node, hint, name=name, function=function.name)
        if not node.names and not _takes(function, len(node.arguments)):
            # `given` is the name of a value in the sentence that people read.
            values = {"given": len(node.arguments), "takes": [n for n in range(MOST) if _takes(function, n)]}
            yield self._error("argument_count", node, None, function=function.name, **values)

    def _error(self, code: str, node: SyntaxNode, hint: Hint | None, **values: object) -> FeelError:
        error = FeelError(code, position_of(self.text, node.at), **values)
        error.hint = hint
        return error


def _takes(function: Builtin, count: int) -> bool:
    return any(signature.takes(count) for signature in function.signatures)


def _inside(node: SyntaxNode) -> Iterator[tuple[SyntaxNode, frozenset[str] | None]]:
    """The constructs inside `node`, each with the names bound for it; None where an item brings its own."""
    if isinstance(node, ast.Filter):
        yield from ((node.source, frozenset()), (node.condition, None))
        return
    names = frozenset[str]()
    if isinstance(node, ast.ContextLiteral):
        names = frozenset(key for key, _ in node.entries)
    elif isinstance(node, ast.FunctionLiteral):
        names = frozenset(name for name, _ in node.parameters)
    elif isinstance(node, ast.For | ast.Quantified):
        names = frozenset(["partial", *(domain.name for domain in node.domains)])
    for each in fields(node):
        yield from ((inner, names) for inner in _nodes(getattr(node, each.name)))


def _nodes(value: object) -> Iterator[SyntaxNode]:
    if isinstance(value, SyntaxNode):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
