"""A scene: one story retold in the city, with the time of each act."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from engine.story import Story, StoryStep, moment
from webapp.demo.people import InventedPerson

# A time and a step; None: cases that have not ended by themselves are cancelled.
Act = tuple[datetime, StoryStep | None]


@dataclass(eq=False)
class Scene:
    """A story with its people, their units, and its acts; `cases`: those started so far; `broken`: why it stopped."""

    story: Story
    people: dict[str, InventedPerson]
    homes: dict[str, str]
    acts: list[Act]
    cases: dict[str, int] = field(default_factory=dict)
    broken: str | None = None


BREATH = timedelta(minutes=25)
MORNING = timedelta(hours=3)


def starts(story: Story) -> int:
    """The number of cases that the story starts."""
    return sum(step.verb == "start" for step in story.steps)


def ends(story: Story) -> bool:
    """True if the story expects one of its cases to end."""
    return any("ended" in step.expect for step in story.steps)


def last_moment(story: Story) -> datetime:
    """The latest time at which the story is over."""
    latest = max([story.clock, *(moment(step.target) for step in story.steps if step.verb == "wait_until")])
    return latest + len(story.steps) * BREATH


def closing(story: Story) -> timedelta:
    """The time after its end at which a story's open cases are cancelled; longer where several depend on each other."""
    return timedelta(days=1 if starts(story) == 1 else 40)


def timed(story: Story, rng: Random) -> Iterator[tuple[datetime, StoryStep]]:
    """Each step with its time: as the story waits, and some minutes apart where it does not wait.

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
