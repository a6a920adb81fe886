"""One input on the page: its HTML type, its value as typed, its choices."""

from forms.answer.field import Field
from forms.context import AnswerContext
from forms.fields.temporal_field import to_html
from forms.fields.validators import LIMIT_TEXTFIELD
from forms.formula import Tell, plain
from forms.page.view_model import Choice, Shown
from forms.reading.options import Option

INPUT_TYPES = {"date": "date", "time": "time", "datetime": "datetime-local"}


def fill(shown: Shown, field: Field, value: object, context: AnswerContext, tell: Tell) -> None:
    """Write into `shown` what the input needs; `value` may be anything that was posted."""
    component = field.component
    shown.prefix = component.prefix.render(context.names, context.env, tell)
    shown.suffix = component.suffix.render(context.names, context.env, tell)
    shown.multiple = component.settings.get("multiple") is True or field.kind in ("checklist", "taglist")
    accept = component.settings.get("accept")
    shown.accept = accept[:500] if isinstance(accept, str) else ""
    shown.text = value if isinstance(value, str) else plain(value)
    _type(shown, field, context)
    if field.kind == "checkbox":
        shown.ticked = value in (True, "on", "true")
    elif field.kind == "filepicker":
        shown.values = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    elif component.options:
        shown.choices = _choices(field, field.offered(context), value)
        shown.text = ", ".join(choice.label for choice in shown.choices if choice.chosen)
    elif shown.readonly:
        shown.text = tell(value)


def _type(shown: Shown, field: Field, context: AnswerContext) -> None:
    if field.kind == "number":
        shown.inputmode = "decimal"
    elif field.kind == "datetime":
        subtype = field.component.settings.get("subtype", "date")
        shown.input = INPUT_TYPES[str(subtype)]
        shown.text = to_html(shown.text[:LIMIT_TEXTFIELD], subtype, context.env.now.tzinfo)
    elif field.component.rules.get("type") in ("email", "phone"):
        shown.input = "email" if field.component.rules["type"] == "email" else "tel"


def _choices(field: Field, options: tuple[Option, ...], value: object) -> list[Choice]:
    values = value if isinstance(value, list) else [value]
    return [
        Choice(option.token, option.label, any(option.meant_by(each) for each in values), field.tone(option.value))
        for option in options
    ]
