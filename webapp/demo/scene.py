"""A scene: one story told again in the city, with the hour of each act."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from engine.story import Story, StoryStep, moment
from webapp.demo.people import Somebody

# What is done when; None: what has not ended by itself is taken back.
Act = tuple[datetime, StoryStep | None]


@dataclass(eq=False)
class Scene:
    """Who plays, at which units, what they do when; `cases` are those that it started."""

    story: Story
    people: dict[str, Somebody]
    homes: dict[str, str]
    acts: list[Act]
    cases: dict[str, int] = field(default_factory=dict)
    broken: str | None = None


BREATH = timedelta(minutes=25)
MORNING = timedelta(hours=3)


def starts(story: Story) -> int:
    """How many cases the story starts."""
    return sum(step.verb == "start" for step in story.steps)


def ends(story: Story) -> bool:
    """Whether the story expects a case of it to end."""
    return any("ended" in step.expect for step in story.steps)


def last_moment(story: Story) -> datetime:
    """The latest that it can be when the story is over."""
    latest = max([story.clock, *(moment(step.target) for step in story.steps if step.verb == "wait_until")])
    return latest + len(story.steps) * BREATH


def closing(story: Story) -> timedelta:
    """How long after it what a story left open is taken back: where several cases depend on each other, later."""
    return timedelta(days=1 if starts(story) == 1 else 40)


def timed(story: Story, rng: Random) -> Iterator[tuple[datetime, StoryStep]]:
    """Each act with its time: as the story waits, and a few minutes between what it tells in one breath.

    Where the story waits for less than a morning, its own times matter and stay.
    """
    at = story.clock
    waits = [moment(step.target) for step in story.steps if step.verb == "wait_until"]
    for step in story.steps:
        if step.verb == "wait_until":
            at = max(at, moment(step.target))
            continue
        yield at, step
        until = next((wait for wait in waits if wait > at), None)
        if until is None or until - at > MORNING:
            at += BREATH * rng.uniform(0.1, 1)
