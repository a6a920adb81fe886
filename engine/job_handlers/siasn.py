"""Jobs at SIASN: what became of a proposal, what a career's histories say, the decree sent there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine import document, employee, job
from engine.case import Case
from engine.database.base import key_of, now, session_of
from engine.job import Failed, Job, Outside, Thrown, outside_of
from engine.job import siasn as wire
from engine.job.outside import Siasn
from engine.job.siasn import NotThere
from engine.job_handlers.built_in import locked
from engine.person import Person

# Where somebody here must act, or it is over: documents to mend, refused, technical approval signed, decree made.
ENDS = "5,6,13,14,21,22,32,34,49,67,99"
EVERY, LONGEST = "6", 168  # hours between two looks
TOLD = {
    "id": "id",
    "status_name": "statusUsulanNama",
    "approval_number": "no_pertek",
    "approval_date": "tgl_pertek",
    "decree_number": "no_sk",
    "decree_date": "tgl_sk",
    "reason": "alasan_tolak_tambahan",
}


@dataclass(frozen=True)
class Errand:
    """What a job asks of SIASN."""

    siasn: Siasn
    key: str
    nip: str
    input: Mapping[str, Any]
    headers: Mapping[str, str]
    content: bytes = field(default=b"", repr=False)


def _needs(around: Outside) -> object:
    return around.siasn


def _errand(session: Session, asked: Job) -> Errand | Thrown | None:
    """About whom: the NIP that is mapped in, else the subject's."""
    found, around = locked(session, asked), outside_of(session)
    if found is None or around is None or around.siasn is None:
        return None
    subject = _subject(found)
    nip = asked.payload["input"].get("nip") or (subject.nip if subject else None)
    if not isinstance(nip, str) or not (nip.isascii() and nip.isdigit()):
        return Thrown("siasn_no_nip")
    return Errand(around.siasn, asked.key, nip, asked.payload["input"], asked.payload["headers"])


def _subject(case: Case) -> Person | None:
    return session_of(case).get(Person, case.subject_id) if case.subject_id else None


def _at(ask: Callable[[Errand], Any]) -> Callable[[Errand | Thrown | None], Any]:
    """The effect that asks, where there is somebody to ask about; what SIASN refuses for good is a BPMN error."""

    def effect(errand: Errand | Thrown | None) -> Any:
        if not isinstance(errand, Errand):
            return errand
        try:
            return ask(errand)
        except NotThere as refused:
            return Thrown("siasn_refused", {"siasn_error": refused.told})

    return effect


def look_up(errand: Errand) -> dict[str, Any]:
    """The proposal of this person, as SIASN lists it; nothing yet is an empty answer."""
    period = {"periode": str(errand.input["period"])} if errand.input.get("period") else {}
    rows = wire.listed(errand.siasn, "/pns/list-kp-instansi", errand.key, **period)
    mine = [row for row in rows if row.get("nipBaru") == errand.nip]
    if wanted := errand.input.get("proposal"):
        mine = [row for row in mine if row.get("id") == wanted]
    row = max(mine, key=_since, default=None)
    if row is None:
        return {}
    return {"status": _number(row.get("statusUsulan")), **{name: row.get(theirs) for name, theirs in TOLD.items()}}


@job.handler("siasn_proposal", prepare=_errand, effect=_at(look_up), needs=_needs)
def follow(session: Session, asked: Job, proposal: dict[str, Any] | None) -> None:
    """Go on once the proposal has a status that the header `until` names; else look again after `every_hours`."""
    found, headers = locked(session, asked), asked.payload["headers"]
    if found is None or proposal is None:
        return
    ends = {code.strip() for code in headers.get("until", ENDS).split(",")}
    if str(proposal.get("status")) in ends:
        found.finish(asked, {headers.get("result", "siasn"): proposal})
    else:
        asked.postpone(now(session) + timedelta(hours=_hours(headers.get("every_hours", EVERY))))


def read_histories(errand: Errand) -> dict[str, Any]:
    """Every history that the header `histories` names (all that we know), by name."""
    wanted = [name.strip() for name in errand.headers.get("histories", ",".join(employee.HISTORIES)).split(",")]
    if unknown := [name for name in wanted if name not in employee.HISTORIES]:
        raise Failed("siasn_history", again=False, names=unknown, known=list(employee.HISTORIES))
    return {
        name: _theirs(errand, wire.listed(errand.siasn, f"/pns/{name}/{errand.nip}", errand.key)) for name in wanted
    }


def _theirs(errand: Errand, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, each with whose it is: one that does not say belongs to whom was asked about."""
    return [{**row, "nipBaru": row.get("nipBaru") or errand.nip} for row in rows]


@job.handler("siasn_histories", prepare=_errand, effect=_at(read_histories), needs=_needs)
def take_in(session: Session, asked: Job, told: dict[str, Any] | None) -> None:
    """Record what is new as facts of the subject, and take a fresh snapshot into the case."""
    found = locked(session, asked)
    if found is None or told is None:
        return
    subject = _subject(found)
    if subject is None:
        raise Failed("subject_missing", again=False)
    counted = employee.take_in(session, subject, told)
    session.flush()
    fresh = employee.snapshot(session, subject, found.today())
    found.finish(asked, {"subject": fresh, asked.payload["headers"].get("result", "siasn"): counted})


def with_paper(session: Session, asked: Job) -> Errand | Thrown | None:
    """The errand, with the document of this case that the input `document` names."""
    errand = _errand(session, asked)
    if not isinstance(errand, Errand):
        return errand
    key = key_of(str(errand.input.get("document")))
    paper = session.get(document.Document, key) if key is not None else None
    if paper is None or paper.case_id != asked.case_id:
        raise Failed("siasn_document", again=False)
    return Errand(errand.siasn, errand.key, errand.nip, errand.input, errand.headers, paper.content())


def send_decree(errand: Errand) -> dict[str, Any]:
    """Send the decree (SK) of a promotion to its proposal."""
    given = errand.input
    try:
        day = employee.as_date(given.get("date"))
    except (ValueError, TypeError, AttributeError):
        raise Failed("siasn_decree", again=False) from None
    fields = {
        "idUsulan": str(given.get("proposal") or ""),
        "nomorSk": str(given.get("number") or ""),
        "tanggalSk": f"{day:%d-%m-%Y}",
    }
    if not all(fields.values()):
        raise Failed("siasn_decree", again=False)
    said = wire.upload(errand.siasn, "/upload-dok-sk-kp", errand.key, fields, "sk.pdf", errand.content)
    return {"sent": True, "answer": said}


@job.handler("siasn_upload", prepare=with_paper, effect=_at(send_decree), needs=_needs)
def sent(session: Session, asked: Job, said: dict[str, Any] | None) -> None:
    """Go on; the variable that the header `result` names (`siasn`) holds what SIASN said."""
    found = locked(session, asked)
    if found is not None and said is not None:
        found.finish(asked, {asked.payload["headers"].get("result", "siasn"): said})


def _since(row: Mapping[str, Any]) -> date:
    """From which day a proposal would hold; one that does not say comes before all others."""
    try:
        return employee.as_date(row.get("tmtKp"))
    except (ValueError, TypeError, AttributeError):
        return date.min


def _number(told: Any) -> int | None:
    return int(told) if str(told).isascii() and str(told).isdigit() else None


def _hours(told: str) -> int:
    if not told.isdigit() or not 0 < int(told) <= LONGEST:
        raise Failed("siasn_hours", again=False, given=told, longest=LONGEST)
    return int(told)
