"""Job type `look_for_hands`: each new day it is checked that every open task still has somebody to do it."""

from typing import Any

from sqlalchemy.orm import Session

from engine.case import next_day, reassess_next
from engine.database.base import now
from engine.job import Job, handler


@handler("look_for_hands", internal=True)
def review_open_tasks(session: Session, job: Job, _result: Any) -> None:
    """Check the next portion of the open tasks; the job comes again for the rest, then when the next day begins."""
    last = reassess_next(session, job.payload.get("after", 0))
    job.payload = {"after": last} if last else {}
    job.postpone(now(session) if last else next_day(now(session)))
