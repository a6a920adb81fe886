"""Pages of the operator: open incidents, retry and skip where no case began, and the jobs by state."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import incident
from engine.database.base import key_of, now
from engine.job import monitoring
from webapp.account.login import inside
from webapp.platform import db
from webapp.platform.auth import me, only
from webapp.rendering.template_globals import text

blueprint = Blueprint("operator", __name__, url_prefix="/operator")
operator = only("operator", "administrator")


@blueprint.get("/")
@operator
def incidents() -> str:
    """The open incidents of all cases and starts, newest first."""
    code = request.args.get("code") or None
    rows = incident.all_open(
        db.session(), code=code, after=request.args.get("after", type=key_of), limit=incident.ROWS + 1
    )
    stops = rows[: incident.ROWS]
    following = str(stops[-1].id) if len(rows) > incident.ROWS else None
    counts = incident.count_open(db.session())
    return render_template("oversight/incidents.html", stops=stops, next=following, counts=counts, code=code, **_sums())


@blueprint.post("/starts/<int:incident_id>/<any(retry, skip):verb>")
@operator
def mend(incident_id: int, verb: str) -> Response:
    """Retry or skip the start of a case that did not begin; for operators, as the engine says."""
    stop = incident.of_start(db.session(), incident_id)
    if verb == "retry":
        stop.retry(me())
    else:
        stop.skip(me(), request.form.get("reason", ""))
    db.commit()
    flash(text("Usulan itu dimulai lagi.") if verb == "retry" else text("Usulan itu tidak dimulai."))
    return redirect(inside(request.form.get("next") or url_for("operator.incidents")))


@blueprint.get("/jobs")
@operator
def jobs() -> str:
    """Jobs in one state, the earliest due first."""
    state, kind = request.args.get("state", ""), request.args.get("type") or None
    state = state if state in monitoring.STATES else "due"
    matches = monitoring.listed(
        db.session(), state, type=kind, after=request.args.get("after", type=key_of), limit=monitoring.ROWS + 1
    )
    rows = matches[: monitoring.ROWS]
    following = str(rows[-1].id) if len(matches) > monitoring.ROWS else None
    return render_template("oversight/jobs.html", jobs=rows, next=following, state=state, kind=kind, **_sums())


def _sums() -> dict[str, object]:
    """The numbers of jobs in each state, their types, and the seconds that the longest due one has waited."""
    tally = monitoring.tally(db.session())
    states = {state: sum(n for (_, each), n in tally.items() if each == state) for state in monitoring.STATES}
    oldest = monitoring.oldest_due(db.session())
    waits = int((now(db.session()) - oldest).total_seconds()) if oldest else 0
    return {"states": states, "types": sorted({kind for kind, _ in tally}), "waits": waits}
