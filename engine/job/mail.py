"""Sends mail: texts with values and no logic, headers that nobody can break out of, one Message-ID a job."""

import re
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr, localtime
from typing import Any

from engine.job.handler import Failed
from engine.job.integrations import Mailbox

PLACE = re.compile(r"\{\{\s*([a-zA-Z_][\w.]*)\s*\}\}")
ADDRESS = re.compile(r"[\w.+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
MOST, LONGEST, LONGEST_SUBJECT = 20, 100_000, 200
TIMEOUT = 20.0  # seconds


@dataclass(frozen=True)
class Mail:
    """One mail; `key` is the job's, so that a receiver who gets it twice can tell."""

    to: Sequence[str]
    subject: str
    text: str
    key: str


def write(template: str, to: Sequence[str], values: Mapping[str, Any], key: str) -> Mail:
    """A mail from a template, its places filled with values. Raises Failed."""
    parts = split(template)
    if parts is None:
        raise Failed("mail_template", again=False)
    return checked(Mail(to, fill(parts[0], values), fill(parts[1], values), key))


def split(template: str) -> tuple[str, str] | None:
    """Subject and text: the first line is `Subject: …`, an empty line follows. None for any other template."""
    head, _, text = template.partition("\n\n")
    return (head.removeprefix("Subject: "), text) if head.startswith("Subject: ") and "\n" not in head else None


def places(template: str) -> set[str]:
    """The first names of the paths that a template is filled with."""
    return {match[1].split(".")[0] for match in PLACE.finditer(template)}


def fill(template: str, values: Mapping[str, Any]) -> str:
    """The text with a value for each `{{path}}`. Raises Failed("mail_value") for one that is not there."""

    def value_of(match: re.Match[str]) -> str:
        value: Any = values
        for part in match[1].split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if value is None or isinstance(value, Mapping | list):
            raise Failed("mail_value", again=False, name=match[1])
        return str(value)

    return PLACE.sub(value_of, template)


def checked(mail: Mail) -> Mail:
    """The same mail. Raises Failed where an address or the subject could break out of its header."""
    if not 0 < len(mail.to) <= MOST:
        raise Failed("mail_addresses", again=False, most=MOST)
    for address in mail.to:
        if not isinstance(address, str) or not ADDRESS.fullmatch(address):
            raise Failed("mail_address", again=False)
    if not mail.subject.strip() or len(mail.subject) > LONGEST_SUBJECT or not mail.subject.isprintable():
        raise Failed("mail_subject", again=False, longest=LONGEST_SUBJECT)
    if len(mail.text) > LONGEST:
        raise Failed("mail_text", again=False, longest=LONGEST)
    return mail


def send(box: Mailbox, mail: Mail) -> str:
    """Hand the mail to the server: its Message-ID. Raises Failed, for good where the server refuses it for good.

    That one of several addresses is refused is a failure too: the others recognise a second copy by its Message-ID.
    """
    message = _composed(box, mail)
    try:
        with _connected(box) as server:
            if refused_some := server.send_message(message):
                raise smtplib.SMTPRecipientsRefused(refused_some)
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        raise Failed("mail_refused", again=min(codes) < 500, status=max(codes)) from None
    except smtplib.SMTPResponseException as refused:
        raise Failed("mail_refused", again=_mends(refused), status=refused.smtp_code) from None
    except ssl.SSLCertVerificationError as error:
        raise Failed("mail_certificate", host=box.host, why=error.verify_message) from None
    except (OSError, smtplib.SMTPException) as error:
        raise Failed("mail_unreachable", reason=type(error).__name__) from None
    return str(message["Message-ID"])


def _mends(refused: smtplib.SMTPResponseException) -> bool:
    """True if another attempt may help: after a corrected password or a full mailbox, never for an unwanted message."""
    return isinstance(refused, smtplib.SMTPAuthenticationError) or refused.smtp_code < 500


def _composed(box: Mailbox, mail: Mail) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = formataddr(("Jenjang", box.sender)), ", ".join(mail.to)
    message["Subject"], message["Date"] = mail.subject, localtime()
    message["Message-ID"] = f"<{mail.key}@{box.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _connected(box: Mailbox) -> smtplib.SMTP:
    # The certificates of the machine, or those that SSL_CERT_FILE names.
    trusted = ssl.create_default_context()
    if box.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(box.host, box.port, timeout=TIMEOUT, context=trusted)
    else:
        server = smtplib.SMTP(box.host, box.port, timeout=TIMEOUT)
    try:
        if box.security == "starttls":
            server.starttls(context=trusted)
        if box.user:
            server.login(box.user, box.password)
    except BaseException:
        server.close()
        raise
    return server
