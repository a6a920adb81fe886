"""Walks a story in the browser: each step by its person, from the inbox, by the words that stand on the page."""

import dataclasses
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from engine import definition, job, person, seed_data
from engine.case import find as find_case
from engine.case import start_scope
from engine.database.base import Database
from engine.person import Person
from engine.story import Cast, Story, StoryStep, moment, play, read
from engine.story.compare import differences
from engine.story.read import nested
from helpers.browser.filling import fill, seen
from webapp.demo.stage import Stage
from webapp.jobs import worker

PASSWORD = "kata sandi pejalan"
HOUSE = {
    "auditor": "Aulia Pemeriksa",
    "designer": "Damar Perancang",
    "administrator": "Adi Pengelola",
    "operator": "Oki Penjaga",
}
CLOSED_TO = ("not_yours", "same_hands", "own_case")
HASHED: list[str] = []


def shipped_story(path: str) -> Story:
    """A shipped story, `promotion/bkn_refuses`."""
    process, name = path.split("/")
    return read((seed_data.ROOT / "processes" / process / "stories" / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def stocked(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which everything that ships with Jenjang was published at New Year 2026."""
    path = tmp_path_factory.mktemp("stocked") / "jenjang.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}", lambda _session: datetime(2026, 1, 2, tzinfo=UTC))
    with database.write() as session:
        seed_data.install(session)
        seed_data.publish(session, "terbitan pertama")
        session.commit()
    database.close()
    return path


@pytest.fixture
def walk(stocked: Path, database: Database, clock: Any, page: Page) -> Callable[[str], "Walk"]:
    """`walk("promotion/bkn_refuses")` begins a shipped story on a database with everything published."""
    assert database.url.database
    shutil.copy(stocked, database.url.database)
    return lambda path: Walk(shipped_story(path), database, clock, page)


@pytest.fixture
def played(stocked: Path, database: Database, clock: Any) -> Callable[..., dict[str, int]]:
    """`played("promotion/bkn_refuses", until=4)` plays shipped stories without a browser; their cases by name.

    Who is in them logs in with their key in the story and PASSWORD; so do `auditor`, `designer`, `administrator`.
    """
    assert database.url.database
    shutil.copy(stocked, database.url.database)
    house = {role: {"name": name, "roles": [role]} for role, name in HOUSE.items()}

    def perform(path: str, until: int | None = None) -> dict[str, int]:
        shipped = shipped_story(path)
        done = play(
            with_passwords(dataclasses.replace(shipped, people={**shipped.people, **house})),
            Stage(database, clock.set),
            until=until,
        )
        house.clear()
        assert done.differences == []
        return done.cases

    return perform


def with_passwords(story: Story) -> Story:
    """The story with a login for each of its people: their key and PASSWORD."""
    HASHED[:] = HASHED or [person.hash_password(PASSWORD)]
    people = {key: {"login": key, "password_hash": HASHED[0], **who} for key, who in story.people.items()}
    return dataclasses.replace(story, people=people)


class Walk:
    """A story that is walked in a browser: its people, their login cookies, the cases that began."""

    def __init__(self, shipped: Story, database: Database, clock: Any, page: Page) -> None:
        self.applicants = {key: who for key, who in shipped.people.items() if who.get("nik") and not who.get("nip")}
        staff = {key: who for key, who in shipped.people.items() if key not in self.applicants}
        staff |= {role: {"name": name, "roles": [role]} for role, name in HOUSE.items()}
        self.story = with_passwords(dataclasses.replace(shipped, people=staff))
        self.database, self.clock, self.page = database, clock, page
        self.cast, self.cases = Cast(self.story), dict[str, int]()
        self.cookies: dict[int, Any] = {}
        self.clock.set(shipped.clock)
        with database.write() as session:
            self.cast.enter(session)
            session.commit()
        for key, who in self.applicants.items():
            self.register(key, who)

    def to_the_end(self, until: int | None = None) -> "Walk":
        """Walk every step (or as many as `until`), each compared with what the story expects."""
        for step in self.story.steps[:until]:
            if step.expect.get("refused") != "unknown_field":  # a page offers no unknown field
                self.walk(step)
        return self

    def walk(self, step: StoryStep) -> None:
        """One step, then the jobs that are due, then the comparison."""
        {"start": self.start, "task": self.complete, "wait_until": self.wait}[step.verb](step)
        worker.run_due(self.database)
        rest = dataclasses.replace(
            step, expect={what: expected for what, expected in step.expect.items() if what != "refused"}
        )
        with self.database.read() as session:
            differing = list(differences(session, self.story, self.cases, rest, None))
        assert differing == [], f"step {step.number}: {differing}"

    def wait(self, step: StoryStep) -> None:
        """Move the clock from one due job to the next."""
        until = moment(step.target)
        while True:
            with self.database.read() as session:
                due = job.next_due(session)
            if due is None or due > until:
                break
            self.clock.set(due + timedelta(seconds=1))
            worker.run_due(self.database)
        self.clock.set(until)

    def register(self, key: str, who: Mapping[str, Any]) -> None:
        """An applicant registers and is in the cast from now on."""
        page = self.page
        page.context.clear_cookies()
        page.goto("/register")
        for label, words in (
            ("Nama lengkap", who["name"]),
            ("NIK", who["nik"]),
            ("Alamat surel", who["email"]),
            ("Kata sandi", PASSWORD),
            ("Ulangi kata sandi", PASSWORD),
        ):
            page.get_by_role("textbox", name=label).or_(page.get_by_label(label, exact=True)).first.fill(words)
        page.get_by_role("button", name="Daftar").click()
        expect(page.get_by_role("status")).to_contain_text("Pendaftaran berhasil")
        with self.database.read() as session:
            self.cast.ids[key] = session.scalars(select(Person.id).where(Person.nik == who["nik"])).one()

    def sit_down(self, who: int) -> Page:
        """The page, with this person at their inbox: logged in the first time, with their own session from then on."""
        self.page.context.clear_cookies()
        if who in self.cookies:
            self.page.context.add_cookies(self.cookies[who])
            self.page.goto("/")
        else:
            with self.database.read() as session:
                login = session.get_one(Person, who).login
            self.cookies[who] = log_in(self.page, login).context.cookies()
        return self.page

    def seen_by(self, key: str) -> Page:
        """The page, with the person of this key of the story logged in."""
        return self.sit_down(self.cast.ids[key])

    def start(self, step: StoryStep) -> None:
        """Start a procedure from the list of those that one may start."""
        page = self.seen_by(step.by or "")
        with self.database.read() as session:
            process = definition.latest(session, step.process or self.story.process)
            who = session.get_one(Person, self.cast.ids[step.by or ""])
            form = process.form(process.process().start_form)
            view = seen(form, nested(step.target), *start_scope(session, who))
            title = process.title
        page.get_by_role("navigation", name="Utama").get_by_role("link", name="Mulai usulan").click()
        page.get_by_role("region", name=title).get_by_role("link", name="Mulai").click()
        answer = page.locator("#answer")
        fill(answer, view, nested(step.target))
        answer.get_by_role("button", name="Kirim usulan").click()
        page.wait_for_url("**/cases/*")
        self.cases[step.name or f"{len(self.cases) + 1}"] = int(page.url.rsplit("/", 1)[1])

    def complete(self, step: StoryStep) -> None:
        """Do a task that stands in one's inbox; or see that it is not for this person, or not without a reason."""
        refused = step.expect.get("refused")
        if refused in CLOSED_TO:
            return self.find_closed(step)
        form, task = self.open(step)
        self.answer(form, task, step)
        if refused:
            return expect(self.page.locator("#form-errors")).to_be_visible()
        return expect(self.page.get_by_role("status")).to_contain_text(f"Selesai: {task.name}, {task.number}")

    def open(self, step: StoryStep) -> tuple[Locator, SimpleNamespace]:
        """Open a task from its person's inbox; the form on the page, and the task with what is to be filled in."""
        task = self._task(step)
        self.sit_down(task.doer)
        self.entry(task).click()
        return self.page.locator("#answer"), task

    def entry(self, task: SimpleNamespace) -> Locator:
        """The line of a task in the inbox."""
        return self.page.locator("li.jj-task", has_text=task.number).get_by_role("link", name=task.name)

    def find_closed(self, step: StoryStep) -> None:
        """Check that a person who must not do a task sees neither its line nor its form."""
        task = self._task(step)
        self.sit_down(task.doer)
        expect(self.entry(task)).to_have_count(0)
        self.page.goto(f"/tasks/{task.id}")
        expect(self.page.locator("#answer")).to_have_count(0)

    def answer(self, form: Locator, task: SimpleNamespace, step: StoryStep) -> None:
        """Fill the form in and press the outcome."""
        if task.view is None:
            form.get_by_role("button", name="Selesai").click()
            return
        fill(form, task.view, nested(step.answer))
        outcome = task.view.buttons
        label = next(each.label for each in outcome.choices if each.chosen) if outcome else "Kirim"
        form.get_by_role("button", name=label, exact=True).click()

    def _task(self, step: StoryStep) -> SimpleNamespace:
        with self.database.write() as session:
            case = find_case(session, self.cases[step.case_name or next(reversed(self.cases))])
            task = next(each for each in case.open_tasks() if each.element == step.target)
            doer = self.cast.doer(session, step.by, task)
            if doer.password_hash is None:
                doer.set_password(None, HASHED[0])
            session.commit()
            form = task.form()
            view = seen(form, nested(step.answer), task.scope(), case.eval_context()) if form else None
            return SimpleNamespace(id=task.id, name=task.name, number=case.number, doer=doer.id, view=view)


def log_in(page: Page, login: str, password: str = PASSWORD) -> Page:
    """Log in by keyboard: name, tab, password, Enter."""
    page.goto("/login")
    page.get_by_label("Nama pengguna").fill(login)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kotak tugas")
    return page
