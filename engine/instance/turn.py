"""Whose turn it is: a case is moved by one transaction at a time, which looks at it again once it has the turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import ScalarSelect, Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from engine import job, row
from engine.base import now, session_of
from engine.task import Task

if TYPE_CHECKING:
    from engine.instance.case import ProcessInstance

TURN, LOOKED = "turn", "looked"


@dataclass(frozen=True)
class Beside:
    """A task with those open beside it, as whoever had the turn before left them; is a timer of their case due?"""

    tasks: Sequence[Task]
    due: bool


def take(case: "ProcessInstance") -> None:
    """Wait until nobody else moves the case; nobody else does until this transaction ends."""
    session = session_of(case)
    if session.info.get(TURN) != (session.get_transaction(), case.id):
        session.refresh(case, with_for_update=True)
        session.info[TURN] = session.get_transaction(), case.id


def take_with(case: "ProcessInstance", task: Task, settle: bool) -> Sequence[Task]:
    """Take the turn for a verb of a task, and look at what is open; with `settle`, once due timers have fired."""
    take(case)
    session = session_of(case)
    moment, seen = session.info.pop(LOOKED, (None, None))
    if seen is None or moment != (session.get_transaction(), task.id):
        seen = _look(session, task.id)
    if settle and seen.due:
        case.settle()
        return case.open_tasks()
    found: Sequence[Task] = seen.tasks
    return found


def task_in_turn(session: Session, task_id: int) -> Task | None:
    """The task with this key, once nobody else moves its case; what its next verb looks at is looked at with it."""
    row.lock(session, _case_of(), {"task": task_id})
    seen = _look(session, task_id)
    found = next((task for task in seen.tasks if task.id == task_id), None)
    if found:
        session.info[TURN] = session.get_transaction(), found.instance_id
        session.info[LOOKED] = (session.get_transaction(), task_id), seen
    return found


def _look(session: Session, task_id: int) -> Beside:
    rows = session.execute(_open_beside(), {"task": task_id, "now": now(session)}).unique().all()
    return Beside([task for task, _due in rows], any(due for _task, due in rows))


# Made once: to put such a statement together takes longer than to run it.
@cache
def _case_of() -> Select[int]:
    from engine.instance.case import ProcessInstance

    return select(ProcessInstance.id).where(ProcessInstance.id == _case_key()).with_for_update()


@cache
def _open_beside() -> Select[Task, bool]:
    from engine.instance.case import ProcessInstance

    wanted = Task.instance_id == _case_key(), or_(Task.status == "open", Task.id == bindparam("task"))
    case = joinedload(Task.instance, innerjoin=True).joinedload(ProcessInstance.definition, innerjoin=True)
    asked = select(Task, exists().where(*job.due_timers(Task.instance_id))).where(*wanted)
    return asked.options(case, joinedload(Task.candidates), joinedload(Task.exclusions)).execution_options(
        populate_existing=True
    )


def _case_key() -> ScalarSelect[int]:
    this = aliased(Task)
    return select(this.instance_id).where(this.id == bindparam("task")).scalar_subquery()
