"""An index over the columns of a table: which rows the values can match, looked up instead of asked row by row."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, call
from typing import Any

from engine.dmn.lookup import SHORT_LIST, Kinds, Lookup, Rows, ends, kinds, picking
from engine.dmn.simple import Simple

LIMIT_BITS = 2**29
"""Size of the index of one table; a column that would make it larger is not kept, its cells are asked one by one."""
SHAPES = 256
"""Combinations of types of which it is kept what they need."""

Types = tuple[type, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the types of the values alone tell: the rows that they leave, and the inputs of which nothing is known.

    `asks` are the look-ups of the `looked` inputs, `others` the rows where there is nothing of the value; some of the
    inputs are `lists`.
    """

    rows: Rows
    looked: Callable[[Sequence[Any]], Sequence[Any]]
    asks: Sequence[Callable[[Any, Rows], Rows]]
    others: Sequence[Rows]
    lists: Sequence[int]
    unindexed: Sequence[int]


@dataclass(frozen=True, slots=True)
class Index:
    """The columns that have simple cells, of a table whose rows are `every`; some may be `too_large` to be kept."""

    columns: Sequence[tuple[int, Kinds]]
    too_large: Sequence[int]
    every: Rows
    shapes: dict[Types, Shape] = field(default_factory=dict)

    def rows(self, values: Sequence[Any], shape: Shape) -> tuple[Rows, Collection[int]]:
        """The rows that the values of the inputs, of a `shape`, can match, and the inputs of which nothing is known."""
        found = map(call, shape.asks, shape.looked(values), shape.others)
        unindexed = shape.unindexed
        for place in shape.lists:
            if len(values[place]) > SHORT_LIST:
                unindexed = (*unindexed, place)
        return reduce(and_, found, shape.rows), unindexed

    def shape(self, types: Types) -> Shape:
        """What values of these types tell by their types alone."""
        return self.shapes.get(types) or self._shape(types)

    def _shape(self, types: Types) -> Shape:
        rows, unindexed = self.every, [*self.too_large]
        lookups: list[tuple[int, Lookup, Rows]] = []
        for place, known in self.columns:
            lookup, others = known.get(types[place], (None, self.every))
            if lookup is None:
                unindexed.append(place)
            elif lookup == {}:
                rows &= others
            else:
                lookups.append((place, lookup, others))
        if len(self.shapes) >= SHAPES:
            self.shapes.clear()
        made = self.shapes[types] = _shape(rows, lookups, types, unindexed)
        return made


def _shape(rows: Rows, lookups: Sequence[tuple[int, Lookup, Rows]], types: Types, unindexed: Sequence[int]) -> Shape:
    places = [place for place, _, _ in lookups]
    asks, others = [lookup.get for _, lookup, _ in lookups], [others for _, _, others in lookups]
    return Shape(rows, picking(places), asks, others, [place for place in places if types[place] is list], unindexed)


def index(cells: Sequence[Mapping[int, Simple]], count: int) -> Index:
    """The index of the simple cells of each input (by row, from 0) among `count` rows."""
    columns, too_large, left = [], [], LIMIT_BITS
    for place, found in enumerate(cells):
        size = count * 2 * len(ends(found))
        if size > left:
            too_large.append(place)
        elif found:
            columns.append((place, kinds(found, count)))
            left -= size
    return Index(columns, too_large, (1 << count) - 1)
