"""Cases that events begin: a signal, a message, the clock; each start is a job that can fail alone."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import calendar, instance, job
from engine.definition import ProcessDefinition, latest, successor
from engine.job import Job


@job.handler("start_by_event", internal=True)
def start_by_event(session: Session, asked: Job, _result: Any) -> None:
    """Start a case of a definition that a signal or the clock begins: of the newest version that still begins so."""
    found, element = session.get(ProcessDefinition, int(asked.payload["definition"])), asked.payload["element"]
    if found is not None:
        instance.start(session, successor(session, found, element), None, asked.payload["payload"], event=element)


@job.handler("schedule_starts", internal=True)
def schedule_starts(session: Session, asked: Job, _result: Any) -> None:
    """A definition was published that begins at times: wait for the first of one, or of each if none is named."""
    found, only = session.get(ProcessDefinition, int(asked.payload["definition"])), asked.payload.get("element")
    env = instance.env(session, calendar.zone(None).key)
    for element, told in found.start_times(env, only) if found else ():
        _wait_to_start(session, asked, {"definition": str(asked.payload["definition"]), "element": element, **told})


@job.handler("start_by_timer", internal=True)
def start_by_timer(session: Session, due: Job, _result: Any) -> None:
    """The time has come to start a case of a definition, if no newer version took its place."""
    found, told = session.get(ProcessDefinition, int(due.payload["definition"])), due.payload
    newest = latest(session, found.key) if found else None
    if found is None or newest is None or newest.id != found.id:
        return
    if told.get("left", 0) != 0:
        _wait_to_start(session, due, {**told, **found.next_start(told, instance.env(session, calendar.zone(None).key))})
    # In a job of its own: a case that cannot begin must not take the times after it along.
    begun = {"definition": told["definition"], "element": told["element"], "payload": {}}
    job.enqueue(session, "start_by_event", f"{due.key}-begun", begun, origin=due.id)


def _wait_to_start(session: Session, origin: Job, told: dict[str, Any]) -> None:
    key = f"start-{told['definition']}-{told['element']}-{told['due']}"
    due_at = datetime.fromisoformat(told["due"])
    job.enqueue(session, "start_by_timer", key, told, origin=origin.id, due_at=due_at)
