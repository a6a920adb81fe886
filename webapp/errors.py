"""Where refusals meet HTTP: one table, and one page in the reader's language."""

import logging
import secrets
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask import session as cookie
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from engine import audit, errors, inbox
from engine.database import db_errors
from engine.database.base import key_of
from engine.person import TooManyAttempts, WrongLogin
from engine.task import Task, note_refusal
from webapp.account import logged_out
from webapp.api import door
from webapp.platform import db
from webapp.rendering import languages, name_lookup, translations
from webapp.rendering.template_globals import words
from webapp.rendering.translations import Reader

log = logging.getLogger("jenjang")

STATUS: dict[type[Exception], int] = {
    errors.NotFound: 404,
    errors.NotAllowed: 403,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.NotPublished: 422,
    WrongLogin: 422,
    TooManyAttempts: 429,
    errors.Runaway: 500,
    errors.Refusal: 422,
}

SENT = {db_errors.SLOW: "database_slow_sent"}
"""What is said instead where something was sent: it waited for others, and nobody can ask for less."""
TITLES = {db_errors.SLOW: "title_slow", "database_slow_sent": "title_slow_sent"}


def status_of(error: Exception) -> int:
    """The HTTP status of an exception: that of its nearest class in the table."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def init(app: Flask) -> None:
    app.register_error_handler(errors.Refusal, _refused)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _bug)


def remember(refusal: errors.Refusal, tried: Task | None = None) -> None:
    """Undo what was begun, and write the refused attempt as an event in a transaction of its own."""
    db.rollback()
    if not db.writing() or not current_user.is_authenticated:
        return
    tried = tried or _tried()
    if tried is not None and inbox.may_read(db.session(), current_user.person, tried.case):
        note_refusal(tried, current_user.person, refusal)
    else:
        details = {"code": refusal.code, "values": _json(refusal.values), "of": request.view_args}
        details["endpoint"] = request.endpoint
        about = key_of(str(refusal.values.get("person", "")))
        audit.record(
            db.session(), "attempt_refused", actor=current_user.person, person_id=about, parts={"refusal": details}
        )
    db.commit()


def _tried() -> Task | None:
    """The task that the refused request was about."""
    return db.session().get(Task, (request.view_args or {}).get("task_id", 0))


def explained(refusal: errors.Refusal) -> tuple[str, int]:
    """Undo and write down what was refused; the sentences that its own page says about it, and the page's status."""
    remember(refusal)
    wrong = _problems(refusal)
    sentences = wrong or [words("refusal", refusal.code, name_lookup.spoken(refusal.values))]
    return " ".join(sentences), status_of(refusal)


def _problems(refusal: errors.Refusal) -> list[str]:
    wrong = refusal.errors if isinstance(refusal, errors.Invalid) else {}
    return [words("form", code, values) for codes in wrong.values() for code, values in codes]


def _refused(refusal: errors.Refusal) -> Response:
    remember(refusal)
    return _page(status_of(refusal), refusal.code, name_lookup.spoken(refusal.values), _problems(refusal))


def _stale(_error: CSRFError) -> Response:
    """A form of a session that ended: to the login with whoever has none now, back to the page with everybody else."""
    if login := logged_out.led_to_login():
        return make_response(login)
    return _page(400, "csrf", {}, back=logged_out.page_of(request.path))


def _http(error: HTTPException) -> Response:
    if original := getattr(error, "original_exception", None):  # raised while another error was being told
        return _bug(original)
    if error.code in (301, 302, 304, 308):
        return error.get_response()  # type: ignore[return-value]
    if request.path.startswith("/v2/"):
        return door.unserved(error)
    return _page(error.code or 500, f"http_{error.code}", {})


def _bug(error: Exception) -> Response:
    if code := db_errors.told(error):
        return _unavailable(code)
    number = secrets.token_hex(4)
    log.exception("error %s at %s %s", number, request.method, request.url_rule, exc_info=error)
    if current_app.testing:
        raise error
    db.rollback()
    return _page(500, "http_500", {"number": number})


def _unavailable(code: str) -> Response:
    """The database cannot be asked: nothing of this page asks it, neither who reads nor in which language."""
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


def _json(values: Any) -> dict[str, str]:
    return {str(key): str(value)[:500] for key, value in dict(values).items()}
