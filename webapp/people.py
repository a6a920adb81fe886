"""People, for the administrator: who there is, what they are told apart by, which roles they hold."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import audit, employee
from engine import person as people
from engine.base import key_of
from engine.errors import Invalid, NotFound, Refusal
from engine.person import Membership, Person, Superior
from webapp import db
from webapp.auth import me, only
from webapp.errors import remember
from webapp.filing import error_words
from webapp.pages import text, today

blueprint = Blueprint("people", __name__, url_prefix="/people")
administrator = only("administrator")
FIELDS = ("name", "nip", "nik", "email", "login", "unit_key")
ROWS = 50


@blueprint.get("/")
@administrator
def listed() -> str:
    asked = {name: request.args.get(name, "") for name in ("search", "unit", "role", "after")}
    name, _, last = asked["after"].rpartition("~")
    key = key_of(last)
    page = people.people_of(
        db.session(), search=asked["search"], unit=asked["unit"] or None, role=asked["role"] or None, active=None,
        after=None if key is None else (name, key), limit=ROWS,
    )  # fmt: skip
    following = f"{page.next[0]}~{page.next[1]}" if page.next else None
    return render_template(
        "people/list.html",
        page=page,
        next=following,
        asked=asked,
        units=people.units(db.session()),
        roles_known=people.roles(db.session()),
    )


@blueprint.get("/new")
@administrator
def new() -> str:
    return render_template("people/new.html", given={}, errors={}, units=people.units(db.session()))


@blueprint.post("/")
@administrator
def admit() -> Response | tuple[str, int]:
    given = _given()
    try:
        password = request.form.get("password", "")
        hashed = _hashed(password) if password else None
        person = people.admit(db.session(), me(), **given, password_hash=hashed)
    except Invalid as invalid:
        remember(invalid)
        errors = error_words(dict(invalid.errors))
        return render_template("people/new.html", given=given, errors=errors, units=people.units(db.session())), 422
    db.commit()
    flash(text("{name} ditambahkan.", name=person.name))
    return redirect(url_for("people.shown", person_id=person.id))


@blueprint.get("/<int:person_id>")
@administrator
@db.writes
def shown(person_id: int) -> str:
    """One person with NIK and facts; that they were read is an event."""
    person = _person(person_id)
    read = {"page": request.endpoint}
    audit.record(db.session(), "sensitive_read", actor=me(), person_id=person.id, parts={"read": read})
    db.commit()
    return page(person, {})


@blueprint.post("/<int:person_id>")
@administrator
def change(person_id: int) -> Response | tuple[str, int]:
    person = _person(person_id)
    try:
        person.change(me(), **_given(), active=bool(request.form.get("active")))
        if password := request.form.get("password", ""):
            person.set_password(me(), _hashed(password))
    except Invalid as invalid:
        remember(invalid)
        return page(_person(person_id), error_words(dict(invalid.errors))), 422
    db.commit()
    flash(text("Perubahan disimpan."))
    return redirect(url_for("people.shown", person_id=person_id))


@blueprint.post("/<int:person_id>/memberships")
@administrator
def appoint(person_id: int) -> Response:
    """Give a role, from a day, to a day or without end."""
    person = _person(person_id)
    until = request.form.get("until", "")
    person.appoint(
        me(),
        request.form.get("role", ""),
        request.form.get("unit") or None,
        _day("since"),
        _day("until") if until else None,
    )
    db.commit()
    flash(text("Peran diberikan."))
    return redirect(url_for("people.shown", person_id=person_id))


@blueprint.post("/<int:person_id>/memberships/<int:membership_id>/end")
@administrator
def end_membership(person_id: int, membership_id: int) -> Response:
    held = db.session().get(Membership, membership_id)
    if held is None or held.person_id != person_id:
        raise NotFound(membership=str(membership_id))
    held.end(me(), _day("until"))
    db.commit()
    flash(text("Peran diakhiri."))
    return redirect(url_for("people.shown", person_id=person_id))


@blueprint.post("/<int:person_id>/superiors")
@administrator
def name_superior(person_id: int) -> Response:
    """Name who the superior is, from a day, to a day or until somebody else is named."""
    superior = people.find(db.session(), request.form.get("superior", ""))
    if superior is None:
        raise Refusal("superior_unknown", nip=request.form.get("superior", "").strip())
    until = _day("until") if request.form.get("until") else None
    _person(person_id).name_superior(me(), superior, _day("since"), until)
    db.commit()
    flash(text("Atasan langsung ditetapkan."))
    return redirect(url_for("people.shown", person_id=person_id))


@blueprint.post("/<int:person_id>/superiors/<int:superior_id>/end")
@administrator
def end_superior(person_id: int, superior_id: int) -> Response:
    link = db.session().get(Superior, superior_id)
    if link is None or link.person_id != person_id:
        raise NotFound(superior=str(superior_id))
    link.end(me(), _day("until"))
    db.commit()
    flash(text("Atasan langsung diakhiri."))
    return redirect(url_for("people.shown", person_id=person_id))


def page(person: Person, errors: dict[str, list[str]]) -> str:
    return render_template(
        "people/person.html", person=person, errors=errors, memberships=people.memberships_of(db.session(), person),
        offices=people.offices(db.session(), person, today()), units=people.units(db.session()),
        superiors=people.superiors_of(db.session(), person), above=people.post_above(db.session(), person, today()),
        roles_known=people.roles(db.session()), subject=employee.snapshot(db.session(), person, today()),
    )  # fmt: skip


def _person(person_id: int) -> Person:
    found = db.session().get(Person, person_id)
    if found is None:
        raise NotFound(person=str(person_id))
    return found


def _given() -> dict[str, str | None]:
    return {name: request.form.get(name, "").strip() or None for name in FIELDS}


def _day(name: str) -> date:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        raise Refusal("bad_date", given=request.form.get(name, "")) from None


def _hashed(password: str) -> str:
    try:
        return people.hash_password(password)
    except Refusal as refusal:
        raise Invalid({"password": [(refusal.code, refusal.values)]}) from None
