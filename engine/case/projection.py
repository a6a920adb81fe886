"""Mirrors into rows what a step opened and closed: tasks, timers, jobs, subscriptions, incidents, the end."""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, bindparam, select
from sqlalchemy.orm import Session

from engine import audit, feel, incident, job, message, notice, person, spiff
from engine.case import addressees
from engine.case.stranded_tasks import reassess
from engine.database.base import now, session_of
from engine.definition import ProcessDefinition, started_by
from engine.job import Job
from engine.person import Person
from engine.task import Task, anybody, moment, named_able, open_task, with_terms

if TYPE_CHECKING:
    from engine.case.case import Case

RUNNING = ("running", "incident")
_DUE = select(Job).where(*job.due_timers(bindparam("case", type_=BigInteger))).order_by(Job.due_at, Job.id)


def mirror(case: "Case", step: spiff.Step, origin: int, done: Task | None = None) -> None:
    session = session_of(case)
    if left := [closed for closed in step.closed if done is None or closed.ref != done.ref]:
        close(case, {closed.ref for closed in left}, timers=all(_timer(case, closed) for closed in left))
    for waiting in step.opened:
        _open(case, waiting, origin)
    for ordinal, thrown in enumerate(step.thrown):
        _throw(case, thrown, origin, ordinal)
    if case.status == "incident" or any(waiting.kind == "incident" for waiting in step.opened):
        note_incidents(case)
    if step.ended:
        stop = step.ended
        if stop.kind == "error":
            incident.open_incident(
                session, case.id, "error_uncaught", {"code": stop.code}, origin=origin, element=stop.element
            )
        end(case, "cancelled" if stop.kind == "cancelled" else "ended", stop.element)


def _throw(case: "Case", thrown: spiff.Thrown, origin: int, ordinal: int) -> None:
    session = session_of(case)
    if thrown.kind == "signal":
        message.signal(session, thrown.name, thrown.payload, origin=origin, ordinal=ordinal, sender_id=case.id)
        begins = begun_by(case, thrown.element)
        beginning = started_by(session, "signal", thrown.name)
        unlisted = [one for one, _element in beginning if one.key not in begins]
        note_starts_refused(session, unlisted, thrown.name, case.number)
        for definition, element in beginning:
            if definition.key not in begins or _awaited(case, definition.id, thrown.name, element):
                continue
            told = {"definition": str(definition.id), "element": element, "payload": thrown.payload}
            key = f"signal-{origin}-{ordinal}-{definition.id}-{element}"
            job.enqueue(session, "start_by_event", key, told, origin=origin)
        return
    message.publish(
        session,
        thrown.name,
        thrown.correlation_key or "",
        thrown.payload,
        origin=origin,
        ordinal=ordinal,
        sender_id=case.id,
        message_id=thrown.message_id,
        time_to_live=_duration(thrown.time_to_live),
        begins=begun_by(case, thrown.element),
    )


def begun_by(case: "Case", element: str) -> tuple[str, ...]:
    """The keys of the procedures that what an element throws may begin: its property `begins`."""
    return spiff.listed(case.definition.contents().diagrams.nodes[element].properties.get("begins"))


def note_starts_refused(
    session: Session, definitions: Sequence[ProcessDefinition], name: str, sender: str | None
) -> None:
    """Write that a message or signal began no case of these: its sender (a case, an account) does not list them."""
    for definition in definitions:
        start = {"process": definition.title, "key": definition.key, "version": definition.version, "message": name}
        parts = {"start": {**start, **({"sender": sender} if sender else {})}}
        audit.record(session, "start_refused", digest=definition.digest, parts=parts)


def _awaited(case: "Case", definition_id: int, name: str, element: str) -> bool:
    """Whether a case that another event began still waits for this signal: then no further case begins with it."""
    cases, waits = type(case), message.Subscription
    asked = select(waits.ref).join(cases, cases.id == waits.case_id).where(cases.definition_id == definition_id)
    at = element.partition("[")[0]
    place = waits.name == name, waits.kind == "signal", waits.element == at
    return session_of(case).scalar(asked.where(*place).limit(1)) is not None


def due_timers(case: "Case") -> Sequence[Job]:
    """The timers of the case that fell due and did not fire yet, in the order in which they fell due."""
    session = session_of(case)
    return session.scalars(_DUE, {"case": case.id, "now": now(session)}).all()


