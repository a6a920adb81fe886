"""Before an answer is checked: what is hidden, what may not be written, and what expressions see meanwhile."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from marshmallow import ValidationError

from forms.answer.place import Place
from forms.fields.answer_field import Kept
from forms.formula import Formula
from forms.paths import dig

if TYPE_CHECKING:
    from forms.answer.record import Field, Record

LIMIT_STRAYS = 20
NOTHING: tuple[object, ...] = (None, "", False, [], {})


def settled(record: "Record", answer: Mapping[str, object], place: Place) -> dict[str, object]:
    """By path what marshmallow is to load; `place` learns the values in the order in which conditions need them."""
    given = _spread(answer, record)
    for field in record.order:
        raw = given.get(field.path)
        if isinstance(raw, Kept):
            continue
        if hidden(field, place):
            given[field.path] = Kept()
        elif readonly(field, place):
            given[field.path] = _kept(field, raw, place)
        else:
            place.know(field.path, _seen(field, raw, place))
            _demand(record, field, place)
            continue
        kept = given[field.path]
        place.know(field.path, kept.value if isinstance(kept, Kept) else None)
    return given


def hidden(field: "Field", place: Place) -> bool:
    """Whether a condition of the field or of a group around it hides it; a demanded reason always shows."""
    return field.path not in place.demanded and any(place.value(hide) is True for hide in field.hides)


def readonly(field: "Field", place: Place) -> bool:
    """Whether the answer may not write it."""
    rule = field.component.readonly
    return place.value(rule) is True if isinstance(rule, Formula) else rule


def standing(field: "Field", place: Place) -> object:
    """What stands in the field before anybody writes: the variable, else the default."""
    before = place.before(field.path)
    if before is not None:
        return before
    formula = field.component.default_formula
    return place.value(formula) if formula else field.component.default


def _kept(field: "Field", raw: object, place: Place) -> Kept:
    value = standing(field, place)
    same = raw in NOTHING or raw == value or _seen(field, raw, place) == value
    return Kept(value, "" if same else "read_only")


def _seen(field: "Field", raw: object, place: Place) -> object:
    """The value as expressions see it; what cannot be read is null to them."""
    try:
        return field.answered.converted(raw, place)
    except ValidationError:
        return None


def _demand(record: "Record", field: "Field", place: Place) -> None:
    asked = record.demand
    if asked is None or asked.outcome != field.path:
        return
    value = dig(place.own, field.path)
    if any(option.token in asked.options for option in field.offered(place) if option.meant_by(value)):
        place.demanded[asked.reason] = value


def _spread(answer: Mapping[str, object], record: "Record") -> dict[str, object]:
    """The answer by dotted path; names may be nested or dotted; strangers stay, for marshmallow to refuse."""
    flat: dict[str, object] = {}
    strays = 0
    for path, value in _walk(answer, "", record):
        if path in record.by_path:
            flat[path] = Kept(None, "given_twice") if path in flat else value
        else:
            strays += 1
            flat[path[:100]] = value
        if strays >= LIMIT_STRAYS:
            break
    return flat


def _walk(values: Mapping[str, object], prefix: str, record: "Record") -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        path = f"{prefix}{name}"
        leads = path in record.prefixes
        if leads and isinstance(value, Mapping):
            yield from _walk(value, path + ".", record)
        elif not (leads and value is None):
            yield path, value
