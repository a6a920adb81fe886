"""The terms of a task: to whom it is offered and who is excluded from it, as rows beside it and as its row reads them.

`Terms` is the one reading of them; whether a person may do a task is decided from it in `engine.task.authorization`.
Excluded are those who did what other hands must do (separation of duties, `separateFrom`), in either order.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    ScalarSelect,
    String,
    TypeDecorator,
    bindparam,
    cast,
    func,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column, undefer_group
from sqlalchemy.orm.interfaces import ORMOption

from engine.database.base import Base, session_of

if TYPE_CHECKING:
    from engine.case import Case
    from engine.task.task import Task

OPEN = text("status = 'open'")
"""Open tasks, in the very words of the index of their names: else no database goes along it."""


TERMS = "terms"
"""The columns of a task that hold its terms: read only where somebody asks who may do it."""


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
    """A person who must not do this task, as they did one that must be done by other hands."""

    __tablename__ = "task_exclusion"
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)


@dataclass(frozen=True)
class Terms:
    """To whom a task is offered (role and unit, "" for anywhere), who is excluded, its subject, whom its diagram named.

    `personal`: the diagram says who is to do it, though it may have come out as nobody.
    """

    offers: frozenset[tuple[str, str]]
    excluded: frozenset[int]
    subject_id: int | None
    personal: bool
    named_id: int | None


def terms_of(task: "Task") -> Terms:
    """The terms of a task as its row has them."""
    return Terms(task.offers, task.excluded_ids, task.subject_id, task.personal, task.named_id)


def with_terms() -> ORMOption:
    """The option of a query for tasks that reads their terms with them."""
    return undefer_group(TERMS)


class OfferList(TypeDecorator[frozenset[tuple[str, str]]]):
    """Offers as text, `role@unit` with commas between, read as pairs of role and unit."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[tuple[str, str]]:
        parts = (offer.partition("@") for offer in (value or "").split(",") if offer)
        return frozenset((role, unit) for role, _at, unit in parts)


class PersonIdList(TypeDecorator[frozenset[int]]):
    """Keys of persons as text, commas between, read as numbers."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[int]:
        return frozenset(int(key) for key in (value or "").split(",") if key)


# Every verb asks to whom a task is offered and who is excluded: as text within the row of the task that costs a quarter
# of what mapped rows beside it would.
def offers_of(task_id: Any) -> ScalarSelect[frozenset[tuple[str, str]]]:
    """The offers of a task, as a column of its row."""
    return _listed(TaskCandidate.role_key + "@" + TaskCandidate.unit_key, OfferList(), TaskCandidate, task_id)


def excluded_from(task_id: Any) -> ScalarSelect[frozenset[int]]:
    """The keys of the persons who are excluded from a task, as a column of its row."""
    return _listed(cast(TaskExclusion.person_id, String), PersonIdList(), TaskExclusion, task_id)


def set_free(task: "Task", free: bool) -> None:
    """Have inboxes offer the task to all its candidates, or to none of them."""
    if task.offers:
        session_of(task).connection().execute(_FREE, {"task": task.id, "now_free": free})


def separate_elements(case: "Case", element: str) -> set[str]:
    """The elements that other hands must do than this one: those that it names, and those that name it."""
    nodes = case.definition.contents().diagrams.nodes
    naming = {node.id for node in nodes.values() if element in node.separate_from}
    return naming | set(nodes[element].separate_from)


def exclude(task: "Task", person_ids: Collection[int]) -> None:
    """Exclude these from the task, too."""
    task.exclusions += [TaskExclusion(person_id=each) for each in sorted(person_ids)]
    session_of(task).flush()
    session_of(task).expire(task, ["excluded_ids"])


def exclude_exactly(task: "Task", person_ids: Collection[int]) -> None:
    """Exclude these from the task and nobody else."""
    for exclusion in list(task.exclusions):
        if exclusion.person_id not in person_ids:
            task.exclusions.remove(exclusion)
    exclude(task, set(person_ids) - {exclusion.person_id for exclusion in task.exclusions})


def _listed(text: Any, reading: TypeDecorator[Any], kind: Any, task_id: Any) -> ScalarSelect[Any]:
    query = select(type_coerce(func.aggregate_strings(text, ","), reading)).where(kind.task_id == task_id)
    return query.correlate_except(kind).scalar_subquery()


_FREE = update(TaskCandidate).where(TaskCandidate.task_id == bindparam("task", type_=BigInteger))
_FREE = _FREE.values(free=bindparam("now_free"))
