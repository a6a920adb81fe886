"""Tasks answered together: those that were selected, as they stand, and one answer for each by its own verb."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

import forms
from engine.audit import AuditEvent, EventKind
from engine.case import Case, last_moves
from engine.errors import AnswerRejected, Conflict
from engine.inbox.cases import readable
from engine.inbox.tasks import task, with_case
from engine.person import Person
from engine.task import Task, alike, together


def selected(session: Session, actor: Person, keys: Collection[int]) -> dict[int, Task]:
    """The tasks of these keys that the actor may do or whose cases they may read, open or not, by key."""
    rows = session.scalars(with_case(select(Task).where(Task.id.in_(keys)))).all()
    cases = {each.case_id for each in rows if not each.authorization_of(actor)}
    read = set(session.scalars(readable(session, actor).where(Case.id.in_(cases)))) if cases else set()
    return {each.id: each for each in rows if each.case_id not in cases or each.case_id in read}


def states(session: Session, tasks: Sequence[Task]) -> dict[int, int]:
    """The last move of each task's case (its place in the history), by the task's key: it must still be the last."""
    moved = last_moves(session, {each.case_id for each in tasks})
    return {each.id: moved[each.case_id] for each in tasks if each.case_id in moved}


def rounds(session: Session, tasks: Sequence[Task]) -> dict[int, int]:
    """The number of times that each task, by its key, was done before in its case, without those never done."""
    earlier = aliased(Task)
    again = earlier.case_id == Task.case_id, earlier.element == Task.element
    done = earlier.status == "completed", earlier.completed_at <= Task.created_at, earlier.ref < Task.ref
    query = select(Task.id, func.count()).join(earlier, and_(*again)).where(*done)
    keys = [each.id for each in tasks]
    return dict(session.execute(query.where(Task.id.in_(keys)).group_by(Task.id)).tuples().all())


def check_shared(task: Task, answer: Mapping[str, Any]) -> dict[str, Any]:
    """The shared answer, checked as far as it is the same for all.

    Raises Conflict where tasks of this kind are answered one by one; AnswerRejected, also for what cannot be shared.
    """
    shared = together(task)
    if not shared.possible:
        raise Conflict("not_together")
    if shared.form is None and answer:
        raise AnswerRejected({name: [("unknown_field", {})] for name in answer})
    try:
        return shared.form.load(answer, {}, task.case.eval_context()) if shared.form else {}
    except forms.InvalidAnswer as invalid:
        raise AnswerRejected(invalid.errors) from None


def answer_shared(
    session: Session, actor: Person, task_id: int, like: Task | None, state: int | None, answer: Mapping[str, Any]
) -> None:
    """Answer one of several tasks that are alike to `like`; does nothing where the task has this very answer already.

    Raises as the task's own verb, and Conflict where it is of another kind, or its case moved since it was shown.
    """
    shared_task = task(session, actor, task_id, lock=True)
    shared = together(shared_task)
    if shared_task.completed_by_id != actor.id:
        shared_task.authorize(actor)
    if shared.possible and (like is None or not alike(shared_task, like)):
        raise Conflict("other_form")
    checked = check_shared(shared_task, answer)
    if shared_task.completed_by_id == actor.id and _says_the_same(session, shared_task, shared, checked):
        return
    shared_task.authorize(actor)
    if state is None or states(session, [shared_task]).get(shared_task.id) != state:
        raise Conflict("changed_since_shown")
    shared_task.complete(
        actor, shared.answer(shared_task.form(), answer, shared_task.scope(), shared_task.case.eval_context())
    )


def _says_the_same(session: Session, shared_task: Task, shared: forms.SharedForm, checked: Mapping[str, Any]) -> bool:
    """True if the task's last answer has the shared values as they were sent: the page was sent twice."""
    events = select(AuditEvent).where(
        AuditEvent.case_id == shared_task.case_id,
        AuditEvent.task_id == shared_task.id,
        AuditEvent.kind == EventKind.TASK_COMPLETED,
    )
    last = session.scalars(events.order_by(AuditEvent.seq.desc()).limit(1)).first()
    recorded = (last.part("answer") if last else None) or {}
    return shared.same(recorded, checked)
