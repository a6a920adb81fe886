"""Plays all scenes as one: every act and every due job at its time, so that numbers and keys grow as in a real year."""

import heapq
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from engine import instance, job
from engine.errors import Refusal
from engine.instance import RUNNING
from engine.person import Person
from engine.story import Step, act
from webapp.demo.scene import Scene
from webapp.demo.troupe import Troupe
from webapp.stage import Stage

WITHDRAWN = "Ditarik pengusul; diajukan lagi dengan data yang sudah diperbaiki."
Say = Callable[[int, int], None]


def play_all(stage: Stage, scenes: Sequence[Scene], until: datetime, say: Say) -> None:
    """Play every scene's acts up to `until`; `say` is told of each case started, and of how many there will be."""
    troupes = {id(scene): Troupe(scene) for scene in scenes}
    total = sum(step.verb == "start" for scene in scenes for _, step in scene.acts)
    started = 0
    for at, scene, step in in_order(scenes):
        if scene.broken or at > until:
            continue
        wait(stage, at)
        _act(stage, troupes[id(scene)], step, step is scene.acts[0][1])
        if step.verb == "start":
            started += 1
            say(started, total)
        if scene.finishes and (scene.broken or step is scene.acts[-1][1]):
            _withdraw(stage, scene)
    wait(stage, until)


def in_order(scenes: Sequence[Scene]) -> Iterator[tuple[datetime, Scene, Step]]:
    """The acts of all scenes by time."""
    acts = [((at, number) for number, (at, _) in enumerate(scene.acts)) for scene in scenes]
    tagged = ([(at, which, number) for at, number in one] for which, one in enumerate(acts))
    for at, which, number in heapq.merge(*tagged):
        yield at, scenes[which], scenes[which].acts[number][1]


def wait(stage: Stage, until: datetime) -> None:
    """Move the clock from one due job to the next, each run at its time."""
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


def _act(stage: Stage, troupe: Troupe, step: Step, first: bool) -> None:
    try:
        with stage.write() as session:
            if first:
                troupe.enter(session)
            act(session, troupe.story, troupe, troupe.scene.cases, step)
    except Refusal as refusal:
        troupe.scene.broken = f"{step.number} {step.target}: {refusal}"
    stage.run_due()


def _withdraw(stage: Stage, scene: Scene) -> None:
    """A case that did not come to its end with these people is taken back by who started it."""
    for key in scene.cases.values():
        with stage.write() as session:
            case = instance.find(session, key)
            starter = session.get(Person, case.starter_id or 0)
            if case.status in RUNNING and starter:
                case.cancel(starter, WITHDRAWN)
