"""Job type `deliver_message`: a message is brought to the case that waits for it, or begins one."""

from typing import Any

from sqlalchemy.orm import Session

from engine.case import RUNNING, Case
from engine.case import find as find_case
from engine.case.payload_guard import refuse_reserved, refuse_unmapped
from engine.database.base import now
from engine.job import Job, handler
from engine.job_handlers.start import note_unlisted, start_by_message
from engine.message import Message, receivers, still_waits, waiting


@handler("deliver_message", internal=True)
def deliver_message(session: Session, job: Job, _result: Any) -> None:
    """Bring a message to the first case that waits for it, else to a definition that it begins; else it is kept.

    Where it was taken meanwhile, the next one kept under its name and key takes its place.
    """
    message = session.get(Message, int(job.payload["message"]), with_for_update=True)
    if message is not None and message.taken_by_id is not None:
        message = _next_untaken(session, message)
    if message is None or message.expires_at < now(session):
        return
    if hand_over(session, message) is None and job.key == f"message-{message.id}":
        note_unlisted(session, message)


def _next_untaken(session: Session, taken: Message) -> Message | None:
    """The oldest message of the same name and key that nobody took, locked: its own delivery may be under way."""
    for candidate in waiting(session, taken.name, taken.key):
        message = session.get(Message, candidate.id, with_for_update=True, populate_existing=True)
        if message is not None and message.taken_by_id is None:
            return message
    return None


def hand_over(session: Session, message: Message) -> Case | None:
    """The case that takes a message: the first that waits for it, else one that it begins; None if there is neither.

    A message from outside may not write what people answered, unless the diagram maps it. No message may write what a
    case knows of itself and its subject. Raises NameReserved.
    """
    for subscription in receivers(session, message):
        receiver = find_case(session, subscription.case_id)
        receiver.lock()
        if receiver.status in RUNNING:
            receiver.settle()
        if receiver.status in RUNNING and still_waits(session, subscription):
            if message.sender_id is None:
                refuse_unmapped(receiver, subscription.element, message.payload)
            else:
                refuse_reserved(message.payload)
            message.taken_by_id, message.taken_ref = receiver.id, subscription.ref
            receiver.receive_message(message, subscription)
            return receiver
    return start_by_message(session, message)
