"""The values of a table's inputs: columns of one context are read together, each alone only where its type asks."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from engine.dmn.expression import Scope
from engine.dmn.index.index import PLANS, Index, LookupPlan, Types
from engine.feel.compiler.variables import CONVERTED, as_feel
from engine.feel.values.json_codec import FEEL_TYPES

if TYPE_CHECKING:
    from engine.dmn.run import DecisionRun
    from engine.dmn.table.table import Input

GroupValues = tuple[list[Any], LookupPlan | None, Sequence[int]]
"""The values so far, the plan of the index for their types, and the columns whose values have still to be read."""


@dataclass(frozen=True, slots=True)
class ColumnNeeds:
    """The columns of a group that need work for values of some types: `to_evaluate` alone, `lists` to be converted.

    Strings that are `limited` have to be among some. `plan` is that of the whole table where all its values are those.
    """

    to_evaluate: Sequence[int]
    lists: Sequence[tuple[int, int]]
    limited: Sequence[tuple[int, frozenset[str]]]
    plan: LookupPlan | None


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """Columns that read names of one context, reached by `above`; the `idle` ones have no cell at all.

    A value of the context is a column's value where its type alone decides that; `known` caches what each needs.
    """

    above: tuple[str, ...]
    places: tuple[int, ...]
    columns: "tuple[Input, ...]"
    idle: Collection[int]
    names: tuple[str, ...]
    get: Callable[[Any], tuple[object, ...]]
    index: Index | None
    """The index of the table, where the group holds all of its columns; else None."""
    known: dict[Types, ColumnNeeds] = field(default_factory=dict)

    def read(self, scope: Scope) -> GroupValues:
        """The values in the context, and the columns still to be evaluated alone: all where there is no such context.

        Whole numbers of JSON in idle columns are left as they are.
        """
        holder: Any = scope
        for name in self.above:
            holder = holder.get(name)
            if type(holder) is not dict:
                return [*self.places], None, self.places
        try:
            values = [*self.get(holder)]
        except KeyError:
            values = [*map(holder.get, self.names)]
        types = tuple(map(type, values))
        needs = self.known.get(types) or self._needs(types)
        for at, named in needs.limited:
            if values[at] not in named:
                return values, None, self.places
        to_evaluate = needs.to_evaluate
        for at, place in needs.lists:
            values[at] = as_feel(values[at])
            if values[at] is CONVERTED:
                to_evaluate = (*to_evaluate, place)
        return values, needs.plan, to_evaluate

    def _needs(self, types: Types) -> ColumnNeeds:
        to_evaluate, lists, limited = [], [], []
        for at, (place, kind, column) in enumerate(zip(self.places, types, self.columns, strict=True)):
            stands = kind in column.fits & FEEL_TYPES or (kind is int and place in self.idle and Decimal in column.fits)
            named = column.allowed.named if column.allowed is not None and kind is not type(None) else None
            if stands and named and kind is str:
                limited.append((at, named))
            elif kind is list and list in column.fits and named is None:
                lists.append((at, place))
            elif not stands or named is not None:
                to_evaluate.append(place)
        if len(self.known) >= PLANS:
            self.known.clear()
        plan = None if to_evaluate or self.index is None else self.index.plan(types)
        needs = self.known[types] = ColumnNeeds(to_evaluate, lists, limited, plan)
        return needs


class InputReader:
    """Reads the columns of one table; `used` are those that have cells."""

    __slots__ = ("_columns", "_groups", "_index", "_only_group", "_single", "labels")

    def __init__(self, columns: Sequence["Input"], used: Collection[int], index: Index) -> None:
        self._columns, self._index = columns, index
        self.labels = tuple(column.label for column in columns)
        self._groups = tuple(_groups(columns, used, index))
        together = {place for group in self._groups for place in group.places}
        self._single = [place for place in range(len(columns)) if place not in together]
        self._only_group = self._groups[0] if len(self._groups) == 1 and not self._single else None

    def read(self, scope: Scope, run: "DecisionRun") -> tuple[Sequence[object], LookupPlan]:
        """The values in the order of the columns, and the plan of the index for their types.

        Raises DmnError as `Input.read` does, for the first column that cannot be read.
        """
        group = self._only_group
        values, plan, to_evaluate = group.read(scope) if group is not None else self._gathered(scope)
        for place in sorted(to_evaluate) if to_evaluate else ():
            values[place] = self._columns[place].read(scope, run)
        return values, self._index.plan_of(values) if plan is None else plan

    def _gathered(self, scope: Scope) -> GroupValues:
        values, to_evaluate = [None] * len(self._columns), [*self._single]
        for group in self._groups:
            group_values, _, more = group.read(scope)
            to_evaluate += more
            for place, value in zip(group.places, group_values, strict=True):
                values[place] = value
        return values, None, to_evaluate


def _groups(columns: Sequence["Input"], used: Collection[int], index: Index) -> Iterator[ColumnGroup]:
    """The columns that are read together; a single column is as quickly read alone."""
    groups: dict[tuple[str, ...], list[int]] = {}
    paths = [None if column.path is None else (column.path[0], *column.path[1]) for column in columns]
    for place, path in enumerate(paths):
        if path is not None:
            groups.setdefault(path[:-1], []).append(place)
    for above, places in groups.items():
        if len(places) > 1:
            names = tuple(path[-1] for path in map(paths.__getitem__, places) if path is not None)
            idle = frozenset(places).difference(used)
            members, table_index = tuple(columns[at] for at in places), index if len(places) == len(columns) else None
            yield ColumnGroup(above, tuple(places), members, idle, names, itemgetter(*names), table_index)
