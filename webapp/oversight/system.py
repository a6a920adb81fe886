"""Pages without a login for those who run the server: health, readiness, metrics, licences."""

import hmac
from ipaddress import ip_address

from flask import Blueprint, abort, current_app, request, send_from_directory
from prometheus_client import CONTENT_TYPE_LATEST
from werkzeug.wrappers import Response

from engine import migrations
from engine.database import db_errors
from engine.database.base import Database
from webapp.jobs import procrastinate_worker
from webapp.platform import db
from webapp.platform.auth import public

blueprint = Blueprint("system", __name__)
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
QUIET = {"Cache-Control": "no-store"}


@blueprint.get("/health")
@public
def health() -> tuple[dict[str, str], int, dict[str, str]]:
    """Answer 200 while the process lives; no other system is queried."""
    return {"status": "ok"}, 200, QUIET


@blueprint.get("/ready")
@public
def ready() -> tuple[dict[str, object], int, dict[str, str]]:
    """Answer 200 when the database answers, its schema is this version's, and somebody runs the jobs; else 503."""
    checks = _checks(db.database())
    fine = all(checks.values())
    return {"status": "ready" if fine else "not_ready", "checks": checks}, 200 if fine else 503, QUIET


def _checks(database: Database) -> dict[str, bool]:
    checks = {"database": False, "schema": False, "runner": False}
    try:
        checks["schema"] = migrations.is_current(database)
        checks["database"] = True
        checks["runner"] = checks["schema"] and _runner(database)
    except Exception as error:
        if db_errors.classify(error) is None:
            raise
    return checks


def _runner(database: Database) -> bool:
    """True if somebody runs jobs: the thread of this very process on SQLite, a worker anywhere on PostgreSQL."""
    if database.url.get_backend_name() == "postgresql":
        return procrastinate_worker.awake(database)
    runner = current_app.extensions.get("runner")
    return runner is not None and runner.alive()


@blueprint.get("/metrics")
@public
def metrics() -> Response:
    """The numbers for Prometheus, for callers with the token; where none is set, for this machine, not for a proxy."""
    token = current_app.extensions["config"].metrics_token
    token_sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not (hmac.compare_digest(token_sent.encode(), token.encode()) if token else _from_here()):
        abort(403)
    return Response(current_app.extensions["metrics"].render(), content_type=CONTENT_TYPE_LATEST, headers=QUIET)


def _from_here() -> bool:
    try:
        loopback = ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    return loopback and not any(name in request.headers for name in FORWARDED)


@blueprint.get("/licenses")
@public
def licenses() -> Response:
    """The licences of what the pages are built from (bpmn.io requires that its notice stays reachable)."""
    return send_from_directory(f"{current_app.static_folder}/dist", "licenses.txt", mimetype="text/plain")


@blueprint.get("/favicon.ico")
@public
def favicon() -> Response:
    return send_from_directory(current_app.static_folder or "", "favicon.svg", mimetype="image/svg+xml")
