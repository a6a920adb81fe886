"""Plays a story through the public verbs, with due jobs run at each move of the clock, up to the first difference."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definition, document, instance, job, message
from engine.base import new_key
from engine.errors import NotFound, Refusal
from engine.incident import open_in
from engine.instance import ProcessInstance
from engine.person import Person
from engine.story.cast import Cast
from engine.story.compare import differences
from engine.story.read import BadStory, Step, Story, moment, nested
from engine.task import Task

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Stage(Protocol):
    """Where a story is played: whoever owns it commits, runs jobs and moves the clock."""

    def write(self) -> AbstractContextManager[Session]:
        """A session whose work is committed at the end of the block."""

    def run_due(self) -> None:
        """Run every job that is due."""

    def set_clock(self, at: datetime) -> None:
        """Make it that time."""


@dataclass(frozen=True)
class Difference:
    """What came out other than the story says."""

    what: str
    expected: Any
    found: Any


@dataclass
class Played:
    """How far a story came: each step with its differences, the ways walked, the cases it made."""

    steps: list[tuple[Step, list[Difference]]] = field(default_factory=list)
    trail: set[str] = field(default_factory=set)
    cases: dict[str, int] = field(default_factory=dict)

    @property
    def differences(self) -> list[Difference]:
        """The first step's differences that there were."""
        return next((found for _, found in self.steps if found), [])


def play(
    story: Story,
    stage: Stage,
    *,
    until: int | None = None,
    on_step: Callable[[Step, list[Difference]], None] | None = None,
) -> Played:
    """Play the story to its end, to step `until`, or to the first difference."""
    cast, played = Cast(story), Played()
    stage.set_clock(story.clock)
    with stage.write() as session:
        cast.enter(session)
    for step in story.steps[:until]:
        refused = _do(story, stage, cast, played, step)
        stage.run_due()
        with stage.write() as session:
            found = [Difference(*one) for one in differences(session, story, played.cases, step, refused)]
            played.trail |= set(_trail(session, played))
        played.steps.append((step, found))
        if on_step:
            on_step(step, found)
        if found:
            break
    return played


def _do(story: Story, stage: Stage, cast: Cast, played: Played, step: Step) -> Refusal | None:
    if step.verb == "wait_until":
        _wait(stage, moment(step.target))
        return None
    try:
        with stage.write() as session:
            _act(session, story, cast, played, step)
    except Refusal as refusal:
        return refusal
    return None


def _wait(stage: Stage, until: datetime) -> None:
    """Move the clock from one due job to the next, so that what one causes can fall due before the end."""
    for _ in range(10_000):
        with stage.write() as session:
            due = job.next_due(session)
        if due is None or due > until:
            break
        stage.set_clock(due + timedelta(seconds=1))
        stage.run_due()
    stage.set_clock(until)


def _act(session: Session, story: Story, cast: Cast, played: Played, step: Step) -> None:
    if step.verb == "start":
        _start(session, story, cast, played, step)
    elif step.verb == "message":
        message.publish(session, step.target, step.key, nested(step.answer), origin=new_key())
    else:
        case = _case(session, played, step)
        case.lock()
        _ON_CASE[step.verb](session, cast, case, step)


def _start(session: Session, story: Story, cast: Cast, played: Played, step: Step) -> None:
    process = definition.latest(session, step.process or story.process)
    if process is None:
        raise NotFound(process=step.process or story.process)
    actor = cast.newcomer(session, step.by or "starter")
    answer = _names(session, cast, nested(step.target))
    form_id = process.process().start_form
    if form_id:
        _papers(session, actor, process.form(form_id), answer)
    started = instance.start(session, process, actor, answer)
    played.cases[step.name or f"{len(played.cases) + 1}"] = started.id


def _complete(session: Session, cast: Cast, case: ProcessInstance, step: Step) -> None:
    task = _task(session, case, step)
    actor = cast.doer(session, step.by, task)
    answer = _names(session, cast, nested(step.answer))
    if form := task.form():
        _papers(session, actor, form, answer)
    task.complete(actor, answer)


def _delegate(session: Session, cast: Cast, case: ProcessInstance, step: Step) -> None:
    task = _task(session, case, step)
    task.delegate(cast.doer(session, step.by, task), cast.person(session, step.to or ""), step.reason)


def _withdraw(session: Session, cast: Cast, case: ProcessInstance, step: Step) -> None:
    asked = select(Task).where(Task.instance_id == case.id, Task.element == step.target, Task.status == "completed")
    task = session.scalars(asked.order_by(Task.completed_at.desc())).first()
    if task is None:
        raise NotFound(task=step.target)
    task.withdraw(cast.person(session, step.by or ""), step.reason)


def _mend(session: Session, cast: Cast, case: ProcessInstance, step: Step) -> None:
    actor = cast.person(session, step.by or "")
    for stop in open_in(session, case.id):
        if step.target in (stop.element, True):
            stop.retry(actor) if step.verb == "retry" else stop.skip(actor, step.reason)


def _claim(session: Session, cast: Cast, case: ProcessInstance, step: Step) -> None:
    task = _task(session, case, step)
    actor = cast.doer(session, step.by, task)
    task.claim(actor) if step.verb == "claim" else task.release(actor)


_ON_CASE: dict[str, Callable[[Session, Cast, ProcessInstance, Step], None]] = {
    "task": _complete,
    "claim": _claim,
    "release": _claim,
    "delegate": _delegate,
    "withdraw": _withdraw,
    "retry": _mend,
    "skip": _mend,
    "cancel": lambda session, cast, case, step: case.cancel(cast.person(session, step.by or ""), step.reason),
}


def _case(session: Session, played: Played, step: Step) -> ProcessInstance:
    key = step.instance or next(reversed(played.cases), "")
    if key not in played.cases:
        raise BadStory("story_case_unknown", step=step.number, instance=key)
    return instance.find(session, played.cases[key])


def _task(session: Session, case: ProcessInstance, step: Step) -> Task:
    """The open task at this element; where several stand open, the one that the named person may do comes first."""
    found = [task for task in case.open_tasks() if task.element == step.target]
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


def _trail(session: Session, played: Played) -> Iterator[str]:
    for key in played.cases.values():
        yield from instance.find(session, key).trail()["done"]
