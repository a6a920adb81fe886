"""Jobs done by workers outside: what they may report of a job that they hold, and what becomes of the case."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit
from engine import job as jobs
from engine.audit import EventKind
from engine.case import Case
from engine.case import find as find_case
from engine.case.payload_guard import refuse_unmapped
from engine.database.base import now
from engine.errors import NotFound
from engine.job import BpmnError, Job, LeaseLost
from engine.job_handlers.failure import give_up
from engine.job_handlers.locking import lock_job, running_case
from engine.machine import Machine

LONGEST = 500  # characters of what a worker says of a failure


def activate(
    session: Session, machine: Machine, type: str, lease: timedelta, *, fenced: bool = False, limit: int = 1
) -> list[Job]:
    """At most `limit` jobs of a type that are due, taken by this account; each is an event of its case.

    Nobody waits: jobs that others hold, or whose case is locked at this moment, are passed over. Raises NotAllowed.
    """
    machine.require_type(type)
    query = select(Job, Case).join(Case, Case.id == Job.case_id)
    query = query.where(Job.type == type, *jobs.free(now(session))).order_by(Job.due_at, Job.id).limit(limit)
    query = query.with_for_update(of=[Job, Case], skip_locked=True)
    rows = session.execute(query.execution_options(populate_existing=True)).tuples().all()
    for job, case in rows:
        job.activate(lease, holder_id=machine.id, fenced=fenced)
        activation = {"type": type, "key": job.key, "by": machine.name, "until": (now(session) + lease).isoformat()}
        audit.record(
            session,
            EventKind.JOB_ACTIVATED,
            chain=case,
            element=job.element,
            digest=case.definition.digest,
            parts={"activation": activation},
        )
    return [job for job, _case in rows]


def find_leased(session: Session, machine: Machine, key: int, token: str | None = None) -> Job:
    """A job that this account holds, it and its case locked. `token` is the number of its lease, if the account has it.

    Raises NotFound for jobs of other types, LeaseLost where somebody else took it up since.
    """
    job = lock_job(session, key)
    if job.type not in machine.job_types:
        raise NotFound(job=str(key))
    promised = job.fenced or token is not None
    if job.holder_id != machine.id or (promised and token != str(job.lease)):
        raise LeaseLost(job=str(key))
    return job


def complete(session: Session, machine: Machine, job: Job, variables: Mapping[str, Any]) -> None:
    """The job is done and gives these variables. Raises LeaseLost, NameReserved, OutputFailed."""
    job.complete(job.lease)
    result = refuse_unmapped(find_case(session, job.case_id or 0), job.element, variables)
    _advance(
        session,
        job,
        lambda run: run.finish(job.ref or 0, result),
        EventKind.JOB_COMPLETED,
        {"result": result, "by": machine.name},
    )


def fail(session: Session, machine: Machine, job: Job, error: str, left: int, after: timedelta) -> None:
    """The attempt failed; `left` attempts follow, `after` that time. None left: the case has an incident.

    Raises LeaseLost.
    """
    message = "".join(letter if letter.isprintable() else " " for letter in error)[:LONGEST]
    if not job.fail(job.lease, message, left=left, after=after):
        give_up(session, job, "worker_failed", {"worker": machine.name, "message": message})


def throw_error(session: Session, machine: Machine, job: Job, code: str, variables: Mapping[str, Any]) -> None:
    """The work ended with an error that the diagram may catch; uncaught, the case has an incident.

    Raises LeaseLost, NameReserved.
    """
    job.complete(job.lease)
    result = refuse_unmapped(find_case(session, job.case_id or 0), None, variables)
    throw(session, job, BpmnError(code, result), by=machine.name)


def throw(session: Session, job: Job, error: BpmnError, by: str | None = None) -> None:
    """The case goes on from a job's BPMN error."""
    _advance(
        session,
        job,
        lambda run: run.throw_error(job.ref or 0, error.code, dict(error.variables)),
        EventKind.ERROR_THROWN,
        {"error": error.code, "result": dict(error.variables), **({"by": by} if by else {})},
    )


def extend(job: Job, by: timedelta) -> None:
    """Keep the job for `by` from now on. Raises LeaseLost."""
    job.extend(job.lease, by)


def _advance(session: Session, job: Job, act: Callable[[Any], Any], kind: EventKind, report: Mapping[str, Any]) -> None:
    case = running_case(session, job)
    if case is not None:
        parts = {"job": {"type": job.type, "key": job.key, **report}}
        case.advance(act, kind, element=job.element, parts=parts)
