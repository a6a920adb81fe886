"""How a task opens: its row, the roles it is offered to, the hands it is kept from."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from engine import notice, person
from engine.database import direct_sql
from engine.database.base import derived_key, key_of, now, session_of
from engine.person import Person
from engine.task.climb import Terms
from engine.task.history import note
from engine.task.offer import TaskCandidate
from engine.task.separation_of_duties import keep_apart
from engine.task.task import Task

if TYPE_CHECKING:
    from engine import spiff
    from engine.case import Case

NEVER = datetime(9999, 12, 31, tzinfo=UTC)


def open_task(
    case: "Case",
    waiting: "spiff.Waiting",
    origin: int,
    place: Callable[[str], str],
    present: Callable[[], int | None] | None = None,
) -> tuple[int, Terms]:
    """The rows of a task that a step opened: its key and its terms. `place` says at which unit a role is asked for.

    ("" for everywhere.) Whom the diagram named has it, unless he must not or has left. `present` tells whom a formula
    that reads the superior means now: he is named, whatever the step knew.
    """
    session = session_of(case)
    due, frozen = moment(waiting.due), _person(session, waiting.assignee)
    named = session.get(Person, present() or 0) if present else frozen
    there = named is not None and named.active
    personal = _names_somebody(case, waiting) and (there or waiting.groups is None)
    task: dict[str, Any] = {
        "id": derived_key(origin, "task", waiting.ref),
        "case_id": case.id,
        "ref": waiting.ref,
        "scope_ref": waiting.scope,
        "element": waiting.element,
        "name": waiting.name or waiting.element,
        "form_id": waiting.form,
        "process_key": case.definition.key,
        "unit_key": case.unit_key,
        "subject_id": case.subject_id,
        "named_id": named.id if named and personal else None,
        "personal": personal,
        "by_superior": personal and present is not None,
        "priority": waiting.priority or 50,
        "due_at": due,
        "due_order": due or NEVER,
        "follow_up_at": moment(waiting.follow_up),
        "status": "open",
        "created_at": now(session),
        "stranded": False,
        "assignee_id": named.id if named and there else None,
    }
    direct_sql.add(session, Task, [task])
    candidates = [] if personal else list(_candidates(case, waiting, task, place))
    direct_sql.add(session, TaskCandidate, candidates)
    excluded = keep_apart(case, waiting.element, task["id"])
    if personal and named is not None and named is not frozen:
        note(session.get_one(Task, task["id"]), "task_addressed", None, None, delegation={"to": str(named.id)})
    if task["assignee_id"] in excluded:
        session.get_one(Task, task["id"]).assign(None)
    elif task["assignee_id"] is not None:
        notice.tell(
            session,
            task["assignee_id"],
            "task_assigned",
            {"task": task["name"]},
            case_id=case.id,
            task_id=task["id"],
        )
    offers = frozenset((one["role_key"], one["unit_key"]) for one in candidates)
    return task["id"], Terms(offers, excluded, case.subject_id, personal, task["named_id"])


def _names_somebody(case: "Case", waiting: "spiff.Waiting") -> bool:
    """Whether the diagram says who is to do it, though it may have come out as nobody."""
    node = case.definition.contents().diagrams.nodes[waiting.element]
    return node.assignment.get("assignee") is not None


def _candidates(
    case: "Case",
    waiting: "spiff.Waiting",
    task: Mapping[str, Any],
    place: Callable[[str], str],
    present: Callable[[], int | None] | None = None,
) -> Iterator[dict[str, Any]]:
    lane = case.definition.contents().diagrams.nodes[waiting.element].lane
    groups = waiting.groups if waiting.groups is not None else [lane] if lane else []
    for group in dict.fromkeys(groups):
        role, _, unit = group.partition("@")
        yield {
            "task_id": task["id"],
            "role_key": role,
            "unit_key": unit or place(role),
            "free": True,
            "due_at": task["due_order"],
        }


def known(session: Session, kind: str, name: str) -> bool:
    """Whether there is anybody to ask: a `person` (by key), though he may have left, or a `group` (`role@unit`)."""
    if kind == "person":
        return _person(session, name) is not None
    role, _, unit = name.partition("@")
    return person.role_kind(session, role) is not None and (not unit or session.get(person.Unit, unit) is not None)


def _person(session: Session, name: str | None) -> Person | None:
    key = key_of(name or "")
    return None if key is None else session.get(Person, key)


def moment(text: str | None) -> datetime | None:
    """A time that a step told."""
    return None if text is None else datetime.fromisoformat(text)
