"""One answer that was sent for several tasks: what the page held, and what came of it for each of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import request

from engine import inbox
from engine.errors import Invalid, Refusal
from engine.task import Task, together
from webapp.forms.submission import error_words
from webapp.platform import db
from webapp.platform.auth import me
from webapp.refusals import record_refusal
from webapp.rendering.template_globals import words
from webapp.tasks.bulk_row import Mark

MOST = 100


@dataclass(frozen=True)
class Attempt:
    """The selected rows and those of them that are ticked; the answer, whose form is that of `lead`; what came of it.

    `beyond`: how many more were selected than are done at once. `errors` speak against the answer as a whole;
    `problems` say of each task that was tried why it is not done, None where it is.
    """

    marks: Sequence[Mark]
    ticked: frozenset[int]
    lead: Task | None = None
    answer: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[int, str | None] = field(default_factory=dict)
    beyond: int = 0

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(problem is None for problem in self.problems.values())

    def ticks(self, key: int) -> bool:
        """Whether the page ticks this one."""
        return key in self.ticked and self.problems.get(key, "") is not None


def chosen() -> Attempt:
    """The tasks that were selected in the inbox, all of them ticked."""
    marks = Mark.all_of(request.args.getlist("task"))
    return Attempt(marks[:MOST], frozenset(mark.key for mark in marks), beyond=len(marks[MOST:]))


def sent() -> Attempt:
    """What the page sent, tried on each ticked task unless the answer as a whole is none."""
    attempt = _read()
    now = [mark for mark in attempt.marks if mark.key in attempt.ticked]
    tasks = inbox.selected(db.session(), me(), {mark.key for mark in attempt.marks})
    lead = _lead(tasks[mark.key] for mark in [*now, *attempt.marks] if mark.key in tasks)
    attempt = replace(attempt, lead=lead, answer=_answer(lead))
    try:
        if lead and now:
            inbox.check_shared(lead, attempt.answer)
    except Invalid as invalid:
        record_refusal(invalid)
        return replace(attempt, errors=invalid.errors)
    return replace(attempt, problems={mark.key: _tried(mark, tasks.get(mark.key), attempt) for mark in now})


def _read() -> Attempt:
    ticked, rows = Mark.all_of(request.form.getlist("_task")), Mark.all_of(request.form.getlist("_row"))
    # A row tells in which state it was shown; who ticks what no row tells of has seen nothing.
    marks = {mark.key: mark for mark in [*ticked, *rows]}
    order = list(dict.fromkeys(mark.key for mark in [*rows, *ticked]))
    here = [marks[key] for key in order[:MOST]]
    return Attempt(here, frozenset(mark.key for mark in ticked), beyond=len(order[MOST:]))


def _lead(tasks: Iterable[Task]) -> Task | None:
    return next((task for task in tasks if together(task).possible), None)


def _answer(lead: Task | None) -> dict[str, Any]:
    """What was typed, by the form that may be shared; names that it does not know, files among them, stay strangers."""
    pairs = list(request.form.items(multi=True))
    pairs += [(name, upload.filename or "") for name, upload in request.files.items(multi=True) if upload.filename]
    form = together(lead).form if lead else None
    if form is not None:
        return form.from_html(pairs)
    return {name: value for name, value in pairs if not name.startswith("_") and name != "csrf_token"}


def _tried(mark: Mark, task: Task | None, attempt: Attempt) -> str | None:
    try:
        inbox.answer_shared(db.session(), me(), mark.key, attempt.lead, mark.state, attempt.answer)
        db.commit()
    except Refusal as refusal:
        record_refusal(refusal, task)
        return _problem(refusal, task)
    return None


def _problem(refusal: Refusal, task: Task | None) -> str:
    """Why it is not done, in words; what does not fit is told with the label of its field."""
    form = task.form() if task else None
    if not isinstance(refusal, Invalid):
        return words("refusal", refusal.code, refusal.values)
    labels = {field.path: field.label for field in form.fields} if form else {}
    wrong = error_words(dict(refusal.errors)).items()
    return " ".join(f"{labels.get(path) or path}: {' '.join(sentences)}" for path, sentences in wrong)
