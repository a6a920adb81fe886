"""Opens a task: its row, the roles to which it is offered, the persons who are excluded."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, bindparam, insert
from sqlalchemy.orm import Session

from engine import notice, person
from engine.audit import EventKind
from engine.database import direct_sql
from engine.database.base import derived_key, key_of, now, session_of
from engine.person import Person
from engine.task.history import note
from engine.task.task import HANDS, Task
from engine.task.terms import TaskCandidate, TaskExclusion, Terms, separate_elements

if TYPE_CHECKING:
    from engine import spiff
    from engine.case import Case

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
_EXCLUDING = (
    insert(TaskExclusion)
    .from_select(["person_id", "task_id"], HANDS.add_columns(bindparam("task", type_=BigInteger)))
    .returning(TaskExclusion.person_id)
)


def open_task(
    case: "Case",
    waiting: "spiff.Waiting",
    origin: int,
    place: Callable[[str], str],
    present: Callable[[], int | None] | None = None,
) -> tuple[int, Terms]:
    """The key and the terms of a task that a step opened, once its rows are written.

    `place` says at which unit a role counts ("" for everywhere). The person whom the diagram named has it, unless
    they must not or have left. `present` returns whom a formula that reads the superior means now: that person is
    named, whatever the step knew.
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
    excluded = _exclude_earlier_hands(case, waiting.element, task["id"])
    if personal and named is not None and named is not frozen:
        note(session.get_one(Task, task["id"]), EventKind.TASK_ADDRESSED, None, None, delegation={"to": str(named.id)})
    if task["assignee_id"] in excluded:
        session.get_one(Task, task["id"]).assign(None)
    elif task["assignee_id"] is not None:
        notice.notify(
            session,
            task["assignee_id"],
            "task_assigned",
            {"task": task["name"]},
            case_id=case.id,
            task_id=task["id"],
        )
    offers = frozenset((row["role_key"], row["unit_key"]) for row in candidates)
    return task["id"], Terms(offers, excluded, case.subject_id, personal, task["named_id"])


def _exclude_earlier_hands(case: "Case", element: str, task_id: int) -> frozenset[int]:
    """The keys of those who are excluded now, as they did what other hands must do than this element."""
    if not (elements := separate_elements(case, element)):
        return frozenset()
    params = {"case": case.id, "elements": sorted(elements), "task": task_id}
    return frozenset(session_of(case).connection().scalars(_EXCLUDING, params))


def _names_somebody(case: "Case", waiting: "spiff.Waiting") -> bool:
    """True if the diagram says who is to do it, though it may have come out as nobody."""
    node = case.definition.contents().diagrams.nodes[waiting.element]
    return node.assignment.get("assignee") is not None


def _candidates(
    case: "Case",
    waiting: "spiff.Waiting",
    task: Mapping[str, Any],
    place: Callable[[str], str],
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
    """True if there is such a `person` (by key), who may have left, or such a `group` (`role@unit`)."""
    if kind == "person":
        return _person(session, name) is not None
    role, _, unit = name.partition("@")
    return person.role_kind(session, role) is not None and (not unit or session.get(person.Unit, unit) is not None)


def _person(session: Session, name: str | None) -> Person | None:
    key = key_of(name or "")
    return None if key is None else session.get(Person, key)


def moment(text: str | None) -> datetime | None:
    """The time in the text of a step."""
    return None if text is None else datetime.fromisoformat(text)
