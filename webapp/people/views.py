"""People, for the administrator: the list, one person, roles and superiors."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import audit, employee
from engine import person as people
from engine.audit import EventKind
from engine.database.base import key_of
from engine.errors import Invalid, NotFound, Refusal
from engine.person import Membership, Person, Superior
from webapp.forms.submission import blanks, error_words, posted_day
from webapp.platform import db, recorded_request
from webapp.platform.auth import me, only
from webapp.refusals import explain_refusal, record_refusal
from webapp.rendering.template_globals import text, today

blueprint = Blueprint("people", __name__, url_prefix="/people")
administrator = only("administrator")
FIELDS = ("name", "nip", "nik", "email", "login", "unit_key")
ROWS = 50


@blueprint.get("/")
@administrator
def listed() -> str:
    filters = {name: request.args.get(name, "") for name in ("search", "unit", "role", "after")}
    name, _, last = filters["after"].rpartition("~")
    key = key_of(last)
    page = people.people_of(
        db.session(),
        search=filters["search"],
        unit=filters["unit"] or None,
        role=filters["role"] or None,
        active=None,
        after=None if key is None else (name, key),
        limit=ROWS,
    )
    following = f"{page.next[0]}~{page.next[1]}" if page.next else None
    return render_template(
        "people/list.html",
        page=page,
        next=following,
        filters=filters,
        units=people.units(db.session()),
        roles_known=people.roles(db.session()),
    )


@blueprint.get("/new")
@administrator
def new() -> str:
    return render_template("people/new.html", form_values={}, errors={}, units=people.units(db.session()))


@blueprint.post("/")
@administrator
def admit() -> Response | tuple[str, int]:
    form_values = _posted_fields()
    try:
        password = request.form.get("password", "")
        hashed = _hash_password(password) if password else None
        person = people.admit(db.session(), me(), **form_values, password_hash=hashed)
    except Invalid as invalid:
        record_refusal(invalid)
        errors = error_words(dict(invalid.errors))
        return render_template(
            "people/new.html", form_values=form_values, errors=errors, units=people.units(db.session())
        ), 422
    db.commit()
    flash(text("{name} ditambahkan.", name=person.name))
    return redirect(url_for("people.shown", person_id=person.id))


@blueprint.get("/<int:person_id>")
@administrator
@db.writes
def shown(person_id: int) -> str:
    """The page of one person."""
    return page(_person(person_id))


@blueprint.post("/<int:person_id>")
@administrator
def change(person_id: int) -> Response | tuple[str, int]:
    person = _person(person_id)
    try:
        person.change(me(), **_posted_fields(), active=bool(request.form.get("active")))
        if password := request.form.get("password", ""):
            person.set_password(me(), _hash_password(password))
    except Invalid as invalid:
        record_refusal(invalid)
        typed = {**_posted_fields(), "active": bool(request.form.get("active"))}
        return page(_person(person_id), error_words(dict(invalid.errors)), typed=typed), 422
    db.commit()
    flash(text("Perubahan disimpan."))
    return redirect(url_for("people.shown", person_id=person_id))


@blueprint.post("/<int:person_id>/memberships")
@administrator
def appoint(person_id: int) -> Response | tuple[str, int]:
    """Give the person a role, from a day, to a day or without end."""
    person = _person(person_id)
    typed = {name: request.form.get(name, "").strip() for name in ("role", "unit", "since", "until")}
    if blank := blanks(role="new-role", since="new-since"):
        return page(person, blank, office=typed), 422
    try:
        until = posted_day("until") if typed["until"] else None
        person.appoint(me(), typed["role"], typed["unit"] or None, posted_day("since"), until)
    except Refusal as refusal:
        problem, status = explain_refusal(refusal)
        return page(_person(person_id), problem=problem, office=typed), status
    db.commit()
    flash(text("Peran diberikan."))
    return redirect(url_for("people.shown", person_id=person_id))


@blueprint.post("/<int:person_id>/memberships/<int:membership_id>/end")
@administrator
def end_membership(person_id: int, membership_id: int) -> Response | tuple[str, int]:
    membership = db.session().get(Membership, membership_id)
    return _end(person_id, membership, text("Peran diakhiri."))


@blueprint.post("/<int:person_id>/superiors")
@administrator
def name_superior(person_id: int) -> Response | tuple[str, int]:
    """Name the person's superior, from a day, to a day or until somebody else is named."""
    person = _person(person_id)
    typed = {name: request.form.get(name, "").strip() for name in ("superior", "since", "until")}
    if blank := blanks(superior="superior-who", since="superior-since"):
        return page(person, blank, named=typed), 422
    try:
        superior = people.find(db.session(), typed["superior"])
        if superior is None:
            raise Refusal("superior_unknown", nip=typed["superior"])
        until = posted_day("until") if typed["until"] else None
        person.name_superior(me(), superior, posted_day("since"), until)
    except Refusal as refusal:
        problem, status = explain_refusal(refusal)
        return page(_person(person_id), problem=problem, named=typed), status
    db.commit()
    flash(text("Atasan langsung ditetapkan."))
    return redirect(url_for("people.shown", person_id=person_id))


@blueprint.post("/<int:person_id>/superiors/<int:superior_id>/end")
@administrator
def end_superior(person_id: int, superior_id: int) -> Response | tuple[str, int]:
    link = db.session().get(Superior, superior_id)
    return _end(person_id, link, text("Atasan langsung diakhiri."))


def _end(person_id: int, period: Membership | Superior | None, sentence: str) -> Response | tuple[str, int]:
    """End a membership or a named superior of the person; `sentence` confirms it."""
    if period is None or period.person_id != person_id:
        raise NotFound(person=str(person_id))
    try:
        period.end(me(), posted_day("until"))
    except Refusal as refusal:
        problem, status = explain_refusal(refusal)
        return page(_person(person_id), problem=problem), status
    db.commit()
    flash(sentence)
    return redirect(url_for("people.shown", person_id=person_id))


def page(
    person: Person,
    errors: Mapping[str, list[str]] | None = None,
    *,
    typed: Mapping[str, Any] | None = None,
    problem: str | None = None,
    office: Mapping[str, str] | None = None,
    named: Mapping[str, str] | None = None,
) -> str:
    """The page of a person with NIK and facts, recorded as read; a refused form comes back as typed."""
    read = {"page": recorded_request.view()}
    audit.record(db.session(), EventKind.SENSITIVE_READ, actor=me(), person_id=person.id, parts={"read": read})
    db.commit()
    return render_template(
        "people/person.html",
        person=person,
        errors=errors or {},
        form_values=typed or person,
        problem=problem,
        office=office or {},
        named=named or {},
        memberships=people.memberships_of(db.session(), person),
        offices=people.offices(db.session(), person, today()),
        units=people.units(db.session()),
        superiors=people.superiors_of(db.session(), person),
        above=people.post_above(db.session(), person, today()),
        roles_known=people.roles(db.session()),
        subject=employee.snapshot(db.session(), person, today()),
    )


def _person(person_id: int) -> Person:
    person = db.session().get(Person, person_id)
    if person is None:
        raise NotFound(person=str(person_id))
    return person


def _posted_fields() -> dict[str, str | None]:
    return {name: request.form.get(name, "").strip() or None for name in FIELDS}


def _hash_password(password: str) -> str:
    try:
        return people.hash_password(password)
    except Refusal as refusal:
        raise Invalid({"password": [(refusal.code, refusal.values)]}) from None
