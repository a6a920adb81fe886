"""Finds people, units and roles: by a number or login that somebody typed, by part of a name, by role."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import Session

from engine.database.base import key_of
from engine.person.membership import Membership
from engine.person.offices import holder_ids
from engine.person.person import LOGIN, Person
from engine.person.unit import Role, Unit

LONGEST = 200  # letters of a search that are looked at


@dataclass(frozen=True)
class People:
    """One page of persons; `next` is what to ask for as `after`, None at the end."""

    items: Sequence[Person]
    next: tuple[str, int] | None


def by_login(session: Session, login: str) -> Person | None:
    """The person with this login, in capitals or not; None where there is none."""
    spelt = login.strip().lower()
    return session.scalar(select(Person).where(Person.login == spelt)) if LOGIN.fullmatch(spelt) else None


def find(session: Session, reference: str) -> Person | None:
    """The person with this NIP, id or login; None where there is none."""
    text = reference.strip()
    by_nip = session.scalar(select(Person).where(Person.nip == text)) if text.isdigit() else None
    if by_nip is None and (key := key_of(text)) is not None:
        by_nip = session.get(Person, key)
    return by_nip or by_login(session, text)


def people_of(
    session: Session,
    *,
    search: str = "",
    unit: str | None = None,
    role: str | None = None,
    active: bool | None = True,
    after: tuple[str, int] | None = None,
    limit: int = 50,
) -> People:
    """Persons by name, `limit` at a time, after `after`.

    They have every word of `search` in name, NIP or login, work at `unit`, and were given `role` at any time.
    """
    query = select(Person)
    for word in typed(search).lower().split():
        spots = (func.lower(Person.name), Person.nip, Person.login)
        query = query.where(or_(*(spot.contains(word, autoescape=True) for spot in spots)))
    if unit:
        query = query.where(Person.unit_key == unit)
    if role:
        query = query.where(Person.id.in_(select(Membership.person_id).where(Membership.role_key == role)))
    if active is not None:
        query = query.where(Person.active.is_(active))
    if after:
        query = query.where(tuple_(Person.name, Person.id) > after)
    people = session.scalars(query.order_by(Person.name, Person.id).limit(limit + 1)).all()
    items = people[:limit]
    return People(items, (items[-1].name, items[-1].id) if len(people) > limit else None)


def typed(search: str) -> str:
    """The search text, cut to its longest length, without characters that no database can store."""
    return "".join(letter for letter in search[:LONGEST] if letter.isprintable() or letter.isspace()).strip()


def holders(session: Session, role: str, unit: str | None, on: date) -> list[Person]:
    """The active persons who effectively hold a role on that day, by name: substitutes instead of the absent.

    `unit` matters only to a role of kind unit (None: at any unit). `on` is a day, or an aware moment.
    """
    ids = holder_ids(session, role, unit, on)
    query = select(Person).where(Person.id.in_(ids), Person.active).order_by(Person.name, Person.id)
    return list(session.scalars(query)) if ids else []


def named(session: Session, ids: Iterable[int | None]) -> Sequence[Person]:
    """The persons with these keys."""
    return session.scalars(select(Person).where(Person.id.in_({key for key in ids if key}))).all()


def memberships_of(session: Session, person: Person) -> Sequence[Membership]:
    """The roles that a person was ever given, the newest first."""
    query = select(Membership).where(Membership.person_id == person.id)
    return session.scalars(query.order_by(Membership.since.desc(), Membership.id)).all()


def units(session: Session) -> Sequence[Unit]:
    """Every unit, by name."""
    return session.scalars(select(Unit).order_by(Unit.name)).all()


def roles(session: Session) -> Sequence[Role]:
    """Every role, by kind and label."""
    return session.scalars(select(Role).order_by(Role.kind, Role.label)).all()
