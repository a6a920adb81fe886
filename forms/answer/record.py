"""The schema that checks an answer, or one row of a list; and the field that checks a list of such rows."""

from collections.abc import Iterator, Mapping
from typing import Any

import marshmallow
from marshmallow.experimental.context import Context

from forms.answer.field import Field, FieldSet
from forms.answer.visibility import values_to_load
from forms.context import AnswerContext
from forms.fields.answer_field import AnswerField
from forms.fields.validators import wrong
from forms.fields.vocabulary import VOCABULARY
from forms.formula import Formula
from forms.reading.component import Component
from forms.reading.outcome import ReasonDemand

LIMIT_ROWS = 200


class AnswerSchema(marshmallow.Schema):
    """Flat: one field for each dotted path; what it loads is nested again by the paths."""

    error_messages = {"unknown": ("unknown_field", {}), "type": ("not_an_object", {})}  # type: ignore[dict-item]


class Record(FieldSet):
    """The fields of an answer, or of one row of a list, with the schema that checks them."""

    def __init__(self, components: tuple[Component, ...], demand: ReasonDemand | None = None) -> None:
        super().__init__(components, tuple(_fields(components, (), demand.outcome if demand else "")), demand)
        by_name: dict[str, marshmallow.fields.Field[Any]] = {
            f"f{index}": field.answer_field for index, field in enumerate(self.fields)
        }
        self.schema = AnswerSchema.from_dict(by_name, name="Answer")()

    def load(self, answer: Mapping[str, object], context: AnswerContext) -> dict[str, Any]:
        """The checked values, every key written. Raises marshmallow's ValidationError with codes by path."""
        with Context(context):
            loaded: dict[str, Any] = self.schema.load(values_to_load(self, answer, context))
            return loaded


class RowsField(AnswerField):
    """A list of records."""

    def __init__(self, component: Component, record: Record) -> None:
        super().__init__(component)
        self.record = record
        self.grows = component.settings.get("allowAddRemove", True) is True and self._repeats
        self.at_first = max(component.number("defaultRepetitions") or 1, 1) if self._repeats else 1

    @property
    def _repeats(self) -> bool:
        return self.component.settings.get("isRepeating", True) is True

    def numbered(self, raw: Any) -> list[tuple[int, Any]]:
        """The rows, each with its index; in a list that grows, rows left blank are no rows.

        Raises `not_a_list`, `too_many_rows`.
        """
        if raw is None or raw == "":
            return []
        if not isinstance(raw, list | tuple):
            raise wrong("not_a_list")
        if len(raw) > LIMIT_ROWS:
            raise wrong("too_many_rows", limit=LIMIT_ROWS)
        return [(index, row) for index, row in enumerate(raw) if not (self.grows and _blank(row))]

    def converted(self, raw: Any, context: AnswerContext) -> Any:
        """The rows as expressions outside see them."""
        rows = []
        for index, row in self.numbered(raw):
            inside = context.row(self.record.paths, self.before(context, index), index)
            values_to_load(self.record, row if isinstance(row, Mapping) else {}, inside)
            rows.append(inside.own)
        return rows or None

    def checked(self, raw: Any, context: AnswerContext) -> Any:
        """The rows, each checked. Raises the errors by index."""
        rows, errors = [], {}
        for index, row in self.numbered(raw):
            try:
                rows.append(self._row(row, index, context))
            except marshmallow.ValidationError as error:
                errors[index] = error.messages
        if errors:
            raise marshmallow.ValidationError(errors)
        expected = self.expected(context)
        if expected is not None and len(rows) != expected:
            raise wrong("wrong_number_of_rows", expected=expected)
        return rows or None

    def _row(self, row: Any, index: int, context: AnswerContext) -> dict[str, Any]:
        if not isinstance(row, Mapping):
            raise wrong("not_an_object")
        return self.record.load(row, context.row(self.record.paths, self.before(context, index), index))

    def before(self, context: AnswerContext, index: int) -> object:
        """The value that row `index` had before this answer."""
        rows = context.before(self.component.path)
        return rows[index] if isinstance(rows, list) and index < len(rows) else None

    def expected(self, context: AnswerContext) -> int | None:
        """The number of rows of a list that does not grow: as many as it had, else as many as it begins with."""
        if self.grows:
            return None
        rows = context.before(self.component.path)
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
            rows = Record(component.children) if component.kind == "dynamiclist" else None
            checked = RowsField(component, rows) if rows else VOCABULARY[component.kind](component)
            required = component.required or component.path == outcome
            yield Field(component, around, checked, rows, required=required)
