"""Whose turn it is: a case is moved by one transaction at a time, which looks at it again once it has the turn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from engine import job
from engine.base import now, session_of
from engine.standing import moment
from engine.task import Task, apart_from

if TYPE_CHECKING:
    from engine.instance.case import ProcessInstance

TURN, LOOKED = "turn", "looked"


@dataclass(frozen=True)
class Beside:
    """A task with those open ones from which it is kept apart; may a timer of their case be due?"""

    tasks: Sequence[Task]
    due: bool


def take(case: "ProcessInstance") -> None:
    """Wait until nobody else moves the case; nobody else does until this transaction ends."""
    session = session_of(case)
    if session.info.get(TURN) != (moment(session), case.id):
        session.refresh(case, with_for_update=True)
        session.info[TURN] = moment(session), case.id


def take_with(case: "ProcessInstance", task: Task, settle: bool) -> Sequence[Task]:
    """Take the turn for a verb of a task, and look at it again; with `settle`, once due timers have fired."""
    take(case)
    session = session_of(case)
    looked, seen = session.info.pop(LOOKED, (None, None))
    if seen is None or looked != (moment(session), task.id):
        seen = Beside(_look(case, task.id, task.element), True)
    if settle and seen.due and case.settle():
        return case.open_tasks()
    found: Sequence[Task] = seen.tasks
    return found


def task_in_turn(session: Session, task_id: int) -> Task | None:
    """The task with this key, once nobody else moves its case; what its next verb looks at is looked at with it."""
    found = session.execute(_case_of(), {"task": task_id, "now": now(session)}).first()
    if found is None:
        return None
    case, element, due = found
    session.info[TURN] = moment(session), case.id
    seen = Beside(_look(case, task_id, element), due)
    session.info[LOOKED] = (moment(session), task_id), seen
    return next(task for task in seen.tasks if task.id == task_id)


def _look(case: "ProcessInstance", task_id: int, element: str) -> Sequence[Task]:
    """As whoever had the turn before left them: a statement that begins once the turn is taken."""
    asked = {"case": case.id, "task": task_id, "elements": sorted(apart_from(case, element))}
    found: Iterable[Task] = session_of(case).scalars(_apart() if asked["elements"] else _alone(), asked).unique()
    tasks = list(found)
    for task in tasks:
        set_committed_value(task, "instance", case)
    return tasks


# Made once: to put such a statement together takes longer than to run it.
@cache
def _case_of() -> "Select[ProcessInstance, str, bool]":
    from engine.instance.case import ProcessInstance

    due = exists().where(*job.due_timers(ProcessInstance.id))
    asked = select(ProcessInstance, Task.element, due).join(Task, Task.instance_id == ProcessInstance.id)
    whole = asked.where(Task.id == bindparam("task")).options(joinedload(ProcessInstance.definition, innerjoin=True))
    return whole.with_for_update(of=ProcessInstance).execution_options(populate_existing=True)


@cache
def _alone() -> Select[Task]:
    return _tasks().where(Task.id == bindparam("task"))


@cache
def _apart() -> Select[Task]:
    others = Task.status == "open", Task.element.in_(bindparam("elements", expanding=True))
    return _tasks().where(Task.instance_id == bindparam("case"), or_(Task.id == bindparam("task"), and_(*others)))


def _tasks() -> Select[Task]:
    rows = joinedload(Task.candidates), joinedload(Task.exclusions)
    return select(Task).options(*rows).execution_options(populate_existing=True)
