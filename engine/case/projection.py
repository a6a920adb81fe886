"""Projects into rows what a step opened and closed: tasks, timers, jobs, subscriptions, incidents, the end."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, bindparam, select

from engine import incident, job, message, notice, person, spiff
from engine.case import addressees
from engine.case.stranded_tasks import reassess
from engine.case.thrown_events import throw
from engine.database.base import now, session_of
from engine.job import Job
from engine.person import Person
from engine.task import Task, anybody, moment, named_able, open_task, with_terms

if TYPE_CHECKING:
    from engine.case.case import Case

RUNNING = ("running", "incident")
_DUE = select(Job).where(*job.due_timers(bindparam("case", type_=BigInteger))).order_by(Job.due_at, Job.id)


def project(case: "Case", step: spiff.Step, origin: int, done: Task | None = None) -> None:
    """Write the rows that follow from a step; `done` is the task that was completed in it, closed already."""
    session = session_of(case)
    if left := [closed for closed in step.closed if done is None or closed.ref != done.ref]:
        close(case, {closed.ref for closed in left}, timers=all(_timer(case, closed) for closed in left))
    for waiting in step.opened:
        _open(case, waiting, origin)
    for ordinal, thrown in enumerate(step.thrown):
        throw(case, thrown, origin, ordinal)
    if case.status == "incident" or any(waiting.kind == "incident" for waiting in step.opened):
        note_incidents(case)
    if step.ended:
        stop = step.ended
        if stop.kind == "error":
            incident.open_incident(
                session, case.id, "error_uncaught", {"code": stop.code}, origin=origin, element=stop.element
            )
        end(case, "cancelled" if stop.kind == "cancelled" else "ended", stop.element)


def due_timers(case: "Case") -> Sequence[Job]:
    """The timers of the case that fell due and did not fire yet, in the order in which they fell due."""
    session = session_of(case)
    return session.scalars(_DUE, {"case": case.id, "now": now(session)}).all()


def _timer(case: "Case", closed: spiff.Closed) -> bool:
    """True if only a timer can have closed."""
    event = case.definition.contents().diagrams.nodes[closed.element].event
    return event is not None and all(part.kind == "timer" for part in event.each)


def close(case: "Case", refs: Collection[int], *, timers: bool = False) -> None:
    """Close the rows of what these refs waited for; `timers`: none of them is a task, a message or a signal."""
    session = session_of(case)
    job.cancel_all(session, case.id, refs)
    if not timers:
        query = select(Task).where(Task.case_id == case.id, Task.ref.in_(refs), Task.status == "open")
        for task in session.scalars(query.options(with_terms())):
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
        payload = {"headers": waiting.headers, "input": waiting.payload}
        job.enqueue(
            session,
            waiting.job_type or "",
            f"job-{case.id}-{ref}-{origin}",
            payload,
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
    """A function that returns the person the task is for, if that depends on who the superior is now; else None."""
    named_by_formula = case.definition.contents().diagrams.nodes[waiting.element].assignment.get("assignee")
    if not named_by_formula or not addressees.by_superior(case, waiting.element, waiting.scope):
        return None
    return partial(addressees.meant_now, case, waiting.element, waiting.scope)


def _place(case: "Case", role: str) -> str:
    return (case.unit_key or "") if person.role_kind(session_of(case), role) == "unit" else ""


def note_incidents(case: "Case") -> None:
    """Set the status of the case by whether an incident stops it."""
    session = session_of(case)
    session.flush()
    if case.status in RUNNING:
        case.status = "incident" if incident.open_in(session, case.id, beside=False) else "running"


def end(case: "Case", status: str, end_event: str | None) -> None:
    """End the case: nothing waits any more, its subject and its starter are notified."""
    session = session_of(case)
    case.status, case.end_event, case.ended_at = status, end_event, now(session)
    job.cancel_all(session, case.id)
    for stop in incident.open_in(session, case.id):
        if stop.ref is not None or stop.job_id is not None:
            stop.status, stop.closed_at = "closed", now(session)
    for person_id in filter(None, {case.subject_id, _following_starter(case)}):
        notice.notify(session, person_id, f"case_{status}", {"number": case.number}, case_id=case.id)


def _following_starter(case: "Case") -> int | None:
    """The key of the starter, if they began the case about somebody else and still follow it."""
    if case.starter_id in (None, case.subject_id):
        return None
    starter = session_of(case).get(Person, case.starter_id)
    return starter.id if starter is not None and case.followed_by(starter) else None
