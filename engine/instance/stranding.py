"""Tasks that nobody may do: they stay open, and an incident beside says so until somebody may."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from engine import employee, feel, incident, job, standing
from engine.base import key_of, new_key, now, session_of
from engine.calendar import WIB
from engine.errors import Refusal
from engine.person import Person
from engine.task import ADRIFT, Task, address_to, anybody, note, settle, terms_of

if TYPE_CHECKING:
    from engine.instance.case import ProcessInstance


DAILY = "look_for_hands"
_LEFT = and_(
    Task.assignee_id.in_(select(Person.id).where(Person.active.is_(False))), Task.status == "open", Task.personal,
    Task.claimed_at.is_(None),
)  # fmt: skip


def attend(case: "ProcessInstance", task: Task) -> None:
    """See who may do a task: open the incident beside it, or close it, as nobody may or somebody."""
    session = session_of(case)
    session.flush()
    session.expire(task, ["offers", "kept"])
    if task.status == "open":
        settle(task)
    if task.status == "open" and task.personal and task.assignee_id is None:
        _address(case, task)
    stranded = task.status == "open" and not anybody(session, terms_of(task))
    if stranded != task.stranded:
        task.stranded = stranded
        _strand(case, task) if stranded else _rescue(case, task)


def attend_all(case: "ProcessInstance") -> bool:
    """See again who may do what nobody may in a case, or who has left; whether something stays that nobody may do."""
    query = select(Task).where(Task.instance_id == case.id, or_(Task.stranded, _LEFT, ADRIFT))
    tasks = session_of(case).scalars(query).all()
    for task in tasks:
        attend(case, task)
    return any(task.stranded for task in tasks)


@standing.hearer
def look_again(session: Session) -> None:
    """Who is whose superior, who holds what, who is there changed: somebody may be able to act now, or no longer."""
    cases = [stop.instance for stop in incident.stranded(session)]
    queries = select(Task).where(_LEFT), select(Task).where(ADRIFT)
    cases += [task.instance for query in queries for task in session.scalars(query)]
    for case in dict.fromkeys(cases):
        if case is not None:
            case.lock()
            attend_all(case)


def _address(case: "ProcessInstance", task: Task) -> None:
    """Ask the diagram once more whom it means, of the superior whom the subject has now."""
    session, scope = session_of(case), task.scope()
    subject = session.get(Person, case.subject_id) if case.subject_id else None
    if subject is None or not isinstance(scope.get("subject"), Mapping):
        return
    today = {**scope["subject"], "superior": employee.superior(session, subject, case.today())}
    text = (task.node().assignment.get("assignee") or "").removeprefix("=")
    try:
        value = feel.parse(text).evaluate({**scope, "subject": today}, case.env())
    except Refusal:
        return
    meant = session.get(Person, key_of(value) or 0) if isinstance(value, str) else None
    if meant is not None and meant.active and meant.id != task.named_id:
        address_to(task, meant)


def _strand(case: "ProcessInstance", task: Task) -> None:
    session, origin = session_of(case), new_key()
    code, values = _why(session, task)
    incident.open_incident(session, case.id, code, values, origin=origin, ref=task.ref, element=task.element)
    note(task, "task_stranded", None, None, incident={"code": code})
    if all(waiting.type != DAILY for waiting in job.open_in(session, case.id)):
        due = next_day(now(session))
        job.enqueue(session, DAILY, f"hands-{origin}", {}, origin=origin, due_at=due, instance_id=case.id)


def _rescue(case: "ProcessInstance", task: Task) -> None:
    incident.close_beside(session_of(case), case.id, task.ref)
    note(task, "task_rescued", None, None)


def _why(session: Session, task: Task) -> tuple[str, dict[str, Any]]:
    """The code of the incident and what its words need: to whom the task is offered, or for whom it is."""
    terms = terms_of(task)
    named, subject = (session.get(Person, key) if key else None for key in (terms.named_id, terms.subject_id))
    told_apart = {"task": task.name, "subject": subject.name if subject else None}
    if not terms.personal:
        offers = [{"role": role, "unit": unit or None} for role, unit in sorted(terms.offers)]
        return incident.NOBODY_MAY, {**told_apart, "offers": offers}
    code = incident.NAMED_MAY_NOT if named else incident.NOBODY_NAMED
    return code, {**told_apart, "named": named.name if named else None}


def next_day(at: datetime) -> datetime:
    """When the next day has begun everywhere in the country: what begins by date has begun then."""
    west = at.astimezone(ZoneInfo(WIB))
    return datetime.combine(west.date() + timedelta(days=1), time(), west.tzinfo)
