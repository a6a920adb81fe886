"""Plays a story through the public verbs, with due jobs run at each move of the clock, up to the first difference."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy.orm import Session

from engine import job
from engine.case import find as find_case
from engine.errors import Refusal
from engine.story.act import act, note
from engine.story.cast import Cast
from engine.story.compare import differences
from engine.story.read import Step, Story, moment


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
            act(session, story, cast, played.cases, step)
    except Refusal as refusal:
        with stage.write() as session:
            note(session, cast, played.cases, step, refusal)
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


def _trail(session: Session, played: Played) -> Iterator[str]:
    for key in played.cases.values():
        yield from find_case(session, key).path_taken()["done"]
