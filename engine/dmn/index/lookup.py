"""One column of a table: which rows a value can match, looked up by its type and then by itself."""

import datetime
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from engine.dmn.index.simple_cells import KINDS, Interval, SimpleCell

RowSet = int
"""A set of rows as bits: row 1 is the lowest."""
CACHED = 256
"""Values of a column whose place among the intervals is cached; texts, which may be long, are not."""
_SHORT: frozenset[type] = frozenset({Decimal, datetime.date})
_TEXTS: frozenset[type] = frozenset({str})


class Lookup(Protocol):
    """Finds the rows that values of one Python type can match; a dict is one, where the cells name constants only."""

    def get(self, value: Any, others: RowSet, /) -> RowSet: ...


@dataclass(frozen=True, slots=True)
class IntervalLookup:
    """Finds rows by interval.

    The ends cut the values into positions: 0 below the first, 1 the first itself, 2 up to the second …
    """

    points: Sequence[Any]
    positions: Sequence[RowSet]
    known: dict[Any, RowSet] = field(default_factory=dict)

    def get(self, value: Any, _others: RowSet, /) -> RowSet:
        rows = self.known.get(value)
        return self._placed(value) if rows is None else rows

    def _placed(self, value: Any) -> RowSet:
        place = bisect_left(self.points, value)
        exact = place < len(self.points) and self.points[place] == value
        rows = self.positions[2 * place + exact]
        if type(value) in _SHORT:
            if len(self.known) >= CACHED:
                self.known.clear()
            self.known[value] = rows
        return rows


@dataclass(frozen=True, slots=True)
class ListLookup:
    """The rows of a short list, where the cells test whether it holds a constant."""

    of: Mapping[type, Mapping[Any, RowSet]]

    def get(self, value: list[Any], others: RowSet, /) -> RowSet:
        of = self.of
        if str in of and _TEXTS.issuperset(map(type, value)):
            for rows in map(of[str].get, value):
                if rows is not None:
                    others |= rows
            return others
        for item in value:
            if type(item) in of:
                others |= of[type(item)].get(item, 0)
        return others


Kinds = Mapping[type, tuple[Lookup, RowSet]]
"""For the types of a column's values the rows that are looked up, or the others where there is nothing of it.

RowSet without a simple cell in the column are always found. Types that are missing, neither scalars of KINDS nor null,
are not known to it: then each cell has to be tested.
"""


def kinds(cells: Mapping[int, SimpleCell], count: int) -> Kinds:
    """The look-ups of a column from its simple cells (by row, from 0) among `count` rows."""
    free: RowSet = (1 << count) - 1 & ~_bits(cells)
    unnamed_rows = free | _bits(row for row, cell in cells.items() if cell.kind is None and cell.negated)
    lookups: dict[type, tuple[Lookup, RowSet]] = {
        kind: _kind({row: cell for row, cell in cells.items() if cell.kind is kind}, unnamed_rows) for kind in KINDS
    }
    lookups[type(None)] = {}, free | _bits(row for row, cell in cells.items() if cell.null)
    if all(cell.listed for cell in cells.values()):
        lookups[list] = _list_lookup(cells), free
    return lookups


def ends(cells: Mapping[int, SimpleCell]) -> set[Any]:
    """The values at which a column's intervals begin and end."""
    values = (end for cell in cells.values() for interval in cell.intervals for end in (interval.low, interval.high))
    return {end for end in values if end is not None}


def _bits(rows: Iterable[int]) -> RowSet:
    """The rows as bits, set byte by byte: adding them up one by one would take the square of their number."""
    ordered = sorted(rows)
    packed = bytearray(ordered[-1] // 8 + 1) if ordered else bytearray()
    for row in ordered:
        packed[row // 8] |= 1 << row % 8
    return int.from_bytes(packed, "little")


def _kind(cells: Mapping[int, SimpleCell], unnamed_rows: RowSet) -> tuple[Lookup, RowSet]:
    points = sorted(ends(cells))
    positions = _positions(cells, points, unnamed_rows)
    if all(interval.low == interval.high for cell in cells.values() for interval in cell.intervals):
        return dict(zip(points, positions[1::2], strict=True)), positions[0]
    return IntervalLookup(points, positions), positions[0]


def _list_lookup(cells: Mapping[int, SimpleCell]) -> ListLookup:
    of: dict[type, dict[Any, RowSet]] = defaultdict(lambda: defaultdict(int))
    for row, cell in cells.items():
        for one in cell.intervals:
            of[type(one.low)][one.low] |= 1 << row
    return ListLookup({kind: dict(constants) for kind, constants in of.items()})


def _positions(cells: Mapping[int, SimpleCell], points: list[Any], rows: RowSet) -> list[RowSet]:
    """The rows at each position: each enters and leaves where its intervals begin and end, `rows` are in all."""
    changes: dict[int, RowSet] = defaultdict(int)
    for row, cell in cells.items():
        bit = 1 << row
        if cell.negated:
            rows |= bit
        for first, last in _merged(_span(interval, points) for interval in cell.intervals):
            changes[first] ^= bit
            changes[last + 1] ^= bit
    positions = []
    for position in range(2 * len(points) + 1):
        rows ^= changes.get(position, 0)
        positions.append(rows)
    return positions


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
