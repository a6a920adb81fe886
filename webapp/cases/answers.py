"""Labels an answer by its form, so that readers see questions and not keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import forms
from engine.case import Case
from engine.document import Document
from webapp.platform import db


@dataclass(frozen=True)
class LabelledAnswer:
    """One field of a form with its answer: a value, documents, or rows of labelled answers."""

    path: str
    label: str
    value: Any
    rows: Sequence[Sequence["LabelledAnswer"]] = ()
    documents: Sequence[Document] = ()


def labelled(form: forms.Form | None, answer: Mapping[str, Any]) -> list[LabelledAnswer]:
    """The filled-in fields of an answer in the form's order; without its form, the keys as they are."""
    if form is None:
        return [LabelledAnswer(key, key, value) for key, value in answer.items() if value is not None]
    return _filled(form.fields, answer)


def at(answer: Any, path: str) -> Any:
    """The value at a dotted path; None where there is none."""
    value: Any = answer
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def form_of(case: Case, form_id: str | None) -> forms.Form | None:
    """A form of the case's definition; None where there is none of this id."""
    return case.definition.contents().forms.get(form_id or "")


def outcome_of(form: forms.Form | None, answer: Mapping[str, Any]) -> str | None:
    """The label of the chosen outcome; None where the form has none or nothing was chosen."""
    if form is None or form.outcome is None:
        return None
    value = at(answer, form.outcome.path)
    return None if value is None else str(dict(form.outcome.options).get(value, value))


def outcome_tone(form: forms.Form | None, answer: Mapping[str, Any]) -> str:
    """The tone of the outcome that was chosen, as the form says."""
    return form.outcome.tone(at(answer, form.outcome.path)) if form and form.outcome else "neutral"


def _filled(fields: Sequence[Any], answer: Any) -> list[LabelledAnswer]:
    answers = [_answered(field, at(answer, field.path)) for field in fields]
    return [each for each in answers if each.rows or each.documents or each.value not in (None, "", [], {})]


def _answered(field: Any, value: Any) -> LabelledAnswer:
    if field.rows:
        rows = [_filled(field.rows.fields, row) for row in value] if isinstance(value, list) else []
        return LabelledAnswer(field.path, field.label, None, rows)
    if field.kind == "filepicker" and isinstance(value, list):
        files = [db.session().get(Document, int(key)) for key in value if str(key).isdecimal()]
        return LabelledAnswer(field.path, field.label, None, documents=[each for each in files if each])
    words = {repr(each): label for each, label in field.options}
    if isinstance(value, list):
        return LabelledAnswer(field.path, field.label, [words.get(repr(each), each) for each in value])
    return LabelledAnswer(field.path, field.label, words.get(repr(value), value))
