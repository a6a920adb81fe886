"""Machine accounts, for the administrator: which programs may work or send messages here."""

from collections.abc import Collection

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import definition, machine
from engine.errors import Invalid, NotFound, Refusal
from engine.machine import Machine
from webapp.forms.submission import error_words
from webapp.platform import db
from webapp.platform.auth import me, only
from webapp.refusals import explain_refusal, record_refusal
from webapp.rendering.template_globals import text

blueprint = Blueprint("machines", __name__, url_prefix="/machines")
administrator = only("administrator")
FIELDS = ("name", "job_types", "messages")


@blueprint.get("/")
@administrator
def listed() -> str:
    return _page({}, {})


@blueprint.post("/")
@administrator
def admit() -> tuple[str, int]:
    """Make an account. Its token is on this page and nowhere else: only its digest is stored."""
    form_values = {name: request.form.get(name, "").strip() for name in FIELDS}
    begins = request.form.getlist("begins")
    try:
        definition.check_keys(db.session(), begins)
        created, token = machine.admit(
            db.session(),
            me(),
            form_values["name"],
            job_types=form_values["job_types"].split(","),
            messages=form_values["messages"].split(","),
            begins=begins,
        )
    except Invalid as invalid:
        record_refusal(invalid)
        return _page(form_values, error_words(dict(invalid.errors)), begins=begins), 422
    db.commit()
    return _page({}, {}, created, token), 201


@blueprint.post("/<int:machine_id>/begins")
@administrator
def let_begin(machine_id: int) -> Response | tuple[str, int]:
    """Set which procedures the messages of an account may begin from now on."""
    account = _account(machine_id)
    try:
        keys = request.form.getlist("begins")
        definition.check_keys(db.session(), keys)
        account.let_begin(me(), keys)
    except Refusal as refusal:
        problem, status = explain_refusal(refusal)
        return _page({}, {}, problem=problem), status
    db.commit()
    flash(text("Daftar prosedur {name} disimpan.", name=account.name))
    return redirect(url_for("machines.listed"))


@blueprint.post("/<int:machine_id>/revoke")
@administrator
def revoke(machine_id: int) -> Response:
    account = _account(machine_id)
    account.revoke(me())
    db.commit()
    flash(text("Token {name} tidak diterima lagi.", name=account.name))
    return redirect(url_for("machines.listed"))


def _account(machine_id: int) -> Machine:
    account = db.session().get(Machine, machine_id)
    if account is None:
        raise NotFound(machine=str(machine_id))
    return account


def _page(
    form_values: dict[str, str],
    errors: dict[str, list[str]],
    created: Machine | None = None,
    token: str = "",
    begins: Collection[str] = (),
    problem: str | None = None,
) -> str:
    titles = {each.key: each.title for each in definition.all_latest(db.session())}
    return render_template(
        "people/machines.html",
        machines=machine.all_of_them(db.session()),
        form_values=form_values,
        errors=errors,
        created=created,
        token=token,
        begins=begins,
        titles=titles,
        problem=problem,
    )
