"""Whose turn it is: a case is moved by one transaction at a time, which looks at it again once it has the turn."""

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import Session, aliased, contains_eager, undefer

from engine import job
from engine.database.base import now, session_of
from engine.database.version_cache import within
from engine.task import Task

if TYPE_CHECKING:
    from engine.case.case import Case

TURN, LOOKED = "turn", "looked"


def take(case: "Case") -> None:
    """Wait until nobody else moves the case; nobody else does until this transaction ends."""
    session = session_of(case)
    if session.info.get(TURN) != (within(session), case.id):
        session.refresh(case, with_for_update=True)
        session.info[TURN] = within(session), case.id


def take_with(case: "Case", task: Task, settle: bool) -> bool:
    """Take the turn for a verb of a task, and look at it again; with `settle`, once due timers have fired.

    Whether other tasks of the case may be open beside it.
    """
    session = session_of(case)
    if session.info.get(LOOKED, (None,))[0] != (within(session), task.id):
        task_in_turn(session, task.id)
    _moment, due, others = session.info.pop(LOOKED)
    return (settle and due and case.settle()) or others


def task_in_turn(session: Session, task_id: int) -> Task | None:
    """The task with this key, once nobody else moves its case; what its next verb looks at is looked at with it."""
    asked = {"task": task_id, "now": now(session)}
    if session.get_bind().dialect.name == "postgresql":  # a writer of SQLite has every turn from its beginning
        session.execute(_turn(), asked)
    found = session.execute(_look(), asked).first()
    if found is None:
        return None
    task, due, others = found
    session.info[TURN] = within(session), task.case_id
    session.info[LOOKED] = (within(session), task_id), due, others
    return task


# Made once: to put such a statement together takes longer than to run it.
@cache
def _turn() -> Select[int]:
    from engine.case.case import Case

    asked = select(Case.id).join(Task, Task.case_id == Case.id)
    return asked.where(Task.id == bindparam("task")).with_for_update(of=Case)


@cache
def _look() -> Select[Task, bool, bool]:
    """As whoever had the turn before left them: a statement that begins once the turn is taken."""
    from engine.case.case import Case

    due, other = exists().where(*job.due_timers(Task.case_id)), aliased(Task)
    others = exists().where(other.case_id == Task.case_id, other.status == "open", other.id != Task.id)
    whole = undefer(Task.offers), undefer(Task.kept)
    case = contains_eager(Task.case).joinedload(Case.definition, innerjoin=True)
    asked = select(Task, due, others).join(Task.case).where(Task.id == bindparam("task")).options(case, *whole)
    return asked.execution_options(populate_existing=True)
