"""Values as data for a reader: their kind and a JSON value, cut where nobody would read on."""

from typing import Any

from engine.feel.values.json_codec import to_json
from engine.feel.values.to_text import temporal_text
from engine.feel.values.values import Range, kind_of

Shown = dict[str, Any]
LEAVES, LEVELS, LENGTH = 60, 4, 300
"""Values, levels and characters of a text that are shown of one value; `size` tells how many there are."""


def shown(value: Any) -> Shown:
    """A FEEL value as `{"kind": …, "value": …}`: dates and durations in ISO 8601, numbers too large for JSON as texts.

    Lists and contexts hold `items` and their `size`, ranges `start`, `end` and whether each end is included.
    """
    return _Showing().show(value, 0)


class _Showing:
    def __init__(self) -> None:
        self.left = LEAVES

    def show(self, value: Any, level: int) -> Shown:
        self.left -= 1
        kind = kind_of(value)
        if kind == "list":
            return {"kind": kind, "size": len(value), "items": self._items(value, level)}
        if kind == "context":
            items = zip(value, self._items(list(value.values()), level), strict=False)
            return {"kind": kind, "size": len(value), "items": dict(items)}
        return self._range(value, level) if kind == "range" else {"kind": kind, **_leaf(kind, value)}

    def _items(self, values: list[Any], level: int) -> list[Shown]:
        found: list[Shown] = []
        for value in values if level < LEVELS else ():
            if self.left <= 0:
                break
            found.append(self.show(value, level + 1))
        return found

    def _range(self, value: Range, level: int) -> Shown:
        return {
            "kind": "range",
            "operator": value.operator,
            "start": self.show(value.start, level + 1),
            "start_included": value.start_included,
            "end": self.show(value.end, level + 1),
            "end_included": value.end_included,
        }


def _leaf(kind: str, value: Any) -> Shown:
    if kind == "function":
        return {}
    if kind == "string":
        return {"value": value if len(value) <= LENGTH else value[:LENGTH] + "…"}
    if kind == "number":
        plain = to_json(value)
        return {"value": str(value.normalize()) if plain is None else plain}
    return {"value": value if kind in ("null", "boolean") else temporal_text(value)}
