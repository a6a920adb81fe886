"""One run: a database, its processes, people at work, something that breaks them, and the reckoning."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import served
from driving import Driver
from helpers import definitions
from helpers.other_systems import Post, posted, surround
from ledger import Ledger
from person import PASSWORD
from procedures import PROCEDURES
from reckoning import doubles, reckon
from sqlalchemy import select

from engine import migrations, person
from engine.database.base import Database
from engine.job import monitoring
from engine.job.integrations import Mailbox
from engine.person import Person
from webapp.jobs import procrastinate_worker

DRAIN = (
    180  # seconds: a dead worker's lease lasts 30, a sweep comes every 15, a second attempt after 30, a third after 60
)


class Scene:
    """Processes on one database, and what people were told by them."""

    def __init__(self, url: str, folder: Path, webs: int, workers: int, post: Post, box: Mailbox) -> None:
        self.post = post
        served.SETTINGS.update(
            JENJANG_SMTP_HOST=box.host,
            JENJANG_SMTP_PORT=str(box.port),
            JENJANG_SMTP_SECURITY="none",
            JENJANG_SMTP_FROM=box.sender,
        )
        self.url, self.folder = url, folder
        self.database = procrastinate_worker.on_postgresql(url) if url.startswith("postgresql") else Database(url)
        surround(self.database, mailbox=box)
        self.ledger = Ledger()
        self._furnish()
        self.webs = [served.web(url, folder, f"web-{number}") for number in range(webs)]
        self.workers = [served.worker(url, folder, f"worker-{number}") for number in range(workers)]
        self.kills = 0
        self.fallen: list[str] = []

    @property
    def everybody(self) -> list[served.Served]:
        return [*self.webs, *self.workers]

    def start(self) -> None:
        for each in self.everybody:
            each.start()
        for each in self.webs:
            each.wait()

    def stop(self) -> None:
        for each in self.everybody:
            if each.run is not None:
                each.kill()
        self.database.close()

    def driver(self, acts: int, seed: int, rest: float = 0.0) -> Driver:
        made = Driver([web.port for web in self.webs], self.ledger, acts, seed, rest)
        made.enter()
        return made

    def drive(self, driver: Driver, breaks: Callable[[random.Random], None], after: tuple[int, int]) -> None:
        """Let people work; each time that so many acts were done, at a moment of chance, `breaks` is done."""
        dice, over = random.Random(driver.seed), threading.Event()

        def meddle() -> None:
            mark = self.ledger.done() + dice.randint(*after)
            while not over.wait(0.01):
                self._raise_fallen()
                if self.ledger.done() >= mark:
                    time.sleep(dice.random() / 4)
                    breaks(dice)
                    mark = self.ledger.done() + dice.randint(*after)

        meddler = threading.Thread(target=meddle, daemon=True)
        meddler.start()
        driver.run()
        over.set()
        meddler.join()

    def kill_one(self, dice: random.Random) -> None:
        """SIGKILL to any process, in whatever it is doing; it is started again at once."""
        victim = dice.choice(self.everybody)
        victim.kill()
        victim.start()
        victim.wait()
        self.kills += 1

    def drain(self) -> float:
        """Wait until every job and timer was done by whoever is left (the longest timer has seconds); how long that took."""
        began = time.monotonic()
        while time.monotonic() < began + DRAIN:
            with self.database.read() as session:
                counts = monitoring.tally(session)
            if not any(state != "failed" for _type, state in counts):
                break
            time.sleep(0.2)
        return time.monotonic() - began

    def _raise_fallen(self) -> None:
        """A process that nobody killed must not end; it is told, and started again so that the rest can be seen."""
        for each in self.everybody:
            if each.run is not None and not each.alive():
                self.fallen.append(
                    f"{' '.join(each.words)} ended by itself with {each.run.exitcode}: {each.last_lines()}"
                )
                each.start()
                each.wait()

    def reckon(self) -> list[str]:
        return reckon(self.database, self.ledger, self.post)

    def mails(self) -> tuple[int, int]:
        """Mails that came, and how many of them under an id that came before."""
        ids = [mail["Message-ID"] for mail in self.post.mails]
        return len(ids), len(ids) - len(set(ids))

    def doubles(self) -> tuple[int, int]:
        return doubles(self.database)

    def _furnish(self) -> None:
        migrations.upgrade(self.database)
        if self.url.startswith("postgresql"):
            procrastinate_worker.prepare(self.database)
        hashed = person.hash_password(PASSWORD)
        with self.database.write() as session:
            definitions.staff(session)
            definitions.published(session, *(make() for make in PROCEDURES))
            for each in session.scalars(select(Person)):
                each.set_password(None, hashed)
            session.commit()


@contextmanager
def scene(url: str, webs: int, workers: int) -> Iterator[Scene]:
    """Everything running; its log files are gone with it."""
    with TemporaryDirectory(prefix="jenjang-faults-") as folder, posted() as (post, box):
        made = Scene(url, Path(folder), webs, workers, post, box)
        try:
            made.start()
            yield made
        finally:
            made.stop()
