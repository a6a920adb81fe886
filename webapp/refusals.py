"""What a refusal becomes: a status of HTTP, sentences, and an event of the refused attempt."""

from typing import Any

from flask import request
from flask_login import current_user

from engine import audit, errors, inbox
from engine.audit import EventKind
from engine.database.base import key_of
from engine.person import TooManyAttempts, WrongLogin
from engine.task import Task, note_refusal
from webapp.platform import db, recorded_request
from webapp.rendering import name_lookup
from webapp.rendering.template_globals import words

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


def status_of(error: Exception) -> int:
    """The HTTP status of an exception: that of its nearest class in the table."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def record_refusal(refusal: errors.Refusal, tried: Task | None = None) -> None:
    """Roll back, and record the refused attempt as an event in a transaction of its own. Without a login, nothing."""
    db.rollback()
    if not db.writing() or not current_user.is_authenticated:
        return
    tried = tried or _tried()
    if tried is not None and inbox.may_read(db.session(), current_user.person, tried.case):
        note_refusal(tried, current_user.person, refusal)
    else:
        details = {"code": refusal.code, "values": _json(refusal.values), "of": recorded_request.arguments()}
        details["endpoint"] = recorded_request.view()
        about = key_of(str(refusal.values.get("person", "")))
        audit.record(
            db.session(),
            EventKind.ATTEMPT_REFUSED,
            actor=current_user.person,
            person_id=about,
            parts={"refusal": details},
        )
    db.commit()


def _tried() -> Task | None:
    """The task that the refused request was about."""
    return db.session().get(Task, (request.view_args or {}).get("task_id", 0))


def explain_refusal(refusal: errors.Refusal) -> tuple[str, int]:
    """The sentences and the status for the page that shows a refusal; the attempt is rolled back and recorded."""
    record_refusal(refusal)
    wrong = problems_of(refusal)
    sentences = wrong or [words("refusal", refusal.code, name_lookup.spoken(refusal.values))]
    return " ".join(sentences), status_of(refusal)


def problems_of(refusal: errors.Refusal) -> list[str]:
    """The sentences for the fields of an answer that were wrong."""
    wrong = refusal.errors if isinstance(refusal, errors.Invalid) else {}
    return [words("form", code, values) for codes in wrong.values() for code, values in codes]


def _json(values: Any) -> dict[str, str]:
    return {str(key): str(value)[:500] for key, value in dict(values).items()}
