"""Units and roles, for the administrator."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import person as people
from webapp import db
from webapp.auth import me, only
from webapp.dates import ABBREVIATIONS
from webapp.pages import text

NOBODY = "-"
blueprint = Blueprint("units", __name__, url_prefix="/units")
administrator = only("administrator")


@blueprint.get("/")
@administrator
def listed() -> str:
    return render_template(
        "people/units.html",
        units=people.units(db.session()),
        roles_known=people.roles(db.session()),
        zones=ABBREVIATIONS,
    )


@blueprint.post("/")
@administrator
def keep() -> Response:
    """Add a unit, or change the one that has this key."""
    given = request.form
    people.open_unit(
        db.session(),
        me(),
        given.get("key", "").strip(),
        given.get("name", "").strip(),
        parent_key=given.get("parent") or None,
        zone=given.get("zone", ""),
        working_days=given.get("working_days", 5, type=int),
    )
    db.commit()
    flash(text("Unit disimpan."))
    return redirect(url_for("units.listed"))


@blueprint.post("/roles")
@administrator
def keep_role() -> Response:
    """Add a role, or change the one that has this key."""
    given = {name: request.form.get(name, "").strip() for name in ("key", "label", "label_en", "kind", "unit")}
    people.define_role(
        db.session(),
        me(),
        given["key"],
        given["label"],
        given["label_en"] or given["label"],
        given["kind"],
        given["unit"] or None,
    )
    if superior := request.form.get("superior", ""):
        people.place_office(db.session(), me(), given["key"], None if superior == NOBODY else superior)
    db.commit()
    flash(text("Peran disimpan."))
    return redirect(url_for("units.listed"))