def _timer(case: "Case", closed: spiff.Closed) -> bool:
    """Whether what closed can have been nothing but a timer."""
    event = case.definition.contents().diagrams.nodes[closed.element].event
    return event is not None and all(part.kind == "timer" for part in event.each)


def close(case: "Case", refs: Collection[int], *, timers: bool = False) -> None:
    """Nothing of these waits any more; `timers`: none of them is a task or waits for a message or signal."""
    session = session_of(case)
    job.cancel_all(session, case.id, refs)
    if not timers:
        asked = select(Task).where(Task.case_id == case.id, Task.ref.in_(refs), Task.status == "open")
        for task in session.scalars(asked.options(with_terms())):
            task.cancel()
        message.unsubscribe(session, case.id, refs)
    for stop in incident.open_in(session, case.id) if case.status == "incident" else ():
        if stop.ref in refs:
            stop.status, stop.closed_at = "closed", now(session)


def _open(case: "Case", waiting: spiff.Waiting, origin: int) -> None:
    session, ref, element = session_of(case), waiting.ref, waiting.element
    if waiting.kind == "task":
        task_id, terms = open_task(case, waiting, origin, lambda role: _place(case, role), _present(case, waiting))
        if not (named_able(session, terms) if terms.personal else anybody(session, terms)):
            reassess(case, session.get_one(Task, task_id))
    elif waiting.kind == "timer":
        job.enqueue(
            session,
            "timer_due",
            f"timer-{case.id}-{ref}-{origin}",
            {},
            origin=origin,
            ref=ref,
            due_at=moment(waiting.due),
            case_id=case.id,
            element=element,
        )
    elif waiting.kind == "job":
        told = {"headers": waiting.headers, "input": waiting.payload}
        job.enqueue(
            session,
            waiting.job_type or "",
            f"job-{case.id}-{ref}-{origin}",
            told,
            origin=origin,
            ref=ref,
            case_id=case.id,
            element=element,
            attempts=waiting.retries or job.ATTEMPTS,
        )
    elif waiting.kind == "message":
        message.subscribe(session, case.id, ref, element, waiting.message or "", waiting.key or "", origin=origin)
    elif waiting.kind == "signal":
        message.listen(session, case.id, ref, element, waiting.message or "")
    else:
        incident.open_incident(
            session, case.id, waiting.code or "", waiting.values, origin=origin, ref=ref, element=element
        )


def _present(case: "Case", waiting: spiff.Waiting) -> Callable[[], int | None] | None:
    """Who says whom the task is for where that hangs on who the superior is now; None where it does not."""
    if not addressees.by_superior(case, waiting.element, waiting.scope):
        return None
    return partial(addressees.meant_now, case, waiting.element, waiting.scope)


def _place(case: "Case", role: str) -> str:
    return (case.unit_key or "") if person.role_kind(session_of(case), role) == "unit" else ""


def note_incidents(case: "Case") -> None:
    session = session_of(case)
    session.flush()
    if case.status in RUNNING:
        case.status = "incident" if incident.open_in(session, case.id, beside=False) else "running"


def end(case: "Case", status: str, end_event: str | None) -> None:
    session = session_of(case)
    case.status, case.end_event, case.ended_at = status, end_event, now(session)
    job.cancel_all(session, case.id)
    for stop in incident.open_in(session, case.id):
        if stop.ref is not None or stop.job_id is not None:
            stop.status, stop.closed_at = "closed", now(session)
    starter = session.get(Person, case.starter_id) if case.starter_id else None
    follows = starter is not None and case.followed_by(starter)
    for person_id in filter(None, {case.subject_id, case.starter_id if follows else None}):
        notice.tell(session, person_id, f"case_{status}", {"number": case.number}, case_id=case.id)


def _duration(text: str | None) -> timedelta:
    if not text:
        return message.TIME_TO_LIVE
    value = feel.parse(f"duration({feel_string(text)})").evaluate({}, feel.EvalContext(now=datetime.now(UTC)))
    return value if isinstance(value, timedelta) else message.TIME_TO_LIVE


def feel_string(text: str) -> str:
    """Text as a FEEL string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
