"""Does a step of a story: one public verb, by the person that the cast names."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definition, document, job, job_handlers, message
from engine.case import Case
from engine.case import find as find_case
from engine.case import start as start_case
from engine.database.base import new_key
from engine.errors import NotFound, Refusal
from engine.incident import open_in
from engine.person import Person
from engine.story.cast import Cast
from engine.story.read import BadStory, Story, StoryStep, nested
from engine.task import Task, note_refusal

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def act(session: Session, story: Story, cast: Cast, cases: dict[str, int], step: StoryStep) -> None:
    """Do what a step says; `cases` holds the ids of the cases started so far, by name. Raises the verb's refusal."""
    if step.verb == "start":
        _start(session, story, cast, cases, step)
    elif step.verb == "message":
        message.publish(
            session, step.target, step.key, nested(step.answer), origin=new_key(), begins=story.definitions()
        )
    else:
        case = _case(session, cases, step)
        case.lock()
        _ON_CASE[step.verb](session, cast, case, step)


def _start(session: Session, story: Story, cast: Cast, cases: dict[str, int], step: StoryStep) -> None:
    process = definition.latest(session, step.process or story.process)
    if process is None:
        raise NotFound(process=step.process or story.process)
    actor = cast.newcomer(session, step.by or "starter")
    answer = _names(session, cast, nested(step.target))
    form_id = process.process().start_form
    if form_id:
        _papers(session, actor, process.form(form_id), answer)
    started = start_case(session, process, actor, answer)
    cases[step.name or f"{len(cases) + 1}"] = started.id


def _complete(session: Session, cast: Cast, case: Case, step: StoryStep) -> None:
    task = _task(session, case, step)
    actor = cast.doer(session, step.by, task)
    answer = _names(session, cast, nested(step.answer))
    if form := task.form():
        _papers(session, actor, form, answer)
    task.complete(actor, answer)


def _delegate(session: Session, cast: Cast, case: Case, step: StoryStep) -> None:
    task = _task(session, case, step)
    task.delegate(cast.doer(session, step.by, task), cast.person(session, step.to or ""), step.reason)


def note(session: Session, cast: Cast, cases: dict[str, int], step: StoryStep, refusal: Refusal) -> None:
    """Write a refused attempt at a task into its case."""
    if step.verb == "task" and step.by in cast.ids and refusal.code != "story_task_not_open":
        task = _task(session, _case(session, cases, step), step)
        note_refusal(task, cast.person(session, step.by or ""), refusal)


def _withdraw(session: Session, cast: Cast, case: Case, step: StoryStep) -> None:
    query = select(Task).where(Task.case_id == case.id, Task.element == step.target, Task.status == "completed")
    task = session.scalars(query.order_by(Task.completed_at.desc())).first()
    if task is None:
        raise NotFound(task=step.target)
    task.withdraw(cast.person(session, step.by or ""), step.reason)


def _mend(session: Session, cast: Cast, case: Case, step: StoryStep) -> None:
    actor = cast.person(session, step.by or "")
    for stop in open_in(session, case.id):
        if step.target in (stop.element, True):
            stop.retry(actor) if step.verb == "retry" else stop.skip(actor, step.reason)


def _claim(session: Session, cast: Cast, case: Case, step: StoryStep) -> None:
    task = _task(session, case, step)
    actor = cast.doer(session, step.by, task)
    task.claim(actor) if step.verb == "claim" else task.release(actor)


def _work(session: Session, _cast: Cast, case: Case, step: StoryStep) -> None:
    """Do a job of the case as a system outside does: finish it with an answer, or end it with an error."""
    jobs = [each for each in job.open_in(session, case.id) if each.element == step.target and each.type != "timer_due"]
    if not jobs:
        raise NotFound("story_job_not_open", job=step.target)
    jobs[0].complete(jobs[0].activate())
    if step.error:
        job_handlers.throw(session, jobs[0], job.BpmnError(step.error, nested(step.answer)))
    else:
        case.finish(jobs[0], nested(step.answer))


_ON_CASE: dict[str, Callable[[Session, Cast, Case, StoryStep], None]] = {
    "task": _complete,
    "claim": _claim,
    "release": _claim,
    "delegate": _delegate,
    "withdraw": _withdraw,
    "retry": _mend,
    "skip": _mend,
    "job": _work,
    "cancel": lambda session, cast, case, step: case.cancel(cast.person(session, step.by or ""), step.reason),
}


def _case(session: Session, cases: dict[str, int], step: StoryStep) -> Case:
    key = step.case_name or next(reversed(cases), "")
    if key not in cases:
        raise BadStory("story_case_unknown", step=step.number, instance=key)
    return find_case(session, cases[key])


def _task(session: Session, case: Case, step: StoryStep) -> Task:
    """The open task at this element, else the last one that was open there: the verb then says why it is too late."""
    tasks = [task for task in case.open_tasks() if task.element == step.target]
    tasks += [task for task in reversed(case.tasks()) if task.element == step.target]
    if not tasks:
        raise NotFound("story_task_not_open", task=step.target, open=[task.element for task in case.open_tasks()])
    return tasks[0]


def _names(session: Session, cast: Cast, answer: dict[str, Any]) -> dict[str, Any]:
    """The answer with values like `person:ratna` replaced by the id of that person."""

    def resolve(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: resolve(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [resolve(inner) for inner in value]
        if isinstance(value, str) and value.startswith("person:"):
            return str(cast.person(session, value.removeprefix("person:")).id)
        return value

    return {key: resolve(value) for key, value in answer.items()}


def _papers(session: Session, actor: Person, form: Any, answer: dict[str, Any]) -> None:
    """Store a document for each file name in the answer, and put its id there instead."""
    for field in form.fields:
        if field.kind == "filepicker":
            *above, last = field.path.split(".")
            here: Any = answer
            for part in above:
                here = here.get(part, {}) if isinstance(here, dict) else {}
            names = here.get(last) if isinstance(here, dict) else None
            if names:
                listed = names if isinstance(names, list) else [names]
                here[last] = [str(document.store(session, actor, name, PAPER + name.encode()).id) for name in listed]
