"""A record of an answer: the fields that stand together, the schema that checks them, and lists of such records."""

from collections.abc import Iterator, Mapping
from typing import Any

import marshmallow
from marshmallow.experimental.context import Context

from forms.answer.order import in_order
from forms.answer.place import Place
from forms.answer.visibility import settled
from forms.fields.answer_field import Answered
from forms.fields.validators import wrong
from forms.fields.vocabulary import VOCABULARY
from forms.formula import Formula
from forms.paths import prefixes
from forms.reading.component import Component
from forms.reading.options import Option
from forms.reading.outcome import Demand

LIMIT_ROWS = 200


class AnswerSchema(marshmallow.Schema):
    """Flat: one field for each dotted path; what it loads is nested again by the paths."""

    error_messages = {"unknown": ("unknown_field", {}), "type": ("not_an_object", {})}  # type: ignore[dict-item]


class Field:
    """A component that holds a value, with the conditions of every group around it."""

    def __init__(self, component: Component, hides: tuple[Formula, ...], *, insists: bool = False) -> None:
        self.component, self.hides = component, hides
        self.path, self.kind, self.required = component.path, component.kind, component.required or insists
        self.rows = Record(component.children) if component.kind == "dynamiclist" else None
        self.answered = Rows(component, self.rows) if self.rows else VOCABULARY[component.kind](component)
        self.answered.insists = self.required

    @property
    def label(self) -> str:
        """The constant part of its label."""
        return "".join(part for part in self.component.label.parts if isinstance(part, str))

    @property
    def options(self) -> list[tuple[object, str]]:
        """What can be chosen in every case: (value, label); empty where it depends on variables."""
        fixed = self.component.options.fixed if self.component.options else ()
        return [(option.value, option.label) for option in fixed]

    def offered(self, place: Place) -> tuple[Option, ...]:
        """What can be chosen here and now."""
        return self.component.options.now(place.names, place.env) if self.component.options else ()

    @property
    def reads(self) -> frozenset[str]:
        """The paths on which depend whether it shows, may be written, and what it offers."""
        conditions = [*self.hides, *([self.component.readonly] if isinstance(self.component.readonly, Formula) else [])]
        offered = self.component.options.reads if self.component.options else frozenset()
        return offered.union(*(formula.reads for formula in conditions))

    def __repr__(self) -> str:
        return f"Field({self.path}, {self.kind})"


class Record:
    """The fields of an answer, or of one row of a list."""

    def __init__(self, components: tuple[Component, ...], demand: Demand | None = None) -> None:
        self.components, self.demand = components, demand
        self.fields = tuple(_fields(components, (), demand.outcome if demand else ""))
        self.by_path = {field.path: field for field in self.fields}
        self.paths = tuple(field.path for field in self.fields)
        self.prefixes = frozenset(prefix for path in self.paths for prefix in prefixes(path))
        self.order, self.cycle = in_order(self.fields, demand)
        named: dict[str, marshmallow.fields.Field[Any]] = {
            f"f{place}": field.answered for place, field in enumerate(self.fields)
        }
        self.schema = AnswerSchema.from_dict(named, name="Answer")()

    def load(self, answer: Mapping[str, object], place: Place) -> dict[str, Any]:
        """The checked values, every key written. Raises marshmallow's ValidationError with codes by path."""
        with Context(place):
            loaded: dict[str, Any] = self.schema.load(settled(self, answer, place))
            return loaded


class Rows(Answered):
    """A list of records."""

    def __init__(self, component: Component, record: Record) -> None:
        super().__init__(component)
        self.record = record
        self.grows = component.settings.get("allowAddRemove", True) is True and self._repeats
        self.at_first = max(component.number("defaultRepetitions") or 1, 1) if self._repeats else 1

    @property
    def _repeats(self) -> bool:
        return self.component.settings.get("isRepeating", True) is True

    def given(self, raw: Any) -> list[tuple[int, Any]]:
        """The rows with their places; in a list that grows, rows left blank are no rows."""
        if raw is None or raw == "":
            return []
        if not isinstance(raw, list | tuple):
            raise wrong("not_a_list")
        if len(raw) > LIMIT_ROWS:
            raise wrong("too_many_rows", limit=LIMIT_ROWS)
        return [(index, row) for index, row in enumerate(raw) if not (self.grows and _blank(row))]

    def converted(self, raw: Any, place: Place) -> Any:
        """The rows as expressions outside see them."""
        rows = []
        for index, row in self.given(raw):
            inside = place.row(self.record.paths, self.before(place, index), index)
            settled(self.record, row if isinstance(row, Mapping) else {}, inside)
            rows.append(inside.own)
        return rows or None

    def checked(self, raw: Any, place: Place) -> Any:
        """The rows, each checked. Raises the errors by index."""
        rows, errors = [], {}
        for index, row in self.given(raw):
            try:
                rows.append(self._row(row, index, place))
            except marshmallow.ValidationError as error:
                errors[index] = error.messages
        if errors:
            raise marshmallow.ValidationError(errors)
        expected = self.expected(place)
        if expected is not None and len(rows) != expected:
            raise wrong("wrong_number_of_rows", expected=expected)
        return rows or None

    def _row(self, row: Any, index: int, place: Place) -> dict[str, Any]:
        if not isinstance(row, Mapping):
            raise wrong("not_an_object")
        return self.record.load(row, place.row(self.record.paths, self.before(place, index), index))

    def before(self, place: Place, index: int) -> object:
        """What stood in row `index` before."""
        rows = place.before(self.component.path)
        return rows[index] if isinstance(rows, list) and index < len(rows) else None

    def expected(self, place: Place) -> int | None:
        """How many rows a list that does not grow has: as many as stood there, else as many as it begins with."""
        if self.grows:
            return None
        rows = place.before(self.component.path)
        return len(rows) if isinstance(rows, list) and self._repeats else self.at_first


def _blank(value: object, depth: int = 0) -> bool:
    if isinstance(value, Mapping):
        return depth < 10 and all(_blank(inside, depth + 1) for inside in value.values())
    if isinstance(value, list):
        return depth < 10 and all(_blank(inside, depth + 1) for inside in value)
    return value is None or value is False or (isinstance(value, str) and not value.strip())


def _fields(components: tuple[Component, ...], hides: tuple[Formula, ...], outcome: str) -> Iterator[Field]:
    for component in components:
        around = (*hides, component.hide) if component.hide else hides
        if component.kind == "group":
            yield from _fields(component.children, around, outcome)
        elif component.path:
            yield Field(component, around, insists=component.path == outcome)
