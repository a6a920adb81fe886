"""What one database transaction holds beside its rows: its time, its connection, its lock and what it remembers."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection
from sqlalchemy.orm import Session, SessionTransaction

Clock = Callable[[Session], datetime]
Wake = Callable[[Session, Any], None]
TRANSACTION, INSTALLATION = "transaction", "installation"


@dataclass(eq=False)
class Installation:
    """The parts that a database gives each of its transactions: a clock, a wake-up for workers, the systems around it.

    `integrations` is an `engine.job.Integrations`, None on the stage of a story.
    """

    clock: Clock
    wake: Wake | None = None
    integrations: object | None = None


@dataclass(frozen=True)
class CaseLock:
    """The case that is locked, and the savepoint in which it was: a savepoint that is undone gives the lock back."""

    savepoint: SessionTransaction | None
    case_id: int


@dataclass(frozen=True)
class TaskReading:
    """The state read with a task when its case was locked for it: whether timers are due, and other tasks open.

    It holds for the next verb of that task, in the same savepoint; that verb takes it, as it changes both.
    """

    savepoint: SessionTransaction | None
    task_id: int
    timers_due: bool
    others_open: bool


@dataclass(frozen=True)
class CacheView:
    """The part of the version cache that this transaction (or savepoint) sees; `own` once it changed something."""

    savepoint: SessionTransaction | None
    entries: dict[Hashable, Any]
    own: bool = False


@dataclass(eq=False)
class Transaction:
    """The ambient facts of one transaction of a session, each in a field of its own.

    It lives from the first question for it until the outermost transaction ends, by commit, rollback or close; the next
    one begins empty. What a savepoint could undo names its savepoint and counts in no other.

    `installation`: who tells the time, who is woken for jobs, which systems are around.
    `moment`: the time of the transaction, read from the clock once.
    `connection`: that of the session, so that direct statements need not look for it.
    `lock`: the case that nobody else may move meanwhile.
    `reading`: what was read of a task together with the lock, for its next verb.
    `cache`: what it sees of the version cache.
    `people_changed`: those whose offices it changed, for the hearers before the commit; None if no office was.
    """

    installation: Installation
    moment: datetime | None = None
    connection: Connection | None = None
    lock: CaseLock | None = None
    reading: TaskReading | None = None
    cache: CacheView | None = None
    people_changed: frozenset[int] | None = None

    def take_reading(self, savepoint: SessionTransaction | None, task_id: int) -> TaskReading | None:
        """The reading of this task in this savepoint, for one use; None where there is none."""
        reading, self.reading = self.reading, None
        return reading if reading and (reading.savepoint, reading.task_id) == (savepoint, task_id) else None


def transaction(session: Session) -> Transaction:
    """The transaction that the session is in, or that its next statement begins."""
    current: Transaction | None = session.info.get(TRANSACTION)
    if current is None:
        current = session.info[TRANSACTION] = Transaction(cast(Installation, session.info[INSTALLATION]))
    return current


def forget(session: Session, ended: SessionTransaction) -> None:
    """Drop the transaction's facts once the outermost one has ended (`after_transaction_end`)."""
    if ended.parent is None:
        session.info.pop(TRANSACTION, None)
