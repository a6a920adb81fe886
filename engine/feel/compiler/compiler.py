"""The compiler from the tree to closures: each construct registers its own; names are resolved once, here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from engine.feel import limits
from engine.feel.error import FeelError
from engine.feel.syntax.ast import SyntaxNode
from engine.feel.values.evaluation import Frame

Code = Callable[[Frame], Any]
_COMPILERS: dict[type[SyntaxNode], Callable[[Any, "Scope"], Code]] = {}
_MOST_DEPTH = 150


@dataclass(slots=True)
class Reads:
    """The names that an expression reads from outside: free ones, dotted paths, those that a filter's item may hold."""

    names: set[str] = field(default_factory=set)
    paths: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)
    known: frozenset[str] = frozenset()
    nodes: int = 0
    deepest: int = 0
    partials: int = 0
    questions: int = 0


@dataclass(slots=True)
class Scope:
    """The names of one block at compile time; None where the item of a filter brings its own."""

    names: frozenset[str] | None = frozenset()
    parent: "Scope | None" = None
    reads: Reads = field(default_factory=Reads)
    depth: int = 0

    def inner(self, names: Iterable[str] | None) -> "Scope":
        """The scope of a block inside this one."""
        return Scope(None if names is None else frozenset(names), self, self.reads, self.depth)

    def hops(self, name: str) -> int | None:
        """The number of frames out to the one that binds `name`; -1 for none, None if a filter's item may hold it."""
        scope: Scope | None = self
        count = 0
        while scope is not None:
            if scope.names is None:
                return None
            if name in scope.names:
                return count
            scope, count = scope.parent, count + 1
        return -1

    def binds(self, name: str) -> bool:
        """True if a block certainly binds `name`."""
        scope: Scope | None = self
        while scope is not None:
            if scope.names is not None and name in scope.names:
                return True
            scope = scope.parent
        return False


def compiles(*kinds: type[SyntaxNode]) -> Callable[[Callable[[Any, Scope], Code]], Callable[[Any, Scope], Code]]:
    """Registers how a construct is compiled."""

    def register(compiler: Callable[[Any, Scope], Code]) -> Callable[[Any, Scope], Code]:
        for kind in kinds:
            _COMPILERS[kind] = compiler
        return compiler

    return register


def compile_node(node: SyntaxNode, scope: Scope) -> Code:
    """The closure of a construct; raises FeelError `too_deep`."""
    scope.depth += 1
    scope.reads.nodes += 1
    scope.reads.deepest = max(scope.reads.deepest, scope.depth)
    if scope.depth > _MOST_DEPTH:
        raise FeelError("too_deep", limit=limits.DEPTH)
    code = _COMPILERS[type(node)](node, scope)
    scope.depth -= 1
    return code


def compile_block(node: SyntaxNode, scope: Scope) -> tuple[Code, int]:
    """The closure of a loop's or function's body, and the steps that one round of it takes."""
    before = scope.reads.nodes
    code = compile_node(node, scope)
    return code, 1 + (scope.reads.nodes - before) // 10
