"""Job types `start_by_event`, `schedule_starts`, `start_by_timer`: events begin cases, each in a job of its own."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import calendar, incident
from engine.audit import EventKind
from engine.case import Case, eval_context, note_starts_refused
from engine.case import start as start_case
from engine.database.base import new_key
from engine.definition import ProcessDefinition, latest, started_by, successor
from engine.job import Job, enqueue, handler
from engine.message import Message


@handler("start_by_event", internal=True)
def start_by_event(session: Session, job: Job, _result: Any) -> None:
    """Start a case of a definition that a signal or the clock begins: of the newest version that still begins so."""
    definition, element = session.get(ProcessDefinition, int(job.payload["definition"])), job.payload["element"]
    if definition is not None:
        start_case(session, successor(session, definition, element), None, job.payload["payload"], event=element)


@handler("schedule_starts", internal=True)
def schedule_starts(session: Session, job: Job, _result: Any) -> None:
    """A definition was published that begins at times: wait for the first of one, or of each if none is named."""
    definition, element = session.get(ProcessDefinition, int(job.payload["definition"])), job.payload.get("element")
    clock = eval_context(session, calendar.zone(None).key)
    for start_event, schedule in definition.start_times(clock, element) if definition else ():
        payload = {"definition": str(job.payload["definition"]), "element": start_event, **schedule}
        _wait_to_start(session, job, payload)


@handler("start_by_timer", internal=True)
def start_by_timer(session: Session, job: Job, _result: Any) -> None:
    """The time has come to start a case of a definition, if no newer version took its place."""
    definition, schedule = session.get(ProcessDefinition, int(job.payload["definition"])), job.payload
    newest = latest(session, definition.key) if definition else None
    if definition is None or newest is None or newest.id != definition.id:
        return
    if schedule.get("left", 0) != 0:
        clock = eval_context(session, calendar.zone(None).key)
        _wait_to_start(session, job, {**schedule, **definition.next_start(schedule, clock)})
    # In a job of its own: a case that cannot begin must not take the times after it along.
    payload = {"definition": schedule["definition"], "element": schedule["element"], "payload": {}}
    enqueue(session, "start_by_event", f"{job.key}-begun", payload, origin=job.id)


def start_by_message(session: Session, message: Message) -> Case | None:
    """The case that a message begins, of the first procedure that it may begin; None where it may begin none."""
    for definition, element in startable_by(session, message)[:1]:
        case = start_case(session, definition, None, message.payload, event=element)
        message.taken_by_id = case.id
        return case
    return None


def startable_by(session: Session, message: Message) -> list[tuple[ProcessDefinition, str]]:
    """The procedures that wait for a message of this name and that its sender lists, each with the element."""
    starts = started_by(session, "message", message.name)
    return [(definition, element) for definition, element in starts if definition.key in message.begins]


def note_unlisted(session: Session, message: Message) -> None:
    """Write once that a message reached nobody, though it would begin procedures that its sender does not list."""
    waiting = [definition for definition, _element in started_by(session, "message", message.name)]
    sender = session.get(Case, message.sender_id) if message.sender_id else None
    note_starts_refused(session, waiting, message.name, sender.number if sender else message.account)


def give_up_start(session: Session, job: Job, code: str, values: dict[str, Any]) -> None:
    """A signal, a message or the clock was to begin a case, and none began: an incident of its own says so."""
    definition, element = _to_start(session, job)
    if definition is None:
        return
    stop = incident.open_incident(
        session, None, code, values, origin=new_key(), element=element, job_id=job.id, definition_id=definition.id
    )
    session.flush()
    stop.note_start(EventKind.START_FAILED, job, values=values)


def _to_start(session: Session, job: Job) -> tuple[ProcessDefinition | None, str | None]:
    """The definition of which a job was to begin a case, and the element that begins it."""
    if job.type == "deliver_message":
        message = session.get(Message, int(job.payload["message"]))
        return next(iter(startable_by(session, message)), (None, None)) if message else (None, None)
    key, element = job.payload.get("definition"), job.payload.get("element")
    return (session.get(ProcessDefinition, int(key)) if key else None), element


def _wait_to_start(session: Session, origin: Job, schedule: dict[str, Any]) -> None:
    key = f"start-{schedule['definition']}-{schedule['element']}-{schedule['due']}"
    due_at = datetime.fromisoformat(schedule["due"])
    enqueue(session, "start_by_timer", key, schedule, origin=origin.id, due_at=due_at)
