"""The open tasks of a case, looked at again once nobody else moves it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Select, bindparam, exists, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from engine import job
from engine.base import now, session_of

if TYPE_CHECKING:
    from engine.instance import ProcessInstance
    from engine.task.task import Task

LOOKED = "looked"


@dataclass(frozen=True)
class Beside:
    """A task with those open beside it, and whether a timer of their case is due."""

    tasks: Sequence["Task"]
    due: bool


def take_turn(task: "Task") -> Beside:
    """Wait for the turn of the case; this task and those open beside it, as whoever had the turn before left them."""
    task.instance.lock()
    session = session_of(task)
    moment, seen = session.info.pop(LOOKED, (None, None))
    return seen if seen and moment == (session.get_transaction(), task.id) else _look(task.instance, task.id)


def in_turn(case: "ProcessInstance", task_id: int) -> "Task | None":
    """The task of a case whose turn this transaction has; what its next verb would look at is looked at with it."""
    session, seen = session_of(case), _look(case, task_id)
    session.info[LOOKED] = (session.get_transaction(), task_id), seen
    return next((task for task in seen.tasks if task.id == task_id), None)


def _look(case: "ProcessInstance", task_id: int) -> Beside:
    session = session_of(case)
    rows = session.execute(_asked(), {"case": case.id, "task": task_id, "now": now(session)}).unique().all()
    for each, _due in rows:
        set_committed_value(each, "instance", case)
    return Beside([each for each, _due in rows], any(due for _each, due in rows))


@cache  # to put such a statement together takes longer than to run it
def _asked() -> "Select[Task, bool]":
    from engine.task.task import Task

    of_case = Task.instance_id == bindparam("case"), or_(Task.status == "open", Task.id == bindparam("task"))
    due = exists().where(*job.DUE_TIMERS)
    asked = select(Task, due).where(*of_case).options(joinedload(Task.candidates), joinedload(Task.exclusions))
    return asked.execution_options(populate_existing=True)
