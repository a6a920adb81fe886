"""The path of a case through its diagram: where it went, where it is now, where it is stuck."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from engine import incident
from engine.database.base import session_of
from engine.job import Job
from engine.message import Subscription

if TYPE_CHECKING:
    from engine.case.case import Case


def of(case: "Case") -> dict[str, list[str]]:
    """Ids of elements and flows: `done`, `active`, `incident`."""
    passed: dict[str, None] = {}
    for event in case.events():
        passed |= dict.fromkeys((event.part("effects") or {}).get("trail", ()))
    session = session_of(case)
    stuck = [stop.element for stop in incident.open_in(session, case.id, beside=False) if stop.element]
    waits = session.scalars(select(Job.element).where(Job.case_id == case.id, Job.status == "pending")).all()
    awaited = session.scalars(select(Subscription.element).where(Subscription.case_id == case.id))
    active = [task.element for task in case.open_tasks()] + [element for element in [*waits, *awaited] if element]
    return {"done": list(passed), "active": list(dict.fromkeys(active)), "incident": stuck}
