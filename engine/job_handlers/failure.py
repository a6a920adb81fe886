"""What a job leaves behind whose last attempt failed: an incident."""

from typing import Any

from sqlalchemy.orm import Session

from engine import audit, incident
from engine.audit import EventKind
from engine.case import RUNNING
from engine.case import find as find_case
from engine.database.base import new_key
from engine.job import Job
from engine.job_handlers.start import give_up_start
from engine.message import Message, receivers


def give_up(session: Session, job: Job, code: str, values: dict[str, Any]) -> None:
    """Open an incident on the case of a failed job, or one of its own where no case could begin."""
    case_id, element = _waits_for(session, job)
    if case_id is None:
        give_up_start(session, job, code, values)
        return
    case = find_case(session, case_id)
    case.lock()
    if case.status not in RUNNING:
        return
    incident.open_incident(
        session, case.id, code, values, origin=new_key(), ref=job.ref, element=element, job_id=job.id
    )
    case.status = "incident"
    audit.record(
        session,
        EventKind.JOB_FAILED,
        chain=case,
        element=element,
        digest=case.definition.digest,
        parts={"job": {"type": job.type, "key": job.key, "code": code, "values": values}},
    )


def _waits_for(session: Session, job: Job) -> tuple[int | None, str | None]:
    """The case and element that wait for a job; for a delivery, those that wait for its message."""
    if job.type == "deliver_message":
        message = session.get(Message, int(job.payload["message"]))
        waiting = next(iter(receivers(session, message)), None) if message else None
        return (waiting.case_id, waiting.element) if waiting else (None, None)
    return job.case_id, job.element
