"""Reading the inputs of a table: columns of one context together, and those that decide nothing only looked over."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import contains
from typing import TYPE_CHECKING, Any

from engine import feel
from engine.dmn.builtin import Fitting
from engine.dmn.expression import Scope
from engine.feel.plain import STANDING

if TYPE_CHECKING:
    from engine.dmn.run import Run
    from engine.dmn.table import Input

Found = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that ask for names in one context, reached by `above`; those of an idle group have no cell at all.

    `fits` are the types that each column takes as they stand, `alike` the same where all take the same; `limited` are
    the columns that allow only some strings, and these.
    """

    above: tuple[str, ...]
    idle: bool
    places: tuple[int, ...]
    names: tuple[str, ...]
    fits: tuple[Fitting, ...]
    alike: Fitting | None
    limited: tuple[tuple[int, frozenset[str | None]], ...]

    def found(self, scope: Scope) -> Found | None:
        """What stands there, if all of it is of the columns' types; None: each has to be read for itself."""
        holder: Any = scope
        for name in self.above:
            holder = holder.get(name)
            if type(holder) is not dict:
                return None
        found = tuple(map(holder.get, self.names))
        kinds = map(type, found)
        fit = all(map(contains, self.fits, kinds)) if self.alike is None else self.alike.issuperset(kinds)
        return found if fit and all(found[at] in named for at, named in self.limited) else None

    def place(self, found: Found, values: list[object]) -> None:
        """Puts FEEL values where the columns stand: whole numbers of JSON become numbers."""
        for place, value in zip(self.places, found, strict=True):
            values[place] = feel.from_json(value) if type(value) is int else value


class Told(Mapping[str, object]):
    """What was read, by label; what was only looked over becomes FEEL values when somebody asks."""

    __slots__ = ("_idle", "_labels", "_told", "_values")

    def __init__(self, labels: Sequence[str], values: list[object], idle: Sequence[tuple[Group, Found]]) -> None:
        self._labels, self._values, self._idle = labels, values, idle
        self._told: dict[str, object] | None = None

    def _all(self) -> dict[str, object]:
        if self._told is None:
            values = list(self._values)
            for group, found in self._idle:
                group.place(found, values)
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
    """How the columns of one table are read; `used` are those that have cells."""

    __slots__ = ("_columns", "_groups", "_labels", "_single")

    def __init__(self, columns: Sequence["Input"], used: Collection[int]) -> None:
        self._columns = columns
        self._labels = [column.label for column in columns]
        self._groups = tuple(_groups(columns, used))
        together = {place for group in self._groups for place in group.places}
        self._single = [place for place in range(len(columns)) if place not in together]

    def read(self, scope: Scope, run: "Run") -> tuple[list[object], Mapping[str, object]]:
        """The values in the order of the columns, None for idle ones, and what is told of all.

        Raises DmnError as `Input.read` does, for the first column that cannot be read.
        """
        values: list[object] = [None] * len(self._columns)
        single, idle = self._single, []
        for group in self._groups:
            found = group.found(scope)
            if found is None:
                single = sorted([*single, *group.places])
            elif group.idle:
                idle.append((group, found))
            else:
                group.place(found, values)
        for place in single:
            values[place] = self._columns[place].read(scope, run)
        return values, Told(self._labels, values, idle)


def _groups(columns: Sequence["Input"], used: Collection[int]) -> Iterator[Group]:
    """What can be read together; a lone column that has cells is as quickly read alone."""
    groups: dict[tuple[tuple[str, ...], bool], list[int]] = {}
    for place, column in enumerate(columns):
        idle = place not in used
        if _simple(column, idle):
            groups.setdefault((_names(column)[:-1], idle), []).append(place)
    for (above, idle), places in groups.items():
        if idle or len(places) > 1:
            yield _group(above, idle, places, [columns[place] for place in places])


def _simple(column: "Input", idle: bool) -> bool:
    """Whether a column can be read with others; lists and contexts, which `Any` may hold, have to be converted."""
    limited = column.allowed is not None and not column.allowed.named
    return column.path is not None and not limited and bool(column.fits) and (idle or list not in column.fits)


def _group(above: tuple[str, ...], idle: bool, places: list[int], columns: Sequence["Input"]) -> Group:
    fits = tuple(column.fits & STANDING | ({int} if Decimal in column.fits else set()) for column in columns)
    names = tuple(_names(column)[-1] for column in columns)
    limits = [(at, column.allowed) for at, column in enumerate(columns)]
    limited = tuple((at, limit.named | {None}) for at, limit in limits if limit is not None)
    return Group(above, idle, tuple(places), names, fits, fits[0] if len(set(fits)) == 1 else None, limited)


def _names(column: "Input") -> tuple[str, ...]:
    root, names = column.path or ("", ())
    return root, *names
