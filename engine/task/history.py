"""Events about tasks beside the steps of their case: what was done with them, and attempts that were refused."""

from typing import TYPE_CHECKING

from engine import audit
from engine.audit import EventKind
from engine.database.base import session_of
from engine.errors import Refusal
from engine.person import Person
from engine.task.authorization import Authorization

if TYPE_CHECKING:
    from engine.task.task import Task


def note_refusal(task: "Task", actor: Person, refusal: Refusal) -> None:
    """Write that `actor` tried and was refused; in a transaction of its own, after the attempt was undone."""
    task.case.lock()
    details = {
        "code": refusal.code,
        "values": {name: str(value)[:500] for name, value in refusal.values.items()},
        "legal_basis": task.node().legal_basis,
    }
    audit.record(
        session_of(task),
        EventKind.ATTEMPT_REFUSED,
        actor=actor,
        chain=task.case,
        person_id=task.subject_id,
        task_id=task.id,
        element=task.element,
        digest=task.case.definition.digest,
        parts={"refusal": details},
    )


def note(
    task: "Task", kind: EventKind, actor: Person | None, authorization: Authorization | None, **parts: object
) -> None:
    """Write what became of a task without a step of its case, and by what authorization."""
    audit.record(
        session_of(task),
        kind,
        actor=actor,
        chain=task.case,
        on_behalf_of=authorization.on_behalf_of if authorization else None,
        mandate=authorization.letter if authorization else None,
        person_id=task.subject_id,
        task_id=task.id,
        element=task.element,
        digest=task.case.definition.digest,
        parts={"right": vars(authorization), **parts} if authorization else parts,
    )
