"""A timer fires once in effect, whatever becomes of the worker that fires it."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from definitions import open_task, published, staff, started, timed
from sqlalchemy import func, select
from work import worker

from engine import audit, instance, job, migrations, verify
from engine.audit import AuditEvent
from engine.base import Database
from engine.instance import ProcessInstance
from engine.job import Job
from engine.person import Person
from webapp import waking
from webapp import worker as runner
from webapp.cli import main
from webapp.cli.servers import alone

CASES = 20
PATIENCE = 180  # seconds


def overdue(database: Database, clock: Any, people: Callable[[Any], Any]) -> None:
    """Cases that began four days ago: a timer of each fell due three days ago, another yesterday."""
    clock.set(datetime.now(UTC) - timedelta(days=4))
    with database.write() as session:
        starter = people(session).nurhayati
        for _ in range(CASES):
            started(session, "timed", starter)
        session.commit()
    clock.set(datetime.now(UTC))


def fired(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).where(AuditEvent.kind == "timer_fired")) or 0


def wait_for(database: Database, count: int, run: BaseProcess) -> None:
    end = time.monotonic() + PATIENCE
    while fired(database) < count:
        assert run.is_alive()
        assert time.monotonic() < end, fired(database)
        time.sleep(0.02)


def assert_each_fired_once(database: Database) -> None:
    with database.read() as session:
        for case in session.scalars(select(ProcessInstance)):
            events = [(event.kind, event.element) for event in case.events()]
            assert events == [("instance_started", None), ("timer_fired", "day"), ("timer_fired", "out")]
            assert verify.verify(audit.export(session, case)) == []
            assert Counter(task.element for task in case.open_tasks()) == {"remind": 1, "late": 1}
        assert set(session.scalars(select(Job.status))) == {"done"}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_on_sqlite_a_worker_killed_half_way_is_followed_by_another(office: Database, of: Any, clock: Any) -> None:
    overdue(office, clock, of)
    with worker(str(office.url)) as first:
        wait_for(office, 3, first)
        os.kill(first.pid or 0, signal.SIGKILL)
        first.join()
    assert fired(office) < 2 * CASES
    with worker(str(office.url)) as second:
        wait_for(office, 2 * CASES, second)
    assert_each_fired_once(office)


@pytest.fixture
def on_postgresql(request: pytest.FixtureRequest, clock: Any, worker_id: str) -> Iterator[Database]:
    """A database of its own with Procrastinate's tables, the people and the procedure `timed`."""
    server = request.getfixturevalue("postgresql")
    name = f"jenjang_waking_{worker_id}"
    database = waking.on_postgresql(server.create(name), clock)
    migrations.upgrade(database)
    waking.prepare(database)
    yield database
    database.close()
    server.drop(name)


def test_on_postgresql_two_workers_share_them_and_one_is_killed(on_postgresql: Database, clock: Any) -> None:
    database = on_postgresql
    with database.write() as session:
        starter = staff(session).nurhayati.id
        published(session, timed())
        session.commit()
    assert not waking.awake(database)
    overdue(database, clock, lambda session: SimpleNamespace(nurhayati=session.get(Person, starter)))
    url = database.url.difference_update_query(["options"]).render_as_string(hide_password=False)
    with worker(url) as first, worker(url) as second:
        wait_for(database, 3, first)
        assert waking.awake(database)
        os.kill(first.pid or 0, signal.SIGKILL)
        first.join()
        wait_for(database, 2 * CASES, second)
    assert_each_fired_once(database)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("command", [["worker"], ["serve", "--port", "0"]], ids=["worker", "server"])
def test_a_second_worker_or_server_on_one_file_says_why_it_does_not_start(office: Database, command: list[str]) -> None:
    settings = {"JENJANG_DATABASE": str(office.url), "JENJANG_SECRET": "x" * 40}
    with alone(office):
        told = CliRunner().invoke(main, command, env=settings)
    assert told.exit_code == 1
    assert "sedang dipakai server atau worker lain" in told.output
    assert "PostgreSQL" in told.output
    with alone(office):
        pass


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_timer_of_a_case_that_moved_on_does_nothing(office: Database, of: Any, clock: Any) -> None:
    with office.write() as session:
        case = started(session, "timed", of(session).nurhayati)
        session.commit()
        late = session.scalars(select(Job).where(Job.element == "out")).one()
        open_task(session, "answer", case).complete(of(session).petugas, {})
        session.commit()
    clock.forward(days=5)
    assert runner.run_due(office) == 0
    assert runner.run_job(office, late.id) is False
    with office.read() as session:
        assert instance.find(session, case.id).end_event == "done"
        assert job.find(session, late.id).status == "cancelled"
