"""A job: a row with a lease, so that one worker at a time does it and a dead one loses it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.database.base import Base, now, session_of
from engine.errors import Conflict

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
