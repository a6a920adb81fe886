"""Substitutions, for the administrator: who stands in for whom, as what, from when to when, under which letter."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import person as people
from engine.errors import NotFound, Refusal
from engine.person import Person, Substitution
from webapp.forms.submission import blanks, posted_day
from webapp.platform import db
from webapp.platform.auth import me, only
from webapp.refusals import explain_refusal
from webapp.rendering.template_globals import text, today

blueprint = Blueprint("substitutions", __name__, url_prefix="/substitutions")
administrator = only("administrator")
FIELDS = ("kind", "absent", "substitute", "role", "unit", "since", "until", "letter")
REQUIRED = ("kind", "substitute", "since", "until", "letter")


@blueprint.get("/")
@administrator
def listed() -> str:
    """The page of substitutions that run or will run; with ?all=1 of past ones too."""
    return page()


@blueprint.post("/")
@administrator
def name() -> Response | tuple[str, int]:
    """Name a substitute; without an absent holder it is a Plt on a vacant post."""
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    if blank := blanks(**{name: name for name in REQUIRED}):
        return page(typed=typed, errors=blank), 422
    try:
        people.substitute(
            db.session(),
            me(),
            _person(typed["absent"]) if typed["absent"] else None,
            _person(typed["substitute"]),
            kind=typed["kind"],
            since=posted_day("since"),
            until=posted_day("until"),
            letter=typed["letter"],
            role=typed["role"] or None,
            unit=typed["unit"] or None,
        )
    except Refusal as refusal:
        problem, status = explain_refusal(refusal)
        return page(problem, typed), status
    db.commit()
    flash(text("Pengganti dicatat."))
    return redirect(url_for("substitutions.listed"))


@blueprint.post("/<int:substitution_id>/end")
@administrator
def end(substitution_id: int) -> Response | tuple[str, int]:
    substitution = db.session().get(Substitution, substitution_id)
    if substitution is None:
        raise NotFound(substitution=str(substitution_id))
    try:
        substitution.end(me(), posted_day("until"))
    except Refusal as refusal:
        problem, status = explain_refusal(refusal)
        return page(problem), status
    db.commit()
    flash(text("Penggantian diakhiri."))
    return redirect(url_for("substitutions.listed"))


def page(
    problem: str | None = None, typed: Mapping[str, str] | None = None, errors: Mapping[str, list[str]] | None = None
) -> str:
    """The page of substitutions; the typed values of one that was refused stand in its form, with the reasons."""
    return render_template(
        "people/substitutions.html",
        substitutions=people.substitutions(db.session(), None if request.args.get("all") else today()),
        units=people.units(db.session()),
        roles_known=people.roles(db.session()),
        problem=problem,
        typed=typed or {},
        errors=errors or {},
    )


def _person(reference: str) -> Person:
    person = people.find(db.session(), reference)
    if person is None:
        raise NotFound("person_unknown", given=reference)
    return person
