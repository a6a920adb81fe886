"""Whom the diagram named for a task, and tasks that somebody else has than him, or nobody."""

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Index, literal_column, text

from engine import notice
from engine.base import session_of
from engine.person import Person
from engine.task.history import note

if TYPE_CHECKING:
    from engine.task.task import Task

_ABOUT = "status = 'open' AND subject_id IS NOT NULL"
_ADRIFT = "personal AND status = 'open' AND (assignee_id IS NULL OR claimed_at IS NOT NULL)"
# Asked for word for word as the indexes say it, or they are not used.
ABOUT: ColumnElement[bool] = literal_column(f"({_ABOUT})")
"""What holds of an open task that is about somebody."""
ADRIFT: ColumnElement[bool] = literal_column(f"({_ADRIFT})")
"""What holds of a task that is not with him whom the diagram named."""


def indexes() -> list[Index]:
    """Few tasks stand in these at a time: by them what climbs is found among many."""
    return [
        Index(name, column, sqlite_where=text(where), postgresql_where=text(where))
        for name, column, where in (
            ("ix_task_adrift", "named_id", _ADRIFT),
            ("ix_task_open_about", "subject_id", _ABOUT),
        )
    ]


def able(task: "Task") -> int | None:
    """Whom the diagram named, if he is still there and it is not kept from him."""
    named = session_of(task).get(Person, task.named_id) if task.named_id else None
    return named.id if named and named.active and not task.is_kept_from(named) else None


def settle(task: "Task") -> None:
    """Let whom the diagram named have the task exactly if he may do it, where nobody took it meanwhile."""
    if task.personal and task.claimed_at is None and task.assignee_id != (named := able(task)):
        task.assign(named)


def address_to(task: "Task", person: Person) -> None:
    """Let it be this person's, whom the diagram means and did not know of before."""
    task.named_id = person.id
    task.assign(person.id)
    note(task, "task_addressed", None, None, delegation={"to": str(person.id)})
    notice.tell(session_of(task), person.id, "task_assigned", {"task": task.name},
                instance_id=task.instance_id, task_id=task.id)  # fmt: skip
