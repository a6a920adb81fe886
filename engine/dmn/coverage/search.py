"""Looking for points of a space: those that no box holds, those that two boxes hold."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from engine.dmn.coverage.budget import Budget
from engine.dmn.coverage.space import Box, Point

Rows = int
"""A set of boxes as bits: the first is the lowest."""


def lowest(mask: int) -> int:
    """The number of the lowest bit."""
    return (mask & -mask).bit_length() - 1


def bits(mask: int) -> Iterator[int]:
    """The numbers of the bits, the lowest first."""
    while mask:
        yield lowest(mask)
        mask &= mask - 1


def uncovered(boxes: Sequence[Box], within: Box, budget: Budget) -> Iterator[Point]:
    """Points of `within` that none of the boxes holds, each for another reason. Raises TooLarge."""
    if all(within):
        yield from _Search(boxes, within, budget).points()


class _Search:
    """One walk over the dimensions, that with the most classes first; the boxes still in question become fewer."""

    def __init__(self, boxes: Sequence[Box], within: Box, budget: Budget) -> None:
        self.within, self.budget = within, budget
        self.order = sorted(range(len(within)), key=lambda place: -within[place].bit_count())
        self.held = {place: self._held(boxes, place) for place in self.order}
        self.filling = self._filling(boxes)
        self.every: Rows = (1 << len(boxes)) - 1
        self.seen: set[tuple[int, Rows]] = set()
        self.point = [lowest(mask) for mask in within]

    def points(self, depth: int = 0, rows: Rows | None = None) -> Iterator[Point]:
        rows = self.every if rows is None else rows
        self.budget.spend(1)
        if not rows:
            yield tuple(self.point)
        if not rows or depth == len(self.order) or rows & self.filling[depth] or (depth, rows) in self.seen:
            return
        self.seen.add((depth, rows))
        place = self.order[depth]
        for left, choice in sorted(self._ways(place, rows), key=lambda way: way[0].bit_count()):
            self.point[place] = choice
            yield from self.points(depth + 1, left)
        self.point[place] = lowest(self.within[place])

    def _ways(self, place: int, rows: Rows) -> Iterator[tuple[Rows, int]]:
        """The boxes that are left for each class of a dimension, and one class for each set of them."""
        found: dict[Rows, int] = {}
        self.budget.spend(len(self.held[place]))
        for held, choice in self.held[place]:
            found.setdefault(held & rows, choice)
        yield from found.items()

    def _held(self, boxes: Sequence[Box], place: int) -> list[tuple[Rows, int]]:
        """The boxes that hold each class of `within`, and a class for each set of them."""
        rows: dict[int, Rows] = defaultdict(int)
        for number, box in enumerate(boxes):
            inside = box[place] & self.within[place]
            self.budget.spend(1 + inside.bit_count())
            for choice in bits(inside):
                rows[choice] |= 1 << number
        found: dict[Rows, int] = {}
        for choice in bits(self.within[place]):
            found.setdefault(rows[choice], choice)
        return list(found.items())

    def _filling(self, boxes: Sequence[Box]) -> list[Rows]:
        """For each depth the boxes that hold all of `within` from there on."""
        found: list[Rows] = []
        rows: Rows = (1 << len(boxes)) - 1
        for place in reversed(self.order):
            rows &= sum(1 << number for number, box in enumerate(boxes) if not self.within[place] & ~box[place])
            found.insert(0, rows)
        return found


def meeting(boxes: Sequence[Box], usual: Box, budget: Budget) -> Iterator[tuple[int, int, Point]]:
    """Pairs of boxes that hold a point together, with one such point, a usual one if there is. Raises TooLarge."""
    holding = [_holding(boxes, place, budget) for place in range(len(usual))]
    for number, box in enumerate(boxes):
        others = -1 << (number + 1)
        for place, mask in enumerate(box):
            budget.spend(1 + mask.bit_count())
            others &= _union(holding[place], mask)
        for other in bits(others & ((1 << len(boxes)) - 1)):
            budget.spend(len(box))
            common = [one & two for one, two in zip(box, boxes[other], strict=True)]
            yield number, other, tuple(lowest(mask & often or mask) for mask, often in zip(common, usual, strict=True))


def _holding(boxes: Sequence[Box], place: int, budget: Budget) -> dict[int, Rows]:
    """The boxes that hold each class of a dimension."""
    rows: dict[int, Rows] = defaultdict(int)
    for number, box in enumerate(boxes):
        budget.spend(1 + box[place].bit_count())
        for choice in bits(box[place]):
            rows[choice] |= 1 << number
    return rows


def _union(rows: dict[int, Rows], mask: int) -> Rows:
    found: Rows = 0
    for choice in bits(mask):
        found |= rows[choice]
    return found
