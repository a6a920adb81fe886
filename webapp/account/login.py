"""A session of a person: login, logout, and the language of the pages."""

import re

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from engine import person as people
from engine.errors import Refusal
from engine.person import Person, WrongLogin
from webapp.platform import db
from webapp.platform.auth import Visitor, everyone, me, public
from webapp.platform.rate_limits import limiter
from webapp.refusals import status_of
from webapp.rendering.languages import LANGUAGES
from webapp.rendering.template_globals import text, words

blueprint = Blueprint("session", __name__)
# Browsers read `//` and `/\` as another host, and drop control characters before they look.
LOCAL_ADDRESS = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


@blueprint.get("/login")
@public
def login() -> str | Response:
    if current_user.is_authenticated:
        return redirect(url_for("tasks.inbox"))
    return render_template("login.html", login="", problem=None)


@blueprint.post("/login")
@public
@limiter.limit("60 per minute")
def enter() -> str | Response:
    """Log somebody in by login and password; a wrong pair is counted, and the page does not say which was wrong."""
    login_name = request.form.get("login", "").strip()
    try:
        visitor = _log_in(login_name, request.remote_addr or "")
    except Refusal as refusal:
        problem = words("refusal", refusal.code, refusal.values)
        return make_response(render_template("login.html", login=login_name, problem=problem), status_of(refusal))
    language = session.get("language")
    session.clear()
    session.permanent = True
    if language:
        session["language"] = language
    login_user(visitor)
    return redirect(inside(request.form.get("next")))


def _log_in(login_name: str, source: str) -> Visitor:
    """The person who logs in, with a new session; the attempt is recorded, also one that failed.

    Raises TooManyAttempts, WrongLogin.
    """
    try:
        with db.database().read() as reading:  # the password is checked while nobody waits for a writer's turn
            seen = people.authenticate(reading, login_name, request.form.get("password", ""), source)
    except WrongLogin:
        people.record_attempt(db.session(), login_name, source, None)
        db.commit()
        raise
    person = db.session().get_one(Person, seen.id, with_for_update=True)
    if not person.active or person.password_hash != seen.password_hash:  # changed while it was checked
        raise WrongLogin()
    people.record_attempt(db.session(), login_name, source, person)
    visitor = Visitor(person, people.open_session(db.session(), person))
    db.commit()
    return visitor


@blueprint.post("/logout")
@everyone
def leave() -> Response:
    people.close_session(db.session(), me(), current_user.token)
    return _log_out()


@blueprint.post("/logout/everywhere")
@everyone
def leave_everywhere() -> Response:
    people.close_sessions(db.session(), me())
    return _log_out()


def _log_out() -> Response:
    db.commit()
    logout_user()
    session.clear()
    flash(text("Anda sudah keluar."))
    return redirect(url_for("session.login"))


@blueprint.post("/language")
@public
def language() -> Response:
    """Speak another language to this person, now and next time."""
    code = request.form.get("language", "")
    if code not in LANGUAGES:
        abort(400)
    session["language"] = code
    if current_user.is_authenticated:
        me().locale = code
        db.commit()
    return redirect(inside(request.form.get("next")))


def inside(address: str | None) -> str:
    """The address if it is on this site, else that of the inbox."""
    return address if address and LOCAL_ADDRESS.fullmatch(address) else url_for("tasks.inbox")
