"""Jobs as those who run the house watch them: how many of which type and state, the oldest that is due, lists."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select, tuple_
from sqlalchemy.orm import Session

from engine.database.base import now
from engine.job import HANDLERS, Job

STATES = ("due", "running", "waiting", "failed")
ROWS = 50


def tally(session: Session) -> Mapping[tuple[str, str], int]:
    """How many jobs there are of each type and state; those that are done or cancelled are not counted."""
    at = now(session)
    state = case(*((_is(name, at), name) for name in STATES)).label("state")
    asked = select(Job.type, state, func.count()).where(Job.status.in_(("pending", "failed")))
    return {(kind, told): count for kind, told, count in session.execute(asked.group_by(Job.type, state))}


def oldest_due(session: Session) -> datetime | None:
    """Since when the longest due job waits that somebody here does; None where none does."""
    asked = select(func.min(Job.due_at)).where(_is("due", now(session)), Job.type.in_(HANDLERS))
    return session.scalar(asked)


def listed(
    session: Session, state: str, *, type: str | None = None, after: int | None = None, limit: int = ROWS
) -> Sequence[Job]:
    """Jobs in a state, the earliest due first; `after` is the key of the last one seen."""
    asked = select(Job).where(_is(state, now(session)))
    if type:
        asked = asked.where(Job.type == type)
    if after and (seen := session.get(Job, after)):
        asked = asked.where(tuple_(Job.due_at, Job.id) > tuple_(seen.due_at, seen.id))
    return session.scalars(asked.order_by(Job.due_at, Job.id).limit(limit)).all()


def _is(state: str, at: datetime) -> ColumnElement[bool]:
    held = and_(Job.lease_until.is_not(None), Job.lease_until > at)
    free = or_(Job.lease_until.is_(None), Job.lease_until <= at)
    return {
        "due": and_(Job.status == "pending", Job.due_at <= at, free),
        "running": and_(Job.status == "pending", held),
        "waiting": and_(Job.status == "pending", Job.due_at > at, free),
        "failed": Job.status == "failed",
    }[state]
