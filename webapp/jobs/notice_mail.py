"""Notices by mail: the words of a notice in the language of the person, and where to read it."""

from typing import Any

from sqlalchemy.orm import Session

from engine import job
from engine.calendar import zone
from engine.job import Job, integrations_of, mail
from engine.job.integrations import Mailbox
from engine.job.mail import Mail
from engine.notice import Notice
from engine.person import Person
from webapp.rendering import translations
from webapp.rendering.translations import Reader

NOTICES = "/account/notices"


def prepare(session: Session, mail_job: Job) -> tuple[Mailbox, Mail] | None:
    """The mail, if the person still wants it."""
    notice, around = session.get(Notice, int(mail_job.payload["notice"])), integrations_of(session)
    person = session.get(Person, notice.person_id) if notice else None
    if notice is None or around is None or around.mailbox is None or person is None or not person.wants_mail():
        return None
    reader = Reader(person.locale, zone(person.unit).key)
    sentence = translations.say("notice", notice.code, notice.values, reader)
    values = {"name": person.name, "sentence": sentence, "link": f"{around.address}{NOTICES}"}
    text = translations.say("mail", "notice" if around.address else "notice_without_link", values, reader)
    subject = " ".join(translations.say("mail", "subject", values, reader).split())[: mail.LONGEST_SUBJECT]
    return around.mailbox, mail.checked(Mail([person.email or ""], subject, text, mail_job.key))


def post(material: tuple[Mailbox, Mail] | None) -> None:
    """Send the mail, if there is one."""
    if material is not None:
        mail.send(*material)


@job.handler("notice_mail", prepare=prepare, effect=post, needs=lambda around: around.mailbox, internal=True)
def sent(_session: Session, _job: Job, _result: Any) -> None:
    """Nothing to settle: the notice itself stands in the app."""
