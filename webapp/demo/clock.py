"""The view that moves the demo's clock forward, for its administrator; 404 outside the demo."""

from datetime import timedelta

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.account.login import inside
from webapp.demo import fast_forward
from webapp.platform import db
from webapp.platform.auth import me, only
from webapp.rendering.template_globals import text

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
@db.reads
def forward() -> Response:
    """Move the clock forward and run what falls due, in transactions of their own."""
    by = STEPS.get(request.form.get("by", ""))
    if not current_app.extensions["config"].demo:
        abort(404)
    if by is None:
        abort(400)
    fast_forward.forward(db.database(), me(), by)
    flash(text("Waktu demo dimajukan; yang jatuh tempo sudah dijalankan."))
    return redirect(inside(request.form.get("next") or url_for("tasks.inbox")))
