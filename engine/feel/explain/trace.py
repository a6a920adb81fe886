"""The trace of an evaluation: each construct that counted, with its value, to a bounded size."""

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.feel.error import FeelError
from engine.feel.explain.display import DisplayValue, display
from engine.feel.expression import Expression
from engine.feel.syntax import ast
from engine.feel.values.evaluation import EvalContext


@dataclass(frozen=True, slots=True)
class TraceEntry:
    """One construct of a trace: its kind, its value, its parts. `name` is the path, operator, function or branch.

    `names` are those of the parts, where they have any: keys of a context, operators of a sum, parameters. `detail` is
    what else decided: the item of a quantifier, how many items pass a filter; `cut` where the bound was reached.
    """

    kind: str
    value: DisplayValue
    name: str = ""
    parts: "tuple[TraceEntry, ...]" = ()
    names: tuple[str, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TraceScope:
    """The variables that a construct sees, those of the nearest block first, and the names that are known."""

    names: Mapping[str, object]
    known: frozenset[str]
    env: EvalContext

    def value(self, node: ast.SyntaxNode) -> Any:
        """The value of a construct in this scope. Raises FeelError."""
        return Expression("", node, self.known).evaluate(self.names, self.env)

    def inner(self, values: dict[str, Any]) -> "TraceScope":
        """The scope of a block that binds these names."""
        return TraceScope(ChainMap(values, self.names), self.known.union(values), self.env)  # type: ignore[arg-type]


class Tracer:
    """Traces one expression, with a bound on the number of entries."""

    def __init__(self, most: int) -> None:
        self.left = most

    def trace(self, node: ast.SyntaxNode, scope: TraceScope) -> TraceEntry:
        """The entry of a construct with its value and its parts; without parts beyond the bounds."""
        return self.trace_value(node, scope, scope.value(node))

    def trace_value(self, node: ast.SyntaxNode, scope: TraceScope, value: Any) -> TraceEntry:
        """As `trace`, for a value that is known."""
        self.left -= 1
        kind = type(node).__name__.lower()
        try:
            if type(node) not in _TRACERS:
                return TraceEntry(kind, display(value))
            if self.left >= 0:
                return _TRACERS[type(node)](self, node, scope, value)
        except (FeelError, RecursionError):
            self.left = 0
        return TraceEntry(kind, display(value), detail={"cut": True})

    def all(self, nodes: tuple[ast.SyntaxNode, ...], scope: TraceScope) -> tuple[TraceEntry, ...]:
        """The entries of these constructs."""
        return tuple(self.trace(node, scope) for node in nodes)


TraceFunction = Callable[[Tracer, Any, TraceScope, Any], TraceEntry]
_TRACERS: dict[type[ast.SyntaxNode], TraceFunction] = {}


def traces(kind: type[ast.SyntaxNode]) -> Callable[[TraceFunction], TraceFunction]:
    """Registers how a construct is traced."""

    def register(function: TraceFunction) -> TraceFunction:
        _TRACERS[kind] = function
        return function

    return register
