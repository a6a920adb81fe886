"""Tasks: the inbox, one task, and the verbs of a task as addresses."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import definition, inbox
from engine import person as people
from engine.database.base import key_of
from engine.errors import Invalid, NotFound, Refusal
from engine.task import together
from webapp.forms import page as formpage
from webapp.forms.submission import read_submission, refuse_files, typed
from webapp.platform import db
from webapp.platform.auth import everyone, me
from webapp.refusals import explain_refusal, record_refusal
from webapp.rendering import name_lookup
from webapp.rendering.template_globals import text
from webapp.tasks.page import load_task, page

blueprint = Blueprint("tasks", __name__)
ROWS = 25


@blueprint.get("/", endpoint="inbox")
@everyone
def listed() -> str:
    """The inbox: the tasks of this person and of their groups, due soonest first."""
    filters = {name: request.args.get(name, "") for name in ("search", "process", "unit", "only")}
    page = inbox.tasks(
        db.session(),
        me(),
        search=filters["search"].strip(),
        process=filters["process"] or None,
        unit=filters["unit"] or None,
        only=filters["only"] or "all",
        after=request.args.get("after"),
        limit=ROWS,
    )
    name_lookup.know([each for task in page.items for each in (task.subject_id, task.assignee_id)])
    done = inbox.just_done(db.session(), me(), key_of(request.args.get("done", "")) or 0)
    return render_template(
        "tasks/inbox.html",
        page=page,
        filters=filters,
        processes=definition.all_latest(db.session()),
        units=people.units(db.session()),
        done=done,
        next_task=page.items[0] if done and page.items else None,
        together={task.id for task in page.items if together(task).possible},
    )


@blueprint.get("/tasks/<int:task_id>")
@everyone
def shown(task_id: int) -> str:
    """The page of one task: its form, why it is this person's, the file of the case."""
    return page(load_task(task_id))


@blueprint.post("/tasks/<int:task_id>/claim")
@everyone
def claim(task_id: int) -> Response:
    task = load_task(task_id)
    task.claim(me())
    db.commit()
    flash(text("Tugas ini sekarang milik Anda."))
    return redirect(url_for("tasks.shown", task_id=task_id))


@blueprint.post("/tasks/<int:task_id>/release")
@everyone
def release(task_id: int) -> Response:
    load_task(task_id).release(me())
    db.commit()
    flash(text("Tugas dikembalikan kepada kelompoknya."))
    return redirect(url_for("tasks.inbox"))


@blueprint.post("/tasks/<int:task_id>/delegate")
@everyone
def delegate(task_id: int) -> Response | tuple[str, int]:
    """Hand the task to a colleague; where nobody fits, the page comes back with what was typed."""
    typed = {name: request.form.get(name, "") for name in ("to", "reason")}
    task = load_task(task_id)
    try:
        to = people.find(db.session(), typed["to"])
        if to is None:  # as for a person who may not take it: nobody learns here whose numbers exist
            raise Invalid({"to": [("delegate_not_allowed", {})]})
        task.delegate(me(), to, typed["reason"])
    except Refusal as refusal:
        problem, status = explain_refusal(refusal)
        return page(load_task(task_id), problem=problem, handed=typed), status
    db.commit()
    flash(text("Tugas diteruskan kepada {name}.", name=to.name))
    return redirect(url_for("tasks.inbox"))


@blueprint.post("/tasks/<int:task_id>/complete")
@everyone
def complete(task_id: int) -> str | Response | tuple[str, int]:
    """Complete the task; an invalid answer comes back as a page with everything that was typed."""
    task = load_task(task_id, lock=True)
    form = task.form() if task.authorization_of(me()) else None  # nobody else's files are kept
    submission = read_submission(form)
    if submission.rows:
        return page(task, submission.answer)
    try:
        if form and submission.errors:
            refuse_files(form, submission, task.scope(), task.case.eval_context())
        task.complete(me(), submission.answer)
    except Invalid as invalid:
        record_refusal(invalid)
        return page(load_task(task_id), submission.answer, invalid.errors), 422
    db.commit()
    return redirect(url_for("tasks.inbox", done=task_id))


@blueprint.post("/tasks/<int:task_id>/fields")
@everyone
@db.reads
def fields(task_id: int) -> str:
    """The fields of the form as HTML, shown and hidden by the answer so far."""
    task = load_task(task_id)
    form = task.form()
    if form is None or task.authorization_of(me()) is None:
        raise NotFound(task=str(task_id))
    return formpage.fragment(form, typed(form), task.scope(), task.case.eval_context())


@blueprint.post("/tasks/<int:task_id>/withdraw")
@everyone
def withdraw(task_id: int) -> Response:
    task = load_task(task_id)
    task.withdraw(me(), request.form.get("reason", ""))
    db.commit()
    flash(text("Jawaban Anda ditarik kembali; tugas terbuka lagi."))
    return redirect(url_for("tasks.shown", task_id=task_id))
