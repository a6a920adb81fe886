"""What machines and lawyers ask: is it alive, and whose software is in it."""

from flask import Blueprint, current_app, send_from_directory
from werkzeug.wrappers import Response

from engine.base import now
from webapp import db
from webapp.auth import public

blueprint = Blueprint("system", __name__)


@blueprint.get("/health")
@public
def health() -> dict[str, str]:
    """200 when the database answers."""
    db.session().connection()
    return {"status": "ok", "time": now(db.session()).isoformat()}


@blueprint.get("/licenses")
@public
def licenses() -> Response:
    """The licences of what the pages are built from (bpmn.io asks that its notice stays reachable)."""
    return send_from_directory(f"{current_app.static_folder}/dist", "licenses.txt", mimetype="text/plain")


@blueprint.get("/favicon.ico")
@public
def favicon() -> Response:
    return send_from_directory(current_app.static_folder or "", "favicon.svg", mimetype="image/svg+xml")
