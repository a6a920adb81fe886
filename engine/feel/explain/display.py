"""Values as data for a page: their kind and a JSON value, cut to a bounded size."""

from typing import Any

from engine.feel.values.json_codec import to_json
from engine.feel.values.to_text import temporal_text
from engine.feel.values.values import Range, kind_of

DisplayValue = dict[str, Any]
LEAVES, LEVELS, LENGTH = 60, 4, 300
"""Most values, levels and characters of a text that one value is displayed with; `size` is how many there are."""


def display(value: Any) -> DisplayValue:
    """A FEEL value as `{"kind": …, "value": …}`: dates and durations in ISO 8601, numbers too large for JSON as texts.

    Lists and contexts hold `items` and their `size`, ranges `start`, `end` and whether each end is included.
    """
    return _DisplayBuilder().display(value, 0)


class _DisplayBuilder:
    def __init__(self) -> None:
        self.left = LEAVES

    def display(self, value: Any, level: int) -> DisplayValue:
        self.left -= 1
        kind = kind_of(value)
        if kind == "list":
            return {"kind": kind, "size": len(value), "items": self._items(value, level)}
        if kind == "context":
            items = zip(value, self._items(list(value.values()), level), strict=False)
            return {"kind": kind, "size": len(value), "items": dict(items)}
        return self._range(value, level) if kind == "range" else {"kind": kind, **_leaf(kind, value)}

    def _items(self, values: list[Any], level: int) -> list[DisplayValue]:
        items: list[DisplayValue] = []
        for value in values if level < LEVELS else ():
            if self.left <= 0:
                break
            items.append(self.display(value, level + 1))
        return items

    def _range(self, value: Range, level: int) -> DisplayValue:
        return {
            "kind": "range",
            "operator": value.operator,
            "start": self.display(value.start, level + 1),
            "start_included": value.start_included,
            "end": self.display(value.end, level + 1),
            "end_included": value.end_included,
        }


def _leaf(kind: str, value: Any) -> DisplayValue:
    if kind == "function":
        return {}
    if kind == "string":
        return {"value": value if len(value) <= LENGTH else value[:LENGTH] + "…"}
    if kind == "number":
        plain = to_json(value)
        return {"value": str(value.normalize()) if plain is None else plain}
    return {"value": value if kind in ("null", "boolean") else temporal_text(value)}
