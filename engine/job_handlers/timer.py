"""Job type `timer_due`: a timer of a case fell due."""

from typing import Any

from sqlalchemy.orm import Session

from engine.case import RUNNING
from engine.case import find as find_case
from engine.job import Job, handler


@handler("timer_due", internal=True)
def fire_timer(session: Session, job: Job, _result: Any) -> None:
    """Fire all due timers of the case, the longest due first; this one takes its place among them."""
    case = find_case(session, job.case_id or 0)
    case.lock()
    if case.status in RUNNING:
        job.status = "pending"
        case.settle()
