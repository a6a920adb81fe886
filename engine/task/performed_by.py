"""Who did a task and by what right, as expressions and letters read it: `done.<element id>` (`recordDoer`)."""

from typing import TYPE_CHECKING, Any

from engine.database.base import session_of
from engine.person import Person
from engine.task.authorization import Right

if TYPE_CHECKING:
    from engine.task.task import Task


def doer(task: "Task", actor: Person, right: Right) -> dict[str, Any] | None:
    """The record of whoever does the task now, with every key each time; None where the diagram does not ask for it.

    `right` is the code of the right (assignee, role, substitute, climbed), `kind` that of a substitution (plh, plt,
    leave), `letter` the number of its letter.
    """
    if task.node().properties.get("recordDoer") != "true":
        return None
    absent = session_of(task).get(Person, right.on_behalf_of) if right.on_behalf_of else None
    at = task.case.env().now.isoformat(timespec="seconds")
    return {
        **_card(actor),
        "right": right.code,
        "role": right.role,
        "unit": right.unit,
        "kind": right.kind,
        "letter": right.letter,
        "on_behalf_of": _card(absent) if absent else None,
        "at": at,
    }


def _card(person: Person) -> dict[str, Any]:
    return {"id": str(person.id), "name": person.name, "nip": person.nip}
