"""Taking an answer back: the state before it is copied forward, and the rows that its step touched follow."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import audit, job, message
from engine.audit import AuditEvent, EventKind
from engine.case.projection import close, note_incidents
from engine.database.base import new_key, session_of
from engine.errors import Conflict
from engine.incident import BESIDE, Incident
from engine.person import Person
from engine.task import Task

if TYPE_CHECKING:
    from engine.case.case import Case

Effects = Mapping[str, Any]
ASIDE = (
    EventKind.JOB_ACTIVATED,
    EventKind.ATTEMPT_REFUSED,
    EventKind.TASK_STRANDED,
    EventKind.TASK_RESCUED,
    EventKind.TASK_ADDRESSED,
)
"""Kinds of events that do not move the case; work that a worker began is checked by its lease."""


def last_moves(session: Session, cases: Collection[int]) -> dict[int, int]:
    """The place in its history of the last event that moved each of these cases."""
    moving = AuditEvent.case_id.in_(cases), AuditEvent.kind.not_in(ASIDE)
    query = select(AuditEvent.case_id, func.max(AuditEvent.seq)).where(*moving).group_by(AuditEvent.case_id)
    return {case: seq for case, seq in session.execute(query) if case is not None and seq is not None}


def answered_last(history: Sequence[AuditEvent], task: Task) -> bool:
    """True if nothing moved the case since the task was completed."""
    last = next((event for event in reversed(history) if event.kind not in ASIDE), None)
    return last is not None and last.kind == EventKind.TASK_COMPLETED and last.task_id == task.id


def take_back(case: "Case", task: Task, actor: Person, reason: str) -> None:
    """Undo the last step, if `task` was completed in it. Raises Conflict("moved_on") where the case went on since."""
    history = [event for event in case.events() if event.kind not in ASIDE]
    last, before = history[-1], _state_before(case, history)
    if not answered_last(history, task) or case.status != "running" or before is None:
        raise Conflict("moved_on")
    effects, origin = last.part("effects"), new_key()
    _close_opened(case, effects)
    task.reopen()
    _open_closed(case, effects, _openings(history), origin)
    # Ordinals are never given twice in the life of a case.
    case.state, case.variables = {**before["state"], "last": case.state["last"]}, before["variables"]
    parts = {
        "withdrawal": {"reason": reason, "of": str(last.id)},
        "state": {"state": case.state, "variables": case.variables},
        "effects": {"opened": [], "closed": [], "trail": []},
    }
    audit.record(
        session_of(case),
        EventKind.TASK_WITHDRAWN,
        actor=actor,
        chain=case,
        on_behalf_of=last.on_behalf_of_id,
        mandate=last.mandate,
        person_id=case.subject_id,
        task_id=task.id,
        element=task.element,
        digest=case.definition.digest,
        parts=parts,
        event_id=origin,
    )


def _state_before(case: "Case", history: Sequence[AuditEvent]) -> Any:
    """The state after the last step but one."""
    stepped = [event for event in history[:-1] if "state" in event.commitments]
    return audit.part(session_of(case), stepped[-1], "state") if stepped else None


def _openings(history: Sequence[AuditEvent]) -> dict[int, Effects]:
    """The record of what each ref waited for, from the history."""
    effects = [event.part("effects") or {} for event in history]
    return {opened["ref"]: opened for each in effects for opened in each.get("opened", ())}


def _close_opened(case: "Case", effects: Effects) -> None:
    """Close all that the step opened. Raises Conflict where a person or a worker has begun with it."""
    session, refs = session_of(case), [opened["ref"] for opened in effects["opened"]]
    if effects["thrown"] or any(opened["kind"] == "incident" for opened in effects["opened"]):
        raise Conflict("moved_on")
    for task in session.scalars(select(Task).where(Task.case_id == case.id, Task.ref.in_(refs))):
        if task.claimed_at or task.status != "open":
            raise Conflict("moved_on")
    for waiting in job.of_refs(session, case.id, refs, done=True):
        if waiting.lease or waiting.status != "pending":
            raise Conflict("moved_on")
    close(case, refs)


def _open_closed(case: "Case", effects: Effects, openings: Mapping[int, Effects], origin: int) -> None:
    """Open again what the step closed: timers, messages, tasks of others."""
    session, refs = session_of(case), [closed["ref"] for closed in effects["closed"]]
    for task in session.scalars(select(Task).where(Task.case_id == case.id, Task.ref.in_(refs))):
        if task.status == "cancelled":
            task.reopen()
    for waiting in job.of_refs(session, case.id, refs):
        if waiting.status == "cancelled":
            waiting.status = "pending"
    for opened in (openings[ref] for ref in refs if ref in openings):
        if opened["kind"] == "message":
            message.subscribe(
                session, case.id, opened["ref"], opened["element"], opened["name"], opened["key"], origin=origin
            )
        elif opened["kind"] == "signal":
            message.listen(session, case.id, opened["ref"], opened["element"], opened["name"])
    stopped = Incident.case_id == case.id, Incident.ref.in_(refs), Incident.code.not_in(BESIDE)
    for stop in session.scalars(select(Incident).where(*stopped)):
        stop.status, stop.closed_at = "open", None
    note_incidents(case)
