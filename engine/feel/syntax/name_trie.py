"""The names of several tokens as a tree of tokens, in which one walk finds the longest name at a position."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from engine.feel import limits
from engine.feel.error import FeelError
from engine.feel.syntax.lexer import Token, tokens_of

Tree = dict[str | None, Any]
_LONGEST = 32
"""Tokens of a name; a longer one cannot be used."""


@lru_cache(maxsize=limits.CACHED)
def parts_of(name: str) -> tuple[str, ...]:
    """The tokens of a name; () where it has characters that no expression may have."""
    try:
        return tuple(token.text for token in tokens_of(name)[:-1])
    except FeelError:
        return ()


def plant(tree: Tree, name: str, only_called: bool = False) -> None:
    """Adds a name; one that counts only where it is called is replaced by one that always counts."""
    parts = parts_of(name)
    if not 1 < len(parts) <= _LONGEST:
        return
    for part in parts:
        tree = tree.setdefault(part, {})
    if None not in tree or tree[None][1]:
        tree[None] = name, only_called


@lru_cache(maxsize=64)
def planted(names: frozenset[str], functions: tuple[str, ...]) -> Tree:
    """The tree of names and of functions, cached: the expressions of a model share it, so it must not be changed."""
    tree: Tree = {}
    for name in sorted(names):
        plant(tree, name)
    for name in functions:
        plant(tree, name, only_called=True)
    return tree


def names_at(trees: Iterable[Tree], tokens: Sequence[Token], at: int) -> Iterator[tuple[int, str, bool]]:
    """For each name at `at`: the index after it, the name, and whether it must be called; the longest first."""
    ends: list[tuple[int, str, bool]] = []
    for tree in trees:
        place, node = at, tree
        while place < len(tokens) - 1 and tokens[place].text in node:
            node = node[tokens[place].text]
            place += 1
            if None in node:
                ends.append((place, *node[None]))
    return iter(sorted(ends, key=lambda end: (-end[0], end[2])))
