"""The first page of an inbox among 1,000 and 100,000 open tasks, for a person with six offices, on either database."""

import atexit
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import crowd
from counting import Counting
from sqlalchemy import select
from timing import cpu, middle, wall
from town import TESTS
from ways import Door

from engine import inbox
from engine.database.base import Database
from engine.person import Person

COUNTS = (1_000, 100_000)
ROUNDS = 21
WARM = 6  # the driver for PostgreSQL prepares what it sees for the fifth time


@dataclass(frozen=True)
class Row:
    """CPU milliseconds of this process for `inbox.tasks` and the page; what a reader waits for the page; statements."""

    database: str
    tasks: int
    listed: float
    page: float
    waited: float
    statements: int


def pages() -> Iterator[Row]:
    """One row for each database and number of open tasks; PostgreSQL only where it is installed."""
    with TemporaryDirectory(prefix="jenjang-bench-") as folder:
        yield from _pages("SQLite", crowd.found(f"sqlite:///{Path(folder) / 'crowd.db'}"))
    try:
        with on_postgresql("crowd") as url:
            yield from _pages("PostgreSQL", crowd.found(url))
    except ImportError:
        return


def _pages(name: str, database: Database) -> Iterator[Row]:
    town: Any = SimpleNamespace(database=database)
    try:
        door = Door(town, lambda act: act())
        for count in COUNTS:
            crowd.fill(database, count)
            yield _row(name, count, database, door)
    finally:
        database.close()


def _row(name: str, count: int, database: Database, door: Door) -> Row:
    spent: dict[str, list[float]] = {"listed": [], "page": [], "waited": []}
    for _round in range(WARM + ROUNDS):
        spent["listed"].append(cpu(lambda: listed(database)))
        spent["waited"].append(wall(lambda: spent["page"].append(cpu(lambda: door.get(crowd.LOGIN, "/")))))
    door.measure = counting = Counting(database)
    door.get(crowd.LOGIN, "/")
    door.measure = lambda act: act()
    medians = {what: middle(found[WARM:]) for what, found in spent.items()}
    return Row(name, count, statements=counting.pairs[0][0], **medians)


def listed(database: Database) -> None:
    with database.read() as session:
        who = session.scalars(select(Person).where(Person.login == crowd.LOGIN)).one()
        assert len(inbox.tasks(session, who, limit=25).items) == 25


@contextmanager
def on_postgresql(name: str) -> Iterator[str]:
    sys.path.append(str(TESTS))
    from helpers import postgres

    run = f"bench-{os.getpid()}"
    atexit.register(postgres.remove, run)  # runs behind the package's own, which leaves its lock file
    server = postgres.Server(run)
    try:
        yield server.create(name)
    finally:
        server.stop()
