"""An index over the columns of a table: which rows the values can match, looked up instead of tested row by row."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.dmn.index.lookup import Kinds, RowSet, ends, kinds
from engine.dmn.index.simple_cells import SimpleCell

LIMIT_BITS = 2**29
"""Size of the index of one table; a column that would make it larger is left out, its cells are tested one by one."""
SHORT_LIST = 50
"""Items of a list that are looked up one by one; the steps for longer ones are charged where FEEL walks them."""
PLANS = 256
"""Combinations of types whose plan is cached."""

Types = tuple[type, ...]
ColumnLookup = tuple[int, Callable[[Any, RowSet], RowSet], RowSet]
"""An input, the function that finds the rows for its value, and the rows for values that it does not know."""


class LongList(list[Any]):
    """The type of lists that are too long to be looked up."""


@dataclass(frozen=True, slots=True)
class LookupPlan:
    """The plan for looking up values of some types: `rows` are those that the types alone leave, `lookups` narrow them.

    Of the inputs that are `unindexed` nothing is known.
    """

    rows: RowSet
    lookups: Sequence[ColumnLookup]
    unindexed: Sequence[int]


@dataclass(frozen=True, slots=True)
class Index:
    """The columns that have simple cells, of a table whose rows are `every`; some may be `too_large` for it."""

    columns: Sequence[tuple[int, Kinds]]
    too_large: Sequence[int]
    every: RowSet
    plans: dict[Types, LookupPlan] = field(default_factory=dict)

    def rows(self, values: Sequence[Any], plan: LookupPlan) -> tuple[RowSet, Collection[int]]:
        """The rows that the values of the inputs, of a `plan`, can match, and the inputs of which nothing is known."""
        rows = plan.rows
        for place, find, others in plan.lookups:
            rows &= find(values[place], others)
        return rows, plan.unindexed

    def plan_of(self, values: Sequence[Any]) -> LookupPlan:
        """The plan for these values; of lists that are too long to be looked up nothing is known."""
        types = tuple(map(type, values))
        if list in types:
            types = tuple(
                LongList if type(value) is list and len(value) > SHORT_LIST else type(value) for value in values
            )
        return self.plan(types)

    def plan(self, types: Types) -> LookupPlan:
        """The plan for values of these types; lists among them are short."""
        return self.plans.get(types) or self._plan(types)

    def _plan(self, types: Types) -> LookupPlan:
        rows, unindexed = self.every, [*self.too_large]
        lookups: list[ColumnLookup] = []
        for place, known in self.columns:
            lookup, others = known.get(types[place], (None, self.every))
            if lookup is None:
                unindexed.append(place)
            elif lookup == {}:
                rows &= others
            else:
                lookups.append((place, lookup.get, others))
        if len(self.plans) >= PLANS:
            self.plans.clear()
        plan = self.plans[types] = LookupPlan(rows, lookups, unindexed)
        return plan


def index(cells: Sequence[Mapping[int, SimpleCell]], count: int) -> Index:
    """The index of the simple cells of each input (by row, from 0) among `count` rows."""
    columns, too_large, left = [], [], LIMIT_BITS
    for place, column in enumerate(cells):
        size = count * 2 * len(ends(column))
        if size > left:
            too_large.append(place)
        elif column:
            columns.append((place, kinds(column, count)))
            left -= size
    return Index(columns, too_large, (1 << count) - 1)
