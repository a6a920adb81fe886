"""A scene: one story told again in the city, with the hour of each act."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from engine.story import Step, Story, moment
from webapp.demo.people import Somebody

Act = tuple[datetime, Step]


@dataclass(eq=False)
class Scene:
    """Who plays, at which units, what they do when, whether it is over by then; `cases` are those that it started."""

    story: Story
    people: dict[str, Somebody]
    homes: dict[str, str]
    acts: list[Act]
    finishes: bool
    cases: dict[str, int] = field(default_factory=dict)
    broken: str | None = None


def starts(steps: tuple[Step, ...]) -> int:
    """How many cases these steps start."""
    return sum(step.verb == "start" for step in steps)


def ends(story: Story) -> bool:
    """Whether the story expects a case of it to end."""
    return any("ended" in step.expect for step in story.steps)


def last_moment(story: Story, steps: tuple[Step, ...]) -> datetime:
    """The time that the story says it is after these steps."""
    return max([story.clock, *(moment(step.target) for step in steps if step.verb == "wait_until")])


def timed(story: Story, rng: Random) -> Iterator[Act]:
    """Each act with its time: as the story waits, and a few minutes between what it tells in one breath."""
    at = story.clock
    waits = [moment(step.target) for step in story.steps if step.verb == "wait_until"]
    for step in story.steps:
        if step.verb == "wait_until":
            at = max(at, moment(step.target))
            continue
        later = at + timedelta(seconds=rng.randint(150, 1500))
        until = next((wait for wait in waits if wait > at), None)
        at = later if until is None or later < until else at
        yield at, step
