"""Searches among 250,000 cases of as many people, for a person with six offices, on either database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory

import crowd
from inbox import on_postgresql
from sqlalchemy import String, cast, insert, literal, select, text, true, update
from sqlalchemy.orm import Session
from timing import middle, wall

from engine import inbox
from engine.case import Case
from engine.database.base import Base, Database
from engine.person import Person
from engine.task import Task

CASES = 250_000
ROUNDS, WARM = 7, 3
FIRST = ("Ahmad", "Siti", "Muhammad", "Nur", "Dewi", "Rizky", "Putri", "Budi", "Agus", "Sri")
LAST = ("Saputra", "Lestari", "Hidayat", "Wibowo", "Kurniawan", "Rahmawati", "Pratama", "Susanti", "Nugroho", "Permata")


@dataclass(frozen=True)
class Row:
    """Milliseconds that a reader waits for `inbox.tasks` and for `inbox.cases`, and how many they list."""

    database: str
    name: str
    tasks: float
    cases: float
    listed: tuple[int, int]


def rows() -> Iterator[Row]:
    """One row for each database and search; PostgreSQL only where it is installed."""
    with TemporaryDirectory(prefix="jenjang-bench-") as folder, filled(f"sqlite:///{folder}/search.db") as database:
        yield from _rows("SQLite", database)
    try:
        with on_postgresql("search") as url, filled(url) as database:
            yield from _rows("PostgreSQL", database)
    except ImportError:
        return


@contextmanager
def filled(url: str) -> Iterator[Database]:
    """The crowd, each case about somebody else, whose key is that of the case."""
    database = crowd.found(url)
    with database.write() as session:
        session.execute(insert(Person), [_person(number) for number in range(1, crowd.THOUSAND + 1)])
        session.execute(_people(CASES // crowd.THOUSAND - 1))
        session.commit()
    crowd.fill(database, CASES)
    with database.write() as session:
        for table in (Case, Task):
            session.execute(update(table).values(subject_id=table.id))
        session.commit()
    if database.url.get_backend_name() == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM FULL ANALYZE"))
    try:
        yield database
    finally:
        database.close()


def _person(number: int) -> dict[str, object]:
    name = f"{FIRST[number % 10]} {LAST[number // 10 % 10]} {number}"
    return {
        "id": number,
        "name": name,
        "login": f"orang-{number}",
        "nip": str(198 * 10**15 + number),
        "active": True,
        "created_at": crowd.AT,
        "locale": "id",
        "mail_notices": False,
        "unit_key": "dinas_0",
    }


def _people(times: int) -> object:
    """Each person again so many times, under a key, a login and a NIP of their own."""
    table = Base.metadata.tables["person"]
    turn = select(literal(1).label("n")).cte("turn", recursive=True)
    turn = turn.union_all(select(turn.c.n + 1).where(turn.c.n < times))
    key = table.c.id + turn.c.n * crowd.THOUSAND
    moved = {"id": key, "login": table.c.login + "-" + cast(turn.c.n, String), "nip": cast(198 * 10**15 + key, String)}
    columns = [moved.get(column.name, column) for column in table.c]
    source = select(*columns).select_from(table.join(turn, true())).where(table.c.login.startswith("orang-"))
    return insert(table).from_select([column.name for column in table.c], source)


def _rows(name: str, database: Database) -> Iterator[Row]:
    for words, search in _searches(database).items():
        spent: dict[str, list[float]] = {"tasks": [], "cases": []}
        for _round in range(WARM + ROUNDS):
            for what, verb in (("tasks", inbox.tasks), ("cases", inbox.cases)):
                with database.read() as session:
                    who = _looks(session)
                    spent[what].append(wall(lambda: verb(session, who, search=search, limit=25)))  # noqa: B023
        with database.read() as session:
            pages = [verb(session, _looks(session), search=search, limit=25) for verb in (inbox.tasks, inbox.cases)]
        yield Row(
            name, words, *(middle(spent[what][WARM:]) for what in spent), tuple(len(each.items) for each in pages)
        )


def _searches(database: Database) -> dict[str, str]:
    """What is typed: about one task of whoever looks, and about nobody whom there is."""
    with database.read() as session:
        case = inbox.tasks(session, _looks(session), limit=9).items[8].case
        subject = session.get_one(Person, case.subject_id)
    return {
        "no search": "",
        "a whole number": case.number,
        "a part of a number": case.number[8:],
        "a NIP": str(subject.nip),
        "a name that some have": subject.name,
        "a name that thousands have": "siti",
        "a name that nobody has": "tidak ada",
        "the name of the procedure": case.title,
    }


def _looks(session: Session) -> Person:
    return session.scalars(select(Person).where(Person.login == crowd.LOGIN)).one()
