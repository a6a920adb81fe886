"""One input of a table as a dimension: its values in classes; every cell treats the values of a class alike."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine import feel
from engine.dmn.coverage.budget import Budget
from engine.dmn.coverage.constants import Opaque, constants
from engine.dmn.coverage.scale import scale
from engine.dmn.index.simple_cells import ENV, SimpleCell
from engine.dmn.types.constraint import Constraint
from engine.dmn.types.types import DmnType, PlainType, RestrictedType, TypeMismatch
from engine.feel.values.values import kind_of

if TYPE_CHECKING:
    from engine.dmn.table.cell import Cell
    from engine.dmn.table.table import Input

OTHER = "…"
"""Any text that no cell names."""
ASKING = 5
"""The cost of evaluating FEEL, as a multiple of a comparison."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """`values` holds one value of each class; the bits of `usual` are those that a table has to answer.

    null is usual only where a cell names it, and a value of another kind than the constants never is.
    """

    column: "Input"
    values: Sequence[Any]
    usual: int
    known: bool = True
    spans: Mapping[type, tuple[int, int]] = field(default_factory=dict)
    masks: dict[str, int] = field(default_factory=dict)

    @property
    def all(self) -> int:
        return (1 << len(self.values)) - 1

    def mask(self, cell: "Cell", budget: Budget) -> int | None:
        """The classes that a cell accepts, None where it cannot be known."""
        if not self.known or not _clear(cell.tests):
            return None
        if cell.text not in self.masks:
            self.masks[cell.text] = self._accepted(cell, budget)
        return self.masks[cell.text]

    def _accepted(self, cell: "Cell", budget: Budget) -> int:
        simple = cell.simple if cell.simple is not None and not cell.simple.listed else None
        accepted, first, end = self._inside(simple) if simple else (0, 0, 0)
        undecided = [*range(first), *range(end, len(self.values))]
        budget.spend(ASKING * len(undecided) + 1)
        for place in undecided:
            if cell.tests is not None and cell.tests.evaluate({"?": self.values[place]}, ENV) is True:
                accepted |= 1 << place
        return accepted

    def _inside(self, simple: SimpleCell) -> tuple[int, int, int]:
        """The classes inside intervals, and the range of places of the values of their kind, which are in order."""
        first, end = self.spans.get(simple.kind, (0, 0)) if simple.kind else (0, 0)
        inside = 0
        for interval in simple.intervals:
            low, high = first, end
            if interval.low is not None:
                low = (bisect_left if interval.low_included else bisect_right)(self.values, interval.low, first, end)
            if interval.high is not None:
                high = (bisect_right if interval.high_included else bisect_left)(self.values, interval.high, first, end)
            inside |= (1 << max(low, high)) - (1 << low)
        return (((1 << end) - (1 << first)) & ~inside if simple.negated else inside), first, end


def dimension(column: "Input", cells: Sequence["Cell"]) -> Dimension:
    """The dimension of a column with these cells."""
    limits = [*_limits(column.type), *([column.allowed] if column.allowed is not None else [])]
    kind = _kind(column.type)
    try:
        bounds = [value for limit in limits for value in constants(limit.tests)]
    except Opaque:
        return Dimension(column, [None], 1, known=False)
    named = [*bounds, *(value for cell in cells for value in _named(cell))]
    classes = [pair for pair in _classes(kind, named) if _allowed(pair[0], column.type, limits)]
    if not classes:
        return Dimension(column, [None], 1, known=False)
    usual = sum(1 << place for place, (_, often) in enumerate(classes) if often)
    values = [value for value, _ in classes]
    return Dimension(column, values, usual or 1, spans=_spans(values))


def _spans(values: Sequence[Any]) -> dict[type, tuple[int, int]]:
    """The range of places of the values of each Python type."""
    kinds = [type(value) for value in values]
    return {kind: (kinds.index(kind), kinds.index(kind) + kinds.count(kind)) for kind in dict.fromkeys(kinds)}


def _limits(declared: DmnType | None) -> Iterator[Constraint]:
    if isinstance(declared, RestrictedType):
        yield declared.constraint
        yield from _limits(declared.base)


def _kind(declared: DmnType | None) -> str | None:
    """The FEEL kind that a column declares, "Any" where none, None for lists, contexts and functions."""
    while isinstance(declared, RestrictedType):
        declared = declared.base
    if declared is None:
        return "Any"
    known = isinstance(declared, PlainType) and declared.name not in ("list", "context", "function", "range")
    return declared.name if known else None


def _named(cell: "Cell") -> list[Any]:
    try:
        return constants(cell.tests)
    except Opaque:
        return []


def _clear(tests: feel.Expression | None) -> bool:
    try:
        constants(tests)
    except Opaque:
        return False
    return True


def _classes(kind: str | None, named: Sequence[Any]) -> Iterator[tuple[Any, bool]]:
    """A value of each class, and whether it is usual. Nothing where the constants cannot be brought into an order."""
    dates = {kind, *(kind_of(value) for value in named)} & {"date", "date and time"}
    if kind is None or len(dates) > 1:
        return
    kinds = sorted({kind_of(value) for value in named if value is not None}) if kind == "Any" else [kind]
    for each in kinds:
        values = _of_kind(each, [value for value in named if kind_of(value) == each])
        if values is None:
            return
        yield from ((value, True) for value in values)
    if kind == "Any":
        yield from ((value, not kinds) for value in (OTHER, True) if kind_of(value) not in kinds)
    yield None, None in named


def _of_kind(kind: str, named: Sequence[Any]) -> Iterable[Any] | None:
    if kind == "boolean":
        return (False, True)
    if kind == "string":
        unnamed_text = OTHER
        while unnamed_text in named:
            unnamed_text += OTHER
        return sorted({*named, unnamed_text})
    order = scale(kind, named)
    return None if order is None else order.classes(named)


def _allowed(value: Any, declared: DmnType | None, limits: Sequence[Constraint]) -> bool:
    try:
        received = value if declared is None else declared.receive(value, ENV)
    except TypeMismatch:
        return False
    return value is None or all(limit.allows(received, ENV) for limit in limits)
