"""Resolves incidents of a case: runs the element again, or goes on as if it had been done."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine import audit
from engine.audit import EventKind
from engine.case.projection import RUNNING, note_incidents
from engine.database.base import session_of
from engine.errors import Conflict
from engine.incident import Incident
from engine.job import Job
from engine.person import Person

if TYPE_CHECKING:
    from engine.case.case import Case


def resolve(case: "Case", stop: Incident, actor: Person, kind: EventKind, reason: str | None) -> None:
    """Retry or skip, as `kind` (incident_retried, incident_skipped) says.

    Raises Conflict: `case_ended`; `cannot_skip` at a gateway or a timer.
    """
    if case.status not in RUNNING:
        raise Conflict("case_ended", number=case.number, status=case.status)
    again, parts = kind == EventKind.INCIDENT_RETRIED, {"incident": {"code": stop.code, "reason": reason}}
    failed = session_of(case).get(Job, stop.job_id) if stop.job_id else None
    if failed is not None and not again and failed.ref is not None:
        _pass(case, failed, actor, parts)
    elif failed is None and stop.ref is not None:
        ref = stop.ref
        case.advance(
            lambda run: run.retry(ref) if again else run.skip(ref, {}),
            kind,
            actor=actor,
            element=stop.element,
            parts=parts,
        )
    else:
        if failed is not None and again:
            failed.renew()
        audit.record(
            session_of(case),
            kind,
            actor=actor,
            chain=case,
            element=stop.element,
            digest=case.definition.digest,
            parts=parts,
        )
    note_incidents(case)


def _pass(case: "Case", failed: Job, actor: Person, parts: Mapping[str, object]) -> None:
    """Go on behind the work of a job that failed, without its result."""
    if failed.type == "timer_due":
        raise Conflict("cannot_skip", element=failed.element)
    failed.status = "done"
    case.advance(
        lambda run: run.finish(failed.ref or 0, {}),
        EventKind.INCIDENT_SKIPPED,
        actor=actor,
        element=failed.element,
        parts=parts,
    )
