"""How a task opens: its row, the roles it is offered to, the hands it is kept from."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from engine import notice, person
from engine.base import derived_key, key_of, now, session_of
from engine.person import Person
from engine.task.offer import TaskCandidate
from engine.task.separation import keep_apart
from engine.task.task import Task

if TYPE_CHECKING:
    from engine import spiff
    from engine.instance import ProcessInstance

NEVER = "9999-12-31T00:00:00+00:00"


def open_task(instance: "ProcessInstance", waiting: "spiff.Waiting", origin: int, place: Callable[[str], str]) -> Task:
    """The row of a task that a step opened. `place` says at which unit a role is asked for ("" for everywhere)."""
    session = session_of(instance)
    node = instance.definition.contents().diagrams.nodes[waiting.element]
    due, assignee = moment(waiting.due), _person(session, waiting.assignee)
    task = Task(
        id=derived_key(origin, "task", waiting.ref), instance_id=instance.id, instance=instance, ref=waiting.ref,
        scope_ref=waiting.scope, element=waiting.element, name=waiting.name or waiting.element, form_id=waiting.form,
        process_key=instance.definition.key, unit_key=instance.unit_key, subject_id=instance.subject_id,
        assignee_id=assignee.id if assignee else None, personal=assignee is not None, priority=waiting.priority or 50,
        due_at=due, due_order=due or datetime.fromisoformat(NEVER), follow_up_at=moment(waiting.follow_up),
        status="open", created_at=now(session),
    )  # fmt: skip
    groups = waiting.groups if waiting.groups is not None else [node.lane] if node.lane else []
    for group in dict.fromkeys(groups if assignee is None else []):
        role, _, unit = group.partition("@")
        task.candidates.append(
            TaskCandidate(role_key=role, unit_key=unit or place(role), free=True, due_at=task.due_order)
        )
    session.add(task)
    keep_apart(task)
    if assignee is not None:
        notice.tell(
            session, assignee.id, "task_assigned", {"task": task.name}, instance_id=instance.id, task_id=task.id
        )
    return task


def known(session: Session, kind: str, name: str) -> bool:
    """Whether there is anybody to ask: a `person` (by key) who is active, or a `group` (`role`, `role@unit`)."""
    if kind == "person":
        found = _person(session, name)
        return found is not None and found.active
    role, _, unit = name.partition("@")
    return person.role_kind(session, role) is not None and (not unit or session.get(person.Unit, unit) is not None)


def _person(session: Session, name: str | None) -> Person | None:
    key = key_of(name or "")
    return None if key is None else session.get(Person, key)


def moment(text: str | None) -> datetime | None:
    """A time that a step told."""
    return None if text is None else datetime.fromisoformat(text)
