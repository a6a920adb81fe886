"""Job type `mail`: a text of the definition, filled with what the diagram maps in, sent to whom it names."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from engine import job
from engine.job import Failed, Job, Thrown, mail, outside_of
from engine.job.mail import Mail
from engine.job.outside import Mailbox
from engine.job_handlers.built_in import locked


@dataclass(frozen=True)
class Posting:
    """What sending takes."""

    box: Mailbox
    mail: Mail


def prepare(session: Session, asked: Job) -> Posting | Thrown | None:
    """Write the mail; without anybody to send it to, that is an error which the diagram may catch."""
    found, around = locked(session, asked), outside_of(session)
    if found is None or around is None or around.mailbox is None:
        return None
    given, name = asked.payload["input"], asked.payload["headers"].get("template", "")
    source = found.definition.bundle().files.get(f"mails/{name}")
    if source is None:
        raise Failed("mail_template", again=False)
    to = given.get("to")
    addresses = [each for each in (to if isinstance(to, list) else [to]) if each]
    if not addresses:
        return Thrown("mail_nobody")
    return Posting(around.mailbox, mail.write(source.decode(), addresses, given, asked.key))


def post(material: Posting | Thrown | None) -> Any:
    """Send it."""
    return mail.send(material.box, material.mail) if isinstance(material, Posting) else material


@job.handler("mail", prepare=prepare, effect=post, needs=lambda around: around.mailbox)
def sent(session: Session, asked: Job, message_id: Any) -> None:
    """Go on; the header `result` names the variable that tells which mail it was."""
    found = locked(session, asked)
    if found is not None:
        named = asked.payload["headers"].get("result")
        found.finish(asked, {named: {"message_id": message_id}} if named else {})
