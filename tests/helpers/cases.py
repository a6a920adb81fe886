"""Fixtures of the engine's tests: a database with the office of `definitions` in it, its people and its procedures."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.database.base import Base, Database
from engine.person import Person
from helpers.definitions import approval, failing, parallel, published, staff, thrower, timed, waiter, working

BEGIN = datetime(2026, 7, 8, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> SimpleNamespace:
    """The office on SQLite, made once: its file, the rows of each table, the ids of its people by name."""
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("office") / "jenjang.db")
    database = Database(f"sqlite:///{path}", lambda _session: BEGIN)
    with database.write() as session:
        people = staff(session)
        published(session, approval(), parallel(), timed(), waiter(), thrower(), failing(), working())
        session.commit()
        rows = {
            table: [dict(row) for row in session.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }
        ids = {name: person.id for name, person in vars(people).items()}
    database.close()
    return SimpleNamespace(path=path, rows=rows, ids=ids)


@pytest.fixture
def office(
    database_kind: str, furnished: SimpleNamespace, tmp_path: Path, clock: Any, request: pytest.FixtureRequest
) -> Iterator[Database]:
    """A database of this test's own with the people of `staff` and every procedure of `definitions` published."""
    if database_kind == "sqlite":
        opened = Database(f"sqlite:///{shutil.copy(furnished.path, tmp_path / 'jenjang.db')}", clock)
    else:
        opened = Database(request.getfixturevalue("database_url"), clock)
        with opened.engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for table, rows in furnished.rows.items():
                if rows:
                    connection.execute(table.insert(), rows)
    yield opened
    opened.close()


@pytest.fixture
def session(office: Database) -> Iterator[Session]:
    """One that writes."""
    with office.write() as opened:
        yield opened


@pytest.fixture
def of(furnished: SimpleNamespace) -> Callable[[Session], SimpleNamespace]:
    """The people of the office in a session: `of(session).petugas`."""
    return lambda session: SimpleNamespace(
        **{name: session.get_one(Person, key) for name, key in furnished.ids.items()}
    )


@pytest.fixture
def people(session: Session, of: Callable[[Session], SimpleNamespace]) -> SimpleNamespace:
    """The people of the office, in `session`."""
    return of(session)
