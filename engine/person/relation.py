"""In which relation somebody stands to another person on a day: oneself, superior, HR officer of the unit, a role."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from engine.person.above import is_superior_of, subordinate_ids
from engine.person.offices import offices
from engine.person.person import Person
from engine.person.unit import role_kind

SELF, SUPERIOR, UNIT_HR = "self", "superior", "unit_hr"
RELATIONS = (SELF, SUPERIOR, UNIT_HR)
HR_OFFICER = "unit_hr_officer"
"""The role (of kind unit) whose holder looks after the files of a unit's people."""


def relation_to(
    session: Session, actor: Person, subject: Person, allowed: Iterable[str], on: date, unit: str | None = None
) -> str | None:
    """The first of `allowed` (relations, else keys of roles) in which the actor stands to the subject; None if in none.

    To oneself one stands as `self` only, whatever offices one holds. A role of kind unit counts at the subject's unit:
    that of today, or the one named.
    """
    at = unit or subject.unit_key
    return next((relation_by(name) for name in allowed if _stands(session, actor, subject, name, on, at)), None)


def can_stand(session: Session, actor: Person, allowed: Iterable[str], on: date) -> bool:
    """True if there can be anybody to whom the actor stands in one of these relations."""
    return any(
        name == SELF
        or (name == SUPERIOR and bool(subordinate_ids(session, actor, on)))
        or any(office.role == _role(name) for office in offices(session, actor, on))
        for name in allowed
    )


def _stands(session: Session, actor: Person, subject: Person, name: str, on: date, unit: str | None) -> bool:
    if name == SELF or actor.id == subject.id:
        return name == SELF and actor.id == subject.id
    if name == SUPERIOR:
        return is_superior_of(session, actor, subject, on)
    mine = [office for office in offices(session, actor, on) if office.role == _role(name)]
    return any(role_kind(session, office.role) != "unit" or office.unit == unit is not None for office in mine)


def relation_by(role: str) -> str:
    """The relation in which a role stands to people: its own key, but `unit_hr` for the unit's HR officer."""
    return UNIT_HR if role == HR_OFFICER else role


def _role(name: str) -> str:
    return HR_OFFICER if name == UNIT_HR else name


def reaches_everybody(session: Session, actor: Person, allowed: Iterable[str], on: date) -> bool:
    """True if one of `allowed` is a role that the actor holds for the whole house, not for a unit."""
    mine = {office.role for office in offices(session, actor, on)}
    return any(name in mine and role_kind(session, name) != "unit" for name in allowed if name not in RELATIONS)
