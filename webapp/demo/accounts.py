"""The demo accounts that are listed: the house, the busiest offices, a substitute, a person whose task waits."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import person
from engine.calendar import WIB, day_of
from engine.database.base import now
from engine.person import Membership, Person, Role, Unit
from engine.task import Task, TaskCandidate

BUSY = 6


def accounts(session: Session) -> list[tuple[str, str]]:
    """Pairs of a login and a few words on the person, no login twice."""
    descriptions: dict[str, str] = {}
    for who, words in (*_house(session), *_busy(session), *_standing_in(session), *_awaited(session)):
        descriptions.setdefault(who.login, f"{who.name}, {words}")
    return list(descriptions.items())


def _house(session: Session) -> Iterator[tuple[Person, str]]:
    query = select(Person, Role).join(Membership, Membership.person_id == Person.id).join(Role)
    for who, role in session.execute(query.where(Role.kind == "house").order_by(Role.key)):
        yield who, role.label


def _busy(session: Session) -> Iterator[tuple[Person, str]]:
    """A holder of each of the offices with the most open tasks, no role twice."""
    offered = (TaskCandidate.role_key, TaskCandidate.unit_key)
    query = select(*offered).where(TaskCandidate.free).group_by(*offered).order_by(func.count().desc(), *offered)
    roles: dict[str, str] = {}
    for role, unit in session.execute(query):
        roles.setdefault(role, unit)
    for role, unit in list(roles.items())[:BUSY]:
        label = session.get_one(Role, role).label + (f", {session.get_one(Unit, unit).name}" if unit else "")
        yield from ((who, label) for who in person.holders(session, role, unit or None, now(session))[:1])


def _standing_in(session: Session) -> Iterator[tuple[Person, str]]:
    today = day_of(now(session), WIB)
    for substitution in person.substitutions(session, today)[:1]:
        role = session.get_one(Role, substitution.role_key).label if substitution.role_key else ""
        unit = f", {session.get_one(Unit, substitution.unit_key).name}" if substitution.unit_key else ""
        yield session.get_one(Person, substitution.substitute_id), f"{substitution.kind.title()}. {role}{unit}"


def _awaited(session: Session) -> Iterator[tuple[Person, str]]:
    """A person for whom their own case waits, and a superior for whom the case of somebody else waits."""
    for own in (True, False):
        about = Task.assignee_id == Task.subject_id if own else Task.assignee_id != Task.subject_id
        query = select(Task).where(Task.status == "open", Task.personal, Task.assignee_id.is_not(None), about)
        for task in session.scalars(query.order_by(Task.due_order, Task.id).limit(1)):
            words = "diminta" if own else "atasan langsung"
            yield session.get_one(Person, task.assignee_id), f"{words}: {task.name}"
