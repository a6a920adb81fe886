"""To whom a task is offered, from whom it is kept, and by what right somebody may do it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine import person
from engine.base import Base, now, session_of
from engine.person import Person

if TYPE_CHECKING:
    from engine.task.task import Task


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


@dataclass(frozen=True)
class Right:
    """Why somebody may do a task: as assignee, by role, for an absent holder, or as the holder is the subject."""

    code: str
    role: str | None = None
    unit: str | None = None
    on_behalf_of: int | None = None
    letter: str | None = None


def offered(task: "Task", actor: Person) -> Right | None:
    """The first of the actor's offices that this task is offered to, own offices before substituted ones."""
    offices = person.offices(session_of(task), actor, now(session_of(task)))
    offered = {(candidate.role_key, candidate.unit_key) for candidate in task.candidates}
    for office in offices:
        if (office.role, office.unit or "") in offered or (office.role, "") in offered:
            code = "substitute" if office.on_behalf_of else "role"
            return Right(code, office.role, office.unit, office.on_behalf_of, office.letter)
    for role, unit in offered:
        if _held_by_subject(task, role, unit):
            above = person.unit_named(session_of(task), unit).parent_key
            for office in offices:
                if (office.role, office.unit) == (role, above):
                    return Right("climbed", role, above, office.on_behalf_of, office.letter)
    return None


def _held_by_subject(task: "Task", role: str, unit: str) -> bool:
    if not unit or task.subject_id is None:
        return False
    holders = person.holders(session_of(task), role, unit, now(session_of(task)))
    return any(holder.id == task.subject_id for holder in holders)
