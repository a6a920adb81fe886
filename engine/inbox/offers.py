"""What a person is offered: the roles at units that he holds, in SQL the same rule as `engine.task.right`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session

from engine import person
from engine.base import now
from engine.person import Person, Substitution
from engine.task import Task, TaskCandidate, TaskExclusion


@dataclass(frozen=True)
class Offer:
    """A role at a unit that the actor holds now, for an absent one or himself; `subject_id` limits it to the tasks
    that climbed to him. What is about the absent one himself is never offered."""

    role: str
    unit: str
    absent: int | None = None
    subject_id: int | None = None


def offers(session: Session, actor: Person) -> list[Offer]:
    """The offers of all offices that the actor holds now, and of those below whose holder is the subject."""
    offices = person.offices(session, actor, now(session))
    found: dict[Offer, None] = {}
    for office in offices:
        found[Offer(office.role, office.unit or "", office.on_behalf_of)] = None
        found[Offer(office.role, "", office.on_behalf_of)] = None
    for office, unit, holder_id in person.holders_below(session, offices, now(session)):
        if holder_id != office.on_behalf_of:
            found[Offer(office.role, unit, office.on_behalf_of, holder_id)] = None
    return list(found)


def mine(actor: Person, held: Sequence[Offer]) -> ColumnElement[bool]:
    """Open tasks that the actor has: named for him, handed to him, or claimed by an office that he still holds."""
    kept = or_(Task.claimed_at.is_(None), offered(held))
    return and_(Task.assignee_id == actor.id, Task.status == "open", _allowed(actor), kept)


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
    return and_(Task.assignee_id.in_(havers - {actor.id}), Task.status == "open", _allowed(actor), or_(*by_offer))


def _taken(absent: int | None, actor: Person) -> ColumnElement[bool]:
    for_him = and_(Task.claimed_at.is_not(None), Task.on_behalf_of_id == (absent or actor.id))
    return or_(Task.assignee_id == absent, for_him) if absent else for_him


def _candidate(offer: Offer) -> ColumnElement[bool]:
    return and_(TaskCandidate.role_key == offer.role, TaskCandidate.unit_key == offer.unit)


def _about(offer: Offer) -> list[ColumnElement[bool]]:
    if offer.subject_id:
        return [Task.subject_id == offer.subject_id]
    return [or_(Task.subject_id.is_(None), Task.subject_id != offer.absent)] if offer.absent else []


def _allowed(actor: Person) -> ColumnElement[bool]:
    """Nobody decides on himself, or on what must be done by other hands than his."""
    apart = exists().where(TaskExclusion.task_id == Task.id, TaskExclusion.person_id == actor.id)
    named = and_(Task.personal, Task.assignee_id == actor.id)
    return and_(or_(Task.subject_id.is_(None), Task.subject_id != actor.id, named), ~apart)
