"""The tasks that a person may do: his own and those of his offices, along an index, however many there are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, union_all
from sqlalchemy.orm import Session, aliased, joinedload

from engine import person
from engine.base import now
from engine.errors import NotFound, Refusal
from engine.inbox.cases import PAGE, Page, matches, may_read
from engine.instance import ProcessInstance
from engine.person import Person
from engine.task import Right, Task, TaskCandidate, TaskExclusion


def tasks(
    session: Session, actor: Person, *, search: str = "", process: str | None = None, unit: str | None = None,
    only: str = "all", after: str | None = None, limit: int = PAGE,
) -> Page:  # fmt: skip
    """The open tasks that `actor` may do, due soonest first. `only`: all, mine, group, late."""
    where = _filters(session, search, process, unit, only)
    if after:
        due, _, key = after.rpartition("~")
        at = datetime.fromisoformat(due)
        where.append(or_(Task.due_order > at, and_(Task.due_order == at, Task.id > int(key))))
    branches = [] if only == "group" else [select(Task.id, Task.due_order).where(_mine(actor), *where)]
    if only != "mine":
        branches += [_of_group(actor, offered, where) for offered in _offers(session, actor)]
    if not branches:
        return Page([], None)
    limited = [b.order_by(Task.due_order, Task.id).limit(limit + 1).subquery() for b in branches]
    merged = union_all(*(select(branch) for branch in limited)).subquery()
    keys = select(merged.c.id).distinct().add_columns(merged.c.due_order).order_by(merged.c.due_order, merged.c.id)
    found = [row.id for row in session.execute(keys.limit(limit + 1))]
    rows = {
        task.id: task for task in session.scalars(_with_case(select(Task).where(Task.id.in_(found[:limit])))).unique()
    }
    items = [rows[key] for key in found[:limit]]
    last = items[-1] if len(found) > limit else None
    return Page(items, f"{last.due_order.isoformat()}~{last.id}" if last else None)


def task(session: Session, actor: Person, task_id: int) -> Task:
    """The task, for whoever may do it or may read its case. Raises NotFound to all others."""
    found: Task | None = session.scalars(_with_case(select(Task).where(Task.id == task_id))).unique().first()
    if found is None or not (right(found, actor) or may_read(session, actor, found.instance)):
        raise NotFound(task=str(task_id))
    return found


def right(task: Task, actor: Person) -> Right | None:
    """By what right the actor may do this task now; None where he may not."""
    try:
        return task.right_of(actor)
    except Refusal:
        return None


@dataclass(frozen=True)
class _Offer:
    """A role at a unit that the actor holds now; `subject_id` limits it to the tasks that climbed to him."""

    role: str
    unit: str
    absent: int | None = None
    subject_id: int | None = None


def _offers(session: Session, actor: Person) -> list[_Offer]:
    found: dict[_Offer, None] = {}
    for office in person.offices(session, actor, now(session)):
        found[_Offer(office.role, office.unit or "", office.on_behalf_of)] = None
        found[_Offer(office.role, "", office.on_behalf_of)] = None
        for below in person.units_below(session, office.unit) if office.unit else ():
            for holder in person.holders(session, office.role, below, now(session)):
                found[_Offer(office.role, below, subject_id=holder.id)] = None
    return list(found)


def _mine(actor: Person) -> ColumnElement[bool]:
    return and_(Task.assignee_id == actor.id, Task.status == "open")


def _of_group(actor: Person, offer: _Offer, where: list[ColumnElement[bool]]) -> Select[Any]:
    """Tasks offered to one office, along the inbox index of the candidates."""
    apart = exists().where(TaskExclusion.task_id == Task.id, TaskExclusion.person_id == actor.id)
    free = TaskCandidate.free.is_(True)
    asked: Any = (
        select(Task.id, Task.due_order)
        .join(TaskCandidate, TaskCandidate.task_id == Task.id)
        .where(TaskCandidate.role_key == offer.role, TaskCandidate.unit_key == offer.unit, Task.status == "open")
        .where(free if offer.absent is None else or_(free, Task.assignee_id == offer.absent))
        .where(or_(Task.subject_id.is_(None), Task.subject_id != actor.id), ~apart, *where)
    )
    if offer.subject_id:
        asked = asked.where(Task.subject_id == offer.subject_id)
    return cast(Select[Any], asked)


def _filters(
    session: Session, search: str, process: str | None, unit: str | None, only: str
) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [or_(Task.follow_up_at.is_(None), Task.follow_up_at <= now(session))]
    if process:
        where.append(Task.process_key == process)
    if unit:
        where.append(Task.unit_key == unit)
    if only == "late":
        where.append(Task.due_order < now(session))
    if search.strip():
        case = aliased(ProcessInstance)
        found = select(case.id).where(matches(search, case))
        where.append(or_(Task.instance_id.in_(found), Task.name.icontains(search.strip(), autoescape=True)))
    return where


def _with_case(asked: Select[Any]) -> Select[Any]:
    case = joinedload(Task.instance).joinedload(ProcessInstance.definition)
    return asked.options(case, joinedload(Task.candidates), joinedload(Task.exclusions))
