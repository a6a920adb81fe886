"""Jobs at SIASN: what became of a proposal, what a career's histories say, the decree sent there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine import document, employee
from engine.case import Case
from engine.database.base import key_of, now, session_of
from engine.job import BpmnError, Failed, Integrations, Job, handler, integrations_of
from engine.job import siasn as wire
from engine.job.integrations import Siasn
from engine.job.siasn import NotThere
from engine.job_handlers.locking import running_case
from engine.person import Person

# Where somebody here must act, or it is over: documents to mend, refused, technical approval signed, decree made.
ENDS = "5,6,13,14,21,22,32,34,49,67,99"
EVERY, LONGEST = "6", 168  # hours between two looks
FIELDS = {
    "id": "id",
    "status_name": "statusUsulanNama",
    "approval_number": "no_pertek",
    "approval_date": "tgl_pertek",
    "decree_number": "no_sk",
    "decree_date": "tgl_sk",
    "reason": "alasan_tolak_tambahan",
}


@dataclass(frozen=True)
class SiasnRequest:
    """A request to SIASN: the settings, the NIP it is about, and what the diagram maps in."""

    siasn: Siasn
    key: str
    nip: str
    input: Mapping[str, Any]
    headers: Mapping[str, str]
    content: bytes = field(default=b"", repr=False)


def _needs(integrations: Integrations) -> object:
    return integrations.siasn


def _prepare(session: Session, job: Job) -> SiasnRequest | BpmnError | None:
    """The request about the NIP that is mapped in, else the subject's; without one, a BPMN error."""
    case, integrations = running_case(session, job), integrations_of(session)
    if case is None or integrations is None or integrations.siasn is None:
        return None
    subject = _subject(case)
    nip = job.payload["input"].get("nip") or (subject.nip if subject else None)
    if not isinstance(nip, str) or not (nip.isascii() and nip.isdigit()):
        return BpmnError("siasn_no_nip")
    return SiasnRequest(integrations.siasn, job.key, nip, job.payload["input"], job.payload["headers"])


def _subject(case: Case) -> Person | None:
    return session_of(case).get(Person, case.subject_id) if case.subject_id else None


def _effect_of(call: Callable[[SiasnRequest], Any]) -> Callable[[SiasnRequest | BpmnError | None], Any]:
    """The effect that makes the `call` of a request; what SIASN refuses for good is a BPMN error."""

    def effect(request: SiasnRequest | BpmnError | None) -> Any:
        if not isinstance(request, SiasnRequest):
            return request
        try:
            return call(request)
        except NotThere as refusal:
            return BpmnError("siasn_refused", {"siasn_error": refusal.reason})

    return effect


def look_up(request: SiasnRequest) -> dict[str, Any]:
    """The proposal of this person, as SIASN lists it; nothing yet is an empty answer."""
    period = {"periode": str(request.input["period"])} if request.input.get("period") else {}
    rows = wire.listed(request.siasn, "/pns/list-kp-instansi", request.key, **period)
    proposals = [row for row in rows if row.get("nipBaru") == request.nip]
    if wanted := request.input.get("proposal"):
        proposals = [row for row in proposals if row.get("id") == wanted]
    row = max(proposals, key=_since, default=None)
    if row is None:
        return {}
    return {"status": _number(row.get("statusUsulan")), **{name: row.get(field) for name, field in FIELDS.items()}}


@handler("siasn_proposal", prepare=_prepare, effect=_effect_of(look_up), needs=_needs)
def follow(session: Session, job: Job, proposal: dict[str, Any] | None) -> None:
    """Go on once the proposal has a status that the header `until` names; else look again after `every_hours`."""
    case, headers = running_case(session, job), job.payload["headers"]
    if case is None or proposal is None:
        return
    ends = {code.strip() for code in headers.get("until", ENDS).split(",")}
    if str(proposal.get("status")) in ends:
        case.finish(job, {headers.get("result", "siasn"): proposal})
    else:
        job.postpone(now(session) + timedelta(hours=_hours(headers.get("every_hours", EVERY))))


