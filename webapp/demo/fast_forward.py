"""Moves the demo's clock forward and runs what falls due."""

from datetime import datetime, timedelta

from engine import audit
from engine.audit import EventKind
from engine.database.base import Database, move_clock, now
from engine.person import Person
from webapp.jobs import worker


def forward(database: Database, actor: Person | None, by: timedelta) -> datetime:
    """Move the clock of a demo database, record it in the audit, run what is due. Returns the new time.

    `by` is positive, else ValueError. The caller checks that this is a demo.
    """
    if by <= timedelta(0):
        raise ValueError("the clock moves forward only")
    with database.write() as session:
        move_clock(session, by)
        audit.record(session, EventKind.CLOCK_MOVED, actor=actor, parts={"clock": {"seconds": by.total_seconds()}})
        session.commit()
    worker.run_due(database)
    with database.read() as session:
        return now(session)
