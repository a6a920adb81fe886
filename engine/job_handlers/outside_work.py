"""Jobs done by workers outside: what they may say of a job that they hold, and what becomes of the case."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit, job
from engine.case import Case
from engine.case import find as find_case
from engine.case.payload_guard import fitting
from engine.database.base import now
from engine.errors import NotFound
from engine.job import Job, LeaseLost, Thrown
from engine.job_handlers import built_in
from engine.machine import Machine

LONGEST = 500  # characters of what a worker says of a failure


def activate(
    session: Session, machine: Machine, type: str, lease: timedelta, *, fenced: bool = False, limit: int = 1
) -> list[Job]:
    """At most `limit` jobs of a type that are due, taken by this account; each is an event of its case.

    Nobody waits: what others are at, or whose case is being moved at this moment, is passed over. Raises NotAllowed.
    """
    machine.require_type(type)
    asked = select(Job, Case).join(Case, Case.id == Job.case_id)
    asked = asked.where(Job.type == type, *job.free(now(session))).order_by(Job.due_at, Job.id).limit(limit)
    asked = asked.with_for_update(of=[Job, Case], skip_locked=True)
    found = session.execute(asked.execution_options(populate_existing=True)).tuples().all()
    for each, case in found:
        each.activate(lease, holder_id=machine.id, fenced=fenced)
        told = {"type": type, "key": each.key, "by": machine.name, "until": (now(session) + lease).isoformat()}
        audit.record(
            session,
            "job_activated",
            chain=case,
            element=each.element,
            digest=case.definition.digest,
            parts={"activation": told},
        )
    return [each for each, _case in found]


def held(session: Session, machine: Machine, key: int, token: str | None = None) -> Job:
    """A job that this account holds, with the turn of its case taken. `token` is the lease's, if it was given one.

    Raises NotFound for jobs of other types, LeaseLost where somebody else took it up since.
    """
    found = built_in.take(session, key)
    if found.type not in machine.job_types:
        raise NotFound(job=str(key))
    promised = found.fenced or token is not None
    if found.holder_id != machine.id or (promised and token != str(found.lease)):
        raise LeaseLost(job=str(key))
    return found


def complete(session: Session, machine: Machine, done: Job, variables: Mapping[str, Any]) -> None:
    """The job is done and gives these variables. Raises LeaseLost, NameReserved, OutputFailed."""
    done.complete(done.lease)
    given = fitting(find_case(session, done.case_id or 0), done.element, variables)
    _move(
        session,
        done,
        lambda run: run.finish(done.ref or 0, given),
        "job_completed",
        {"result": given, "by": machine.name},
    )


def fail(session: Session, machine: Machine, failed: Job, error: str, left: int, after: timedelta) -> None:
    """The attempt failed; `left` attempts follow, `after` that time. None left: the case has an incident.

    Raises LeaseLost.
    """
    told = "".join(letter if letter.isprintable() else " " for letter in error)[:LONGEST]
    if not failed.fail(failed.lease, told, left=left, after=after):
        built_in.give_up(session, failed, "worker_failed", {"worker": machine.name, "message": told})


def throw_error(session: Session, machine: Machine, failed: Job, code: str, variables: Mapping[str, Any]) -> None:
    """The work ended with an error that the diagram may catch; uncaught, the case has an incident.

    Raises LeaseLost, NameReserved.
    """
    failed.complete(failed.lease)
    given = fitting(find_case(session, failed.case_id or 0), None, variables)
    throw(session, failed, Thrown(code, given), by=machine.name)


def throw(session: Session, done: Job, error: Thrown, by: str | None = None) -> None:
    """The case goes on from a job's BPMN error."""
    _move(
        session,
        done,
        lambda run: run.throw_error(done.ref or 0, error.code, dict(error.variables)),
        "error_thrown",
        {"error": error.code, "result": dict(error.variables), **({"by": by} if by else {})},
    )


def extend(kept: Job, by: timedelta) -> None:
    """Keep the job for `by` from now on. Raises LeaseLost."""
    kept.extend(kept.lease, by)


def _move(session: Session, done: Job, act: Callable[[Any], Any], kind: str, told: Mapping[str, Any]) -> None:
    found = built_in.locked(session, done)
    if found is not None:
        parts = {"job": {"type": done.type, "key": done.key, **told}}
        found.advance(act, kind, element=done.element, parts=parts)
