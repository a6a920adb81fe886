"""The steps of answering a task, in the order in which `Task.complete` takes them once the actor is authorized.

Check the answer, close the task, advance the case. All of it happens in one transaction or not at all.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import forms
from engine import document
from engine.audit import EventKind
from engine.database import direct_sql
from engine.database.base import now, session_of
from engine.errors import AnswerRejected
from engine.person import Person
from engine.task.authorization import Authorization
from engine.task.terms import set_free

if TYPE_CHECKING:
    from engine.task.task import Task


def check_answer(task: "Task", answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer with every key of the form that the case's definition froze.

    Raises AnswerRejected, also for fields that the form does not ask.
    """
    form = task.form()
    if form is None:
        if answer:
            raise AnswerRejected({name: [("unknown_field", {})] for name in answer})
        return {}
    try:
        return form.load(answer, task.scope(), task.case.eval_context())
    except forms.InvalidAnswer as invalid:
        raise AnswerRejected(invalid.errors) from None


def close(
    task: "Task", actor: Person, authorization: Authorization, answer: Mapping[str, Any], others_open: bool
) -> None:
    """Close the task as done by the actor, with its documents; exclude them from what other hands must do.

    `others_open`: other tasks of the case may be open, so that one of them may have to exclude the actor.
    """
    form, at = task.form(), now(session_of(task))
    if form:
        document.attach(session_of(task), actor, form.documents(answer), task.case, task.id)
    direct_sql.put(
        task,
        status="completed",
        outcome=_outcome(form, answer),
        completed_at=at,
        completed_by_id=actor.id,
        assignee_id=actor.id,
        claimed_at=task.claimed_at if task.assignee_id == actor.id else at,
        on_behalf_of_id=authorization.on_behalf_of,
    )
    set_free(task, False)
    if task.stranded:
        task.case.reassess(task)
    for separate in task.separate_tasks() if others_open else ():
        separate.exclude(actor)


def advance_case(task: "Task", actor: Person, authorization: Authorization, answer: dict[str, Any]) -> None:
    """Move the case on with the answer, and write the event of it."""
    performed_by = _performed_by(task, actor, authorization)
    task.case.advance(
        lambda run: run.complete(task.ref, answer, performed_by),
        EventKind.TASK_COMPLETED,
        actor=actor,
        task=task,
        authorization=authorization,
        parts={"answer": answer, **({"doer": performed_by} if performed_by else {})},
    )


def _outcome(form: forms.Form | None, answer: Mapping[str, Any]) -> str | None:
    """The option that was chosen, where the form has an outcome."""
    value: Any = answer if form and form.outcome else None
    for part in form.outcome.path.split(".") if form and form.outcome else ():
        value = value.get(part) if isinstance(value, Mapping) else None
    return None if value is None else str(value)


def _performed_by(task: "Task", actor: Person, authorization: Authorization) -> dict[str, Any] | None:
    """The person who does the task, as expressions and letters read it (`done.<element id>`), with every key each time.

    None where the diagram does not ask for it (`recordDoer`). `right` is the code of the authorization.
    """
    if task.node().properties.get("recordDoer") != "true":
        return None
    principal_id = authorization.on_behalf_of
    principal = session_of(task).get(Person, principal_id) if principal_id else None
    return {
        **_card(actor),
        "right": authorization.code,
        "role": authorization.role,
        "unit": authorization.unit,
        "kind": authorization.kind,
        "letter": authorization.letter,
        "on_behalf_of": _card(principal) if principal else None,
        "at": task.case.eval_context().now.isoformat(timespec="seconds"),
    }


def _card(person: Person) -> dict[str, Any]:
    return {"id": str(person.id), "name": person.name, "nip": person.nip}
