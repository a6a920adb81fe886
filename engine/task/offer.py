"""To whom a task is offered, and from whom it is kept: rows beside the task, resolved when somebody asks."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base


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
