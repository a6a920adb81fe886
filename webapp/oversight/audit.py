"""The audit, for auditors: search over cases and events, one case's whole history, export, verification."""

import json
from datetime import UTC, date, datetime, time, timedelta

from flask import Blueprint, Response, render_template, request

from engine import audit, definition, inbox, verify
from engine import person as people
from engine.audit import EventKind
from engine.case import Case
from engine.database.base import key_of
from webapp.cases import history
from webapp.platform import db, recorded_request
from webapp.platform.access_log import note_events
from webapp.platform.auth import me, only
from webapp.rendering import dates, name_lookup
from webapp.rendering.languages import SOURCE
from webapp.rendering.template_globals import reader
from webapp.rendering.translations import catalogue

blueprint = Blueprint("audit", __name__, url_prefix="/audit")
auditor = only("auditor")
ROWS = 50


@blueprint.get("/")
@auditor
def search() -> str:
    """Cases by number, title, name or NIP."""
    filters = {name: request.args.get(name, "") for name in ("search", "process", "status")}
    page = inbox.cases(
        db.session(),
        me(),
        search=filters["search"],
        process=filters["process"] or None,
        status=filters["status"] or None,
        after=request.args.get("after", type=key_of),
        limit=ROWS,
    )
    name_lookup.know([each.subject_id for each in page.items])
    return render_template(
        "oversight/cases.html", page=page, filters=filters, processes=definition.all_latest(db.session())
    )


@blueprint.get("/events")
@auditor
def events() -> str:
    """The page of events over all cases and outside them, newest first; reading somebody's facts is an event too."""
    filters = {name: request.args.get(name, "") for name in ("kind", "actor", "since", "until")}
    actor = people.find(db.session(), filters["actor"]) if filters["actor"].strip() else None
    matches = audit.search(
        db.session(),
        kind=filters["kind"] or None,
        actor_id=(actor.id if actor else -1) if filters["actor"].strip() else None,
        since=_start(filters["since"]),
        until=_start(filters["until"], days=1),
        after=request.args.get("after", type=key_of),
        limit=ROWS + 1,
    )
    note_events(matches[:ROWS])
    name_lookup.know([each for event in matches for each in (event.actor_id, event.person_id)])
    following = str(matches[ROWS - 1].id) if len(matches) > ROWS else None
    return render_template(
        "oversight/events.html", events=matches[:ROWS], filters=filters, next=following, kinds=_kinds()
    )


@blueprint.get("/cases/<int:case_id>")
@auditor
@db.writes
def case(case_id: int) -> str:
    """The page of one case's whole history, and whether its chain still holds."""
    read_case = _case_read(case_id)
    findings = verify.verify(audit.export(db.session(), read_case))
    return render_template("oversight/case.html", case=read_case, entries=history.entries(read_case), findings=findings)


@blueprint.get("/cases/<int:case_id>/export.json")
@auditor
@db.writes
def export(case_id: int) -> Response:
    """The chain as JSON, to be checked offline by `jenjang verify`."""
    read_case = _case_read(case_id)
    answer = Response(
        json.dumps(audit.export(db.session(), read_case), ensure_ascii=False, indent=1), mimetype="application/json"
    )
    answer.headers.set("Content-Disposition", "attachment", filename=f"{read_case.number}.json")
    return answer


def _case_read(case_id: int) -> Case:
    """The case; that its whole history was read is recorded as an event."""
    read_case = inbox.case(db.session(), me(), case_id)
    read = {"case": read_case.number, "page": recorded_request.view()}
    audit.record(
        db.session(), EventKind.SENSITIVE_READ, actor=me(), person_id=read_case.subject_id, parts={"read": read}
    )
    db.commit()
    return read_case


def _start(text: str, days: int = 0) -> datetime | None:
    """The begin of a day (so many days later) in the zone of the reader."""
    try:
        day = date.fromisoformat(text) + timedelta(days=days)
        return datetime.combine(day, time(), dates.zone_of(reader().zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _kinds() -> list[str]:
    return sorted(catalogue(SOURCE, "event"))
