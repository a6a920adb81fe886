"""Hands that must differ (`separateFrom`): whoever did the one task is kept from the other, in either order."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, cast

from sqlalchemy import BigInteger, Select, bindparam, insert, select
from sqlalchemy.orm import undefer
from sqlalchemy.sql.dml import ReturningInsert

from engine.database.base import session_of
from engine.task.offer import TaskExclusion

if TYPE_CHECKING:
    from engine.case import Case
    from engine.task.task import Task


def apart_from(case: "Case", element: str) -> set[str]:
    """The elements that this one must be separate from: those that it names, and those that name it."""
    nodes = case.definition.contents().diagrams.nodes
    naming = {node.id for node in nodes.values() if element in node.separate_from}
    return naming | set(nodes[element].separate_from)


def hands_apart(case: "Case", element: str) -> set[int]:
    """The persons whose hands did what this element must be separate from."""
    elements = apart_from(case, element)
    told = {"case": case.id, "elements": sorted(elements)}
    return set(session_of(case).scalars(_hands(), told)) if elements else set()


def keep_apart(case: "Case", element: str, task_id: int) -> frozenset[int]:
    """Keep a task that just opened from those whose hands did what it must be separate from: their keys."""
    if elements := apart_from(case, element):
        task = {"case": case.id, "elements": sorted(elements), "task": task_id}
        return frozenset(session_of(case).connection().scalars(_keeping(), task))
    return frozenset()


@cache
def _hands() -> Select[int]:
    from engine.task.task import Task

    of_case = Task.case_id == bindparam("case"), Task.element.in_(bindparam("elements", expanding=True))
    done = Task.status == "completed", Task.completed_by_id.is_not(None)
    return cast(Select[int], select(Task.completed_by_id).where(*of_case, *done).distinct())


@cache
def _keeping() -> ReturningInsert[tuple[int]]:
    hands = _hands().add_columns(bindparam("task", type_=BigInteger))
    return insert(TaskExclusion).from_select(["person_id", "task_id"], hands).returning(TaskExclusion.person_id)


@cache
def _others() -> "Select[Task]":
    from engine.task.task import Task

    of_case = Task.case_id == bindparam("case"), Task.element.in_(bindparam("elements", expanding=True))
    asked = select(Task).where(*of_case, Task.status == "open", Task.id != bindparam("task"))
    whole = undefer(Task.offers), undefer(Task.kept)
    return asked.options(*whole).execution_options(populate_existing=True)


def others(task: "Task") -> Sequence["Task"]:
    """Those of the case's open tasks that must be separate from this one."""
    elements = apart_from(task.case, task.element)
    told = {"case": task.case_id, "elements": sorted(elements), "task": task.id}
    return session_of(task).scalars(_others(), told).all() if elements else []


def renew(task: "Task") -> None:
    """Keep the task from exactly those whose hands did what it must be separate from."""
    wanted = hands_apart(task.case, task.element)
    for exclusion in list(task.exclusions):
        if exclusion.person_id not in wanted:
            task.exclusions.remove(exclusion)
    exclude(task, wanted - {exclusion.person_id for exclusion in task.exclusions})


def exclude(task: "Task", persons: set[int]) -> None:
    """Keep the task from these, too."""
    task.exclusions += [TaskExclusion(person_id=each) for each in sorted(persons)]
    session_of(task).flush()
    session_of(task).expire(task, ["kept"])
