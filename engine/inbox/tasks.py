"""The tasks that a person may do, by name and by office, along an index, however many there are."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, bindparam, or_, select, union_all
from sqlalchemy.orm import Session, contains_eager, joinedload

from engine.case import Case
from engine.database.base import now
from engine.errors import NotFound
from engine.inbox.cases import PAGE, Page, may_read
from engine.inbox.search import Hits, look_up
from engine.person import Person
from engine.task import Task, with_terms
from engine.task.authorization_query import Offer, climbed, doable, free, mine, offers, others, taken

JUST = timedelta(minutes=5)


def tasks(
    session: Session,
    actor: Person,
    *,
    search: str = "",
    process: str | None = None,
    unit: str | None = None,
    only: str = "all",
    after: str | None = None,
    limit: int = PAGE,
) -> Page:
    """The open tasks that `actor` may do, due soonest first. `only`: all, mine, group, late."""
    hits, open_to = look_up(session, search), offers(session, actor)
    climbing = climbed(session, actor)
    branches = (
        _search_branches(session, actor, only, open_to, climbing, hits)
        if hits
        else _branches(session, actor, only, open_to, climbing)
    )
    if not branches:
        return Page([], None)
    where, last = _filters(session, process, unit), _last(after) if after else None
    before = now(session) if only == "late" else None
    limited = [_soonest(branch.where(*where), before, last, limit + 1) for branch in branches]
    merged = union_all(*(select(branch) for branch in limited)).subquery()
    key, due = merged.c
    keys = list(session.scalars(select(key, due).distinct().order_by(due, key).limit(limit + 1)))
    rows = {task.id: task for task in session.scalars(with_case(select(Task).where(Task.id.in_(keys[:limit]))))}
    items = [rows[key] for key in keys[:limit]]
    end = items[-1] if len(keys) > limit else None
    following = f"{end.due_order.isoformat()}~{end.id}" if end else None
    return Page(items, following, hits.bound if hits else None)


def task(session: Session, actor: Person, task_id: int, *, lock: bool = False) -> Task:
    """The task, if the actor may do it or read its case; with `lock`, nobody else moves the case meanwhile.

    Raises NotFound to all others.
    """
    task = Case.locked_task(session, task_id) if lock else session.scalars(_ONE, {"id": task_id}).first()
    if task is None or not (task.authorization_of(actor) or may_read(session, actor, task.case)):
        raise NotFound(task=str(task_id))
    return task


def just_done(session: Session, actor: Person, task_id: int) -> Task | None:
    """The task with this key, if the actor answered it within the last minutes."""
    at = now(session)
    answered_just_now = Task.completed_by_id == actor.id, Task.completed_at > at - JUST, Task.completed_at <= at
    query = select(Task).where(Task.id == task_id, *answered_just_now).options(joinedload(Task.case))
    return session.scalars(query).first() if task_id else None


def _branches(
    session: Session, actor: Person, only: str, open_to: Sequence[Offer], climbing: Sequence[int]
) -> list[Select[int, datetime]]:
    """The branches of the inbox, each with an index: tasks of the actor, others have for them, offers, climbed."""
    branches = [] if only == "group" else [select(Task.id, Task.due_order).where(mine(actor, open_to, climbing))]
    if only != "mine":
        for_him = taken(session, actor, open_to)
        branches += [] if for_him is None else [select(Task.id, Task.due_order).where(for_him)]
        branches += [free(actor, offer) for offer in open_to]
        branches += [select(Task.id, Task.due_order).where(others(actor, climbing))] if climbing else []
    return branches


def _search_branches(
    session: Session, actor: Person, only: str, open_to: Sequence[Offer], climbing: Sequence[int], hits: Hits
) -> list[Select[int, datetime]]:
    """The branches of a search: the few tasks of the people and cases, then those by name in the usual branches."""
    few, named = hits.of_tasks(), hits.of_names()
    usual = [] if named is None else _branches(session, actor, only, open_to, climbing)
    branches = [branch.where(named) for branch in usual if named is not None]
    if few is not None:
        rights = [] if only == "group" else [mine(actor, open_to, climbing)]
        if only != "mine":
            for_him = taken(session, actor, open_to)
            rights += [doable(actor, open_to), others(actor, climbing), *([] if for_him is None else [for_him])]
        branches.append(select(Task.id, Task.due_order).where(few, Task.status == "open", or_(*rights)))
    return branches


def _soonest(
    query: Select[int, datetime], before: datetime | None, last: tuple[datetime, int] | None, count: int
) -> Subquery:
    """The first rows of one branch, along the index that it goes; in their own columns, or no index is in order."""
    key, due = query.selected_columns
    if before:
        query = query.where(due < before)
    if last:
        query = query.where(due >= last[0], or_(due > last[0], key > last[1]))
    return query.order_by(due, key).limit(count).subquery()


def _last(after: str) -> tuple[datetime, int]:
    """Raises NotFound for what is no `next` of a page."""
    due, _, key = after.rpartition("~")
    try:
        at, last = datetime.fromisoformat(due).astimezone(UTC), int(key)
    except (ValueError, OverflowError):
        raise NotFound(page=after[:80]) from None
    if not 0 <= last < 1 << 63:
        raise NotFound(page=after[:80])
    return at, last


def _filters(session: Session, process: str | None, unit: str | None) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [or_(Task.follow_up_at.is_(None), Task.follow_up_at <= now(session))]
    if process:
        where.append(Task.process_key == process)
    if unit:
        where.append(Task.unit_key == unit)
    return where


def with_case(query: Select[Any]) -> Select[Any]:
    """The query for tasks, which then reads each with its case and its terms."""
    case = contains_eager(Task.case).joinedload(Case.definition, innerjoin=True)
    return query.join(Task.case).options(case, with_terms())


# Made once: to put such a statement together takes longer than to run it.
_ONE = with_case(select(Task).where(Task.id == bindparam("id")))
