"""The open tasks of a case, looked at again once nobody else moves it."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from engine.base import session_of

if TYPE_CHECKING:
    from engine.task.task import Task


def take_turn(task: "Task") -> Sequence["Task"]:
    """Wait for the turn of the case; this task and those open beside it, as whoever had the turn before left them."""
    case = task.instance
    case.lock()
    found = session_of(task).scalars(_asked(), {"case": case.id, "task": task.id}).unique().all()
    for each in found:
        set_committed_value(each, "instance", case)
    return found


@cache  # to put such a statement together takes longer than to run it
def _asked() -> "Select[Task]":
    from engine.task.task import Task

    of_case = Task.instance_id == bindparam("case"), or_(Task.status == "open", Task.id == bindparam("task"))
    asked = select(Task).where(*of_case).options(joinedload(Task.candidates), joinedload(Task.exclusions))
    return asked.execution_options(populate_existing=True)
