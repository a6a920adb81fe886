"""The database is full, away or busy in the middle of a step: a page says what to do, and nothing is half done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from helpers import office
from helpers.office import Visitor, task_addresses, text
from sqlalchemy import event, select

from engine import audit
from engine.case import Case
from engine.case import replay as replay_case
from engine.database.base import Base, Database
from engine.verify import verify
from webapp.rendering.translations import Reader, say

# As PostgreSQL says it when a file cannot grow, and when it is stopped in the middle of a transaction.
FAILS = {
    "database_full": "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'",
    "database_away": "PERFORM pg_terminate_backend(pg_backend_pid())",
    "database_busy": "RAISE EXCEPTION 'deadlock detected' USING ERRCODE = 'deadlock_detected'",
}
Outage = Callable[[str], Any]


@pytest.fixture
def waiting(app: Any, database: Database) -> tuple[Visitor, str]:
    """The head of the unit, and the task that waits for him."""
    office.furnish(database)
    address = Visitor(app, "199002282014022994").start()
    head = Visitor(app, "kadis")
    return head, task_addresses(head.get(address))[0]


@pytest.fixture
def outage(database: Database, database_kind: str) -> Outage:
    """`with outage("database_full"):` what is written meets it."""
    return lambda code: _on_sqlite(database, code) if database_kind == "sqlite" else _on_postgresql(database, code)


@contextmanager
def _on_sqlite(database: Database, code: str) -> Iterator[None]:
    def bound(connection: Any, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        connection.execute("PRAGMA busy_timeout = 1")

    database.engine.dispose()
    event.listen(database.engine, "connect", bound)
    holder = database.engine.raw_connection() if code == "database_busy" else None
    if holder:
        holder.execute("BEGIN IMMEDIATE")  # type: ignore[attr-defined]
    try:
        yield
    finally:
        if holder:
            holder.close()
        event.remove(database.engine, "connect", bound)
        database.engine.dispose()


@contextmanager
def _on_postgresql(database: Database, code: str) -> Iterator[None]:
    with database.engine.begin() as connection:
        body = f"BEGIN {FAILS[code]}; RETURN NEW; END"
        connection.exec_driver_sql(
            f"CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS '{body.replace(chr(39), chr(39) * 2)}'"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER fails AFTER INSERT ON audit_payload FOR EACH ROW EXECUTE FUNCTION fails()"
        )
    try:
        yield
    finally:
        with database.engine.begin() as connection:
            connection.exec_driver_sql("DROP TRIGGER fails ON audit_payload; DROP FUNCTION fails")


def rows(database: Database) -> dict[str, list[Any]]:
    with database.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table))] for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize(
    ("database_kind", "code"),
    [("sqlite", "database_full"), ("sqlite", "database_busy"), *(("postgresql", code) for code in FAILS)],
    indirect=["database_kind"],
)
def test_a_step_that_meets_an_outage_is_undone_and_done_again_later(
    waiting: tuple[Visitor, str], database: Database, outage: Outage, code: str
) -> None:
    head, task = waiting
    before = rows(database)
    answer: dict[str, Any] = {"approval__outcome": "granted", "approval__reason": "x" * 500}
    with outage(code):
        told = head.post(f"{task}/complete", **answer)
    assert (told.status_code, told.headers["Retry-After"], code in text(told)) == (503, "30", False)
    assert say("refusal", code, {}, Reader("id")) in text(told)
    assert "tidak ada yang setengah jadi" in text(told).lower()
    assert rows(database) == before
    assert head.post(f"{task}/complete", approval__outcome="granted").status_code == 302
    with database.read() as session:
        case = session.scalars(select(Case)).one()
        assert (case.status, verify(audit.export(session, case)), replay_case(case)) == ("ended", [], [])


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_who_reads_is_told_in_their_language_without_asking_the_database(
    waiting: tuple[Visitor, str], database: Database
) -> None:
    head, task = waiting
    head.post("/language", language="en")
    with _broken(database):
        pages = [head.get("/"), head.get(task), head.get("/login"), Visitor(head.client.application).get("/")]
        machine = head.get("/", headers={"Accept": "application/json"})
    assert [page.status_code for page in pages] == [503, 503, 503, 302]
    assert "The database cannot be reached" in text(pages[0])
    assert f'href="{task}"' in text(pages[1])
    assert (machine.status_code, machine.json["code"]) == (503, "database_away")
    assert head.get("/").status_code == 200


@contextmanager
def _broken(database: Database) -> Iterator[None]:
    """The file cannot be opened."""
    path = Path(database.url.database or "")
    database.close()
    hidden = path.rename(f"{path}.away")
    path.mkdir()
    try:
        yield
    finally:
        database.close()
        path.rmdir()
        hidden.rename(path)
