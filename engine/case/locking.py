"""The lock of a case: one transaction at a time moves it, and reads it again once it has the lock.

On SQLite a writing transaction is alone from its beginning; on PostgreSQL the row of the case is locked.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Select
from sqlalchemy.orm import Session

from engine.database.base import now, session_of
from engine.database.transaction import CaseLock, TaskReading, transaction
from engine.task import Task

if TYPE_CHECKING:
    from engine.case.case import Case


def lock(case: "Case") -> None:
    """Wait until nobody else moves the case; nobody else does until this transaction ends."""
    session = session_of(case)
    wanted = CaseLock(session.get_nested_transaction(), case.id)
    if transaction(session).lock != wanted:
        session.refresh(case, with_for_update=True)
        transaction(session).lock = wanted


def lock_for(case: "Case", task: Task, settle: bool) -> bool:
    """True if other tasks of the case may be open beside this one, which a verb is about to change.

    The case is locked and the task read anew, unless that was just done; with `settle`, due timers fire first.
    """
    session = session_of(case)
    savepoint = session.get_nested_transaction()
    reading = transaction(session).take_reading(savepoint, task.id)
    if reading is None:
        case.locked_task(session, task.id)
        reading = transaction(session).take_reading(savepoint, task.id)
    if reading is None:  # the row is gone; the verb will find that out
        return True
    return (settle and reading.timers_due and case.settle()) or reading.others_open


def read_locked(
    session: Session, task_id: int, lock_query: Select[int], read_query: Select[Task, bool, bool]
) -> Task | None:
    """The task with this key, read once nobody else moves its case; what its next verb needs is read with it."""
    params = {"task": task_id, "now": now(session)}
    if session.get_bind().dialect.name == "postgresql":
        session.execute(lock_query, params)
    row = session.execute(read_query, params).first()
    if row is None:
        return None
    task, timers_due, others_open = row
    current, savepoint = transaction(session), session.get_nested_transaction()
    current.lock = CaseLock(savepoint, task.case_id)
    current.reading = TaskReading(savepoint, task_id, timers_due, others_open)
    return task
