"""The answers to requests that failed: one page in the reader's language, or JSON."""

import logging
import secrets
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask import session as cookie
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from engine import errors
from engine.database import db_errors
from webapp.account import logged_out
from webapp.api import door
from webapp.platform import db
from webapp.refusals import problems_of, record_refusal, status_of
from webapp.rendering import languages, name_lookup, translations
from webapp.rendering.template_globals import words
from webapp.rendering.translations import Reader

log = logging.getLogger("jenjang")

SENT = {db_errors.SLOW: "database_slow_sent"}
"""Other words for a request that sent something: it waited for others, and one cannot ask for less."""
TITLES = {db_errors.SLOW: "title_slow", "database_slow_sent": "title_slow_sent"}


def init(app: Flask) -> None:
    app.register_error_handler(errors.Refusal, _refused)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _bug)


def _refused(refusal: errors.Refusal) -> Response:
    record_refusal(refusal)
    return _page(status_of(refusal), refusal.code, name_lookup.spoken(refusal.values), problems_of(refusal))


def _stale(_error: CSRFError) -> Response:
    """A form of a session that ended: the login page where nobody is logged in now, else a way back to the page."""
    if login := logged_out.login_if_needed():
        return make_response(login)
    return _page(400, "csrf", {}, back=logged_out.page_of(request.path))


def _http(error: HTTPException) -> Response:
    if original := getattr(error, "original_exception", None):  # raised while another error was being handled
        return _bug(original)
    if error.code in (301, 302, 304, 308):
        return error.get_response()  # type: ignore[return-value]
    if request.path.startswith("/v2/"):
        return door.unserved(error)
    return _page(error.code or 500, f"http_{error.code}", {})


def _bug(error: Exception) -> Response:
    if code := db_errors.classify(error):
        return _unavailable(code)
    number = secrets.token_hex(4)
    log.exception("error %s at %s %s", number, request.method, request.url_rule, exc_info=error)
    if current_app.testing:
        raise error
    db.rollback()
    return _page(500, "http_500", {"number": number})


def _unavailable(code: str) -> Response:
    """The page for a database that does not answer; it needs none, not even to know who reads it."""
    log.error("database outage: %s at %s %s", code, request.method, request.url_rule)
    current_app.extensions["metrics"].failed(code)
    with suppress(Exception):  # what is left of the connection; there may be none
        db.rollback()
    values = {"seconds": current_app.extensions["config"].page_seconds}
    sentence = SENT.get(code, code) if request.method not in db.READING else code
    g.reader = Reader(languages.of(cookie.get("language")).code, None)
    if _for_machines():
        answer = make_response(jsonify(code=code, message=words("refusal", sentence, values)), 503)
    else:
        # Not by `render_template`, which asks who is logged in.
        page = current_app.jinja_env.get_template("outage.html")
        message, title = words("refusal", sentence, values), words("refusal", TITLES.get(sentence, "title_503"))
        answer = make_response(page.render(title=title, message=message), 503)
    answer.headers.update({"Retry-After": "30", "Cache-Control": "no-store"})
    return answer


def _page(
    status: int, code: str, values: dict[str, Any], problems: Sequence[str] = (), back: str | None = None
) -> Response:
    message = words("refusal", code, values)
    if _for_machines():
        return make_response(jsonify(code=code, message=message), status)
    title = f"title_{status}" if translations.known("refusal", f"title_{status}") else "title_500"
    page = render_template("error.html", title=words("refusal", title), message=message, problems=problems, back=back)
    return make_response(page, status)


def _for_machines() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
