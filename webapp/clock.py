"""The demo's clock: the demo's administrator moves it forward; outside the demo there is none."""

from datetime import timedelta

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from engine import audit
from engine.base import move_clock
from webapp import db
from webapp.auth import me, only
from webapp.pages import text
from webapp.session import inside

blueprint = Blueprint("clock", __name__)
STEPS = {
    "1h": timedelta(hours=1),
    "1d": timedelta(days=1),
    "3d": timedelta(days=3),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}


@blueprint.post("/demo/forward")
@only("administrator")
def forward() -> Response:
    """Move the clock; jobs that fall due are then run by the worker."""
    by = STEPS.get(request.form.get("by", ""))
    if not current_app.extensions["config"].demo:
        abort(404)
    if by is None:
        abort(400)
    move_clock(db.session(), by)
    audit.record(db.session(), "clock_moved", actor=me(), parts={"clock": {"seconds": by.total_seconds()}})
    db.commit()
    flash(text("Waktu demo dimajukan. Pekerjaan yang jatuh tempo sedang dijalankan."))
    return redirect(inside(request.form.get("next") or url_for("tasks.inbox")))
