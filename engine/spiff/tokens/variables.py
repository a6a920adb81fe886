"""The variables of a case: one tree of scopes, kept as JSON outside SpiffWorkflow.

A scope is named by the ref of the token that opened it; the process root is 0. A called process stands in a scope of
its own that sees nothing above it (`in` is null) and remembers which paths it wrote, to copy back only these.
"""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from engine.errors import NotFound
from engine.spiff.tokens.step import Json

ROOT = 0


def visible(variables: Json, scope: int) -> Json:
    """The variables that an expression at `scope` sees: nearer ones hide farther ones. Shares values with them all."""
    return dict(Scopes(variables).view(scope))


def root(variables: Json) -> Json:
    """The variables of the process itself. Shares its values with `variables`."""
    return dict(Scopes(variables).own(ROOT))


def merge(old: object, new: Any) -> Any:
    """`new` over `old`: contexts merge by path, everything else is replaced."""
    if not isinstance(old, dict) or not isinstance(new, Mapping):
        return new
    merged = dict(old)
    for name, value in new.items():
        merged[name] = merge(merged.get(name), value)
    return merged


def nested(path: Sequence[str], value: object) -> Any:
    """`value` under `path`: nested(["a", "b"], 1) is {"a": {"b": 1}}."""
    for name in reversed(path):
        value = {name: value}
    return value


class Scopes:
    """The tree over its JSON. Values are shared with the JSON passed in and never changed, only replaced.

    `changed` is True if something was written since it was last reset.
    """

    def __init__(self, tree: Json | None = None) -> None:
        scopes = tree or {"0": {"in": None, "vars": {}}}
        self.tree: Json = {scope: {name: copy(part) for name, part in each.items()} for scope, each in scopes.items()}
        self.changed = True

    def has(self, scope: int) -> bool:
        """True if this scope is open."""
        return str(scope) in self.tree

    def own(self, scope: int) -> Json:
        """The variables that stand in this very scope."""
        own: Json = self.tree[str(scope)]["vars"]
        return own

    def view(self, scope: int) -> ChainMap[str, Any]:
        """All that is visible from `scope`, nearest first; a live view."""
        return ChainMap(*(self.own(each) for each in self._upwards(scope)))

    def open(self, scope: int, inside: int | None, names: Mapping[str, object], *, tracked: bool = False) -> None:
        """Opens `scope` with its first `names`; `tracked` scopes remember what is written to them."""
        self.tree[str(scope)] = {"in": inside, "vars": dict(names)} | ({"wrote": []} if tracked else {})

    def close(self, scope: int) -> None:
        """Drops the scope and its variables; nothing happens where there is none."""
        closed = self.tree.pop(str(scope), None)
        for each in self.tree.values() if closed is not None else ():
            # What stays to be compensated outlives the scope that it stood in.
            if each["in"] == scope:
                each["in"] = closed["in"]

    def set(self, scope: int, names: Mapping[str, object]) -> None:
        """Sets names in this very scope, replacing what stood there."""
        self.changed = True
        self.own(scope).update(names)

    def write(self, scope: int | None, path: Sequence[str], value: object) -> None:
        """Writes by path to the nearest scope that has the first name, else to the topmost visible one."""
        if scope is None:
            return
        self.changed = True
        upwards = self._upwards(scope)
        target = next((each for each in upwards if path[0] in self.own(each)), upwards[-1])
        own = self.own(target)
        own[path[0]] = merge(own.get(path[0]), nested(path[1:], value))
        self._remember(target, list(path), value)

    def write_all(self, scope: int | None, values: Mapping[str, object]) -> None:
        """Writes each name of `values`."""
        for name, value in values.items():
            self.write(scope, [name], value)

    def inside(self, scope: int) -> int | None:
        """The scope around this one."""
        around: int | None = self.tree[str(scope)]["in"]
        return around

    def written(self, scope: int) -> list[tuple[list[str], Any]]:
        """The values written to a tracked scope: each path with its present value."""
        return [(path, self._at(scope, path)) for path in self.tree[str(scope)].get("wrote", [])]

    def _upwards(self, scope: int) -> list[int]:
        upwards, each = [], scope
        if not self.has(scope):
            raise NotFound("scope_gone", scope=scope)
        while True:
            upwards.append(each)
            around = self.inside(each)
            if around is None:
                return upwards
            each = around

    def _at(self, scope: int, path: Sequence[str]) -> Any:
        value: Any = self.own(scope)
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        return value

    def _remember(self, scope: int, path: list[str], value: object) -> None:
        wrote: list[list[str]] | None = self.tree[str(scope)].get("wrote")
        if wrote is None or any(path[: len(known)] == known for known in wrote):
            return
        if isinstance(value, Mapping) and value:
            for name, inner in value.items():
                self._remember(scope, [*path, name], inner)
        else:
            wrote[:] = [known for known in wrote if known[: len(path)] != path] + [path]
