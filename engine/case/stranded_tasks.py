"""Tasks that nobody may do: they stay open, and an incident beside says so until somebody may."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import incident, job, notice
from engine.audit import EventKind
from engine.calendar import WIB
from engine.case import addressees
from engine.database.base import new_key, now, session_of
from engine.job import Job
from engine.person import Person
from engine.task import Task, address_to, in_hands, note, reassign, terms_of

if TYPE_CHECKING:
    from engine.case.case import Case

DAILY = "look_for_hands"
FOREVER = 1_000_000  # attempts: a day that fails does not end the days after it
Addressed = defaultdict[int, list[Task]]
"""The tasks that became a person's in a transaction, by the key of the person."""


def reassess(case: "Case", task: Task, addressed: Addressed | None = None) -> None:
    """Assign a task to the person who has it by right; open or close the incident that says that nobody may do it.

    A person whose it became is notified at once, or with `addressed` by the caller, who may collect several tasks.
    """
    session = session_of(case)
    session.flush()
    session.expire(task, ["offers", "excluded_ids"])
    if task.status == "open":
        became = Addressed(list) if addressed is None else addressed
        _give(case, task, became)
        if addressed is None:
            notify(session, became)
    stranded = task.status == "open" and not in_hands(task)
    if stranded != task.stranded:
        task.stranded = stranded
        _strand(case, task) if stranded else _rescue(case, task)


def notify(session: Session, addressed: Addressed) -> None:
    """Notify each person of the tasks that became theirs: of the one task, or how many there are."""
    for person_id, tasks in sorted(addressed.items()):
        if len(tasks) == 1:
            notice.notify(
                session,
                person_id,
                "task_assigned",
                {"task": tasks[0].name},
                case_id=tasks[0].case_id,
                task_id=tasks[0].id,
            )
        else:
            notice.notify(session, person_id, "tasks_assigned", {"count": len(tasks)})


def watch(session: Session) -> None:
    """Have all open tasks reassessed when each day begins, by one job for the house."""
    if session.scalar(select(Job.id).where(Job.key == DAILY)) is None:
        job.enqueue(session, DAILY, DAILY, {}, origin=new_key(), due_at=next_day(now(session)), attempts=FOREVER)


def _give(case: "Case", task: Task, addressed: Addressed) -> None:
    named = task.named_id
    if task.by_superior and named != (meant := addressees.meant_now(case, task.element, task.scope_ref)):
        address_to(task, meant)
    reassign(task)
    if task.named_id not in (None, named) and task.assignee_id == task.named_id:
        addressed[task.assignee_id or 0].append(task)


def _strand(case: "Case", task: Task) -> None:
    session, origin = session_of(case), new_key()
    code, values = _why(session, task)
    incident.open_incident(session, case.id, code, values, origin=origin, ref=task.ref, element=task.element)
    note(task, EventKind.TASK_STRANDED, None, None, incident={"code": code})
    watch(session)


def _rescue(case: "Case", task: Task) -> None:
    incident.close_beside(session_of(case), case.id, task.ref)
    note(task, EventKind.TASK_RESCUED, None, None)


def _why(session: Session, task: Task) -> tuple[str, dict[str, Any]]:
    """The code of the incident and the values of its sentence: to whom the task is offered, or who it is for."""
    terms = terms_of(task)
    named, subject = (session.get(Person, key) if key else None for key in (terms.named_id, terms.subject_id))
    values = {"task": task.name, "subject": subject.name if subject else None}
    if not terms.personal:
        offers = [{"role": role, "unit": unit or None} for role, unit in sorted(terms.offers)]
        return incident.NOBODY_MAY, {**values, "offers": offers}
    code = incident.NAMED_MAY_NOT if named else incident.NOBODY_NAMED
    return code, {**values, "named": named.name if named else None}


def next_day(at: datetime) -> datetime:
    """The time at which the next day has begun everywhere in the country."""
    west = at.astimezone(ZoneInfo(WIB))
    return datetime.combine(west.date() + timedelta(days=1), time(), west.tzinfo)
