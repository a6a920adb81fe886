"""How a job takes its case: the lock of the case first, then the row of the job, in every handler alike."""

from sqlalchemy.orm import Session

from engine import job as jobs
from engine.case import RUNNING, Case
from engine.case import find as find_case
from engine.job import Job


def lock_job(session: Session, key: int) -> Job:
    """The job with this key, its row and its case locked. Raises NotFound.

    The case comes first: who moves a case locks its jobs afterwards, so the other order could deadlock.
    """
    case_id = jobs.find(session, key).case_id
    if case_id is not None:
        find_case(session, case_id).lock()
    return jobs.find(session, key, lock=True)


def running_case(session: Session, job: Job) -> Case | None:
    """The case of a job, locked and with its due timers fired; None if it has ended."""
    case = find_case(session, job.case_id or 0)
    case.lock()
    if case.status in RUNNING:
        case.settle()
    return case if case.status in RUNNING else None
