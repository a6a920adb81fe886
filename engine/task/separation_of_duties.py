"""Duties that different hands must do (`separateFrom`): who did the one is excluded from the other, in either order."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from engine.database.base import session_of
from engine.task.offer import TaskExclusion

if TYPE_CHECKING:
    from engine.case import Case
    from engine.task.task import Task


def separate_elements(case: "Case", element: str) -> set[str]:
    """The elements that other hands must do than this one: those that it names, and those that name it."""
    nodes = case.definition.contents().diagrams.nodes
    naming = {node.id for node in nodes.values() if element in node.separate_from}
    return naming | set(nodes[element].separate_from)


def exclude(task: "Task", person_ids: Collection[int]) -> None:
    """Exclude these from the task, too."""
    task.exclusions += [TaskExclusion(person_id=each) for each in sorted(person_ids)]
    session_of(task).flush()
    session_of(task).expire(task, ["excluded_ids"])


def exclude_exactly(task: "Task", person_ids: Collection[int]) -> None:
    """Exclude these from the task and nobody else."""
    for exclusion in list(task.exclusions):
        if exclusion.person_id not in person_ids:
            task.exclusions.remove(exclusion)
    exclude(task, set(person_ids) - {exclusion.person_id for exclusion in task.exclusions})
