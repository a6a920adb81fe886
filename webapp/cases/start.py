"""Pages that start a procedure: the list of what this person may start, the start form, the new case."""

import secrets
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import definition, inbox
from engine.case import CaseRunning, StartedBefore, may_start, start_scope
from engine.case import find as find_case
from engine.case import start as start_case
from engine.definition import ProcessDefinition
from engine.errors import Invalid, NotFound
from webapp.forms import page as formpage
from webapp.forms.submission import read_submission, refuse_files, typed
from webapp.platform import db
from webapp.platform.auth import everyone, me
from webapp.refusals import record_refusal
from webapp.rendering.template_globals import text, words

blueprint = Blueprint("starting", __name__, url_prefix="/start")


@blueprint.get("/")
@everyone
def listed() -> str:
    """The page of the procedures that this person may start."""
    return render_template("cases/start_list.html", definitions=inbox.startable(db.session(), me()))


@blueprint.get("/<key>")
@everyone
def form(key: str) -> str:
    return page(_startable(key))


@blueprint.post("/<key>")
@everyone
def start(key: str) -> str | Response | tuple[str, int]:
    """Start a case. An invalid answer comes back as it was typed; one that is sent twice leads to its case."""
    definition_version = _startable(key)
    form = _form(definition_version)
    submission = read_submission(form)
    if submission.rows:
        return page(definition_version, submission.answer)
    try:
        if form and submission.errors:
            refuse_files(form, submission, *start_scope(db.session(), me()))
        case = start_case(db.session(), definition_version, me(), submission.answer, request.form.get("_once"))
    except StartedBefore as before:
        db.rollback()
        flash(words("refusal", before.code, before.values))
        return redirect(url_for("cases.shown", case_id=before.values["instance"]))
    except CaseRunning as running:
        record_refusal(running)
        return page(_startable(key), submission.answer, running=_running(running)), 409
    except Invalid as invalid:
        record_refusal(invalid)
        return page(_startable(key), submission.answer, invalid.errors), 422
    db.commit()
    flash(text("Usulan {number} dimulai.", number=case.number))
    return redirect(url_for("cases.shown", case_id=case.id))


@blueprint.post("/<key>/fields")
@everyone
@db.reads
def fields(key: str) -> str:
    """The fields of the start form as HTML, shown and hidden by the answer so far."""
    start_form = _form(_startable(key))
    if start_form is None:
        raise NotFound(process=key)
    return formpage.fragment(start_form, typed(start_form), *start_scope(db.session(), me()))


def page(
    definition_version: ProcessDefinition,
    answer: Mapping[str, Any] | None = None,
    errors: Mapping[str, Any] | None = None,
    running: Mapping[str, Any] | None = None,
) -> str:
    """The page of the start form; `running` describes a running case that forbids another one."""
    form_context = formpage.context(_form(definition_version), answer, *start_scope(db.session(), me()), errors)
    once = request.form.get("_once") or secrets.token_urlsafe(16)
    return render_template(
        "cases/start_form.html",
        definition=definition_version,
        process=definition_version.process(),
        once=once,
        running=running,
        **form_context,
    )


def _startable(key: str) -> ProcessDefinition:
    definition_version = definition.latest(db.session(), key)
    if definition_version is None or not may_start(definition_version, me()):
        raise NotFound(process=key)
    return definition_version


def _running(refusal: CaseRunning) -> dict[str, Any]:
    """The refusal in words, the number of the running case, and its address if this person may read it."""
    case = find_case(db.session(), int(str(refusal.values["instance"])))
    may = inbox.may_read(db.session(), me(), case)
    address = url_for("cases.shown", case_id=case.id) if may else None
    return {"words": words("refusal", refusal.code, refusal.values), "number": case.number, "address": address}


def _form(definition_version: ProcessDefinition) -> Any:
    start_form = definition_version.process().start_form
    return definition_version.form(start_form) if start_form else None
