"""Many tasks of one form, answered together; each is completed by its own verb, and each succeeds or fails alone."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.task import Task, together
from webapp import formpage
from webapp.auth import everyone
from webapp.bulkanswer import MOST, Attempt, sent
from webapp.bulkrow import Mark, Row, rows
from webapp.pages import text
from webapp.reads import note_read

blueprint = Blueprint("bulk", __name__, url_prefix="/tasks/bulk")


@blueprint.get("/")
@everyone
def chosen() -> str | Response | tuple[str, int]:
    """The selected tasks, and what they may share; those beyond `MOST` wait for their turn."""
    marks = Mark.all_of(request.args.getlist("task"))
    if not marks:
        flash(text("Pilih dahulu tugas yang akan dikerjakan bersama."), "error")
        return redirect(url_for("tasks.inbox"))
    attempt = Attempt(marks, frozenset(mark.key for mark in marks))
    shown = rows(attempt.here, None, {})
    return page(attempt, shown), 200 if any(row.task for row in shown) else 404


@blueprint.post("/")
@everyone
def complete() -> tuple[str, int]:
    """One answer for all that are ticked, row by row; what is not done stays, with its reason and what was typed."""
    attempt = sent()
    shown = rows(attempt.here, attempt.lead, attempt.problems)
    return page(attempt, shown), 200 if attempt.done == len(attempt.problems) > 0 else 422


def page(attempt: Attempt, shown: Sequence[Row]) -> str:
    """The rows with what became of them, and the form of those that are still open."""
    note_read(*(row.task.instance for row in shown if row.task))
    first = next((row.task for row in shown if row.open), None)
    named = first or attempt.lead or next((row.task for row in shown if row.task), None)
    return render_template(
        "tasks/bulk.html", attempt=attempt, rows=shown, most=MOST, named=named, open=first is not None,
        share=together(named) if named else None, written=() if first else _written(), **_form(first, attempt),
    )  # fmt: skip


def _form(first: Task | None, attempt: Attempt) -> dict[str, object]:
    """What the templates need to show what may be shared; it reads nothing of any of the cases."""
    if first is None:
        return {"view": None, "errors": dict(attempt.errors)}
    return formpage.context(together(first).form, attempt.answer or None, {}, first.instance.env(), attempt.errors)


def _written() -> list[str]:
    """The reasons that were typed where no form is left to hold them."""
    return [value for name, value in request.form.items() if name.endswith(".reason") and value.strip()]
