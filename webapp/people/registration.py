"""Registration: an applicant becomes a person without unit or role, by NIK, name and e-mail."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import person as people
from engine.errors import Invalid, Refusal
from webapp.forms.submission import error_words
from webapp.platform import db
from webapp.platform.auth import public
from webapp.platform.rate_limits import limiter
from webapp.rendering.template_globals import text

blueprint = Blueprint("registration", __name__)
FIELDS = ("name", "nik", "email")


@blueprint.get("/register")
@public
def form() -> str:
    return render_template("registration.html", form_values={}, errors={})


@blueprint.post("/register")
@public
@limiter.limit("20 per hour")
def register() -> Response | tuple[str, int]:
    """Register an applicant by name, NIK, e-mail and password, who can then log in and apply."""
    form_values = {name: request.form.get(name, "") for name in FIELDS}
    try:
        password_hash = _hash_password()
        people.register_applicant(db.session(), **form_values, password_hash=password_hash)
    except Invalid as invalid:
        db.rollback()
        return render_template(
            "registration.html", form_values=form_values, errors=error_words(dict(invalid.errors))
        ), 422
    db.commit()
    flash(text("Pendaftaran berhasil. Silakan masuk dengan alamat surel Anda."))
    return redirect(url_for("session.login"))


def _hash_password() -> str:
    if request.form.get("password") != request.form.get("repeated"):
        raise Invalid({"repeated": [("passwords_differ", {})]})
    try:
        return people.hash_password(request.form.get("password", ""))
    except Refusal as refusal:
        raise Invalid({"password": [(refusal.code, refusal.values)]}) from None
