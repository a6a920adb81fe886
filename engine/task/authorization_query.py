"""Which tasks a person may do, as SQL for lists: the rule of `engine.task.authorization`, whose docstring states it.

What climbs is rare: SQL finds by an index what may have, and the rule itself says whether it did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from engine import person
from engine.database.base import now
from engine.person import Person, Substitution
from engine.task.assignment import ADRIFT, own_seat
from engine.task.task import Task
from engine.task.terms import TaskCandidate, TaskExclusion, with_terms


@dataclass(frozen=True)
class Offer:
    """A role at a unit that the actor holds now, of their own or for an absent person.

    What is about that absent person is never offered.
    """

    role: str
    unit: str
    absent: int | None = None


def offers(session: Session, actor: Person) -> list[Offer]:
    """The offers of all offices that the actor holds now."""
    offers: dict[Offer, None] = {}
    for office in person.offices(session, actor, now(session)):
        offers[Offer(office.role, office.unit or "", office.on_behalf_of)] = None
        offers[Offer(office.role, "", office.on_behalf_of)] = None
    return list(offers)


def climbed(session: Session, actor: Person) -> list[int]:
    """The keys of the open tasks that climbed to the actor, or that are by name another's for whom they stand in."""
    at = now(session)
    lenders = person.chart_on(session, at).lenders(actor.id)
    leads = person.leads(session, actor, at)
    first, last = person.around(at)
    queries = [_ABOUT_HOLDERS.params(first=first, last=last)] if leads else []
    queries += [_ADRIFT] if leads or lenders else []
    queries += [_CLIMBING.where(Task.status == "open", Task.personal, Task.assignee_id.in_(lenders))] if lenders else []
    tasks = (task for query in queries for task in session.scalars(query))
    return sorted({task.id for task in tasks if task.authorization_of(actor)})


def mine(actor: Person, open_to: Sequence[Offer], climbing: Sequence[int]) -> ColumnElement[bool]:
    """Open tasks that the actor has: named, handed over, or claimed by an office that still lasts."""
    lasts = or_(Task.claimed_at.is_(None), offered(open_to), Task.id.in_(climbing))
    return and_(Task.assignee_id == actor.id, Task.status == "open", _allowed(actor), lasts)


def named_for(actor: Person) -> ColumnElement[bool]:
    """Open tasks that the diagram named the actor for, also those that another has meanwhile."""
    return and_(Task.status == "open", Task.personal, Task.named_id == actor.id, _allowed(actor))


def others(actor: Person, climbing: Sequence[int]) -> ColumnElement[bool]:
    """Tasks that climbed to the actor and that others have, or nobody."""
    return and_(Task.id.in_(climbing), or_(Task.assignee_id.is_(None), Task.assignee_id != actor.id))


def offered(open_to: Sequence[Offer]) -> ColumnElement[bool]:
    """Tasks with a candidate among these offers."""
    among = [and_(_candidate(offer), *_about(offer)) for offer in open_to]
    return exists().where(TaskCandidate.task_id == Task.id, or_(*among)) if among else false()


def free(actor: Person, offer: Offer) -> Select[int, datetime]:
    """Open tasks of one offer that nobody has: keys and due times from the inbox index of the candidates alone."""
    query = select(TaskCandidate.task_id, TaskCandidate.due_at).join(Task, Task.id == TaskCandidate.task_id)
    nobody_has = TaskCandidate.free.is_(True), Task.status == "open"
    return query.where(_candidate(offer), *nobody_has, _allowed(actor), *_about(offer))


def doable(actor: Person, open_to: Sequence[Offer]) -> ColumnElement[bool]:
    """Open tasks of any of these offers that nobody has: `free`, for tasks that are known already."""
    candidate = TaskCandidate.task_id == Task.id, TaskCandidate.free.is_(True)
    among = or_(false(), *(and_(_candidate(offer), *_about(offer)) for offer in open_to))
    return and_(Task.status == "open", _allowed(actor), exists().where(*candidate, among))


def taken(session: Session, actor: Person, open_to: Sequence[Offer]) -> ColumnElement[bool] | None:
    """Open tasks of an absent person for whom the actor stands in, or that a substitute claimed for one of them.

    None where nobody can have such a task: the condition costs a look at each task of those who can.
    """
    absent = {offer.absent for offer in open_to if offer.absent}
    stood_in = select(Substitution.substitute_id).where(Substitution.absent_id.in_(absent | {actor.id}))
    if not (havers := absent.union(session.scalars(stood_in))):
        return None
    by_offer = [
        and_(_taken(each, actor), offered([offer for offer in open_to if offer.absent == each]))
        for each in (None, *absent)
    ]
    by_offer += [and_(Task.personal, Task.named_id == actor.id, _taken(None, actor))]
    return and_(Task.assignee_id.in_(havers - {actor.id}), Task.status == "open", _allowed(actor), or_(*by_offer))


def _taken(absent: int | None, actor: Person) -> ColumnElement[bool]:
    for_him = and_(Task.claimed_at.is_not(None), Task.on_behalf_of_id == (absent or actor.id))
    return or_(Task.assignee_id == absent, for_him) if absent else for_him


def _candidate(offer: Offer) -> ColumnElement[bool]:
    return and_(TaskCandidate.role_key == offer.role, TaskCandidate.unit_key == offer.unit)


def _about(offer: Offer) -> list[ColumnElement[bool]]:
    return [or_(Task.subject_id.is_(None), Task.subject_id != offer.absent)] if offer.absent else []


def _allowed(actor: Person) -> ColumnElement[bool]:
    """True unless one would decide on oneself, or is excluded."""
    apart = exists().where(TaskExclusion.task_id == Task.id, TaskExclusion.person_id == actor.id)
    named = and_(Task.personal, Task.assignee_id == actor.id)
    return and_(or_(Task.subject_id.is_(None), Task.subject_id != actor.id, named), ~apart)


_CLIMBING = select(Task).options(with_terms())
_ABOUT_HOLDERS, _ADRIFT = _CLIMBING.where(own_seat(Task)), _CLIMBING.where(ADRIFT)
