"""An index over one column of a table: which rows a value can match, found by bisection instead of row by row."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.dmn.simple import Interval, Simple

Rows = int
"""A set of rows as bits: row 1 is the lowest."""


@dataclass(frozen=True, slots=True)
class Column:
    """The simple cells of a column, all of one kind; every other row of the table is always among those found.

    The constants cut the values into positions: 0 below the first, 1 the first itself, 2 up to the second …
    """

    input: int
    kind: type
    points: Sequence[Any]
    positions: Sequence[Rows]

    def rows(self, value: Any) -> Rows:
        place = bisect_left(self.points, value)
        exact = place < len(self.points) and self.points[place] == value
        return self.positions[2 * place + exact]


def column(place: int, cells: Mapping[int, Simple], count: int) -> Column | None:
    """The index of the cells (by row, from 0) of the commonest kind among `count` rows; None where there is none."""
    kinds = [cell.kind for cell in cells.values()]
    if not kinds:
        return None
    kind = max(dict.fromkeys(kinds), key=kinds.count)
    own = {row: cell for row, cell in cells.items() if cell.kind is kind}
    ends = {end for cell in own.values() for one in cell.intervals for end in (one.low, one.high) if end is not None}
    points = sorted(ends)
    return Column(place, kind, points, _positions(own, points, count))


def _positions(cells: Mapping[int, Simple], points: list[Any], count: int) -> list[Rows]:
    """Sweeps over the positions: each row enters and leaves where its intervals begin and end."""
    changes: dict[int, Rows] = defaultdict(int)
    rows: Rows = (1 << count) - 1
    for row, cell in cells.items():
        bit = 1 << row
        if not cell.negated:
            rows &= ~bit
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
