"""The page of one task: why me, the file of the case, the rule results, the form with its outcomes."""

from collections.abc import Mapping
from typing import Any

from flask import render_template

from engine import inbox
from engine import person as people
from engine.audit import EventKind
from engine.case import answered_last
from engine.task import Task
from webapp.cases import history
from webapp.forms import page as formpage
from webapp.platform import db
from webapp.platform.access_log import note_read
from webapp.platform.auth import me


def load_task(task_id: int, *, lock: bool = False) -> Task:
    """The task, for a person who may do it or read its case; with `lock`, nobody else moves the case meanwhile."""
    return inbox.task(db.session(), me(), task_id, lock=lock)


def page(
    task: Task,
    answer: Mapping[str, Any] | None = None,
    errors: Mapping[str, Any] | None = None,
    *,
    problem: str | None = None,
    handed: Mapping[str, str] | None = None,
) -> str:
    """The page of a task for the current person.

    `answer` and `errors` come from a refused answer, `handed` and `problem` from a refused delegation.
    """
    note_read(task.case)
    case, authorization = task.case, task.authorization_of(me())
    shown = formpage.context(
        task.form() if authorization else None,
        answer,
        task.scope() if authorization else {},
        case.eval_context(),
        errors,
    )
    events = case.events()
    return render_template(
        "tasks/task.html",
        task=task,
        case=case,
        authorization=authorization,
        node=task.node(),
        **shown,
        problem=problem,
        handed=handed or {},
        person=history.subject_of(case),
        subject=case.root().get("subject") or {},
        files=case.documents(),
        letters=case.letters(),
        readable=inbox.may_read(db.session(), me(), case),
        decided=history.latest_results(case, events),
        before=[history.entry(case, event) for event in events if event.kind == EventKind.TASK_COMPLETED],
        withdrawable=task.status == "completed" and task.completed_by_id == me().id and answered_last(events, task),
        colleagues=people.people_of(db.session(), unit=me().unit_key, limit=100).items
        if authorization and me().unit_key
        else [],
    )
