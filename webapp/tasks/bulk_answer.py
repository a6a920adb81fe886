"""One answer sent for several tasks: reads the request, tries it on each task, keeps the result of each."""

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
    """The selected rows, which of them are ticked, the answer, and the result for each task.

    The answer is read by the form of `lead`. `beyond`: how many tasks were selected past the limit `MOST`.
    `errors` are those of the answer as a whole; `problems`, by task, say why it is not done, None where it is.
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
        """The number of tasks that are done."""
        return sum(problem is None for problem in self.problems.values())

    def ticks(self, key: int) -> bool:
        """True if the page shows the row of this task ticked."""
        return key in self.ticked and self.problems.get(key, "") is not None


def chosen() -> Attempt:
    """An attempt with the tasks selected in the inbox, all of them ticked, nothing answered yet."""
    marks = Mark.all_of(request.args.getlist("task"))
    return Attempt(marks[:MOST], frozenset(mark.key for mark in marks), beyond=len(marks[MOST:]))


def sent() -> Attempt:
    """The attempt that the page sent, carried out for each ticked task unless the answer as a whole is invalid."""
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
    # A row carries the state in which its task was shown; a tick without a row was never shown to anybody.
    marks = {mark.key: mark for mark in [*ticked, *rows]}
    order = list(dict.fromkeys(mark.key for mark in [*rows, *ticked]))
    here = [marks[key] for key in order[:MOST]]
    return Attempt(here, frozenset(mark.key for mark in ticked), beyond=len(order[MOST:]))


def _lead(tasks: Iterable[Task]) -> Task | None:
    return next((task for task in tasks if together(task).possible), None)


def _answer(lead: Task | None) -> dict[str, Any]:
    """The posted answer, read by the shared form; unknown names and files stay in it, for the form to refuse."""
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
    """The sentence that says why a task is not done; each invalid field is named by its label."""
    form = task.form() if task else None
    if not isinstance(refusal, Invalid):
        return words("refusal", refusal.code, refusal.values)
    labels = {field.path: field.label for field in form.fields} if form else {}
    wrong = error_words(dict(refusal.errors)).items()
    return " ".join(f"{labels.get(path) or path}: {' '.join(sentences)}" for path, sentences in wrong)
