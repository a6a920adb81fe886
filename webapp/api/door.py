"""Access to the API by the token of a machine account alone; errors as problem+json (RFC 9457)."""

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

import orjson
from flask import Blueprint, Response, current_app, g, json, request
from marshmallow import Schema, ValidationError
from werkzeug.exceptions import BadRequest, HTTPException

from engine import audit, errors, machine
from engine.audit import EventKind
from engine.database import db_errors
from engine.machine import Machine, UnknownToken
from webapp.platform import db
from webapp.platform.rate_limits import limiter
from webapp.rendering import translations
from webapp.rendering.translations import Reader

View = TypeVar("View", bound=Callable[..., Any])
log = logging.getLogger("jenjang.api")
LARGEST = 1 << 20  # bytes of one request
RATE = "1200 per minute"
READER = Reader("en")
STATUS: dict[type[Exception], int] = {
    UnknownToken: 401,
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Runaway: 500,
    errors.Refusal: 400,
}


def init(blueprint: Blueprint) -> None:
    blueprint.register_error_handler(errors.Refusal, _refused)
    blueprint.register_error_handler(HTTPException, unserved)
    blueprint.register_error_handler(Exception, _bug)
    limiter.limit(RATE, key_func=lambda: f"machine {g.machine.id}" if "machine" in g else "nobody")(blueprint)


def machines(view: View) -> View:
    """Mark a view as one for machine accounts; a session's cookie does not open it."""
    view.rule = lambda: False  # type: ignore[attr-defined]
    view.guard = _admit  # type: ignore[attr-defined]
    return view


def me() -> Machine:
    """The machine account of this request."""
    machine_account: Machine = g.machine
    return machine_account


def takes(shape: type[Schema], gives: type[Schema] | None = None) -> Callable[[View], View]:
    """Pass the JSON body to the view once it fits this shape. The same shapes describe the view in OpenAPI."""

    def wrap(view: View) -> View:
        @wraps(view)
        def checked(**named: Any) -> Any:
            return view(_read(shape), **named)

        checked.takes, checked.gives = shape, gives  # type: ignore[attr-defined]
        return checked  # type: ignore[return-value]

    return wrap


def _admit() -> None:
    request.max_content_length = LARGEST
    credentials = request.authorization
    name, token = None, None
    if credentials is not None and credentials.type == "bearer":
        token = credentials.token
    elif credentials is not None and credentials.type == "basic":
        name, token = credentials.username, credentials.password
    # Read before any write transaction opens: strangers take nobody's turn.
    with db.database().read() as session:
        g.machine = machine.of_token(session, token or "", name)


def _read(shape: type[Schema]) -> dict[str, Any]:
    try:
        sent = orjson.loads(request.get_data())
    except orjson.JSONDecodeError:
        sent = None
    if not isinstance(sent, dict):
        raise BadRequest("The request body must be a JSON object.")
    try:
        loaded: dict[str, Any] = shape().load(sent)
    except ValidationError as error:
        raise BadRequest("; ".join(_problem_lines(error.normalized_messages()))) from None
    return loaded


def _problem_lines(wrong: dict[str, Any], above: str = "") -> list[str]:
    lines = []
    for name, problems in wrong.items():
        path = f"{above}{name}"
        lines += (
            _problem_lines(problems, f"{path}.") if isinstance(problems, dict) else [f"{path}: {' '.join(problems)}"]
        )
    return lines


def _refused(refusal: errors.Refusal) -> Response:
    status = next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)
    db.rollback()
    if status in (400, 403):  # beyond its scopes, or at what is not for machines to write
        values = {name: str(value)[:200] for name, value in refusal.values.items()}
        with db.database().write() as session:
            details = {"code": refusal.code, "values": values, "endpoint": request.endpoint, "by": me().name}
            audit.record(session, EventKind.ATTEMPT_REFUSED, parts={"refusal": details})
            session.commit()
    return _problem(status, translations.say("refusal", refusal.code, refusal.values, READER), code=refusal.code)


def unserved(error: HTTPException) -> Response:
    """The problem+json answer to a request that no view of the API served."""
    return _problem(error.code or 500, error.description or "")


def _bug(error: Exception) -> Response:
    if current_app.testing:
        raise error
    if code := db_errors.classify(error):
        log.error("database outage: %s", code)
        current_app.extensions["metrics"].failed(code)
        with suppress(Exception):  # what is left of the connection
            db.rollback()
        answer = _problem(503, "The database cannot be asked; nothing was stored. Try again.")
        answer.headers["Retry-After"] = "30"
        return answer
    log.exception("error at %s %s", request.method, request.path, exc_info=error)
    db.rollback()
    return _problem(500, "Something went wrong on our side; nothing was stored.")


def _problem(status: int, detail: str, **more: str) -> Response:
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path,
        **more,
    }
    response = Response(json.dumps(document), status, mimetype="application/problem+json")
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="jenjang"'
    return response
