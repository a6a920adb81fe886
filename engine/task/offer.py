"""To whom a task is offered, and from whom it is kept: rows beside the task, resolved when somebody asks."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, ForeignKey, Index, ScalarSelect, String, bindparam, cast, func, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from engine.database.base import Base, session_of

if TYPE_CHECKING:
    from engine.task.task import Task

OPEN = text("status = 'open'")
"""Open tasks, in the very words of the index of their names: else no database goes along it."""


class TaskCandidate(Base):
    """A role (at a unit, or "" for anywhere) whose holders are offered a task; `due_at` orders inboxes by an index."""

    __tablename__ = "task_candidate"
    __table_args__ = (Index("ix_task_candidate_inbox", "role_key", "unit_key", "free", "due_at", "task_id"),)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    role_key: Mapped[str] = mapped_column(primary_key=True)
    unit_key: Mapped[str] = mapped_column(primary_key=True)
    free: Mapped[bool]
    due_at: Mapped[datetime]


class TaskExclusion(Base):
    """A person who must not do this task because his hands did one that must be kept apart from it."""

    __tablename__ = "task_exclusion"
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)


# A task is asked at every turn to whom it is offered and from whom it is kept: as text within its own row that costs a
# quarter of what mapped rows beside it would.
def offers_of(task_id: Any) -> ScalarSelect[str]:
    """The offers of a task as text: `role@unit`, commas between."""
    offer = TaskCandidate.role_key + "@" + TaskCandidate.unit_key
    return _listed(offer, TaskCandidate, task_id)


def kept_from(task_id: Any) -> ScalarSelect[str]:
    """The keys of the persons from whom a task is kept as text, commas between."""
    return _listed(cast(TaskExclusion.person_id, String), TaskExclusion, task_id)


def set_free(task: "Task", free: bool) -> None:
    """Whether inboxes offer the task to all to whom it may be."""
    if task.offers:
        session_of(task).connection().execute(_FREE, {"task": task.id, "now_free": free})


def _listed(text: Any, kind: Any, task_id: Any) -> ScalarSelect[str]:
    asked = select(func.aggregate_strings(text, ",")).where(kind.task_id == task_id)
    return asked.correlate_except(kind).scalar_subquery()


_FREE = update(TaskCandidate).where(TaskCandidate.task_id == bindparam("task", type_=BigInteger))
_FREE = _FREE.values(free=bindparam("now_free"))
