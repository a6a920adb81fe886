"""Job type `refresh_subject`: a case takes a fresh snapshot of what is known of its subject."""

from typing import Any

from sqlalchemy.orm import Session

from engine import employee
from engine.errors import NotFound
from engine.job import Job, handler
from engine.job_handlers.locking import running_case
from engine.person import Person


@handler("refresh_subject")
def refresh_subject(session: Session, job: Job, _result: Any) -> None:
    """Put the snapshot into the variable `subject` and go on. Raises NotFound for a case without a subject."""
    case = running_case(session, job)
    if case is None:
        return
    subject = session.get(Person, case.subject_id) if case.subject_id else None
    if subject is None:
        raise NotFound("subject_missing", instance=case.number)
    case.finish(job, {"subject": employee.snapshot(session, subject, case.today())})
