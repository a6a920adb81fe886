"""Job type `deliver_signal`: a signal is brought to one of the cases that waited for it when it was thrown."""

from typing import Any

from sqlalchemy.orm import Session

from engine.case.payload_guard import refuse_reserved
from engine.job import Job, handler
from engine.job_handlers.locking import running_case
from engine.message import hears


@handler("deliver_signal", internal=True)
def deliver_signal(session: Session, job: Job, _result: Any) -> None:
    """Signal the case, if it still runs and still waits for the signal."""
    receiver, name = running_case(session, job), job.payload["name"]
    waiting = hears(session, receiver.id, name) if receiver is not None else None
    if receiver is not None and waiting is not None:
        receiver.receive_signal(name, refuse_reserved(job.payload["payload"]), waiting)
