"""A database of an earlier release comes up to this one, and its histories stay provable."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import select

from engine import archive, audit, migrations
from engine.case import Case
from engine.case import replay as replay_case
from engine.database.base import Database
from engine.verify import verify

DATA = Path(__file__).parent / "data"
RELEASES = sorted(path.name.removesuffix("-sqlite.sql") for path in DATA.glob("*-sqlite.sql"))


@pytest.fixture(params=RELEASES)
def released(request: pytest.FixtureRequest, database_kind: str, tmp_path: Path) -> Iterator[Database]:
    """The small database of a release, as it was dumped."""
    told = (DATA / f"{request.param}-{database_kind}.sql").read_text(encoding="utf-8")
    if database_kind == "sqlite":
        path = tmp_path / "released.db"
        with sqlite3.connect(path) as connection:
            connection.executescript(told)
        connection.close()
        database = Database(f"sqlite:///{path}")
    else:
        name = f"released_{request.getfixturevalue('worker_id')}"
        database = Database(_restored(request.getfixturevalue("postgresql"), name, told))
    yield database
    database.close()


def _restored(server: Any, name: str, told: str) -> str:
    server.drop(name)
    url = str(server.create(name))
    # What begins with a backslash is for psql alone.
    script = "\n".join(line for line in told.splitlines() if not line.startswith(("\\", "CREATE SCHEMA public")))
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True) as connection:
        connection.execute(script.encode())
    return url


def test_a_released_database_is_upgraded_and_every_history_in_it_is_whole(released: Database):
    migrations.upgrade(released)
    assert migrations.is_current(released)
    with released.read() as session:
        cases = session.scalars(select(Case)).all()
        assert {case.status for case in cases} == {"running", "ended"}
        assert [verify(audit.export(session, case)) for case in cases] == [[]] * len(cases)
        assert [replay_case(case) for case in cases] == [[]] * len(cases)


def test_a_backup_of_a_released_database_is_restored_and_upgraded(released: Database, tmp_path: Path):
    with released.reader.connect() as connection:
        revision = migrations.revision(connection)
    archive.back_up(released, tmp_path / "released.backup")
    restored = Database(f"sqlite:///{tmp_path}/restored.db")
    manifest = archive.restore(restored, tmp_path / "released.backup")
    assert (manifest["revision"], migrations.is_current(restored)) == (revision, True)
    with restored.read() as session:
        cases = session.scalars(select(Case)).all()
        assert len(cases) == manifest["cases"] > 0
        assert [replay_case(case) for case in cases] == [[]] * len(cases)
    restored.close()
