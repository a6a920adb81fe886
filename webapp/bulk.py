"""Many tasks of one form, answered together; each is completed by its own verb, and each succeeds or fails alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import inbox
from engine.base import key_of
from engine.errors import Invalid, InvalidAnswer, NotFound, Refusal
from engine.task import Task
from webapp import db, formpage
from webapp.auth import everyone, me
from webapp.errors import remember
from webapp.filing import Filed, error_words, filed
from webapp.pages import text, words

blueprint = Blueprint("bulk", __name__, url_prefix="/tasks/bulk")
MOST = 100


@dataclass(frozen=True)
class Row:
    """What became of one task: nothing yet, done, or why not."""

    task: Task
    problem: str | None = None
    done: bool = False


@blueprint.get("/")
@everyone
def chosen() -> str | Response:
    """The selected tasks and their one form."""
    tasks = _chosen(request.args.getlist("task"))
    if not tasks:
        flash(text("Pilih dahulu tugas yang akan dikerjakan bersama."), "error")
        return redirect(url_for("tasks.inbox"))
    return page([_asked(task, tasks[0]) for task in tasks], Filed())


@blueprint.post("/")
@everyone
def complete() -> str | tuple[str, int]:
    """One answer for all of them, row by row; what failed stays selected."""
    tasks = _chosen(request.form.getlist("_task"))
    if not tasks:
        raise NotFound(tasks=0)
    mine = next((task for task in tasks if inbox.right(task, me())), None)
    given = filed(mine.form() if mine else None)
    if given.errors:
        return page([_asked(task, tasks[0]) for task in tasks], given), 422
    first = tasks[0]
    rows = [Row(task, problem) if (problem := _apart(task, first)) else _one(task, given) for task in tasks]
    return page(rows, given, report=True), 200 if all(row.done for row in rows) else 422


def page(rows: Sequence[Row], given: Filed, *, report: bool = False) -> str:
    """The rows with what became of them, and the form for those that are left."""
    left = [row.task for row in rows if not row.done and (report or row.problem is None)]
    first = left[0] if left else rows[0].task
    answer = given.answer or None
    shown = formpage.context(first.form() if left else None, answer, first.scope(), first.instance.env(), given.errors)
    return render_template("tasks/bulk.html", rows=rows, left=left, report=report, **shown)


def _one(task: Task, given: Filed) -> Row:
    try:
        task.complete(me(), given.answer)
        db.commit()
    except Refusal as refusal:
        remember(refusal, task)
        return Row(task, _problem(refusal, given))
    return Row(task, done=True)


def _problem(refusal: Refusal, given: Filed) -> str:
    if isinstance(refusal, Invalid | InvalidAnswer):
        given.errors.update(refusal.errors)
        return " ".join(told for found in error_words(dict(refusal.errors)).values() for told in found)
    return words("refusal", refusal.code, refusal.values)


def _apart(task: Task, first: Task) -> str | None:
    same = (task.process_key, task.form_id) == (first.process_key, first.form_id)
    return None if same else text("Formulirnya berbeda; kerjakan sendiri.")


def _asked(task: Task, first: Task) -> Row:
    """A task before it is answered, and why it cannot be: somebody who may only read its case is not asked."""
    try:
        task.right_of(me())
    except Refusal as refusal:
        return Row(task, words("refusal", refusal.code, refusal.values))
    return Row(task, _apart(task, first))


def _chosen(named: Sequence[str]) -> list[Task]:
    return [inbox.task(db.session(), me(), key_of(text) or 0) for text in dict.fromkeys(named[:MOST])]
