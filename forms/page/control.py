"""One input on the page: its HTML type, its value as typed, its choices."""

from forms.answer.field import Field
from forms.context import AnswerContext
from forms.fields.temporal_field import to_html
from forms.fields.validators import LIMIT_TEXTFIELD
from forms.formula import ToText, plain
from forms.page.view_model import Choice, ComponentView
from forms.reading.options import Option

INPUT_TYPES = {"date": "date", "time": "time", "datetime": "datetime-local"}


def fill(part: ComponentView, field: Field, value: object, context: AnswerContext, to_text: ToText) -> None:
    """Write into `part` what the input needs; `value` may be anything that was posted."""
    component = field.component
    part.prefix = component.prefix.render(context.names, context.env, to_text)
    part.suffix = component.suffix.render(context.names, context.env, to_text)
    part.multiple = component.settings.get("multiple") is True or field.kind in ("checklist", "taglist")
    accept = component.settings.get("accept")
    part.accept = accept[:500] if isinstance(accept, str) else ""
    part.text = value if isinstance(value, str) else plain(value)
    _type(part, field, context)
    if field.kind == "checkbox":
        part.ticked = value in (True, "on", "true")
    elif field.kind == "filepicker":
        part.values = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    elif component.options:
        part.choices = _choices(field, field.offered(context), value)
        part.text = ", ".join(choice.label for choice in part.choices if choice.chosen)
    elif part.readonly:
        part.text = to_text(value)


def _type(part: ComponentView, field: Field, context: AnswerContext) -> None:
    if field.kind == "number":
        part.inputmode = "decimal"
    elif field.kind == "datetime":
        subtype = field.component.settings.get("subtype", "date")
        part.input = INPUT_TYPES[str(subtype)]
        part.text = to_html(part.text[:LIMIT_TEXTFIELD], subtype, context.env.now.tzinfo)
    elif field.component.rules.get("type") in ("email", "phone"):
        part.input = "email" if field.component.rules["type"] == "email" else "tel"


def _choices(field: Field, options: tuple[Option, ...], value: object) -> list[Choice]:
    values = value if isinstance(value, list) else [value]
    return [
        Choice(option.token, option.label, any(option.meant_by(each) for each in values), field.tone(option.value))
        for option in options
    ]
