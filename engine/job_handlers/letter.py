"""Job type `letter`: an official letter is numbered, printed and kept with its case."""

from typing import Any

from sqlalchemy.orm import Session

from engine import letter
from engine.job import Job, handler
from engine.job_handlers.locking import running_case
from engine.person import Unit


def prepare(session: Session, job: Job) -> tuple[Any, ...] | None:
    """The arguments of printing the template that the header `template` names; the letter is numbered here."""
    case = running_case(session, job)
    if case is None:
        return None
    headers = job.payload["headers"]
    unit = session.get(Unit, case.unit_key) if case.unit_key else None
    drawn = letter.draw(
        session,
        case,
        headers.get("template", ""),
        headers.get("classification", "800"),
        key=job.key,
        unit=unit,
        issuer=headers.get("issuer", letter.ISSUER),
    )
    values = {**job.payload["input"], "letter": letter.to_template(drawn, unit)}
    return case.definition.contents().files, drawn.template, values, drawn.made_at


def print_letter(material: tuple[Any, ...] | None) -> bytes | None:
    """The PDF; it takes half a second, outside any transaction."""
    return letter.compile(*material) if material else None


@handler("letter", prepare=prepare, effect=print_letter)
def keep_letter(session: Session, job: Job, pdf: bytes | None) -> None:
    """Keep the letter and go on; the variable that the header `result` names holds its number and document."""
    case = running_case(session, job)
    if case is None or pdf is None:
        return
    drawn = letter.draw(session, case, "", "800", key=job.key)
    document = drawn.issue(case, pdf)
    issued = {"number": drawn.number, "document": str(document.id), "date": case.day_of(drawn.made_at).isoformat()}
    case.finish(job, {job.payload["headers"].get("result", "letter"): issued})
