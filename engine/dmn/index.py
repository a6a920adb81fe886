"""An index over the columns of a table: which rows the values can match, looked up instead of asked row by row."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from engine.dmn.simple import KINDS, Interval, Simple

Rows = int
"""A set of rows as bits: row 1 is the lowest."""
LIMIT_BITS = 2**29
"""Size of the index of one table; a column that would make it larger is not kept, its cells are asked one by one."""
SHORT_LIST = 50
"""Items of a list that are looked up one by one; the steps for longer ones are charged where FEEL walks them."""


class Lookup(Protocol):
    """Which rows the values of one Python type can match; a dict is one, where the cells name constants only."""

    def get(self, value: Any, others: Rows, /) -> Rows: ...


@dataclass(frozen=True, slots=True)
class Intervals:
    """The ends cut the values into positions: 0 below the first, 1 the first itself, 2 up to the second …"""

    points: Sequence[Any]
    positions: Sequence[Rows]

    def get(self, value: Any, _others: Rows, /) -> Rows:
        place = bisect_left(self.points, value)
        exact = place < len(self.points) and self.points[place] == value
        return self.positions[2 * place + exact]


@dataclass(frozen=True, slots=True)
class Held:
    """For lists, where the cells ask for a constant in them."""

    of: Mapping[tuple[type, Any], Rows]

    def get(self, value: list[Any], others: Rows, /) -> Rows:
        for item in value:
            if type(item) in KINDS:
                others |= self.of.get((type(item), item), 0)
        return others


Column = tuple[int, Mapping[type, tuple[Lookup, Rows]]]
"""An input, and for the types of its values the rows that are looked up, or the others where there is nothing of it.

Rows without a simple cell in the column are always found. Types that are missing, neither scalars of KINDS nor null,
are not known to it: then each cell has to be asked.
"""


@dataclass(frozen=True, slots=True)
class Index:
    """The columns that have simple cells, of a table whose rows are `every`; some may be `too_large` to be kept."""

    columns: Sequence[Column]
    too_large: Sequence[int]
    every: Rows

    def rows(self, values: Sequence[object]) -> tuple[Rows, Collection[int]]:
        """The rows that the values of the inputs can match, and the inputs of which nothing is known."""
        rows, unindexed = self.every, [*self.too_large]
        for place, kinds in self.columns:
            value = values[place]
            kind = kinds.get(type(value))
            if kind is None or (type(value) is list and len(value) > SHORT_LIST):
                unindexed.append(place)
            else:
                lookup, others = kind
                rows &= lookup.get(value, others)
        return rows, unindexed


def index(cells: Sequence[Mapping[int, Simple]], count: int) -> Index:
    """The index of the simple cells of each input (by row, from 0) among `count` rows."""
    columns, too_large, left = [], [], LIMIT_BITS
    for place, found in enumerate(cells):
        size = count * 2 * len(_ends(found))
        if size > left:
            too_large.append(place)
        elif found:
            columns.append(_column(place, found, count))
            left -= size
    return Index(columns, too_large, (1 << count) - 1)


def _ends(cells: Mapping[int, Simple]) -> set[Any]:
    ends = (end for cell in cells.values() for one in cell.intervals for end in (one.low, one.high))
    return {end for end in ends if end is not None}


def _column(place: int, cells: Mapping[int, Simple], count: int) -> Column:
    free: Rows = (1 << count) - 1 & ~_bits(cells)
    other = free | _bits(row for row, cell in cells.items() if cell.kind is None and cell.negated)
    made: dict[type, tuple[Lookup, Rows]] = {
        kind: _kind({row: cell for row, cell in cells.items() if cell.kind is kind}, other) for kind in KINDS
    }
    made[type(None)] = {}, free | _bits(row for row, cell in cells.items() if cell.null)
    if all(cell.listed for cell in cells.values()):
        made[list] = _held(cells), free
    return place, made


def _bits(rows: Iterable[int]) -> Rows:
    """So many bits by so many bytes: adding them up one by one would take the square of their number."""
    found = sorted(rows)
    made = bytearray(found[-1] // 8 + 1) if found else bytearray()
    for row in found:
        made[row // 8] |= 1 << row % 8
    return int.from_bytes(made, "little")


def _kind(cells: Mapping[int, Simple], other: Rows) -> tuple[Lookup, Rows]:
    points = sorted(_ends(cells))
    positions = _positions(cells, points, other)
    if all(one.low == one.high for cell in cells.values() for one in cell.intervals):
        return dict(zip(points, positions[1::2], strict=True)), positions[0]
    return Intervals(points, positions), positions[0]


def _held(cells: Mapping[int, Simple]) -> Held:
    of: dict[tuple[type, Any], Rows] = defaultdict(int)
    for row, cell in cells.items():
        for one in cell.intervals:
            of[type(one.low), one.low] |= 1 << row
    return Held(dict(of))


def _positions(cells: Mapping[int, Simple], points: list[Any], rows: Rows) -> list[Rows]:
    """Sweeps over the positions: each row enters and leaves where its intervals begin and end, `rows` is always in."""
    changes: dict[int, Rows] = defaultdict(int)
    for row, cell in cells.items():
        bit = 1 << row
        if cell.negated:
            rows |= bit
        for first, last in _merged(_span(interval, points) for interval in cell.intervals):
            changes[first] ^= bit
            changes[last + 1] ^= bit
    made = []
    for position in range(2 * len(points) + 1):
        rows ^= changes.get(position, 0)
        made.append(rows)
    return made


def _span(interval: Interval, points: list[Any]) -> tuple[int, int]:
    """The first and the last position of an interval; the last is before the first where nothing is in it."""
    first = 0 if interval.low is None else 2 * bisect_left(points, interval.low) + (1 if interval.low_included else 2)
    last = 2 * len(points)
    if interval.high is not None:
        last = 2 * bisect_left(points, interval.high) + (1 if interval.high_included else 0)
    return first, last


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without those that hold nothing, put together where they overlap."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
