"""What the built-in job types do (timers, messages, letters, fresh facts), and giving up with an incident."""

from typing import Any

from sqlalchemy.orm import Session

from engine import audit, employee, incident, job, letter, message
from engine.case import RUNNING, Case, look_on, next_day
from engine.case import find as find_case
from engine.case.payload_guard import fitting, free
from engine.database.base import new_key, now
from engine.errors import NotFound
from engine.job import Job
from engine.job_handlers import event_start
from engine.message import Message
from engine.person import Person, Unit


def take(session: Session, key: int) -> Job:
    """The job, with the turn of its case taken first: whoever moves the case never waits for who waits for it.

    Raises NotFound.
    """
    told = job.find(session, key)
    if told.case_id is not None:
        find_case(session, told.case_id).lock()
    return job.find(session, key, lock=True)


def locked(session: Session, done: Job) -> Case | None:
    """The case a job belongs to, with its turn taken and its due timers fired; None if it has ended."""
    found = find_case(session, done.case_id or 0)
    found.lock()
    if found.status in RUNNING:
        found.settle()
    return found if found.status in RUNNING else None


@job.handler("timer_due", internal=True)
def fire_timer(session: Session, due: Job, _result: Any) -> None:
    """A timer fell due: it takes its turn among all timers of the case that are due, the longest due first."""
    found = find_case(session, due.case_id or 0)
    found.lock()
    if found.status in RUNNING:
        due.status = "pending"
        found.settle()


@job.handler("deliver_message", internal=True)
def deliver_message(session: Session, delivery: Job, _result: Any) -> None:
    """Bring a message to the first case that waits for it, else to a definition that it begins; else it is kept.

    Where it was taken meanwhile, the next one kept under its name and key takes its place.
    """
    told = session.get(Message, int(delivery.payload["message"]), with_for_update=True)
    if told is not None and told.taken_by_id is not None:
        told = _next_kept(session, told)
    if told is None or told.expires_at < now(session):
        return
    if hand_over(session, told) is None and delivery.key == f"message-{told.id}":
        event_start.note_unlisted(session, told)


def _next_kept(session: Session, told: Message) -> Message | None:
    """The oldest of the same name and key that nobody took, locked: its own delivery may be under way."""
    for kept in message.waiting(session, told.name, told.key):
        found = session.get(Message, kept.id, with_for_update=True, populate_existing=True)
        if found is not None and found.taken_by_id is None:
            return found
    return None


def hand_over(session: Session, told: Message) -> Case | None:
    """Give a message to the first case that waits for it: that case, or None where nobody waits.

    What people answered is not for a message from outside to write, unless the diagram maps it; what a case knows of
    itself and its subject is for none: NameReserved.
    """
    for waiting in message.receivers(session, told):
        receiver = find_case(session, waiting.case_id)
        receiver.lock()
        if receiver.status in RUNNING:
            receiver.settle()
        if receiver.status in RUNNING and message.still_waits(session, waiting):
            if told.sender_id is None:
                fitting(receiver, waiting.element, told.payload)
            else:
                free(told.payload)
            told.taken_by_id, told.taken_ref = receiver.id, waiting.ref
            receiver.hear(told, waiting)
            return receiver
    return event_start.begin_by_message(session, told)


@job.handler("deliver_signal", internal=True)
def deliver_signal(session: Session, delivery: Job, _result: Any) -> None:
    """Bring a signal to one of the cases that waited for it when it was thrown."""
    receiver, name = locked(session, delivery), delivery.payload["name"]
    waiting = message.hears(session, receiver.id, name) if receiver is not None else None
    if receiver is not None and waiting is not None:
        receiver.signalled(name, free(delivery.payload["payload"]), waiting)


def draw_letter(session: Session, asked: Job) -> tuple[Any, ...] | None:
    """Number the letter that the header `template` names, and gather what printing it takes."""
    found = locked(session, asked)
    if found is None:
        return None
    headers = asked.payload["headers"]
    unit = session.get(Unit, found.unit_key) if found.unit_key else None
    drawn = letter.draw(
        session,
        found,
        headers.get("template", ""),
        headers.get("classification", "800"),
        key=asked.key,
        unit=unit,
        issuer=headers.get("issuer", letter.ISSUER),
    )
    data = {**asked.payload["input"], "letter": letter.to_template(drawn, unit)}
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


@job.handler("look_for_hands", internal=True)
def look_for_hands(session: Session, look: Job, _result: Any) -> None:
    """A day began: look at all open tasks, a portion in each transaction, and again when the next day begins."""
    last = look_on(session, look.payload.get("after", 0))
    look.payload = {"after": last} if last else {}
    look.postpone(now(session) if last else next_day(now(session)))


def give_up(session: Session, failed: Job, code: str, values: dict[str, Any]) -> None:
    """The last attempt failed: an incident on the case says so, or one of its own where no case could begin."""
    case_id, element = _place(session, failed)
    if case_id is None:
        event_start.give_up_start(session, failed, code, values)
        return
    found = find_case(session, case_id)
    found.lock()
    if found.status not in RUNNING:
        return
    incident.open_incident(
        session, found.id, code, values, origin=new_key(), ref=failed.ref, element=element, job_id=failed.id
    )
    found.status = "incident"
    audit.record(
        session,
        "job_failed",
        chain=found,
        element=element,
        digest=found.definition.digest,
        parts={"job": {"type": failed.type, "key": failed.key, "code": code, "values": values}},
    )


def _place(session: Session, failed: Job) -> tuple[int | None, str | None]:
    """The case and element that a job belongs to; a delivery belongs to who waits for the message."""
    if failed.type == "deliver_message":
        told = session.get(Message, int(failed.payload["message"]))
        waiting = next(iter(message.receivers(session, told)), None) if told else None
        return (waiting.case_id, waiting.element) if waiting else (None, None)
    return failed.case_id, failed.element
