"""Walks a story in the browser: each step by its person, from the inbox, by the words that stand on the page."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from filling import fill, seen
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from engine import definition, instance, job, person, shipped
from engine.base import Database
from engine.person import Person
from engine.story import Cast, Step, Story, moment, read
from engine.story.compare import differences
from engine.story.read import nested
from engine.task import Task
from webapp import worker

PASSWORD = "kata sandi pejalan"
HOUSE = {"auditor": "Aulia Pemeriksa", "designer": "Damar Perancang", "administrator": "Adi Pengelola"}
CLOSED_TO = ("not_yours", "same_hands", "own_case")
HASHED: list[str] = []


def story(path: str) -> Story:
    """A shipped story, `promotion/bkn_refuses`."""
    process, name = path.split("/")
    return read((shipped.ROOT / "processes" / process / "stories" / f"{name}.toml").read_text(encoding="utf-8"))


def furnish(database: Database) -> None:
    """Publish what ships with Jenjang."""
    with database.write() as session:
        shipped.install(session)
        shipped.publish(session, "pertama")
        session.commit()


class Walk:
    """A story on its way: who logged in on which page, which cases began."""

    def __init__(self, told: Story, database: Database, clock: Any, visit: Callable[[], Page]) -> None:
        HASHED[:] = HASHED or [person.hash_password(PASSWORD)]
        self.applicants = {key: who for key, who in told.people.items() if who.get("nik") and not who.get("nip")}
        staff = {key: who for key, who in told.people.items() if key not in self.applicants}
        staff |= {role: {"name": name, "roles": [role]} for role, name in HOUSE.items()}
        known = {key: {**who, "password_hash": HASHED[0]} for key, who in staff.items()}
        self.story = dataclasses.replace(told, people=known)
        self.database, self.clock, self.visit = database, clock, visit
        self.cast, self.cases, self.pages = Cast(self.story), {}, {}
        self.clock.set(told.clock)
        with database.write() as session:
            self.cast.enter(session)
            session.commit()
        for key, who in self.applicants.items():
            self.register(key, who)

    def to_the_end(self, until: int | None = None) -> "Walk":
        """Walk every step (or as many as `until`), each compared with what the story expects."""
        for step in self.story.steps[:until]:
            if step.expect.get("refused") not in ("unknown_field",):  # a page offers no unknown field
                self.walk(step)
        return self

    def walk(self, step: Step) -> None:
        """One step, then the jobs that are due, then the comparison."""
        {"start": self.start, "task": self.complete, "wait_until": self.wait}[step.verb](step)
        worker.run_due(self.database)
        rest = dataclasses.replace(step, expect={what: told for what, told in step.expect.items() if what != "refused"})
        with self.database.read() as session:
            found = list(differences(session, self.story, self.cases, rest, None))
        assert found == [], f"step {step.number}: {found}"

    def wait(self, step: Step) -> None:
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
        page = self.visit()
        page.goto("/register")
        for label, words in (("Nama lengkap", who["name"]), ("NIK", who["nik"]), ("Alamat surel", who["email"]),
                             ("Kata sandi", PASSWORD), ("Ulangi kata sandi", PASSWORD)):  # fmt: skip
            page.get_by_role("textbox", name=label).or_(page.get_by_label(label, exact=True)).first.fill(words)
        page.get_by_role("button", name="Daftar").click()
        expect(page.get_by_role("status")).to_contain_text("Pendaftaran berhasil")
        with self.database.read() as session:
            self.cast.ids[key] = session.scalars(select(Person.id).where(Person.nik == who["nik"])).one()

    def page(self, who: int) -> Page:
        """The page of a person, logged in once."""
        if who not in self.pages:
            with self.database.read() as session:
                login = session.get_one(Person, who).login
            self.pages[who] = log_in(self.visit(), login)
        return self.pages[who]

    def page_of(self, key: str) -> Page:
        """The page of somebody whom the story names."""
        return self.page(self.cast.ids[key])

    def start(self, step: Step) -> None:
        """Start a procedure from the list of those that one may start."""
        page = self.page_of(step.by or "")
        with self.database.read() as session:
            process = definition.latest(session, step.process or self.story.process)
            who = session.get_one(Person, self.cast.ids[step.by or ""])
            form = process.form(process.process().start_form)
            view = seen(form, nested(step.target), *instance.start_scope(session, who))
            title = process.title
        page.goto("/start/")
        page.get_by_role("region", name=title).get_by_role("link", name="Mulai").click()
        answer = page.locator("#answer")
        fill(answer, view, nested(step.target))
        answer.get_by_role("button", name="Kirim usulan").click()
        page.wait_for_url("**/cases/*")
        self.cases[step.name or f"{len(self.cases) + 1}"] = int(page.url.rsplit("/", 1)[1])

    def complete(self, step: Step) -> None:
        """Do a task that stands in one's inbox; or see that it is not for this person, or not without a reason."""
        found = self._task(step)
        page, refused = self.page(found.doer), step.expect.get("refused")
        page.goto("/")
        entry = page.locator("li.jj-task", has_text=found.number).get_by_role("link", name=found.name)
        if refused in CLOSED_TO:
            expect(entry).to_have_count(0)
            page.goto(f"/tasks/{found.id}")
            expect(page.locator("#answer")).to_have_count(0)
            return
        entry.click()
        self.answer(page.locator("#answer"), found, step)
        if refused:
            expect(page.locator("#form-errors")).to_be_visible()
        else:
            expect(page.get_by_role("status")).to_contain_text(f"Selesai: {found.name}, {found.number}")

    def answer(self, form: Locator, found: SimpleNamespace, step: Step) -> None:
        """Fill the form in and press the outcome."""
        if found.view is None:
            return form.get_by_role("button", name="Selesai").click()
        fill(form, found.view, nested(step.answer))
        outcome = found.view.buttons
        label = next(each.label for each in outcome.choices if each.chosen) if outcome else "Kirim"
        form.get_by_role("button", name=label, exact=True).click()
        return None

    def _task(self, step: Step) -> SimpleNamespace:
        with self.database.write() as session:
            case = instance.find(session, self.cases[step.instance or next(reversed(self.cases))])
            task = next(each for each in case.open_tasks() if each.element == step.target)
            doer = self.cast.doer(session, step.by, task)
            if doer.password_hash is None:
                doer.set_password(None, HASHED[0])
            session.commit()
            form = task.form()
            view = seen(form, nested(step.answer), task.scope(), case.env()) if form else None
            return SimpleNamespace(id=task.id, name=task.name, number=case.number, doer=doer.id, view=view)

    def history(self, key: str) -> Iterator[Task]:
        """The finished tasks of a case."""
        with self.database.read() as session:
            yield from (each for each in instance.find(session, self.cases[key]).tasks() if each.status == "completed")


def log_in(page: Page, login: str, password: str = PASSWORD) -> Page:
    """Log in by keyboard: name, tab, password, Enter."""
    page.goto("/login")
    page.get_by_label("Nama pengguna").fill(login)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kotak tugas")
    return page
