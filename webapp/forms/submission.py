"""Reads what a browser submits: the fields and files of a form, turned into an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import current_app, request

import forms
from engine import document
from engine import person as people
from engine.document import Document
from engine.errors import AnswerRejected, Refusal
from webapp.platform import db
from webapp.platform.auth import me
from webapp.rendering.template_globals import words

if TYPE_CHECKING:
    from engine import feel


@dataclass
class Submission:
    """A submitted answer. `rows`: only a row was to be added or removed; `errors`: the files that were refused."""

    answer: dict[str, Any] = field(default_factory=dict)
    rows: bool = False
    errors: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)


def read_submission(form: forms.Form | None) -> Submission:
    """The submission in this request. Valid files are stored at once, so that they survive an invalid answer."""
    if form is None:
        return Submission()
    pairs = list(request.form.items(multi=True))
    uploaded, errors = _uploaded()
    pairs += [(name, str(stored.id)) for name, stored in uploaded]
    return Submission(form.from_html(pairs), form.wants_rows(pairs), errors)


def posted_day(name: str) -> date:
    """The date in a field of the request. Raises Refusal (`day_missing`, `bad_date`, `day_beyond`)."""
    text = request.form.get(name, "").strip()
    if not text:
        raise Refusal("day_missing")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refusal("bad_date", given=text) from None
    people.check_day(day)
    return day


def blanks(**fields: str) -> dict[str, list[str]]:
    """An error for each of these fields that is empty, by its id on the page (`name="id"`)."""
    return {own: [words("form", "required")] for name, own in fields.items() if not request.form.get(name, "").strip()}


def typed(form: forms.Form) -> dict[str, Any]:
    """The answer so far, without its files: a script posts their names only."""
    return form.from_html([pair for pair in request.form.items(multi=True) if pair[1] != "[object File]"])


def refuse_files(form: forms.Form, submission: Submission, scope: Mapping[str, Any], env: "feel.EvalContext") -> None:
    """Raise AnswerRejected with the refused files and all other errors, so that people mend everything at once."""
    try:
        form.load(submission.answer, scope, env)
    except forms.InvalidAnswer as invalid:
        raise AnswerRejected({**invalid.errors, **submission.errors}) from None
    raise AnswerRejected(submission.errors)


def _uploaded() -> tuple[list[tuple[str, Document]], dict[str, list[tuple[str, Any]]]]:
    stored: list[tuple[str, Document]] = []
    errors: dict[str, list[tuple[str, Any]]] = {}
    limit = current_app.extensions["config"].upload_megabytes * 1_000_000
    for name, upload in request.files.items(multi=True):
        if not upload.filename:
            continue
        try:
            stored.append((name, document.store(db.session(), me(), upload.filename, upload.stream, limit)))
        except Refusal as refusal:
            errors.setdefault(name, []).append((refusal.code, {**refusal.values, "name": upload.filename}))
    if stored:
        db.commit()
    return stored, errors


def error_words(errors: dict[str, list[tuple[str, Any]]]) -> dict[str, list[str]]:
    """The errors of an answer as sentences, by path."""
    return {path: [words("form", code, values) for code, values in problems] for path, problems in errors.items()}
