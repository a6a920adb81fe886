"""The acts of a story: each step is one public verb, done by whom the cast says."""

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
from engine.story.read import BadStory, Step, Story, nested
from engine.task import Task, note_refusal

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def act(session: Session, story: Story, cast: Cast, cases: dict[str, int], step: Step) -> None:
    """Do what a step says; `cases` are those that the story started so far, by name. Raises what the verb refuses."""
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


def _start(session: Session, story: Story, cast: Cast, cases: dict[str, int], step: Step) -> None:
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


def _complete(session: Session, cast: Cast, case: Case, step: Step) -> None:
    task = _task(session, case, step)
    actor = cast.doer(session, step.by, task)
    answer = _names(session, cast, nested(step.answer))
    if form := task.form():
        _papers(session, actor, form, answer)
    task.complete(actor, answer)


def _delegate(session: Session, cast: Cast, case: Case, step: Step) -> None:
    task = _task(session, case, step)
    task.delegate(cast.doer(session, step.by, task), cast.person(session, step.to or ""), step.reason)


def note(session: Session, cast: Cast, cases: dict[str, int], step: Step, refusal: Refusal) -> None:
    """A refused attempt at a task is written into its case."""
    if step.verb == "task" and step.by in cast.ids and refusal.code != "story_task_not_open":
        task = _task(session, _case(session, cases, step), step)
        note_refusal(task, cast.person(session, step.by or ""), refusal)


def _withdraw(session: Session, cast: Cast, case: Case, step: Step) -> None:
    asked = select(Task).where(Task.case_id == case.id, Task.element == step.target, Task.status == "completed")
    task = session.scalars(asked.order_by(Task.completed_at.desc())).first()
    if task is None:
        raise NotFound(task=step.target)
    task.withdraw(cast.person(session, step.by or ""), step.reason)


def _mend(session: Session, cast: Cast, case: Case, step: Step) -> None:
    actor = cast.person(session, step.by or "")
    for stop in open_in(session, case.id):
        if step.target in (stop.element, True):
            stop.retry(actor) if step.verb == "retry" else stop.skip(actor, step.reason)


def _claim(session: Session, cast: Cast, case: Case, step: Step) -> None:
    task = _task(session, case, step)
    actor = cast.doer(session, step.by, task)
    task.claim(actor) if step.verb == "claim" else task.release(actor)


def _work(session: Session, _cast: Cast, case: Case, step: Step) -> None:
    """What somebody outside does: a job of the case, done with an answer or ended with an error."""
    found = [one for one in job.open_in(session, case.id) if one.element == step.target and one.type != "timer_due"]
    if not found:
        raise NotFound("story_job_not_open", job=step.target)
    found[0].complete(found[0].activate())
    if step.error:
        job_handlers.throw(session, found[0], job.BpmnError(step.error, nested(step.answer)))
    else:
        case.finish(found[0], nested(step.answer))


_ON_CASE: dict[str, Callable[[Session, Cast, Case, Step], None]] = {
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


def _case(session: Session, cases: dict[str, int], step: Step) -> Case:
    key = step.instance or next(reversed(cases), "")
    if key not in cases:
        raise BadStory("story_case_unknown", step=step.number, instance=key)
    return find_case(session, cases[key])


def _task(session: Session, case: Case, step: Step) -> Task:
    """The open task at this element, else the last one that stood open there: the verb says why it is too late."""
    found = [task for task in case.open_tasks() if task.element == step.target]
    found += [task for task in reversed(case.tasks()) if task.element == step.target]
    if not found:
        raise NotFound("story_task_not_open", task=step.target, open=[task.element for task in case.open_tasks()])
    return found[0]


def _names(session: Session, cast: Cast, answer: dict[str, Any]) -> dict[str, Any]:
    """Values like `person:ratna` become the id of that person."""

    def told(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: told(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [told(inner) for inner in value]
        if isinstance(value, str) and value.startswith("person:"):
            return str(cast.person(session, value.removeprefix("person:")).id)
        return value

    return {key: told(value) for key, value in answer.items()}


def _papers(session: Session, actor: Person, form: Any, answer: dict[str, Any]) -> None:
    """File names in an answer become stored documents."""
    for asked in form.fields:
        if asked.kind == "filepicker":
            *above, last = asked.path.split(".")
            here: Any = answer
            for part in above:
                here = here.get(part, {}) if isinstance(here, dict) else {}
            names = here.get(last) if isinstance(here, dict) else None
            if names:
                listed = names if isinstance(names, list) else [names]
                here[last] = [str(document.store(session, actor, name, PAPER + name.encode()).id) for name in listed]
