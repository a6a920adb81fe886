"""A page that asks too much of the database is stopped and says so; nothing of it stays, and the next one works."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from helpers import office
from helpers.office import NURHAYATI, Visitor, task_addresses, text
from sqlalchemy import select

from engine.database.base import Database
from engine.task import Task
from webapp import create_app
from webapp.jobs import worker
from webapp.platform.config import Config

SECONDS = 1  # while something is slow; before and after the usual limit holds, for a machine may be busy
# Rows without end, of which none is wanted: the table can still be read, but reading it never ends.
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT {0}_.* FROM {0}_, n WHERE n.i < 0"

VIEW = "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
TRIGGER = {
    "sqlite": ["CREATE TRIGGER slow AFTER INSERT ON audit_event BEGIN SELECT count(*) FROM endless; END"],
    "postgresql": [
        "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM count(*) FROM endless; RETURN NULL; END $$",
        "CREATE TRIGGER slow AFTER INSERT ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION slow()",
    ],
}
UNDO = {"sqlite": ["DROP TRIGGER slow"], "postgresql": ["DROP TRIGGER slow ON audit_event", "DROP FUNCTION slow"]}


@pytest.fixture
def app(database: Database) -> Any:
    return create_app(Config(database=str(database.url), testing=True), database)


@contextmanager
def limited(app: Any) -> Iterator[None]:
    """Meanwhile no statement of a page may take more than a second."""
    usual = app.extensions["config"]
    app.extensions["config"] = replace(usual, page_seconds=SECONDS)
    try:
        yield
    finally:
        app.extensions["config"] = usual


@contextmanager
def slow(app: Any, database: Database, table: str) -> Iterator[None]:
    """Meanwhile whoever reads this table waits for ever."""
    _change(database, f"ALTER TABLE {table} RENAME TO {table}_", f"CREATE VIEW {table} AS {ENDLESS.format(table)}")
    try:
        with limited(app):
            yield
    finally:
        _change(database, f"DROP VIEW {table}", f"ALTER TABLE {table}_ RENAME TO {table}")


@contextmanager
def slow_to_write(app: Any, database: Database) -> Iterator[None]:
    """Meanwhile whoever writes an event waits for ever."""
    there = "sqlite" if database.url.get_backend_name() == "sqlite" else "postgresql"
    _change(database, VIEW, *TRIGGER[there])
    try:
        with limited(app):
            yield
    finally:
        _change(database, *UNDO[there], "DROP VIEW endless")


def _change(database: Database, *statements: str) -> None:
    with database.engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_page_that_takes_too_long_says_so_in_the_readers_language(app: Any, database: Database) -> None:
    office.furnish(database)
    head = Visitor(app, "kadis")
    with slow(app, database, "unit"):
        _stopped_in_both_languages(head)
    assert head.get("/").status_code == 200


def _stopped_in_both_languages(head: Visitor) -> None:
    stopped = head.get("/")
    assert (stopped.status_code, stopped.headers["Retry-After"]) == (503, "30")
    assert "dihentikan setelah 1 detik" in text(stopped)
    assert "ketik pencarian lebih lengkap" in text(stopped)
    assert "database_slow" not in text(stopped)
    with head.client.session_transaction() as cookie:
        cookie["language"] = "en"
    assert "stopped after 1 seconds" in text(head.get("/?search=nurhayati"))
    as_json = head.get("/", headers={"Accept": "application/json"})
    assert (as_json.status_code, as_json.json["code"]) == (503, "database_slow")
    metrics = text(head.get("/metrics"))
    assert 'jenjang_outages_total{code="database_slow",verb="tasks.inbox"} 3.0' in metrics


def test_what_was_begun_before_the_slow_statement_is_undone(app: Any, database: Database) -> None:
    office.furnish(database)
    employee, head = Visitor(app, NURHAYATI), Visitor(app, "kadis")
    employee.start()
    task = task_addresses(head.get("/"))[0]
    with slow_to_write(app, database):
        stopped = head.post(f"{task}/complete", approval__outcome="granted")
    assert stopped.status_code == 503
    assert "belum tersimpan" in text(stopped)
    assert "kirim lagi" in text(stopped)
    assert "pencarian" not in text(stopped)
    with database.read() as session:
        assert session.scalars(select(Task.status)).all() == ["open"]
    assert head.post(f"{task}/complete", approval__outcome="granted").status_code == 302


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_waiting_too_long_for_a_lock_is_told_too(app: Any, database: Database) -> None:
    office.furnish(database)
    head = Visitor(app, "kadis")
    with database.engine.begin() as other, limited(app):
        other.exec_driver_sql("LOCK TABLE task IN ACCESS EXCLUSIVE MODE")
        assert head.get("/").status_code == 503
    assert head.get("/").status_code == 200


def test_jobs_and_commands_are_not_stopped(app: Any, database: Database) -> None:
    """On the very connections that pages were stopped on."""
    office.furnish(database)
    head = Visitor(app, "kadis")
    with slow(app, database, "unit"):
        assert head.get("/").status_code == 503
    with database.write() as session:
        bound = (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000000) SELECT count(*) FROM n"
        )
        assert session.connection().exec_driver_sql(bound).scalar() == 5_000_000
    worker.run_due(database)
