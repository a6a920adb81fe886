"""Turns what a browser posts, without JavaScript, into an answer."""

import re
from collections.abc import Iterable, Mapping, Sequence

from forms.answer.field import Field, FieldSet
from forms.answer.record import LIMIT_ROWS
from forms.fields.choice_field import LIMIT_CHOICES
from forms.paths import dig, put

LIMIT_PAIRS = 20_000
ROW = re.compile(r"(\d{1,4})\.(.+)\Z", re.ASCII | re.DOTALL)
NUMBER = re.compile(r"\d{1,4}\Z", re.ASCII)
ROW_MARK = "_row"
ADD_ROW, REMOVE_ROW = "_add_row", "_remove_row"
MANY = ("checklist", "taglist", "filepicker")

Pairs = Iterable[tuple[str, str]]
Named = dict[str, list[str]]


def from_html(record: FieldSet, pairs: Pairs) -> dict[str, object]:
    """The nested answer; empty strings are null, unticked boxes false, unknown names stay for `load` to refuse."""
    named: Named = {}
    for _count, (name, value) in zip(range(LIMIT_PAIRS), pairs, strict=False):
        named.setdefault(name, []).append(value)
    changes = {name: named.get(name, []) for name in (ADD_ROW, REMOVE_ROW)}
    answer = _record(record, {name: values for name, values in named.items() if not _is_page_field(name)})
    for path in changes[ADD_ROW]:
        _change_rows(record, answer, path.split("."), add=True)
    for path in changes[REMOVE_ROW]:
        _change_rows(record, answer, path.split("."), add=False)
    return answer


def wants_rows(pairs: Pairs) -> bool:
    """True if the person pressed a button that adds or removes a row: show the form again, complete nothing."""
    return any(name in (ADD_ROW, REMOVE_ROW) for name, _value in pairs)


def _is_page_field(name: str) -> bool:
    return name.startswith("_") or name == "csrf_token"


def _record(record: FieldSet, named: Named) -> dict[str, object]:
    answer: dict[str, object] = {}
    for field in record.fields:
        if field.rows:
            put(answer, field.path, _rows(field.rows, field.path, named))
        else:
            value = _value(field, named.pop(field.path, []))
            if value is not None:
                put(answer, field.path, value)
    return answer | {name: values[-1] for name, values in named.items() if name.split(".")[-1] != ROW_MARK}


def _rows(record: FieldSet, path: str, named: Named) -> list[object]:
    rows: dict[int, Named] = {}
    for name in [name for name in named if name.startswith(path + ".")]:
        match = ROW.match(name, len(path) + 1)
        if match:
            rows.setdefault(int(match[1]), {})[match[2]] = named.pop(name)
    return [_record(record, rows[index]) for index in sorted(rows)[: LIMIT_ROWS + 1]]


def _value(field: Field, values: Sequence[str]) -> object:
    typed = [value for value in values if value != ""]
    if field.kind == "checkbox":
        return bool(typed) if field.component.readonly is False else None
    if field.kind == "filepicker" and field.component.settings.get("multiple") is not True:
        # A new upload stands behind the document that was there, and replaces it.
        typed = typed[-1:]
    if field.kind in MANY:
        return typed[: LIMIT_CHOICES + 1] or None
    # Two different values for one field are no answer: `load` refuses the list.
    return None if not typed else typed[0] if len(set(typed)) == 1 else typed


def _change_rows(record: FieldSet, answer: object, path: list[str], *, add: bool) -> None:
    """Add an empty row at `items`, or remove the one at `items.2`; lists in rows are reached as `items.2.parts`."""
    for field in record.fields:
        own = field.path.split(".")
        if not field.rows or path[: len(own)] != own:
            continue
        rest, rows = path[len(own) :], dig(answer, field.path)
        rows = rows if isinstance(rows, list) else []
        if add and not rest:
            rows.append({})
        elif rest and NUMBER.match(rest[0]) and int(rest[0]) < len(rows):
            index = int(rest[0])
            if not add and len(rest) == 1:
                del rows[index]
            elif isinstance(rows[index], Mapping):
                _change_rows(field.rows, rows[index], rest[1:], add=add)
