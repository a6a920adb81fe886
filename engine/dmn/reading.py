"""Reading the inputs of a table; columns that decide nothing are looked over together and told when somebody asks."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine import feel
from engine.dmn.builtin import Fitting
from engine.dmn.expression import Scope

if TYPE_CHECKING:
    from engine.dmn.run import Run
    from engine.dmn.table import Input


@dataclass(frozen=True, slots=True)
class Idle:
    """Columns of which every cell accepts everything, all of one type and plain names in one context (`above`)."""

    above: tuple[str, ...]
    fits: Fitting
    places: tuple[int, ...]
    names: tuple[str, ...]

    def found(self, scope: Scope) -> tuple[object, ...] | None:
        """What stands there, if all of it is of the columns' type; None: each has to be read for itself."""
        holder: Any = scope
        for name in self.above:
            holder = holder.get(name)
            if type(holder) is not dict:
                return None
        values = tuple(map(holder.get, self.names))
        return values if self.fits.issuperset(map(type, values)) else None


class Told(Mapping[str, object]):
    """What was read, by label; what was only looked over becomes FEEL values when it is asked for."""

    __slots__ = ("_idle", "_labels", "_told", "_values")

    def __init__(
        self, labels: Sequence[str], values: list[object], idle: Sequence[tuple[Idle, tuple[object, ...]]]
    ) -> None:
        self._labels, self._values, self._idle = labels, values, idle
        self._told: dict[str, object] | None = None

    def _all(self) -> dict[str, object]:
        if self._told is None:
            values = list(self._values)
            for idle, found in self._idle:
                for place, value in zip(idle.places, found, strict=True):
                    values[place] = feel.from_json(value)
            self._told = dict(zip(self._labels, values, strict=True))
        return self._told

    def __getitem__(self, label: str) -> object:
        return self._all()[label]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


class Reading:
    """How the columns of one table are read."""

    __slots__ = ("_columns", "_idle", "_labels", "_used")

    def __init__(self, columns: Sequence["Input"], used: Collection[int]) -> None:
        self._columns = columns
        self._labels = [column.label for column in columns]
        self._idle = tuple(_idle(columns, used))
        looked_over = {place for idle in self._idle for place in idle.places}
        self._used = [(place, column) for place, column in enumerate(columns) if place not in looked_over]

    def read(self, scope: Scope, run: "Run") -> tuple[Sequence[object], Mapping[str, object]]:
        """The values in the order of the columns, None for those that decide nothing, and what is told of them.

        Raises DmnError as `Input.read` does, for the first column that cannot be read.
        """
        idle = []
        for group in self._idle:
            found = group.found(scope)
            if found is None:
                values = [column.read(scope, run) for column in self._columns]
                return values, dict(zip(self._labels, values, strict=True))
            idle.append((group, found))
        read: list[object] = [None] * len(self._columns)
        for place, column in self._used:
            read[place] = column.read(scope, run)
        return read, Told(self._labels, read, idle)


def _idle(columns: Sequence["Input"], used: Collection[int]) -> Iterator[Idle]:
    groups: dict[tuple[tuple[str, ...], Fitting], dict[int, str]] = {}
    for place, column in enumerate(columns):
        path = column.path if place not in used and column.allowed is None else None
        if path is not None and column.fits:
            above, name = path[:-1], path[-1]
            fits = column.fits | {int} if Decimal in column.fits else column.fits
            groups.setdefault((above, fits), {})[place] = name
    for (above, fits), names in groups.items():
        yield Idle(above, fits, tuple(names), tuple(names.values()))
