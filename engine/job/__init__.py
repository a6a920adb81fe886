"""Work that happens later or outside: jobs as rows with leases, and the table of handlers by job type."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Index, bindparam, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine.database import direct_sql
from engine.database.base import Base, UtcDateTime, derived_key, now, session_of
from engine.database.transaction import transaction
from engine.errors import Conflict, NotFound
from engine.job.handler import HANDLERS, BpmnError, Failed, Handler, done_here, handler
from engine.job.integrations import Integrations, integrations_of

__all__ = [
    "ATTEMPTS",
    "HANDLERS",
    "LEASE",
    "BpmnError",
    "Failed",
    "Handler",
    "Integrations",
    "Job",
    "LeaseLost",
    "cancel_all",
    "done_here",
    "due",
    "enqueue",
    "find",
    "free",
    "handler",
    "integrations_of",
    "next_due",
    "of_refs",
    "open_in",
]
LEASE = timedelta(seconds=30)
ATTEMPTS = 3
BACKOFF, LONGEST = timedelta(seconds=30), 7  # doubled at each attempt, up to about an hour


class LeaseLost(Conflict):
    """The lease ran out and somebody else may hold the job: the stale holder's answer is refused."""

    code = "lease_lost"


class Job(Base):
    """Something to do later or outside, from `due_at` on; until `lease_until` somebody works on it."""

    __tablename__ = "job"
    __table_args__ = (Index(None, "status", "due_at"), Index(None, "case_id", "ref"))
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    type: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[int | None]
    ref: Mapped[int | None]
    element: Mapped[str | None]
    payload: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(default="pending")
    attempts_left: Mapped[int] = mapped_column(default=ATTEMPTS)
    lease: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    last_error: Mapped[str | None]
    holder_id: Mapped[int | None]
    fenced: Mapped[bool] = mapped_column(default=False)

    def activate(self, lease: timedelta = LEASE, *, holder_id: int | None = None, fenced: bool = False) -> int:
        """Take the job for `lease`; the number given must be shown when it is answered.

        `holder_id` is the machine account that takes it, `fenced` that it promised to show the number.

        Raises Conflict("job_not_due") while it is not due, done, or held by somebody else.
        """
        at = now(session_of(self))
        free = self.lease_until is None or self.lease_until <= at
        if self.status != "pending" or self.due_at > at or not free:
            raise Conflict("job_not_due", job=str(self.id))
        self.lease, self.lease_until = self.lease + 1, at + lease
        self.holder_id, self.fenced = holder_id, fenced
        return self.lease

    def extend(self, lease: int, by: timedelta = LEASE) -> None:
        """Keep the job for `by` from now on. Raises LeaseLost to a stale holder."""
        self._holds(lease)
        self.lease_until = now(session_of(self)) + by

    def complete(self, lease: int) -> None:
        """The job is done. Raises LeaseLost to a stale holder."""
        self._holds(lease)
        self.status, self.lease_until = "done", None

    def fail(
        self, lease: int, error: str, *, retry: bool = True, left: int | None = None, after: timedelta | None = None
    ) -> bool:
        """The attempt failed: try again after a doubling backoff, or give up. True while another attempt follows.

        `left` attempts and `after` are for a caller that knows better. Raises LeaseLost to a stale holder.
        """
        self._holds(lease)
        self.attempts_left = self.attempts_left - 1 if left is None else left
        self.last_error, self.lease_until = error[:2000], None
        if not retry or self.attempts_left <= 0:
            self.status = "failed"
            return False
        backoff = BACKOFF * 2 ** min(self.lease - 1, LONGEST) if after is None else after
        self.due_at = now(session_of(self)) + backoff
        return True

    def postpone(self, until: datetime) -> None:
        """Try again at `until`, with as many attempts as before: the answer is not there yet."""
        self.status, self.due_at, self.lease_until = "pending", until, None

    def renew(self) -> None:
        """Start over with fresh attempts, as after an incident that somebody resolved."""
        self.status, self.attempts_left, self.due_at = "pending", ATTEMPTS, now(session_of(self))

    def _holds(self, lease: int) -> None:
        until = self.lease_until
        if self.status != "pending" or self.lease != lease or until is None or until <= now(session_of(self)):
            raise LeaseLost(job=str(self.id))


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
    """When the next job of a type that is done here falls due; None if none waits."""
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
