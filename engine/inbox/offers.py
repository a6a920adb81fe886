"""What a person is offered: the roles at units that he holds, in SQL the same rule as `engine.task.authorization`.

What climbs is rare: SQL finds by an index what may have, and the rule itself says whether it did.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session, undefer

from engine import person
from engine.database.base import now
from engine.errors import Refusal
from engine.person import Person, Substitution
from engine.task import ADRIFT, Right, Task, TaskCandidate, TaskExclusion, own_seat


@dataclass(frozen=True)
class Offer:
    """A role at a unit that the actor holds now, for an absent one or himself.

    What is about the absent one himself is never offered.
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
    """The keys of the open tasks that climbed to the actor, or that are by name somebody's for whom he stands in."""
    at = now(session)
    lenders = person.chart_on(session, at).lenders(actor.id)
    leads = person.leads(session, actor, at)
    first, last = person.around(at)
    queries = [_ABOUT_HOLDERS.params(first=first, last=last)] if leads else []
    queries += [_ADRIFT] if leads or lenders else []
    queries += [_CLIMBING.where(Task.status == "open", Task.personal, Task.assignee_id.in_(lenders))] if lenders else []
    tasks = (task for query in queries for task in session.scalars(query))
    return sorted({task.id for task in tasks if right(task, actor)})


def right(task: Task, actor: Person) -> Right | None:
    """By what right the actor may do this task now; None where he may not."""
    try:
        return task.right_of(actor)
    except Refusal:
        return None


def mine(actor: Person, held: Sequence[Offer], climbing: Sequence[int]) -> ColumnElement[bool]:
    """Open tasks that the actor has: named for him, handed to him, or claimed by an office that he still holds."""
    kept = or_(Task.claimed_at.is_(None), offered(held), Task.id.in_(climbing))
    return and_(Task.assignee_id == actor.id, Task.status == "open", _allowed(actor), kept)


def named_for(actor: Person) -> ColumnElement[bool]:
    """Open tasks that the diagram named the actor for, whoever has them meanwhile in his stead."""
    return and_(Task.status == "open", Task.personal, Task.named_id == actor.id, _allowed(actor))


def others(actor: Person, climbing: Sequence[int]) -> ColumnElement[bool]:
    """What climbed and the actor does not have: others have it, or nobody."""
    return and_(Task.id.in_(climbing), or_(Task.assignee_id.is_(None), Task.assignee_id != actor.id))


def offered(held: Sequence[Offer]) -> ColumnElement[bool]:
    """Tasks with a candidate among these offers."""
    asked = [and_(_candidate(offer), *_about(offer)) for offer in held]
    return exists().where(TaskCandidate.task_id == Task.id, or_(*asked)) if asked else false()


def free(actor: Person, offer: Offer) -> Select[int, datetime]:
    """Open tasks of one offer that nobody has: keys and due times from the inbox index of the candidates alone."""
    asked = select(TaskCandidate.task_id, TaskCandidate.due_at).join(Task, Task.id == TaskCandidate.task_id)
    nobody_has = TaskCandidate.free.is_(True), Task.status == "open"
    return asked.where(_candidate(offer), *nobody_has, _allowed(actor), *_about(offer))


def doable(actor: Person, open_to: Sequence[Offer]) -> ColumnElement[bool]:
    """Open tasks of any of these offers that nobody has: `free`, for tasks that are known already."""
    candidate = TaskCandidate.task_id == Task.id, TaskCandidate.free.is_(True)
    among = or_(false(), *(and_(_candidate(offer), *_about(offer)) for offer in open_to))
    return and_(Task.status == "open", _allowed(actor), exists().where(*candidate, among))


def taken(session: Session, actor: Person, held: Sequence[Offer]) -> ColumnElement[bool] | None:
    """Open tasks that an absent one has for whom the actor stands in, or that a substitute claimed for one of them.

    None where nobody can have such a task: the condition costs a look at each task of those who can.
    """
    absent = {offer.absent for offer in held if offer.absent}
    stood_in = select(Substitution.substitute_id).where(Substitution.absent_id.in_(absent | {actor.id}))
    if not (havers := absent.union(session.scalars(stood_in))):
        return None
    by_offer = [and_(_taken(one, actor), offered([o for o in held if o.absent == one])) for one in (None, *absent)]
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
    """Nobody decides on himself, or on what must be done by other hands than his."""
    apart = exists().where(TaskExclusion.task_id == Task.id, TaskExclusion.person_id == actor.id)
    named = and_(Task.personal, Task.assignee_id == actor.id)
    return and_(or_(Task.subject_id.is_(None), Task.subject_id != actor.id, named), ~apart)


_CLIMBING = select(Task).options(undefer(Task.offers), undefer(Task.kept))
_ABOUT_HOLDERS, _ADRIFT = _CLIMBING.where(own_seat(Task)), _CLIMBING.where(ADRIFT)
