"""Units and roles, for the administrator."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import person as people
from engine.errors import Refusal
from webapp.platform import db
from webapp.platform.auth import me, only
from webapp.refusals import explain_refusal
from webapp.rendering.dates import ABBREVIATIONS
from webapp.rendering.template_globals import text

NOBODY = "-"
blueprint = Blueprint("units", __name__, url_prefix="/units")
administrator = only("administrator")


@blueprint.get("/")
@administrator
def listed() -> str:
    return page()


@blueprint.post("/")
@administrator
def keep() -> Response | tuple[str, int]:
    """Add a unit, or change the one that has this key."""
    typed = {name: request.form.get(name, "").strip() for name in ("key", "name", "parent", "zone", "working_days")}
    try:
        people.open_unit(
            db.session(),
            me(),
            typed["key"],
            typed["name"],
            parent_key=typed["parent"] or None,
            zone=typed["zone"],
            working_days=request.form.get("working_days", 5, type=int),
        )
    except Refusal as refusal:
        problem, status = explain_refusal(refusal)
        return page(problem, unit=typed), status
    db.commit()
    flash(text("Unit disimpan."))
    return redirect(url_for("units.listed"))


@blueprint.post("/roles")
@administrator
def keep_role() -> Response | tuple[str, int]:
    """Add a role, or change the one that has this key."""
    names = ("key", "label", "label_en", "kind", "unit", "superior")
    typed = {name: request.form.get(name, "").strip() for name in names}
    english = typed["label_en"] or typed["label"]
    try:
        people.define_role(
            db.session(), me(), typed["key"], typed["label"], english, typed["kind"], typed["unit"] or None
        )
        if superior := typed["superior"]:
            people.place_office(db.session(), me(), typed["key"], None if superior == NOBODY else superior)
    except Refusal as refusal:
        problem, status = explain_refusal(refusal)
        return page(problem, role=typed), status
    db.commit()
    flash(text("Peran disimpan."))
    return redirect(url_for("units.listed"))


def page(
    problem: str | None = None, *, unit: Mapping[str, str] | None = None, role: Mapping[str, str] | None = None
) -> str:
    """The page of all units and roles; the typed values of one that was refused stand in its form, with the reasons."""
    return render_template(
        "people/units.html",
        units=people.units(db.session()),
        roles_known=people.roles(db.session()),
        zones=ABBREVIATIONS,
        problem=problem,
        unit=unit or {},
        role=role or {},
    )
