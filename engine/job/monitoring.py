"""Jobs as an operator watches them: how many of each type and state, the oldest that is due, lists."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select, tuple_
from sqlalchemy.orm import Session

from engine.database.base import now
from engine.job import HANDLERS, Job

STATES = ("due", "running", "waiting", "failed")
ROWS = 50


def tally(session: Session) -> Mapping[tuple[str, str], int]:
    """The number of jobs of each type and state, without those that are done or cancelled."""
    at = now(session)
    state = case(*((_is(name, at), name) for name in STATES)).label("state")
    query = select(Job.type, state, func.count()).where(Job.status.in_(("pending", "failed")))
    return {(type_, name): count for type_, name, count in session.execute(query.group_by(Job.type, state))}


def oldest_due(session: Session) -> datetime | None:
    """Since when the longest due job of a type with a handler waits; None where none does."""
    query = select(func.min(Job.due_at)).where(_is("due", now(session)), Job.type.in_(HANDLERS))
    return session.scalar(query)


def listed(
    session: Session, state: str, *, type: str | None = None, after: int | None = None, limit: int = ROWS
) -> Sequence[Job]:
    """Jobs in a state, the earliest due first; `after` is the key of the last one seen."""
    query = select(Job).where(_is(state, now(session)))
    if type:
        query = query.where(Job.type == type)
    if after and (seen := session.get(Job, after)):
        query = query.where(tuple_(Job.due_at, Job.id) > tuple_(seen.due_at, seen.id))
    return session.scalars(query.order_by(Job.due_at, Job.id).limit(limit)).all()


def _is(state: str, at: datetime) -> ColumnElement[bool]:
    leased = and_(Job.lease_until.is_not(None), Job.lease_until > at)
    free = or_(Job.lease_until.is_(None), Job.lease_until <= at)
    return {
        "due": and_(Job.status == "pending", Job.due_at <= at, free),
        "running": and_(Job.status == "pending", leased),
        "waiting": and_(Job.status == "pending", Job.due_at > at, free),
        "failed": Job.status == "failed",
    }[state]
