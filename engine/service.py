"""What the built-in job types do (timers, messages, letters, fresh facts), and giving up with an incident."""

from typing import Any

from sqlalchemy.orm import Session

from engine import audit, employee, incident, instance, job, letter, message
from engine.base import new_key
from engine.errors import NotFound
from engine.instance import RUNNING, ProcessInstance
from engine.job import Job
from engine.message import Message
from engine.person import Person, Unit


def locked(session: Session, done: Job) -> ProcessInstance | None:
    """The case a job belongs to, with its turn taken; None if it ended meanwhile."""
    found = instance.find(session, done.instance_id or 0)
    found.lock()
    return found if found.status in RUNNING else None


@job.handler("timer_due")
def fire_timer(session: Session, due: Job, _result: Any) -> None:
    """A timer fell due: the one step that fires it."""
    found = locked(session, due)
    if found is not None:
        found.fire(due)


@job.handler("deliver_message")
def deliver_message(session: Session, delivery: Job, _result: Any) -> None:
    """Bring a message to the first case that waits for it; nobody waiting, it is kept until it expires."""
    told = session.get(Message, int(delivery.payload["message"]), with_for_update=True)
    if told is None or told.taken_by_id is not None:
        return
    for waiting in message.receivers(session, told):
        receiver = instance.find(session, waiting.instance_id)
        receiver.lock()
        if receiver.status in RUNNING:
            told.taken_by_id, told.taken_ref = receiver.id, waiting.ref
            receiver.hear(told, waiting)
            return


def draw_letter(session: Session, asked: Job) -> tuple[Any, ...] | None:
    """Number the letter that the header `template` names, and gather what printing it takes."""
    found = locked(session, asked)
    if found is None:
        return None
    headers = asked.payload["headers"]
    unit = session.get(Unit, found.unit_key) if found.unit_key else None
    drawn = letter.draw(session, found, headers.get("template", ""), headers.get("classification", "800"),
                        key=asked.key, unit=unit, issuer=headers.get("issuer", letter.ISSUER))  # fmt: skip
    data = {**asked.payload["input"], "letter": letter.told(drawn, unit)}
    return found.definition.contents().files, drawn.template, data, drawn.made_at


def print_letter(material: tuple[Any, ...] | None) -> bytes | None:
    """Set and print it; half a second, outside any transaction."""
    return letter.compile(*material) if material else None


@job.handler("letter", prepare=draw_letter, effect=print_letter)
def keep_letter(session: Session, asked: Job, pdf: bytes | None) -> None:
    """Keep the letter and go on; the variable that the header `result` names holds its number and document."""
    found = locked(session, asked)
    if found is None or pdf is None:
        return
    drawn = letter.draw(session, found, "", "800", key=asked.key)
    kept = drawn.issue(found, pdf)
    made = {"number": drawn.number, "document": str(kept.id), "date": found.day_of(drawn.made_at).isoformat()}
    found.finish(asked, {asked.payload["headers"].get("result", "letter"): made})


@job.handler("refresh_subject")
def refresh_subject(session: Session, asked: Job, _result: Any) -> None:
    """Take a new snapshot of the subject's facts into the case."""
    found = locked(session, asked)
    if found is None:
        return
    subject = session.get(Person, found.subject_id) if found.subject_id else None
    if subject is None:
        raise NotFound("subject_missing", instance=found.number)
    found.finish(asked, {"subject": employee.snapshot(session, subject, found.today())})


def give_up(session: Session, failed: Job, code: str, values: dict[str, Any]) -> None:
    """The last attempt failed: an incident on the case says so."""
    if failed.instance_id is None:
        return
    found = instance.find(session, failed.instance_id)
    found.lock()
    incident.open_incident(
        session, found.id, code, values, origin=new_key(), ref=failed.ref, element=failed.element, job_id=failed.id
    )
    found.status = "incident"
    audit.record(session, "job_failed", chain=found, element=failed.element, digest=found.definition.digest,
                 parts={"job": {"type": failed.type, "key": failed.key, "code": code, "values": values}})  # fmt: skip
