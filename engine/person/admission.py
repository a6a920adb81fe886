"""Adds people: admitted by an administrator, registered by themselves, or as the first administrator."""

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine import audit
from engine.audit import EventKind
from engine.database.base import Setting, new_key, now
from engine.errors import Conflict
from engine.person.person import InvalidPerson, Person, validate_fields
from engine.person.unit import seed_house_roles

SET_UP = "set_up"


class AlreadySetUp(Conflict):
    """There was a first administrator already; nobody becomes one that way again."""

    code = "already_set_up"


def admit(
    session: Session,
    actor: Person | None,
    *,
    name: str | None,
    nip: str | None = None,
    nik: str | None = None,
    email: str | None = None,
    login: str | None = None,
    password_hash: str | None = None,
    unit_key: str | None = None,
    locale: str | None = None,
) -> Person:
    """Add a person. The login is the NIP, else the e-mail address, else the NIK, unless one is given.

    Raises NotAllowed unless `actor` is an administrator (None: the system), InvalidPerson.
    """
    if actor:
        actor.require("administrator")
    raw = {
        "name": name,
        "nip": nip,
        "nik": nik,
        "email": email,
        "login": login or nip or email or nik,
        "unit_key": unit_key,
        "locale": locale or "id",
        "active": True,
    }
    fields = validate_fields(session, raw, None)
    person = Person(id=new_key(), password_hash=password_hash, created_at=now(session), **fields)
    session.add(person)
    session.flush()
    audit.record(session, EventKind.PERSON_ADMITTED, actor=actor, person_id=person.id, parts={"person": fields})
    return person


def register_applicant(session: Session, *, name: str, nik: str, email: str, password_hash: str) -> Person:
    """Add an applicant, at their own request: a person without unit or role, who logs in by the e-mail address.

    Raises InvalidPerson.
    """
    missing: dict[str, list[tuple[str, Mapping[str, object]]]] = {
        field: [("required", {})] for field, value in (("nik", nik), ("email", email)) if not value.strip()
    }
    if missing:
        raise InvalidPerson(missing)
    return admit(session, None, name=name, nik=nik, email=email, login=email, password_hash=password_hash)


def set_up(session: Session, *, name: str, login: str, password_hash: str, email: str | None = None) -> Person:
    """Add the first administrator and the house roles; once only, whatever happens to that person afterwards.

    Raises AlreadySetUp, InvalidPerson.
    """
    if is_set_up(session):
        raise AlreadySetUp()
    try:
        with session.begin_nested():
            session.add(Setting(key=SET_UP, value={"at": now(session).isoformat()}))
    except IntegrityError:
        raise AlreadySetUp() from None
    seed_house_roles(session)
    first = admit(session, None, name=name, login=login, email=email, password_hash=password_hash)
    first.appoint(None, "administrator")
    return first


def is_set_up(session: Session) -> bool:
    """True if there ever was a first administrator."""
    return session.get(Setting, SET_UP) is not None
