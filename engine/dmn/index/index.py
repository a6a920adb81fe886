"""An index over the columns of a table: which rows the values can match, looked up instead of asked row by row."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.dmn.index.lookup import Kinds, Rows, ends, kinds
from engine.dmn.index.simple_cells import Simple

LIMIT_BITS = 2**29
"""Size of the index of one table; a column that would make it larger is not kept, its cells are asked one by one."""
SHORT_LIST = 50
"""Items of a list that are looked up one by one; the steps for longer ones are charged where FEEL walks them."""
SHAPES = 256
"""Combinations of types of which it is kept what they need."""

Types = tuple[type, ...]
Ask = tuple[int, Callable[[Any, Rows], Rows], Rows]
"""An input, what gives the rows for its value, and the rows where there is nothing of it."""


class Long(list[Any]):
    """Stands among types for lists that are too long to be looked up."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the types of the values alone tell: the rows that they leave, and the inputs of which nothing is known.

    `asks` are what to look up else.
    """

    rows: Rows
    asks: Sequence[Ask]
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
        rows = shape.rows
        for place, ask, others in shape.asks:
            rows &= ask(values[place], others)
        return rows, shape.unindexed

    def shape_of(self, values: Sequence[Any]) -> Shape:
        """As `shape`; of lists that are too long to be looked up nothing is known."""
        types = tuple(map(type, values))
        if list in types:
            types = tuple(Long if type(one) is list and len(one) > SHORT_LIST else type(one) for one in values)
        return self.shape(types)

    def shape(self, types: Types) -> Shape:
        """What values of these types tell by their types alone; lists among them are short."""
        return self.shapes.get(types) or self._shape(types)

    def _shape(self, types: Types) -> Shape:
        rows, unindexed = self.every, [*self.too_large]
        asks: list[Ask] = []
        for place, known in self.columns:
            found, others = known.get(types[place], (None, self.every))
            if found is None:
                unindexed.append(place)
            elif found == {}:
                rows &= others
            else:
                asks.append((place, found.get, others))
        if len(self.shapes) >= SHAPES:
            self.shapes.clear()
        made = self.shapes[types] = Shape(rows, asks, unindexed)
        return made


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
