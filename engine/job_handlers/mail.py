"""Job type `mail`: a text of the definition, filled with what the diagram maps in, sent to the people it names."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from engine.job import BpmnError, Failed, Job, handler, integrations_of, mail
from engine.job.integrations import Mailbox
from engine.job.mail import Mail
from engine.job_handlers.locking import running_case


@dataclass(frozen=True)
class OutgoingMail:
    """A mail and the mailbox that sends it."""

    box: Mailbox
    mail: Mail


def prepare(session: Session, job: Job) -> OutgoingMail | BpmnError | None:
    """The mail, written; without an address, an error that the diagram may catch."""
    case, integrations = running_case(session, job), integrations_of(session)
    if case is None or integrations is None or integrations.mailbox is None:
        return None
    inputs, name = job.payload["input"], job.payload["headers"].get("template", "")
    source = case.definition.bundle().files.get(f"mails/{name}")
    if source is None:
        raise Failed("mail_template", again=False)
    to = inputs.get("to")
    addresses = [each for each in (to if isinstance(to, list) else [to]) if each]
    if not addresses:
        return BpmnError("mail_nobody")
    return OutgoingMail(integrations.mailbox, mail.write(source.decode(), addresses, inputs, job.key))


def post(material: OutgoingMail | BpmnError | None) -> Any:
    """Send it; its Message-ID."""
    return mail.send(material.box, material.mail) if isinstance(material, OutgoingMail) else material


@handler("mail", prepare=prepare, effect=post, needs=lambda integrations: integrations.mailbox)
def finish_mail(session: Session, job: Job, message_id: Any) -> None:
    """Go on; the variable that the header `result` names holds the Message-ID."""
    case = running_case(session, job)
    if case is not None:
        result = job.payload["headers"].get("result")
        case.finish(job, {result: {"message_id": message_id}} if result else {})
