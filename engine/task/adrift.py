"""Whom the diagram named for a task, and tasks that somebody else has than him, or nobody, or somebody no longer."""

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Date, Index, and_, bindparam, exists, literal_column, or_, select, text, union

from engine.database.base import session_of
from engine.errors import Refusal
from engine.person import Membership, Person, Substitution
from engine.task.climb import anybody, terms_of
from engine.task.history import note
from engine.task.offer import TaskCandidate

if TYPE_CHECKING:
    from engine.task.task import Task

_ABOUT = "status = 'open' AND subject_id IS NOT NULL"
_ADRIFT = "personal = true AND status = 'open' AND (assignee_id IS NULL OR claimed_at IS NOT NULL)"
_STRANDED = "stranded = true AND status = 'open'"
_BY_SUPERIOR = "by_superior = true AND status = 'open'"
# Asked for word for word as the indexes say it, or they are not used.
ABOUT: ColumnElement[bool] = literal_column(f"({_ABOUT})")
"""What holds of an open task that is about somebody."""
ADRIFT: ColumnElement[bool] = literal_column(f"({_ADRIFT})")
"""What holds of a task that is not with him whom the diagram named."""
STRANDED: ColumnElement[bool] = literal_column(f"({_STRANDED})")
"""What holds of an open task that nobody may do."""
BY_SUPERIOR: ColumnElement[bool] = literal_column(f"({_BY_SUPERIOR})")
"""What holds of an open task that is meant for whoever is the superior."""


def indexes() -> list[Index]:
    """Few tasks stand in these at a time: by them what climbs is found among many.

    The first column is what the condition says is true: SQLite would rather go through all open tasks by their names.
    """
    return [
        Index(name, column, sqlite_where=text(where), postgresql_where=text(where))
        for name, column, where in (
            ("ix_task_adrift", "personal", _ADRIFT),
            ("ix_task_open_about", "subject_id", _ABOUT),
            ("ix_task_stranded", "stranded", _STRANDED),
            ("ix_task_by_superior", "by_superior", _BY_SUPERIOR),
        )
    ]


def own_seat(task: "type[Task]") -> ColumnElement[bool]:
    """Open tasks about somebody who has what they are offered to, himself or for another, from `first` to `last`."""
    first, last = bindparam("first", type_=Date), bindparam("last", type_=Date)
    since, until = Membership.since <= last, or_(Membership.until.is_(None), Membership.until >= first)
    running = Substitution.since <= last, Substitution.until >= first
    standing_in = select(Substitution.substitute_id).where(*running)
    candidate = TaskCandidate.task_id == task.id, Membership.role_key == TaskCandidate.role_key
    holds_it = exists().where(*candidate, Membership.person_id == task.subject_id, since, until)
    holders = union(select(Membership.person_id).where(since, until), standing_in)
    return and_(ABOUT, task.subject_id.in_(holders), or_(holds_it, task.subject_id.in_(standing_in)))


def able(task: "Task") -> int | None:
    """Whom the diagram named, if he is still there and it is not kept from him."""
    named = session_of(task).get(Person, task.named_id) if task.named_id else None
    return named.id if named and named.active and not task.is_kept_from(named) else None


def rightful(task: "Task") -> int | None:
    """Who has the task by right: who took it or was handed it, while he may do it; else whom the diagram named."""
    taken = task.claimed_at is not None or not task.personal
    return task.assignee_id if taken and _may(task, task.assignee_id) else able(task)


def settle(task: "Task") -> None:
    """Let the task have who has it by right; what somebody has and may no longer do is taken back."""
    if task.assignee_id == (by_right := rightful(task)):
        return
    taken = task.claimed_at is not None or not task.personal
    loses = task.assignee_id is not None and (taken or by_right is None)
    task.assign(by_right)
    if loses:
        note(task, "task_released", None, None)


def address_to(task: "Task", person_id: int | None) -> None:
    """Let this be the person whom the diagram means, none if it means nobody any more; who took it keeps it."""
    task.named_id = person_id
    if person_id is not None:
        note(task, "task_addressed", None, None, delegation={"to": str(person_id)})
    if task.assignee_id == person_id:
        task.assign(person_id)


def in_hands(task: "Task") -> bool:
    """Whether there is an active person who may do the task: one to whom it is open, or who was handed it."""
    return anybody(session_of(task), terms_of(task)) or _may(task, task.assignee_id)


def _may(task: "Task", person_id: int | None) -> bool:
    holder = session_of(task).get(Person, person_id) if person_id else None
    try:
        return holder is not None and holder.active and bool(task.right_of(holder))
    except Refusal:
        return False
