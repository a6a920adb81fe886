"""Problems between the rows of a table: gaps, overlaps, contradictions, rows that can never count."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from engine.dmn.coverage.budget import Budget
from engine.dmn.coverage.constants import Opaque
from engine.dmn.coverage.flaw import flaw
from engine.dmn.coverage.literals import constant_value, constant_values, differ, literal
from engine.dmn.coverage.search import lowest, meeting, uncovered
from engine.dmn.coverage.space import Box, Point, Space
from engine.dmn.index.simple_cells import ENV
from engine.dmn.problem import Problem
from engine.dmn.table.hit_policy import LISTS, HitPolicy

if TYPE_CHECKING:
    from engine.dmn.table.cell import Rule
    from engine.dmn.table.table import Table

MOST = 3
"""Findings of one kind for one table; mending them shows the rest."""


@dataclass(frozen=True, slots=True)
class RowChecks:
    """The checks of the rows of one table, in the space of its inputs."""

    table: "Table"
    space: Space
    budget: Budget

    def gaps(self) -> Iterator[Problem]:
        """`table_gap`: values of the inputs that no row answers, where neither a default nor the hit policy does."""
        if self.table.policy in LISTS or any(output.default for output in self.table.outputs):
            return
        claimed = self.space.claimed()
        for point in islice(uncovered(claimed.perhaps, claimed.usual, self.budget), MOST):
            yield flaw("table_gap", self.table, self.table.id, example=self._example_at(point))

    def overlaps(self) -> Iterator[Problem]:
        """`table_overlap`: two rows of a UNIQUE table that match together."""
        if self.table.policy is HitPolicy.UNIQUE:
            for first, second, point in islice(self._meeting(), MOST):
                rows = [first.number, second.number]
                yield flaw("table_overlap", self.table, second.id, rows=rows, example=self._example_at(point))

    def conflicts(self) -> Iterator[Problem]:
        """`table_conflict`: two rows of an ANY table that match together and certainly give different results."""
        if self.table.policy is HitPolicy.ANY:
            results = {rule.number: [constant_values(entry) for entry in rule.outputs] for rule in self.table.rules}
            wrong = (
                pair for pair in self._meeting() if any(map(differ, results[pair[0].number], results[pair[1].number]))
            )
            for first, second, point in islice(wrong, MOST):
                rows = [first.number, second.number]
                yield flaw("table_conflict", self.table, second.id, rows=rows, example=self._example_at(point))

    def _meeting(self) -> Iterator[tuple["Rule", "Rule", Point]]:
        claimed, rules = self.space.claimed(), self.table.rules
        pairs = meeting(claimed.surely, claimed.usual, self.budget)
        return ((rules[first], rules[second], point) for first, second, point in pairs)

    def impossible(self) -> dict[int, Problem]:
        """`row_impossible` by the place of the row: a cell that no value of its input can pass."""
        problems: dict[int, Problem] = {}
        for place, box in enumerate(self.space.perhaps):
            number = next((number for number, mask in enumerate(box) if not mask), None)
            if number is not None:
                problems[place] = self._impossible(place, number)
        return problems

    def _impossible(self, place: int, number: int) -> Problem:
        rule, column = self.table.rules[place], self.space.dimensions[number].column
        same = [at for at, each in enumerate(self.table.inputs) if each.expression.text == column.expression.text]
        texts = ", ".join(cell.text for cell in rule.cells if cell.input in same)
        return flaw("row_impossible", self.table, rule.id, row=rule.number, input=column.label, text=texts)

    def shadowed(self, dead: Mapping[int, Problem]) -> dict[int, Problem]:
        """`row_shadowed` by the place of the row: whatever it matches, rows that count before it match, too."""
        problems: dict[int, Problem] = {}
        for place, before in self._before():
            earlier = [number for number in before if number not in dead]
            box = self.space.perhaps[place]
            boxes = [self.space.surely[number] for number in earlier]
            if place in dead or not boxes or next(uncovered(boxes, box, self.budget), None) is not None:
                continue
            point, rule = self._point(box), self.table.rules[place]
            winners = self._holders(earlier, point)
            problems[place] = flaw(
                "row_shadowed", self.table, rule.id, row=rule.number, rows=winners, example=self._example_at(point)
            )
        return problems

    def _holders(self, places: Sequence[int], point: Point) -> list[int]:
        boxes = self.space.surely
        holders = [
            place for place in places if all(mask >> at & 1 for mask, at in zip(boxes[place], point, strict=True))
        ]
        return [self.table.rules[place].number for place in holders[:1]]

    def _before(self) -> Iterator[tuple[int, list[int]]]:
        """For each row those that win against it where both match: earlier ones, or ones of a higher priority."""
        count = range(len(self.table.rules))
        if self.table.policy is HitPolicy.FIRST:
            yield from ((place, list(range(place))) for place in count)
        elif self.table.policy is HitPolicy.PRIORITY:
            try:
                ranks = [self._rank(place) for place in count]
            except Opaque:
                return
            order = sorted(count, key=lambda place: ranks[place])
            yield from ((place, order[:at]) for at, place in enumerate(order))

    def _rank(self, place: int) -> list[int]:
        results = [constant_value(entry) for entry in self.table.rules[place].outputs]
        orders = [output.order.values(ENV) if output.order else [] for output in self.table.outputs]
        pairs = zip(results, orders, strict=True)
        return [order.index(value) if value in order else len(order) for value, order in pairs]

    def _point(self, box: Box) -> Point:
        """A point of a box that is not empty, a usual one if there is."""
        return tuple(lowest(mask & often or mask) for mask, often in zip(box, self.space.usual, strict=True))

    def _example_at(self, point: Point) -> dict[str, str]:
        return {label: literal(value) for label, value in self.space.example(point).items()}

    def example(self, place: int) -> dict[str, str]:
        """Values of the inputs that a row matches, as texts; {} where there are none for certain."""
        box = self.space.surely[place]
        return self._example_at(self._point(box)) if all(box) else {}
