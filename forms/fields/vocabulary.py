"""The vocabulary: form-js component type -> marshmallow field."""

import re
from collections.abc import Mapping
from typing import Any

from forms.context import AnswerContext
from forms.fields import number_field
from forms.fields.answer_field import AnswerField
from forms.fields.choice_field import ChoiceField, DocumentsField, MultiChoiceField
from forms.fields.temporal_field import read_date, read_moment, read_time
from forms.fields.validators import wrong

LIMIT_TEXT = 100_000
# Signs of no width, which would make a reason that nobody can read.
INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]*\Z")
TICKED = {True: True, False: False, None: False, "on": True, "true": True, "false": False, "": False}


class TextField(AnswerField):
    """One line; surrounding blanks are dropped, and blank is empty."""

    refused = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

    def converted(self, raw: Any, context: AnswerContext) -> str | None:
        """The text, None where blank.

        Raises `not_text`, `bad_character` (control and direction signs, halves of surrogates), `too_long`.
        """
        if raw is None:
            return None
        if not isinstance(raw, str):
            raise wrong("not_text")
        text = raw.replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(text) > LIMIT_TEXT:
            raise wrong("too_long", limit=LIMIT_TEXT, length=len(text))
        if self.refused.search(text):
            raise wrong("bad_character")
        return None if INVISIBLE.match(text) else text


class TextAreaField(TextField):
    """Several lines."""

    refused = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class NumberField(AnswerField):
    """A number, typed in either notation or sent as JSON; a string where the form says `serializeToString`."""

    def converted(self, raw: Any, context: AnswerContext) -> int | float | str | None:
        """The number, None where empty.

        Raises `not_a_number`, `ambiguous_number`, `too_many_digits`, `too_many_decimals`, `not_a_step`.
        """
        if raw is None or raw == "":
            return None
        return number_field.answer(raw, self.component)


class TemporalField(AnswerField):
    """A date, a time, or both, as ISO 8601 text."""

    def converted(self, raw: Any, context: AnswerContext) -> str | None:
        """The ISO text, None where empty. Raises `not_a_date`, `not_a_time`, `not_a_moment`."""
        if raw is None or raw == "":
            return None
        settings = self.component.settings
        subtype, serializing = settings.get("subtype", "date"), settings.get("timeSerializingFormat")
        if subtype == "datetime":
            text = read_moment(raw, str(serializing or "utc_offset"), context.env.now.tzinfo)
        else:
            text = read_date(raw) if subtype == "date" else read_time(raw)
        if text is None:
            raise wrong({"date": "not_a_date", "time": "not_a_time"}.get(str(subtype), "not_a_moment"))
        return text


class CheckboxField(AnswerField):
    """A checkbox: never null, because not ticked is an answer."""

    def converted(self, raw: Any, context: AnswerContext) -> bool:
        """True or false. Raises `not_a_boolean`."""
        if not isinstance(raw, bool | str | None) or raw not in TICKED:
            raise wrong("not_a_boolean")
        return TICKED[raw]


VOCABULARY: Mapping[str, type[AnswerField]] = {
    "textfield": TextField,
    "textarea": TextAreaField,
    "number": NumberField,
    "datetime": TemporalField,
    "checkbox": CheckboxField,
    "radio": ChoiceField,
    "select": ChoiceField,
    "checklist": MultiChoiceField,
    "taglist": MultiChoiceField,
    "filepicker": DocumentsField,
}
