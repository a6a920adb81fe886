"""A timer fires once in effect, whatever becomes of the worker that fires it."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from diagrams.drawing import boundary, element, timer, zeebe
from diagrams.drawing import job as work
from helpers.definitions import open_task, process, published, role_task, staff, started, timed
from helpers.other_systems import ReceivedRequest, Reply, neighbour
from helpers.worker_process import worker
from sqlalchemy import func, select

from engine import audit, calendar, job, migrations, verify
from engine.audit import AuditEvent
from engine.case import Case
from engine.case import find as find_case
from engine.database.base import Database
from engine.job import Job
from engine.job.integrations import Integrations, System
from engine.person import Person
from webapp.cli import main
from webapp.cli.servers import alone
from webapp.jobs import procrastinate_worker
from webapp.jobs import worker as runner

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


def ended(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).where(Case.status == "ended")) or 0


def wait_for(database: Database, count: int, run: BaseProcess) -> None:
    until(run, lambda: fired(database) >= count)


def until(run: BaseProcess, reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        assert run.is_alive()
        assert time.monotonic() < end
        time.sleep(0.02)


def assert_each_fired_once(database: Database) -> None:
    with database.read() as session:
        for case in session.scalars(select(Case)):
            events = [(event.kind, event.element) for event in case.events()]
            assert events == [("instance_started", None), ("timer_fired", "day"), ("timer_fired", "out")]
            assert verify.verify(audit.export(session, case)) == []
            assert Counter(task.element for task in case.open_tasks()) == {"remind": 1, "late": 1}
        assert set(session.scalars(select(Job.status))) == {"done"}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_on_sqlite_a_worker_killed_half_way_is_followed_by_another(office: Database, of: Any, clock: Any) -> None:
    total = 0
    while fired(office) == total:  # again, if all of them fired before the signal came
        assert total < 10 * CASES
        overdue(office, clock, of)
        with worker(str(office.url)) as first:
            wait_for(office, total + 3, first)
            os.kill(first.pid or 0, signal.SIGKILL)
            first.join()
        total += 2 * CASES
    with worker(str(office.url)) as second:
        wait_for(office, total, second)
    assert_each_fired_once(office)


@pytest.fixture
def on_postgresql(request: pytest.FixtureRequest, clock: Any, worker_id: str) -> Iterator[Database]:
    """A database of its own with Procrastinate's tables, the people and the procedure `timed`."""
    server = request.getfixturevalue("postgresql")
    name = f"jenjang_waking_{worker_id}"
    database = procrastinate_worker.on_postgresql(server.create(name), clock)
    migrations.upgrade(database)
    procrastinate_worker.prepare(database)
    yield database
    database.close()
    server.drop(name)


def test_on_postgresql_two_workers_share_them_and_one_is_killed(on_postgresql: Database, clock: Any) -> None:
    database = on_postgresql
    with database.write() as session:
        starter = staff(session).nurhayati.id
        published(session, timed())
        session.commit()
    assert not procrastinate_worker.awake(database)
    overdue(database, clock, lambda session: SimpleNamespace(nurhayati=session.get(Person, starter)))
    url = database.url.difference_update_query(["options"]).render_as_string(hide_password=False)
    with worker(url) as first, worker(url) as second:
        wait_for(database, 3, first)
        assert procrastinate_worker.awake(database)
        os.kill(first.pid or 0, signal.SIGKILL)
        first.join()
        wait_for(database, 2 * CASES, second)
    assert_each_fired_once(database)


def test_on_postgresql_timers_fire_while_every_place_for_calls_waits_for_a_system(
    on_postgresql: Database, clock: Any, tmp_path: Path
) -> None:
    database, clock_now, answered = on_postgresql, datetime.now(UTC), threading.Event()

    def slow(_asked: ReceivedRequest) -> Reply:
        answered.wait(PATIENCE)
        return Reply(200, {})

    with neighbour(slow) as (address, asked):
        systems = tmp_path / "systems.toml"
        systems.write_text(f'[simpeg]\naddress = "{address}"\ntimeout = 120\n')
        headers = zeebe(
            "taskHeaders", zeebe("header", key="system", value="simpeg") + zeebe("header", key="path", value="/x")
        )
        database.installation.integrations = Integrations(systems={"simpeg": System("simpeg", address)})
        clock.set(clock_now)
        with database.write() as session:
            starter = staff(session).nurhayati.id
            published(
                session,
                timed(),
                process("calling", "start asked\nend done", work("ask", "http", headers), "asked > ask > done"),
            )
            for _ in range(3 * procrastinate_worker.CONCURRENCY):
                started(session, "calling", session.get_one(Person, starter))
            session.commit()
        url = database.url.difference_update_query(["options"]).render_as_string(hide_password=False)
        with worker(url, JENJANG_SYSTEMS=str(systems)) as run:
            try:
                until(run, lambda: len(asked) == procrastinate_worker.CONCURRENCY)
                overdue(database, clock, lambda session: SimpleNamespace(nurhayati=session.get(Person, starter)))
                wait_for(database, 2 * CASES, run)
                assert len(asked) == procrastinate_worker.CONCURRENCY
            finally:
                answered.set()
            until(run, lambda: ended(database) == 3 * procrastinate_worker.CONCURRENCY)
    assert len({one.headers["Idempotency-Key"] for one in asked}) == len(asked) == 3 * procrastinate_worker.CONCURRENCY


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
        assert find_case(session, case.id).end_event == "done"
        assert job.find(session, late.id).status == "cancelled"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_timer_counts_the_working_days_of_the_calendar(office: Database, of: Any, clock: Any) -> None:
    """Friday 10 July and five working days are Friday 17 July; over Independence Day it is a day more."""
    due = '=date and time(working days after(today(), 5), time("16:00:00"))'
    waits = element("intermediateCatchEvent", "pause", inner=timer("timeDate", due))
    with office.write() as session:
        calendar.seed(session, [2026])
        published(
            session,
            process(
                "deadline",
                "start asked\nend done late",
                waits,
                role_task("answer", "rank_officer"),
                boundary("out", "answer", timer("timeDate", due)),
                "asked > pause > answer > done\nout > late",
            ),
        )
        session.commit()
    for begun, due_at in (
        ("2026-07-10T10:00+07:00", "2026-07-17T16:00+07:00"),
        ("2026-08-12T10:00+07:00", "2026-08-20T16:00+07:00"),
    ):
        clock.set(datetime.fromisoformat(begun))
        with office.write() as session:
            key = started(session, "deadline", of(session).nurhayati).id
            session.commit()
            found = session.scalars(select(Job).where(Job.case_id == key)).one()
            assert found.due_at == datetime.fromisoformat(due_at)
        clock.set(found.due_at)
        runner.run_due(office)
        with office.read() as session:
            assert [task.element for task in find_case(session, key).open_tasks()] == ["answer"]
        clock.forward(days=9)
        runner.run_due(office)
        with office.read() as session:
            assert find_case(session, key).end_event == "late"
