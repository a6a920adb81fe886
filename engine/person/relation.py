"""The relation of an actor to a subject on a day: self, superior, HR officer of the unit, or a role."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.person.above import leads, post_above
from engine.person.offices import offices
from engine.person.person import Person
from engine.person.unit import role_kind

SELF, SUPERIOR, UNIT_HR = "self", "superior", "unit_hr"
RELATIONS = (SELF, SUPERIOR, UNIT_HR)
HR_OFFICER = "unit_hr_officer"
"""The role (of kind unit) whose holder looks after the files of a unit's people."""


@dataclass(frozen=True)
class SubjectRelation:
    """The relation of an actor to a subject: its key, the office that gives it; a substitute's principal and letter."""

    relation: str
    role: str | None = None
    unit: str | None = None
    on_behalf_of: int | None = None
    letter: str | None = None
    kind: str | None = None


def relation_to(
    session: Session, actor: Person, subject: Person, allowed: Iterable[str], on: date, unit: str | None = None
) -> SubjectRelation | None:
    """The first of the `allowed` relations (or keys of roles) in which the actor is to the subject; None if in none.

    To oneself the only relation is `self`, whatever offices one holds; standing in for the subject gives none. A role
    of kind unit counts at the subject's unit: that of today, or the one given.
    """
    at = unit or subject.unit_key
    return next(filter(None, (_by(session, actor, subject, name, on, at) for name in allowed)), None)


def can_have_relation(session: Session, actor: Person, allowed: Iterable[str], on: date) -> bool:
    """True if there can be people to whom the actor has one of these relations."""
    roles = {office.role for office in offices(session, actor, on)}
    return any(
        name == SELF or _role(name) in roles - {SUPERIOR} or (name == SUPERIOR and leads(session, actor, on))
        for name in allowed
    )


def reaches_everybody(session: Session, actor: Person, allowed: Iterable[str], on: date) -> bool:
    """True if one of `allowed` is a role that the actor holds for the whole house, not for a unit."""
    held_roles = {office.role for office in offices(session, actor, on)}
    return any(name in held_roles and role_kind(session, name) != "unit" for name in allowed if name not in RELATIONS)


def relation_by(role: str) -> str:
    """The relation that a role gives: its own key, but `unit_hr` for the unit's HR officer."""
    return UNIT_HR if role == HR_OFFICER else role


def _by(
    session: Session, actor: Person, subject: Person, name: str, on: date, unit: str | None
) -> SubjectRelation | None:
    if name == SELF or actor.id == subject.id:
        return SubjectRelation(SELF) if name == SELF and actor.id == subject.id else None
    ways = _as_superior(session, actor, subject, on) if name == SUPERIOR else _by_role(session, actor, name, on, unit)
    return next((way for way in ways if way.on_behalf_of != subject.id), None)


def _as_superior(session: Session, actor: Person, subject: Person, on: date) -> list[SubjectRelation]:
    post = post_above(session, subject, on)
    acting = [each for each in post.acting if each.person_id == actor.id] if post else []
    return [
        SubjectRelation(SUPERIOR, post.role, post.unit, each.on_behalf_of, each.letter, each.kind)
        for each in acting
        if post
    ]


def _by_role(session: Session, actor: Person, name: str, on: date, unit: str | None) -> list[SubjectRelation]:
    held_offices = [office for office in offices(session, actor, on) if office.role == _role(name)]
    anywhere = role_kind(session, _role(name)) != "unit"
    return [
        SubjectRelation(relation_by(name), office.role, office.unit, office.on_behalf_of, office.letter, office.kind)
        for office in held_offices
        if anywhere or office.unit == unit is not None
    ]


def _role(name: str) -> str:
    return HR_OFFICER if name == UNIT_HR else name
