"""Plays a story through the public verbs up to the first difference; due jobs run at each move of the clock."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from engine import job
from engine.case import find as find_case
from engine.errors import Refusal
from engine.story.act import act, note
from engine.story.cast import Cast
from engine.story.compare import Difference, differences
from engine.story.read import Story, StoryStep, moment


class StoryStage(Protocol):
    """The stage of a story: it commits, runs the jobs and moves the clock."""

    def write(self) -> AbstractContextManager[Session]:
        """A session whose work is committed at the end of the block."""

    def run_due(self) -> None:
        """Run every job that is due."""

    def set_clock(self, at: datetime) -> None:
        """Make it that time."""


@dataclass
class Played:
    """The result of playing: each step with its differences, the flows taken, the ids of the cases by name."""

    steps: list[tuple[StoryStep, list[Difference]]] = field(default_factory=list)
    trail: set[str] = field(default_factory=set)
    cases: dict[str, int] = field(default_factory=dict)

    @property
    def differences(self) -> list[Difference]:
        """The differences of the first step that has any."""
        return next((differing for _, differing in self.steps if differing), [])


def play(
    story: Story,
    stage: StoryStage,
    *,
    until: int | None = None,
    on_step: Callable[[StoryStep, list[Difference]], None] | None = None,
) -> Played:
    """Play the story to its end, to step `until`, or to the first difference; `on_step` is called after each step."""
    cast, played = Cast(story), Played()
    stage.set_clock(story.clock)
    with stage.write() as session:
        cast.enter(session)
    for step in story.steps[:until]:
        refused = _do(story, stage, cast, played, step)
        stage.run_due()
        with stage.write() as session:
            differing = list(differences(session, story, played.cases, step, refused))
            played.trail |= set(_trail(session, played))
        played.steps.append((step, differing))
        if on_step:
            on_step(step, differing)
        if differing:
            break
    return played


def _do(story: Story, stage: StoryStage, cast: Cast, played: Played, step: StoryStep) -> Refusal | None:
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


def _wait(stage: StoryStage, until: datetime) -> None:
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
