"""Attempts that were refused: they too stand in the case's history, with the clause that the step fulfils."""

from engine import audit
from engine.base import session_of
from engine.errors import Refusal
from engine.person import Person
from engine.task.task import Task


def note_refusal(task: Task, actor: Person, refusal: Refusal) -> None:
    """Write that `actor` tried and was refused; in a transaction of its own, after the attempt was undone."""
    task.instance.lock()
    told = {
        "code": refusal.code, "values": {name: str(value)[:500] for name, value in refusal.values.items()},
        "legal_basis": task.node().legal_basis,
    }  # fmt: skip
    audit.record(
        session_of(task), "attempt_refused", actor=actor, chain=task.instance, person_id=task.subject_id,
        task_id=task.id, element=task.element, digest=task.instance.definition.digest, parts={"refusal": told},
    )  # fmt: skip
