"""Plain lists that pages ask the engine's tables for."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.person import Membership, Person, Role, Unit


def named(session: Session, ids: Iterable[int | None]) -> Sequence[Person]:
    """The persons with these keys."""
    return session.scalars(select(Person).where(Person.id.in_({key for key in ids if key}))).all()


def units(session: Session) -> Sequence[Unit]:
    """Every unit, by name."""
    return session.scalars(select(Unit).order_by(Unit.name)).all()


def roles(session: Session) -> Sequence[Role]:
    """Every role, by kind and label."""
    return session.scalars(select(Role).order_by(Role.kind, Role.label)).all()


def memberships(session: Session, person: Person) -> Sequence[Membership]:
    """The roles that a person was ever given, the newest first."""
    asked = select(Membership).where(Membership.person_id == person.id)
    return session.scalars(asked.order_by(Membership.since.desc(), Membership.id)).all()