def read_histories(request: SiasnRequest) -> dict[str, Any]:
    """Every history that the header `histories` names (else all that we know), by name."""
    wanted = [name.strip() for name in request.headers.get("histories", ",".join(employee.HISTORIES)).split(",")]
    if unknown := [name for name in wanted if name not in employee.HISTORIES]:
        raise Failed("siasn_history", again=False, names=unknown, known=list(employee.HISTORIES))
    return {
        name: _with_nip(request, wire.listed(request.siasn, f"/pns/{name}/{request.nip}", request.key))
        for name in wanted
    }


def _with_nip(request: SiasnRequest, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, each with its NIP; one without belongs to the person of the request."""
    return [{**row, "nipBaru": row.get("nipBaru") or request.nip} for row in rows]


@handler("siasn_histories", prepare=_prepare, effect=_effect_of(read_histories), needs=_needs)
def record_histories(session: Session, job: Job, histories: dict[str, Any] | None) -> None:
    """Record what is new as facts of the subject, and take a fresh snapshot into the case."""
    case = running_case(session, job)
    if case is None or histories is None:
        return
    subject = _subject(case)
    if subject is None:
        raise Failed("subject_missing", again=False)
    counted = employee.take_in(session, subject, histories)
    session.flush()
    fresh = employee.snapshot(session, subject, case.today())
    case.finish(job, {"subject": fresh, job.payload["headers"].get("result", "siasn"): counted})


def with_document(session: Session, job: Job) -> SiasnRequest | BpmnError | None:
    """The request, with the document of this case that the input `document` names."""
    request = _prepare(session, job)
    if not isinstance(request, SiasnRequest):
        return request
    key = key_of(str(request.input.get("document")))
    paper = session.get(document.Document, key) if key is not None else None
    if paper is None or paper.case_id != job.case_id:
        raise Failed("siasn_document", again=False)
    return SiasnRequest(request.siasn, request.key, request.nip, request.input, request.headers, paper.content())


def send_decree(request: SiasnRequest) -> dict[str, Any]:
    """Send the decree (SK) of a promotion to its proposal."""
    inputs = request.input
    try:
        day = employee.as_date(inputs.get("date"))
    except (ValueError, TypeError, AttributeError):
        raise Failed("siasn_decree", again=False) from None
    fields = {
        "idUsulan": str(inputs.get("proposal") or ""),
        "nomorSk": str(inputs.get("number") or ""),
        "tanggalSk": f"{day:%d-%m-%Y}",
    }
    if not all(fields.values()):
        raise Failed("siasn_decree", again=False)
    answer = wire.upload(request.siasn, "/upload-dok-sk-kp", request.key, fields, "sk.pdf", request.content)
    return {"sent": True, "answer": answer}


@handler("siasn_upload", prepare=with_document, effect=_effect_of(send_decree), needs=_needs)
def finish_upload(session: Session, job: Job, receipt: dict[str, Any] | None) -> None:
    """Go on; the variable that the header `result` names (`siasn`) holds SIASN's answer."""
    case = running_case(session, job)
    if case is not None and receipt is not None:
        case.finish(job, {job.payload["headers"].get("result", "siasn"): receipt})


def _since(row: Mapping[str, Any]) -> date:
    """The day from which a proposal would hold; the first of all days where it has none."""
    try:
        return employee.as_date(row.get("tmtKp"))
    except (ValueError, TypeError, AttributeError):
        return date.min


def _number(code: Any) -> int | None:
    return int(code) if str(code).isascii() and str(code).isdigit() else None


def _hours(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= LONGEST:
        values: dict[str, Any] = {"given": text, "longest": LONGEST}
        raise Failed("siasn_hours", again=False, **values)
    return int(text)
