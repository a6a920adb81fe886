"""Reads the values at the dotted paths of an expression."""

from collections.abc import Iterable, Mapping

from engine import feel
from engine.dmn.expression import Scope

MISSING = object()


def read_values(paths: Iterable[str], scope: Scope) -> dict[str, object]:
    """The value of each dotted path that leads somewhere in the scope, functions left out."""
    values = {path: _value(path, scope) for path in sorted(set(paths))}
    return {
        path: feel.from_json(value)
        for path, value in values.items()
        if value is not MISSING and not isinstance(value, feel.Function)
    }


def _value(path: str, scope: Scope) -> object:
    """The value of one path. A name may hold dots itself, so the longest known name is followed."""
    if path in scope:
        return scope[path]
    parts = path.split(".")
    for end in range(len(parts) - 1, 0, -1):
        inner = scope.get(".".join(parts[:end]), MISSING)
        if type(inner) is dict or isinstance(inner, Mapping):
            return _value(".".join(parts[end:]), inner)
    return MISSING
