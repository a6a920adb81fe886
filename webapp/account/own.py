"""One's own account: offices held and stood in for, notices, password."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user, login_user
from werkzeug.wrappers import Response

from engine import notice
from engine import person as people
from engine.errors import Invalid, NotFound, Refusal
from engine.notice import Notice
from engine.person import Person
from webapp.forms.submission import error_words
from webapp.platform import db
from webapp.platform.auth import Visitor, everyone, me
from webapp.rendering.template_globals import text, today

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.get("/")
@everyone
def own() -> str:
    return page({})


@blueprint.post("/password")
@everyone
def password() -> Response | tuple[str, int]:
    """Change one's own password; every other session of this person ends."""
    old, new = request.form.get("old", ""), request.form.get("new", "")
    try:
        hashed = _hash_new_password(me().id, old, new)
    except Invalid as invalid:
        return page(error_words(dict(invalid.errors))), 422
    me().set_password(me(), hashed)
    visitor = Visitor(me(), people.open_session(db.session(), me()))
    db.commit()
    login_user(visitor)
    flash(text("Kata sandi sudah diganti."))
    return redirect(url_for("account.own"))


@blueprint.post("/mail")
@everyone
def mail() -> Response:
    """Have one's notices sent by mail too, or no longer."""
    me().want_mail(bool(request.form.get("mail")))
    db.commit()
    flash(text("Perubahan disimpan."))
    return redirect(url_for("account.own"))


@blueprint.get("/notices")
@everyone
def notices() -> str:
    return render_template("account/notices.html", notices=notice.unread(db.session(), me()))


@blueprint.post("/notices/read")
@everyone
def read_all() -> Response:
    notice.read_all(db.session(), me())
    db.commit()
    return redirect(url_for("account.notices"))


@blueprint.post("/notices/<int:notice_id>/open")
@everyone
def open_notice(notice_id: int) -> Response:
    """Mark a notice as read and go where it points."""
    notice = db.session().get(Notice, notice_id)
    if notice is None or notice.person_id != me().id:
        raise NotFound(notice=str(notice_id))
    notice.read(me())
    db.commit()
    if notice.task_id:
        return redirect(url_for("tasks.shown", task_id=notice.task_id))
    return redirect(url_for("cases.shown", case_id=notice.case_id) if notice.case_id else url_for("tasks.inbox"))


def page(errors: dict[str, list[str]]) -> str:
    offices, sessions = people.offices(db.session(), me(), today()), people.open_sessions(db.session(), me())
    this = people.digest_of(current_user.token)
    return render_template("account/own.html", offices=offices, sessions=sessions, this=this, errors=errors)


def _hash_new_password(person_id: int, old: str, new: str) -> str:
    with db.database().read() as reading:
        if not reading.get_one(Person, person_id).check_password(old):
            raise Invalid({"old": [("wrong_password", {})]})
    try:
        return people.hash_password(new)
    except Refusal as refusal:
        raise Invalid({"new": [(refusal.code, refusal.values)]}) from None
