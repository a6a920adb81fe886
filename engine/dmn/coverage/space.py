"""A table as boxes in the space of its inputs: which classes of each dimension a row accepts, or may accept."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.dmn.coverage.budget import Budget, TooLarge
from engine.dmn.coverage.dimension import Dimension, dimension

if TYPE_CHECKING:
    from engine.dmn.table.cell import Cell, Rule
    from engine.dmn.table.table import Input, Table

Box = tuple[int, ...]
"""For each dimension the classes, as bits."""
Point = tuple[int, ...]
"""For each dimension the number of one class."""
DIMENSIONS = 200
"""Inputs of a table beyond which it is not checked."""


@dataclass(frozen=True, slots=True)
class Space:
    """`surely` are the boxes that the rows accept for certain, `perhaps` those outside of which they accept nothing.

    They differ where a cell cannot be analysed.
    """

    dimensions: Sequence[Dimension]
    surely: Sequence[Box]
    perhaps: Sequence[Box]

    @property
    def all_classes(self) -> Box:
        return tuple(each.all for each in self.dimensions)

    @property
    def usual(self) -> Box:
        return tuple(each.usual for each in self.dimensions)

    def example(self, point: Point) -> dict[str, Any]:
        """A value for each input, by its label."""
        pairs = zip(self.dimensions, point, strict=True)
        return {dimension.column.label: dimension.values[place] for dimension, place in pairs}

    def claimed(self) -> "Space":
        """The space in which an example can certainly occur: of inputs that read the same only the first counts."""
        linked = [_linked(each, self.dimensions[:place]) for place, each in enumerate(self.dimensions)]
        surely = [_loosened(box, self.all_classes, linked, perhaps=False) for box in self.surely]
        return Space(
            self.dimensions, surely, [_loosened(box, self.all_classes, linked, perhaps=True) for box in self.perhaps]
        )


def space(table: "Table", budget: Budget) -> Space:
    """The space of a table; columns of one expression are one dimension. Raises TooLarge."""
    columns = _grouped(table.inputs)
    if len(columns) > DIMENSIONS:
        raise TooLarge
    by_input: dict[int, list[Cell]] = defaultdict(list)
    for rule in table.rules:
        for cell in rule.cells:
            by_input[cell.input].append(cell)
    cells = [[cell for place in places for cell in by_input[place]] for places in columns]
    dimensions = [dimension(table.inputs[places[0]], inside) for places, inside in zip(columns, cells, strict=True)]
    boxes = [_boxes(rule, columns, dimensions, budget) for rule in table.rules]
    return Space(dimensions, [surely for surely, _ in boxes], [perhaps for _, perhaps in boxes])


def _grouped(inputs: Sequence["Input"]) -> list[list[int]]:
    groups: dict[tuple[str, str], list[int]] = {}
    for place, column in enumerate(inputs):
        groups.setdefault((column.expression.text, column.type.name if column.type else ""), []).append(place)
    return list(groups.values())


def _boxes(
    rule: "Rule", columns: Sequence[Sequence[int]], dimensions: Sequence[Dimension], budget: Budget
) -> tuple[Box, Box]:
    surely, perhaps = [], []
    cells = {cell.input: cell for cell in rule.cells}
    for places, each in zip(columns, dimensions, strict=True):
        budget.spend(1)
        masks = [each.mask(cells[place], budget) for place in places if place in cells]
        surely.append(_met((mask or 0 for mask in masks), each.all))
        perhaps.append(_met((mask for mask in masks if mask is not None), each.all))
    return tuple(surely), tuple(perhaps)


def _met(masks: Iterable[int], everything: int) -> int:
    for mask in masks:
        everything &= mask
    return everything


def _linked(dimension: Dimension, others: Sequence[Dimension]) -> bool:
    """True if a column reads what another one reads: then not every pair of values can come together."""
    own = set(dimension.column.expression.paths())
    return any(
        _touch(path, other_path) for each in others for other_path in each.column.expression.paths() for path in own
    )


def _touch(path: str, other_path: str) -> bool:
    return path == other_path or path.startswith(f"{other_path}.") or other_path.startswith(f"{path}.")


def _loosened(box: Box, all_classes: Box, linked: Sequence[bool], *, perhaps: bool) -> Box:
    def loose(mask: int, everything: int) -> int:
        return everything if mask and (perhaps or mask == everything) else 0

    sides = zip(box, all_classes, linked, strict=True)
    return tuple(loose(mask, everything) if is_linked else mask for mask, everything, is_linked in sides)
