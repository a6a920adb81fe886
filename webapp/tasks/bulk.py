"""Pages that answer several tasks of one form together; each task is completed, or refused, on its own."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.task import Task, together
from webapp.cases.answers import LabelledAnswer, labelled
from webapp.forms import page as formpage
from webapp.platform.access_log import note_read
from webapp.platform.auth import everyone
from webapp.rendering.template_globals import text
from webapp.tasks.bulk_answer import MOST, Attempt, sent
from webapp.tasks.bulk_answer import chosen as selection
from webapp.tasks.bulk_row import BulkRow, rows

blueprint = Blueprint("bulk", __name__, url_prefix="/tasks/bulk")


@blueprint.get("/")
@everyone
def chosen() -> str | Response | tuple[str, int]:
    """The page of the selected tasks, with the form that they may share; 404 where there are none."""
    attempt = selection()
    if not attempt.marks:
        flash(text("Pilih dahulu tugas yang akan dikerjakan bersama."), "error")
        return redirect(url_for("tasks.inbox"))
    shown = rows(attempt.marks, None, {})
    return page(attempt, shown), 200 if any(row.task for row in shown) else 404


@blueprint.post("/")
@everyone
def complete() -> tuple[str, int]:
    """Answer every ticked task; tasks that stay open are shown with the reason and what was typed (422)."""
    attempt = sent()
    shown = rows(attempt.marks, attempt.lead, attempt.problems)
    return page(attempt, shown), 200 if attempt.done == len(attempt.problems) > 0 else 422


def page(attempt: Attempt, shown: Sequence[BulkRow]) -> str:
    """The page: each row with its outcome, and the form for the rows that are still open."""
    note_read(*(row.task.case for row in shown if row.task))
    first = next((row.task for row in shown if row.open), None)
    named = first or attempt.lead or next((row.task for row in shown if row.task), None)
    return render_template(
        "tasks/bulk.html",
        attempt=attempt,
        rows=shown,
        most=MOST,
        named=named,
        open=first is not None,
        share=together(named) if named else None,
        written=() if first else _written(attempt),
        **_form(first, attempt),
    )


def _form(first: Task | None, attempt: Attempt) -> dict[str, object]:
    """The template context of the shared form; it reads no variables of any case."""
    if first is None:
        return {"view": None, "errors": dict(attempt.errors)}
    return formpage.context(together(first).form, attempt.answer or None, {}, first.case.eval_context(), attempt.errors)


def _written(attempt: Attempt) -> list[LabelledAnswer]:
    """The typed answer with its labels, to be shown where no task is left that could take it."""
    form = together(attempt.lead).form if attempt.lead else None
    if form is None:
        reasons = {name: value for name, value in request.form.items() if name.endswith(".reason") and value.strip()}
        return [LabelledAnswer(name, text("Alasan"), value) for name, value in reasons.items()]
    chosen = form.outcome.path if form.outcome else None
    return [each for each in labelled(form, attempt.answer) if each.path != chosen]
