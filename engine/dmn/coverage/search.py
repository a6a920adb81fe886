"""Searches a space for points that no box holds, and for points that two boxes hold."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from engine.dmn.coverage.budget import Budget
from engine.dmn.coverage.space import Box, Point

BoxSet = int
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
    """Points of `within` that none of the boxes holds, each in another gap. Raises TooLarge."""
    if all(within):
        yield from _GapSearch(boxes, within, budget).points()


class _GapSearch:
    """One walk over the dimensions, that with the most classes first; the boxes still in question become fewer."""

    def __init__(self, boxes: Sequence[Box], within: Box, budget: Budget) -> None:
        self.within, self.budget = within, budget
        self.order = sorted(range(len(within)), key=lambda place: -within[place].bit_count())
        self.by_class = {place: self._by_class(boxes, place) for place in self.order}
        self.filling = self._filling(boxes)
        self.every: BoxSet = (1 << len(boxes)) - 1
        self.seen: set[tuple[int, BoxSet]] = set()
        self.point = [lowest(mask) for mask in within]

    def points(self, depth: int = 0, rows: BoxSet | None = None) -> Iterator[Point]:
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

    def _ways(self, place: int, rows: BoxSet) -> Iterator[tuple[BoxSet, int]]:
        """The boxes that are left for each class of a dimension, and one class for each set of them."""
        ways: dict[BoxSet, int] = {}
        self.budget.spend(len(self.by_class[place]))
        for holding, choice in self.by_class[place]:
            ways.setdefault(holding & rows, choice)
        yield from ways.items()

    def _by_class(self, boxes: Sequence[Box], place: int) -> list[tuple[BoxSet, int]]:
        """The boxes that hold each class of `within`, and a class for each set of them."""
        rows: dict[int, BoxSet] = defaultdict(int)
        for number, box in enumerate(boxes):
            inside = box[place] & self.within[place]
            self.budget.spend(1 + inside.bit_count())
            for choice in bits(inside):
                rows[choice] |= 1 << number
        classes: dict[BoxSet, int] = {}
        for choice in bits(self.within[place]):
            classes.setdefault(rows[choice], choice)
        return list(classes.items())

    def _filling(self, boxes: Sequence[Box]) -> list[BoxSet]:
        """For each depth the boxes that hold all of `within` from there on."""
        filling: list[BoxSet] = []
        rows: BoxSet = (1 << len(boxes)) - 1
        for place in reversed(self.order):
            rows &= sum(1 << number for number, box in enumerate(boxes) if not self.within[place] & ~box[place])
            filling.insert(0, rows)
        return filling


def meeting(boxes: Sequence[Box], usual: Box, budget: Budget) -> Iterator[tuple[int, int, Point]]:
    """Pairs of boxes that hold a point together, with one such point, a usual one if there is. Raises TooLarge."""
    holding = [_holding(boxes, place, budget) for place in range(len(usual))]
    for number, box in enumerate(boxes):
        others = -1 << (number + 1)
        for place, mask in enumerate(box):
            budget.spend(1 + mask.bit_count())
            others &= _union(holding[place], mask)
        for second in bits(others & ((1 << len(boxes)) - 1)):
            budget.spend(len(box))
            common = [one & two for one, two in zip(box, boxes[second], strict=True)]
            yield number, second, tuple(lowest(mask & often or mask) for mask, often in zip(common, usual, strict=True))


def _holding(boxes: Sequence[Box], place: int, budget: Budget) -> dict[int, BoxSet]:
    """The boxes that hold each class of a dimension."""
    rows: dict[int, BoxSet] = defaultdict(int)
    for number, box in enumerate(boxes):
        budget.spend(1 + box[place].bit_count())
        for choice in bits(box[place]):
            rows[choice] |= 1 << number
    return rows


def _union(rows: dict[int, BoxSet], mask: int) -> BoxSet:
    union: BoxSet = 0
    for choice in bits(mask):
        union |= rows[choice]
    return union
