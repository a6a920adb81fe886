"""The step before an answer is checked: which fields are hidden or readonly, and what expressions see."""

from collections.abc import Iterator, Mapping

from marshmallow import ValidationError

from forms.answer.field import Field, FieldSet
from forms.context import AnswerContext
from forms.fields.answer_field import FixedValue
from forms.formula import Formula
from forms.paths import dig

LIMIT_UNKNOWN = 20
NOTHING: tuple[object, ...] = (None, "", False, [], {})


def values_to_load(record: FieldSet, answer: Mapping[str, object], context: AnswerContext) -> dict[str, object]:
    """By path what marshmallow is to load: the raw value, or a FixedValue where the answer does not decide.

    `context` learns the values in the order in which conditions need them.
    """
    values = _by_path(answer, record)
    for field in record.order:
        raw = values.get(field.path)
        if isinstance(raw, FixedValue):
            continue
        fixed = _fixed(field, raw, context)
        if fixed is None:
            context.know(field.path, _converted(field, raw, context))
            _demand_reason(record, field, context)
        else:
            values[field.path] = fixed
            context.know(field.path, fixed.value)
    return values


def hidden(field: Field, context: AnswerContext) -> bool:
    """True if a condition of the field or of a group around it hides it; a demanded reason always shows."""
    return field.path not in context.demanded and any(context.value(hide) is True for hide in field.hides)


def readonly(field: Field, context: AnswerContext) -> bool:
    """True if the answer may not write it."""
    rule = field.component.readonly
    return context.value(rule) is True if isinstance(rule, Formula) else rule


def initial_value(field: Field, context: AnswerContext) -> object:
    """The value of the field before anybody writes: the variable, else the default."""
    before = context.before(field.path)
    if before is not None:
        return before
    formula = field.component.default_formula
    return context.value(formula) if formula else field.component.default


def _fixed(field: Field, raw: object, context: AnswerContext) -> FixedValue | None:
    """The value that a hidden or readonly field has whatever was sent; None where the answer decides."""
    if hidden(field, context):
        return FixedValue()
    if not readonly(field, context):
        return None
    value = initial_value(field, context)
    same = raw in NOTHING or raw == value or _converted(field, raw, context) == value
    return FixedValue(value, "" if same else "read_only")


def _converted(field: Field, raw: object, context: AnswerContext) -> object:
    """The value as expressions see it; what cannot be read is null to them."""
    try:
        return field.answer_field.converted(raw, context)
    except ValidationError:
        return None


def _demand_reason(record: FieldSet, field: Field, context: AnswerContext) -> None:
    demand = record.demand
    if demand is None or demand.outcome != field.path:
        return
    value = dig(context.own, field.path)
    if any(option.token in demand.options for option in field.offered(context) if option.meant_by(value)):
        context.demanded[demand.reason] = value


def _by_path(answer: Mapping[str, object], record: FieldSet) -> dict[str, object]:
    """The answer by dotted path; names may be nested or dotted; unknown names stay, for marshmallow to refuse."""
    flat: dict[str, object] = {}
    unknown = 0
    for path, value in _walk(answer, "", record):
        if path in record.by_path:
            flat[path] = FixedValue(None, "given_twice") if path in flat else value
        else:
            unknown += 1
            flat[path[:100]] = value
        if unknown >= LIMIT_UNKNOWN:
            break
    return flat


def _walk(values: Mapping[str, object], prefix: str, record: FieldSet) -> Iterator[tuple[str, object]]:
    for name, value in values.items():
        path = f"{prefix}{name}"
        leads = path in record.prefixes
        if leads and isinstance(value, Mapping):
            yield from _walk(value, path + ".", record)
        elif not (leads and value is None):
            yield path, value
