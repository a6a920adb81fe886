"""The demo's clock, moved forward: what falls due on the way is done."""

from datetime import datetime, timedelta

from engine import audit
from engine.audit import EventKind
from engine.database.base import Database, move_clock, now
from engine.person import Person
from webapp.jobs import worker


def forward(database: Database, actor: Person | None, by: timedelta) -> datetime:
    """Move the clock of a demo database by a positive duration, write that down, run what is due; the new time.

    Whether this is a demo is for the caller to know.
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
