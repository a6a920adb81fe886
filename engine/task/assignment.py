"""Who has a task by right, where it is not with the person named by the diagram, or with nobody; its reassignment."""

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Date, Index, and_, bindparam, exists, literal_column, or_, select, text, union

from engine.audit import EventKind
from engine.database.base import session_of
from engine.person import Membership, Person, Substitution
from engine.task.climb import anybody
from engine.task.history import note
from engine.task.terms import TaskCandidate, terms_of

if TYPE_CHECKING:
    from engine.task.task import Task

_ABOUT = "status = 'open' AND subject_id IS NOT NULL"
_ADRIFT = "personal = true AND status = 'open' AND (assignee_id IS NULL OR claimed_at IS NOT NULL)"
_STRANDED = "stranded = true AND status = 'open'"
_BY_SUPERIOR = "by_superior = true AND status = 'open'"
# Asked for word for word as the indexes say it, or they are not used.
ABOUT: ColumnElement[bool] = literal_column(f"({_ABOUT})")
"""The condition for an open task of a case with a subject."""
ADRIFT: ColumnElement[bool] = literal_column(f"({_ADRIFT})")
"""The condition for a task that is not with the person named by the diagram."""
STRANDED: ColumnElement[bool] = literal_column(f"({_STRANDED})")
"""The condition for an open task that nobody may do."""
BY_SUPERIOR: ColumnElement[bool] = literal_column(f"({_BY_SUPERIOR})")
"""The condition for an open task that is meant for the superior of the time."""


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
    """The condition for an open task offered to its subject, as holder or substitute, on days `first` to `last`."""
    first, last = bindparam("first", type_=Date), bindparam("last", type_=Date)
    since, until = Membership.since <= last, or_(Membership.until.is_(None), Membership.until >= first)
    running = Substitution.since <= last, Substitution.until >= first
    standing_in = select(Substitution.substitute_id).where(*running)
    candidate = TaskCandidate.task_id == task.id, Membership.role_key == TaskCandidate.role_key
    holds_it = exists().where(*candidate, Membership.person_id == task.subject_id, since, until)
    holders = union(select(Membership.person_id).where(since, until), standing_in)
    return and_(ABOUT, task.subject_id.in_(holders), or_(holds_it, task.subject_id.in_(standing_in)))


def able(task: "Task") -> int | None:
    """The key of the person whom the diagram named, if active and not excluded."""
    named = session_of(task).get(Person, task.named_id) if task.named_id else None
    return named.id if named and named.active and named.id not in task.excluded_ids else None


def rightful(task: "Task") -> int | None:
    """The key of who has the task by right: who took it or was handed it and may do it, else the person named."""
    taken = task.claimed_at is not None or not task.personal
    return task.assignee_id if taken and _may(task, task.assignee_id) else able(task)


def reassign(task: "Task") -> None:
    """Assign the task to the person who has it by right; take it back from one who may no longer do it."""
    if task.assignee_id == (by_right := rightful(task)):
        return
    taken = task.claimed_at is not None or not task.personal
    loses = task.assignee_id is not None and (taken or by_right is None)
    task.assign(by_right)
    if loses:
        note(task, EventKind.TASK_RELEASED, None, None)


def address_to(task: "Task", person_id: int | None) -> None:
    """Set the person whom the diagram means, None if it means nobody any more; a person who took it keeps it."""
    task.named_id = person_id
    if person_id is not None:
        note(task, EventKind.TASK_ADDRESSED, None, None, delegation={"to": str(person_id)})
    if task.assignee_id == person_id:
        task.assign(person_id)


def in_hands(task: "Task") -> bool:
    """True if an active person may do the task: one to whom it is open, or who was handed it."""
    return anybody(session_of(task), terms_of(task)) or _may(task, task.assignee_id)


def _may(task: "Task", person_id: int | None) -> bool:
    holder = session_of(task).get(Person, person_id) if person_id else None
    return holder is not None and holder.active and task.authorization_of(holder) is not None
