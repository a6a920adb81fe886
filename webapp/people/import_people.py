"""People from a CSV file, for the administrator: checked row by row, then taken in."""

from flask import Blueprint, current_app, render_template, request

from engine import employee
from engine.errors import Refusal
from webapp.platform import db
from webapp.platform.auth import me, only
from webapp.refusals import record_refusal
from webapp.rendering.template_globals import words

blueprint = Blueprint("intake", __name__, url_prefix="/people/import")
administrator = only("administrator")


@blueprint.get("/")
@administrator
def form() -> str:
    return render_template("people/import.html", reports=None, problem=None)


@blueprint.post("/")
@administrator
def take_in() -> str | tuple[str, int]:
    """Import the file; a refused row does not stop the next. With `try`, nothing is stored."""
    upload = request.files.get("file")
    content = upload.read(current_app.extensions["config"].upload_megabytes << 20) if upload else b""
    trial = bool(request.form.get("trial"))
    try:
        reports = employee.import_people(db.session(), me(), employee.read_csv(content))
    except Refusal as refusal:
        record_refusal(refusal)
        problem = words("refusal", refusal.code, refusal.values)
        return render_template("people/import.html", reports=None, problem=problem), 422
    if trial:
        db.rollback()
    else:
        db.commit()
    return render_template("people/import.html", reports=reports, trial=trial, problem=None)
