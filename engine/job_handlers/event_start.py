"""Cases that events begin: a signal, a message, the clock; each start is a job that can fail alone."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import calendar, incident, job
from engine.case import Case, env, note_starts_refused
from engine.case import start as start_case
from engine.database.base import new_key
from engine.definition import ProcessDefinition, latest, started_by, successor
from engine.job import Job
from engine.message import Message


@job.handler("start_by_event", internal=True)
def start_by_event(session: Session, asked: Job, _result: Any) -> None:
    """Start a case of a definition that a signal or the clock begins: of the newest version that still begins so."""
    found, element = session.get(ProcessDefinition, int(asked.payload["definition"])), asked.payload["element"]
    if found is not None:
        start_case(session, successor(session, found, element), None, asked.payload["payload"], event=element)


@job.handler("schedule_starts", internal=True)
def schedule_starts(session: Session, asked: Job, _result: Any) -> None:
    """A definition was published that begins at times: wait for the first of one, or of each if none is named."""
    found, only = session.get(ProcessDefinition, int(asked.payload["definition"])), asked.payload.get("element")
    world = env(session, calendar.zone(None).key)
    for element, told in found.start_times(world, only) if found else ():
        _wait_to_start(session, asked, {"definition": str(asked.payload["definition"]), "element": element, **told})


@job.handler("start_by_timer", internal=True)
def start_by_timer(session: Session, due: Job, _result: Any) -> None:
    """The time has come to start a case of a definition, if no newer version took its place."""
    found, told = session.get(ProcessDefinition, int(due.payload["definition"])), due.payload
    newest = latest(session, found.key) if found else None
    if found is None or newest is None or newest.id != found.id:
        return
    if told.get("left", 0) != 0:
        _wait_to_start(session, due, {**told, **found.next_start(told, env(session, calendar.zone(None).key))})
    # In a job of its own: a case that cannot begin must not take the times after it along.
    begun = {"definition": told["definition"], "element": told["element"], "payload": {}}
    job.enqueue(session, "start_by_event", f"{due.key}-begun", begun, origin=due.id)


def begin_by_message(session: Session, arrived: Message) -> Case | None:
    """The case that a message begins, of the first procedure that it may begin; None where it may begin none."""
    for definition, element in begun_by(session, arrived)[:1]:
        case = start_case(session, definition, None, arrived.payload, event=element)
        arrived.taken_by_id = case.id
        return case
    return None


def begun_by(session: Session, arrived: Message) -> list[tuple[ProcessDefinition, str]]:
    """The procedures that wait for a message of this name and that its sender lists, each with the element."""
    return [one for one in started_by(session, "message", arrived.name) if one[0].key in arrived.begins]


def note_unlisted(session: Session, arrived: Message) -> None:
    """Write once that a message reached nobody, though it would begin procedures that its sender does not list."""
    waiting = [definition for definition, _element in started_by(session, "message", arrived.name)]
    sender = session.get(Case, arrived.sender_id) if arrived.sender_id else None
    note_starts_refused(session, waiting, arrived.name, sender.number if sender else arrived.account)


def give_up_start(session: Session, failed: Job, code: str, values: dict[str, Any]) -> None:
    """A signal, a message or the clock was to begin a case, and none began: an incident of its own says so."""
    definition, element = _to_begin(session, failed)
    if definition is None:
        return
    stop = incident.open_incident(
        session, None, code, values, origin=new_key(), element=element, job_id=failed.id, definition_id=definition.id
    )
    session.flush()
    stop.note_start("start_failed", failed, values=values)


def _to_begin(session: Session, failed: Job) -> tuple[ProcessDefinition | None, str | None]:
    """The definition of which a job was to begin a case, and the element that begins it."""
    if failed.type == "deliver_message":
        arrived = session.get(Message, int(failed.payload["message"]))
        return next(iter(begun_by(session, arrived)), (None, None)) if arrived else (None, None)
    key, element = failed.payload.get("definition"), failed.payload.get("element")
    return (session.get(ProcessDefinition, int(key)) if key else None), element


def _wait_to_start(session: Session, origin: Job, told: dict[str, Any]) -> None:
    key = f"start-{told['definition']}-{told['element']}-{told['due']}"
    due_at = datetime.fromisoformat(told["due"])
    job.enqueue(session, "start_by_timer", key, told, origin=origin.id, due_at=due_at)
