"""Where the completions happen: a database with the shipped units, roles and procedures, and the people of a story."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from engine import definition, migrations, person, seed_data
from engine.bundle import Bundle
from engine.case import RUNNING, Case
from engine.case import find as find_case
from engine.database.base import Database
from engine.person import Person
from engine.story import Cast, Story, StoryStep, act, moment, read
from engine.story.read import nested
from engine.task import Task
from webapp.demo.stage import Stage

TESTS = Path(__file__).parent.parent
CLEAN = TESTS.parent / "processes/promotion/stories/an_employee_is_promoted.toml"
PERMIT = """
process = "permit"
clock = 2026-07-01T09:00:00+07:00
people.tuti = { unit = "dishub" }
people.kadis = { unit = "dishub", roles = ["unit_head"] }
[[step]]
by = "tuti"
start = { "request.topic" = "Seminar", "request.days" = 3 }
[[step]]
by = "kadis"
task = "approve"
answer = { "approval.outcome" = "granted" }
"""
PASSWORD = "kata sandi uji"
Complete = Callable[["Town", Task | int, str, dict[str, Any]], None]


class Town:
    """A database file, its stage, and the cast of one story, who log in with PASSWORD."""

    def __init__(self, folder: Path, story: Story, bundle: Bundle) -> None:
        self.file = folder / "town.db"
        database = Database(f"sqlite:///{self.file}", lambda _session: self.stage.at)
        migrations.upgrade(database)
        self.stage = Stage(database)
        self.stage.set_clock(story.clock)
        hashed = person.hash_password(PASSWORD)
        people = {key: {**told, "login": key, "password_hash": hashed} for key, told in story.people.items()}
        self.story = replace(story, people=people)
        self.cast = Cast(self.story)
        with self.stage.write() as session:
            seed_data.install(session)
            self.cast.enter(session)
            definition.publish(session, None, bundle, "benchmark")

    @property
    def database(self) -> Database:
        return self.stage.database

    def case(self, complete: Complete, until: str | None = None) -> int:
        """A new case, each task of which is done by `complete(town, task id, login, answer)`, up to the task `until`."""
        cases: dict[str, int] = {}
        self.stage.set_clock(self.story.clock)
        self._make_room()
        for step in self.story.steps:
            if step.verb == "task":
                if step.target == until:
                    break
                complete(self, self._open(cases["1"], step), step.by or "", nested(step.answer))
            elif step.verb == "wait_until":
                self.stage.set_clock(moment(step.target))
            else:
                with self.stage.write() as session:
                    act(session, self.story, self.cast, cases, step)
            self.stage.run_due()
        return cases["1"]

    def _make_room(self) -> None:
        """One person has one open promotion at a time: the case before, left in the middle, is cancelled."""
        with self.stage.write() as session:
            running = select(Case).where(Case.status.in_(RUNNING))
            for case in session.scalars(running):
                case.cancel(session.get_one(Person, case.starter_id), "the next one begins")

    def _open(self, case: int, step: StoryStep) -> int:
        with self.database.read() as session:
            return next(task.id for task in find_case(session, case).open_tasks() if task.element == step.target)


@contextmanager
def promotion() -> Iterator[Town]:
    """The shipped promotion and the people of its clean story."""
    with _town(read(CLEAN.read_text("utf-8")), seed_data.bundle(seed_data.ROOT / "processes/promotion")) as town:
        yield town


@contextmanager
def permit() -> Iterator[Town]:
    """The smallest procedure of the tests: start, table, one task."""
    with _town(read(PERMIT), Bundle.from_folders(TESTS / "permit")) as town:
        yield town


@contextmanager
def _town(story: Story, bundle: Bundle) -> Iterator[Town]:
    with TemporaryDirectory(prefix="jenjang-bench-") as folder:
        town = Town(Path(folder), story, bundle)
        try:
            yield town
        finally:
            town.database.close()
