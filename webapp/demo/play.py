"""Plays all scenes together, every act and due job at its time, so that numbers and keys grow as in a real year."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from engine import job
from engine.case import RUNNING
from engine.case import find as find_case
from engine.errors import Refusal
from engine.person import Person
from engine.story import StoryStep, act
from webapp.demo.city_cast import CityCast
from webapp.demo.scene import Scene
from webapp.demo.stage import Stage

WITHDRAWN = "Ditarik pengusul; diajukan lagi dengan data yang sudah diperbaiki."
Say = Callable[[int, int], None]


def play_all(stage: Stage, scenes: Sequence[Scene], until: datetime, say: Say) -> None:
    """Play every scene's acts up to `until`; calls `say(started, total)` at each case that starts."""
    casts = {id(scene): CityCast(scene) for scene in scenes}
    acts = [(at, order, scene, step) for order, (at, scene, step) in enumerate(_acts(scenes)) if at <= until]
    total = sum(step is not None and step.verb == "start" for *_, step in acts)
    started = 0
    for at, _, scene, step in sorted(acts, key=lambda entry: entry[:2]):
        if step is None:
            wait(stage, at)
            _withdraw(stage, scene)
        elif not scene.broken:
            wait(stage, at)
            _act(stage, casts[id(scene)], step)
        if step is not None and step.verb == "start":
            started += 1
            say(started, total)
    wait(stage, until)


def _acts(scenes: Sequence[Scene]) -> Iterator[tuple[datetime, Scene, StoryStep | None]]:
    yield from ((at, scene, step) for scene in scenes for at, step in scene.acts)


def wait(stage: Stage, until: datetime) -> None:
    """Move the clock to `until`, stopping at each due job to run it at its time."""
    before: datetime | None = None
    while True:
        with stage.database.read() as session:
            due = job.next_due(session)
        if due is None or due > until or due == before:
            break
        before = due
        stage.set_clock(max(stage.at, due + timedelta(seconds=1)))
        stage.run_due()
    stage.set_clock(max(stage.at, until))


def _act(stage: Stage, cast: CityCast, step: StoryStep) -> None:
    try:
        with stage.write() as session:
            cast.enter(session)
            act(session, cast.story, cast, cast.scene.cases, step)
    except Refusal as refusal:
        cast.scene.broken = f"{step.number} {step.target}: {refusal}"


def _withdraw(stage: Stage, scene: Scene) -> None:
    """Cancel, as their starter, the cases of a scene that did not end by themselves."""
    for key in scene.cases.values():
        with stage.write() as session:
            case = find_case(session, key)
            starter = session.get(Person, case.starter_id or 0)
            if case.status in RUNNING and starter:
                case.cancel(starter, WITHDRAWN)
