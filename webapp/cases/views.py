"""Pages of cases: the list, one case with diagrams and history, cancelling, incidents."""

import json

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import definition, inbox, incident
from engine.case import RUNNING, Case
from engine.database.base import key_of
from engine.errors import NotFound
from webapp.account.login import inside
from webapp.cases import history
from webapp.platform import db
from webapp.platform.access_log import note_read
from webapp.platform.auth import everyone, me, roles
from webapp.rendering import name_lookup
from webapp.rendering.template_globals import text

blueprint = Blueprint("cases", __name__, url_prefix="/cases")
ROWS = 25


@blueprint.get("/")
@everyone
def listed() -> str:
    """The list of this person's cases; with `?all=1` of all that they may read."""
    filters = {name: request.args.get(name, "") for name in ("search", "process", "status", "all")}
    page = inbox.cases(
        db.session(),
        me(),
        search=filters["search"],
        process=filters["process"] or None,
        status=filters["status"] or None,
        mine=not filters["all"],
        after=request.args.get("after", type=key_of),
        limit=ROWS,
    )
    name_lookup.know([each.subject_id for each in page.items])
    return render_template("cases/list.html", page=page, filters=filters, processes=definition.all_latest(db.session()))


@blueprint.get("/<int:case_id>")
@everyone
def shown(case_id: int) -> str:
    """The page of one case: diagram with its path, history in words, documents."""
    case = inbox.case(db.session(), me(), case_id)
    note_read(case)
    name_lookup.know([each for event in case.events() for each in (event.actor_id, event.on_behalf_of_id)])
    entries, drawn = history.entries(case), diagrams(case)
    return render_template(
        "cases/case.html",
        case=case,
        entries=entries,
        marks=marks(case),
        drawn=drawn,
        drawing=request.args.get("diagram") if request.args.get("diagram") in drawn else drawn[0],
        person=history.subject_of(case),
        subject=case.root().get("subject") or {},
        decided=history.latest_results(case, (entry.event for entry in entries)),
        open_tasks=case.open_tasks(),
        files=case.documents(),
        letters=case.letters(),
        end_name=_end_name(case),
        stops=incident.open_in(db.session(), case.id),
        cancellable=case.status in RUNNING and (case.followed_by(me()) or "operator" in roles()),
    )


@blueprint.get("/<int:case_id>/diagrams/<path:path>")
@everyone
def diagram(case_id: int, path: str) -> Response:
    """A diagram, as BPMN XML, of the version that the case runs on."""
    case = inbox.case(db.session(), me(), case_id)
    if path not in diagrams(case):
        raise NotFound(file=path)
    return Response(case.definition.bundle().files[path], mimetype="application/xml")


@blueprint.post("/<int:case_id>/cancel")
@everyone
def cancel(case_id: int) -> Response:
    inbox.case(db.session(), me(), case_id).cancel(me(), request.form.get("reason", ""))
    db.commit()
    flash(text("Usulan dibatalkan; alasannya tercatat."))
    return redirect(url_for("cases.shown", case_id=case_id))


@blueprint.post("/<int:case_id>/incidents/<int:incident_id>/<any(retry, skip):verb>")
@everyone
def mend(case_id: int, incident_id: int, verb: str) -> Response:
    """Retry or skip a stopped step. The engine allows it to operators only."""
    case = inbox.case(db.session(), me(), case_id)
    stop = next((stop for stop in incident.open_in(db.session(), case.id) if stop.id == incident_id), None)
    if stop is None:
        raise NotFound(incident=str(incident_id))
    if verb == "retry":
        stop.retry(me())
    else:
        stop.skip(me(), request.form.get("reason", ""))
    db.commit()
    flash(
        text("Langkah yang berhenti sudah dijalankan lagi.")
        if verb == "retry"
        else text("Langkah yang berhenti dilewati.")
    )
    return redirect(inside(request.form.get("next") or url_for("cases.shown", case_id=case_id)))


def diagrams(case: Case) -> list[str]:
    """The paths of the case's diagrams: those where it is now first, then those that it passed, then the rest."""
    taken, nodes = case.path_taken(), case.definition.contents().diagrams.nodes
    files = [path for path in case.definition.bundle().files if path.endswith(".bpmn")]
    seen = [
        nodes[element].file for mark in ("incident", "active", "done") for element in taken[mark] if element in nodes
    ]
    ranks = {file: place for place, file in reversed(list(enumerate(seen)))}
    return sorted(files, key=lambda path: (ranks.get(path, len(seen)), path != f"{case.definition.key}.bpmn"))


def _end_name(case: Case) -> str | None:
    node = case.definition.contents().diagrams.nodes.get(case.end_event or "")
    return node.name if node else None


def marks(case: Case) -> str:
    """The marks for the diagrams, as JSON: done, active and stuck elements, and notes at the open tasks."""
    taken = case.path_taken()
    notes = {task.element: text("di sini") for task in case.open_tasks()}
    return json.dumps({**taken, "notes": notes})
