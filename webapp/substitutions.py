"""Substitutions, for the administrator: who stands in for whom, as what, from when to when, under which letter."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import person as people
from engine.errors import NotFound, Refusal
from engine.person import Person, Substitution
from webapp import db
from webapp.auth import me, only
from webapp.pages import text, today

blueprint = Blueprint("substitutions", __name__, url_prefix="/substitutions")
administrator = only("administrator")


@blueprint.get("/")
@administrator
def listed() -> str:
    """Those that run or will run; with ?all=1 the past ones too."""
    found = people.substitutions(db.session(), None if request.args.get("all") else today())
    return render_template(
        "people/substitutions.html",
        substitutions=found,
        units=people.units(db.session()),
        roles_known=people.roles(db.session()),
    )


@blueprint.post("/")
@administrator
def name() -> Response:
    """Name a substitute; without an absent holder it is a Plt on a vacant post."""
    absent = request.form.get("absent", "").strip()
    people.substitute(
        db.session(),
        me(),
        _person(absent) if absent else None,
        _person(request.form.get("substitute", "")),
        kind=request.form.get("kind", ""),
        since=_day("since"),
        until=_day("until"),
        letter=request.form.get("letter", ""),
        role=request.form.get("role") or None,
        unit=request.form.get("unit") or None,
    )
    db.commit()
    flash(text("Pengganti dicatat."))
    return redirect(url_for("substitutions.listed"))


@blueprint.post("/<int:substitution_id>/end")
@administrator
def end(substitution_id: int) -> Response:
    found = db.session().get(Substitution, substitution_id)
    if found is None:
        raise NotFound(substitution=str(substitution_id))
    found.end(me(), _day("until"))
    db.commit()
    flash(text("Penggantian diakhiri."))
    return redirect(url_for("substitutions.listed"))


def _person(reference: str) -> Person:
    found = people.find(db.session(), reference)
    if found is None:
        raise NotFound("person_unknown", given=reference)
    return found


def _day(name: str) -> date:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        raise Refusal("bad_date", given=request.form.get(name, "")) from None
