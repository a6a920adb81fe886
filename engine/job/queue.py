"""The queue of jobs: adding one, finding those that are due or wait, cancelling what an ended case left over."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select, update
from sqlalchemy.orm import Session

from engine.database import direct_sql
from engine.database.base import UtcDateTime, derived_key, now
from engine.database.transaction import transaction
from engine.errors import NotFound
from engine.job.handler import done_here
from engine.job.job import ATTEMPTS, Job


def enqueue(
    session: Session,
    type: str,
    key: str,
    payload: Mapping[str, Any],
    *,
    origin: int,
    due_at: datetime | None = None,
    case_id: int | None = None,
    ref: int | None = None,
    element: str | None = None,
    attempts: int = ATTEMPTS,
) -> int:
    """Add a job in the transaction that causes it; its id. `origin` is the causing event's id.

    `key` is its idempotency key.
    """
    job_id = derived_key(origin, "job", key)
    row: dict[str, Any] = {
        "id": job_id,
        "type": type,
        "key": key,
        "payload": dict(payload),
        "due_at": due_at or now(session),
        "case_id": case_id,
        "ref": ref,
        "element": element,
        "status": "pending",
        "attempts_left": attempts,
        "lease": 0,
        "fenced": False,
    }
    direct_sql.add(session, Job, [row])
    if wake := transaction(session).installation.wake:
        wake(session, Job(**row))
    return job_id


def due_timers(case: Any) -> tuple[ColumnElement[bool], ...]:
    """The conditions on timers of a case that are due and did not fire yet; the time is the parameter `now`."""
    due = Job.due_at <= bindparam("now", type_=UtcDateTime)
    return Job.case_id == case, Job.type == "timer_due", Job.status == "pending", due


def find(session: Session, job_id: int, *, lock: bool = False) -> Job:
    """The job with this key. Raises NotFound."""
    job = session.get(Job, job_id, with_for_update=lock, populate_existing=True)
    if job is None:
        raise NotFound(job=str(job_id))
    return job


def free(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions on jobs that are due at a time and that nobody holds."""
    unheld = Job.lease_until.is_(None) | (Job.lease_until <= at)
    return Job.status == "pending", Job.due_at <= at, unheld


def due(session: Session, *, types: Sequence[str] | None = None, limit: int = 50) -> Sequence[int]:
    """Keys of jobs that are due and that nobody holds, longest due first."""
    query = select(Job.id).where(*free(now(session)))
    if types is not None:
        query = query.where(Job.type.in_(types))
    return session.scalars(query.order_by(Job.due_at, Job.id).limit(limit)).all()


def next_due(session: Session) -> datetime | None:
    """The time at which the next job of a type that is done here falls due; None if none waits."""
    query = select(func.min(Job.due_at)).where(Job.status == "pending", Job.type.in_(done_here(session)))
    return session.scalar(query)


def of_refs(session: Session, case_id: int, refs: Collection[int], *, done: bool = False) -> Sequence[Job]:
    """The jobs that elements of a case wait for; with `done`, finished ones too."""
    query = select(Job).where(Job.case_id == case_id, Job.ref.in_(refs))
    query = query if done else query.where(Job.status != "done")
    return session.scalars(query.order_by(Job.id)).all()


def open_in(session: Session, case_id: int) -> Sequence[Job]:
    """The jobs of a case that are still to be done."""
    query = select(Job).where(Job.case_id == case_id, Job.status == "pending")
    return session.scalars(query.order_by(Job.id)).all()


def cancel_all(session: Session, case_id: int, refs: Collection[int] | None = None) -> None:
    """Cancel the pending jobs of a case that ended, or of these elements of one."""
    waiting = [Job.case_id == case_id, Job.status == "pending", *([] if refs is None else [Job.ref.in_(refs)])]
    session.execute(update(Job).where(*waiting).values(status="cancelled", lease_until=None))
