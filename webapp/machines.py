"""Machine accounts, for the administrator: which programs may work or send messages here."""

from collections.abc import Collection

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import definition, machine
from engine.errors import Invalid, NotFound
from engine.machine import Machine
from webapp import db
from webapp.auth import me, only
from webapp.errors import remember
from webapp.filing import error_words
from webapp.pages import text

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
    """Make an account. Its token is on this page and nowhere else: it is not kept."""
    given = {name: request.form.get(name, "").strip() for name in FIELDS}
    begins = request.form.getlist("begins")
    try:
        made, token = machine.admit(
            db.session(), me(), given["name"], job_types=given["job_types"].split(","),
            messages=given["messages"].split(","), begins=begins,
        )  # fmt: skip
    except Invalid as invalid:
        remember(invalid)
        return _page(given, error_words(dict(invalid.errors)), begins=begins), 422
    db.commit()
    return _page({}, {}, made, token), 201


@blueprint.post("/<int:machine_id>/revoke")
@administrator
def revoke(machine_id: int) -> Response:
    found = db.session().get(Machine, machine_id)
    if found is None:
        raise NotFound(machine=str(machine_id))
    found.revoke(me())
    db.commit()
    flash(text("Token {name} tidak diterima lagi.", name=found.name))
    return redirect(url_for("machines.listed"))


def _page(
    given: dict[str, str], errors: dict[str, list[str]], made: Machine | None = None, token: str = "",
    begins: Collection[str] = (),
) -> str:  # fmt: skip
    titles = {each.key: each.title for each in definition.all_latest(db.session())}
    return render_template("people/machines.html", machines=machine.all_of_them(db.session()), given=given,
                           errors=errors, made=made, token=token, begins=begins, titles=titles)  # fmt: skip
