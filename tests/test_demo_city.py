"""The demo city: people for every lane, cases at every stage, a clock that can be moved."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit, definition, job, person, seed_data
from engine.audit import AuditEvent
from engine.case import RUNNING, Case
from engine.database.base import CLOCK_OFFSET, Database, Setting, now
from engine.employee import snapshot
from engine.job import Job
from engine.person import Person, Role, Unit
from engine.task import Task
from engine.verify import verify
from webapp import demo
from webapp.platform.config import BadSetting

SIZE = {"employees": 100, "finished": 8, "running": 8}
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def clock_of_demo(session: Session) -> datetime:
    """20 November 2026, 09.00 WIB, plus what the demo's clock was moved by."""
    moved = session.get(Setting, CLOCK_OFFSET)
    return AT + timedelta(seconds=moved.value["seconds"] if moved else 0)


def opened(path: Path) -> Database:
    return Database(f"sqlite:///{path}", clock_of_demo)


def install(database: Database) -> None:
    with database.write() as session:
        seed_data.install(session)
        seed_data.publish(session, "uji")
        session.commit()


@pytest.fixture(scope="module")
def built(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """A small city in a file, and what was said while it was built."""
    path, said = tmp_path_factory.mktemp("city") / "city.db", []
    shutil.copy(sqlite_template, path)
    database = opened(path)
    install(database)
    demo.build(database, said.append, **SIZE)
    database.close()
    return SimpleNamespace(path=path, said=said)


@pytest.fixture
def city(built: SimpleNamespace, tmp_path: Path) -> Iterator[Database]:
    """A copy of the small city, to do with as one likes."""
    database = opened(Path(shutil.copy(built.path, tmp_path / "city.db")))
    yield database
    database.close()


def test_the_city_has_its_units_and_its_people(city: Database) -> None:
    with city.read() as session:
        assert len(session.scalars(select(Unit)).all()) == 12
        employees = session.scalars(select(Person).where(Person.unit_key.is_not(None))).all()
        assert len(employees) == SIZE["employees"]
        assert len({one.nip for one in employees if one.nip}) >= SIZE["employees"] - 1


def test_every_nip_is_valid_and_of_an_invented_serial(city: Database) -> None:
    with city.read() as session:
        numbers = session.scalars(select(Person.nip).where(Person.nip.is_not(None))).all()
    for nip in numbers:
        assert person.check_nip(nip, AT.date()) == [], nip
        assert nip[15:17] in ("98", "99")


def test_every_lane_of_every_procedure_has_people(city: Database) -> None:
    with city.read() as session:
        kinds = person.role_kinds(session)
        today = now(session)
        drawn = [one.contents().diagrams.processes.values() for one in definition.all_latest(session)]
        roles = {role for diagrams in drawn for process in diagrams for role, _ in process.lanes if role in kinds}
        assert roles
        for role in roles | {"administrator", "designer", "operator", "auditor"}:
            units = [unit.key for unit in session.scalars(select(Unit))] if kinds[role] == "unit" else [None]
            for unit in units:
                assert person.holders(session, role, unit, today), (role, unit)


def test_cases_run_and_have_ended_and_some_are_late(city: Database) -> None:
    with city.read() as session:
        cases = session.scalars(select(Case)).all()
        running = [case for case in cases if case.status in RUNNING]
        assert len(running) >= SIZE["running"] // 2
        assert len(cases) - len(running) >= SIZE["finished"]
        assert all(case.status != "incident" for case in cases)
        assert {case.definition.key for case in cases} >= {found.key for found in definition.all_latest(session)[:1]}
        tasks = session.scalars(select(Task).where(Task.status == "open")).all()
        assert any(task.late() for task in tasks)
        assert not all(task.late() for task in tasks)


def test_numbers_grow_with_time(city: Database) -> None:
    with city.read() as session:
        cases = session.scalars(select(Case).order_by(Case.started_at)).all()
        for series in {case.number.rpartition("-")[0] for case in cases}:
            numbers = [case.number for case in cases if case.number.startswith(series)]
            assert numbers == sorted(numbers)
        assert max(case.started_at for case in cases) < AT
        last = session.scalars(select(AuditEvent.at).order_by(AuditEvent.id.desc()).limit(50)).all()
        assert last == sorted(last, reverse=True)


def test_every_history_is_whole(city: Database) -> None:
    with city.read() as session:
        for case in session.scalars(select(Case)):
            assert verify(audit.export(session, case)) == [], case.number


def test_the_employee_of_a_case_has_facts(city: Database) -> None:
    with city.read() as session:
        today = now(session).date()
        employees = session.scalars(select(Person).where(Person.nip.is_not(None))).all()
        told = [snapshot(session, one, today) for one in employees]
    assert all(one["rank"] and one["education"] and one["birth_date"] for one in told)
    assert sum(len(one["appraisals"]) >= 2 for one in told) > len(told) * 0.8
    assert any(one["trainings"] for one in told)


def test_somebody_stands_in_for_a_head_now(city: Database) -> None:
    with city.read() as session:
        (one,) = [
            one for one in person.substitutions(session, now(session).date()) if one.since <= AT.date() <= one.until
        ]
        substitute = session.get_one(Person, one.substitute_id)
        offices = person.offices(session, substitute, now(session))
        assert [office.kind for office in offices if office.on_behalf_of == one.absent_id] == ["plh"]


def test_the_accounts_that_are_told_can_log_in(built: SimpleNamespace, city: Database) -> None:
    logins = [line.split()[0] for line in built.said if line.startswith("  ")]
    assert "administrator" in logins
    assert len(logins) < 15
    with city.read() as session:
        hashes = {session.scalars(select(Person).where(Person.login == login)).one().password_hash for login in logins}
        assert len(hashes) == 1
        assert session.scalars(select(Person).where(Person.login == logins[0])).one().check_password(demo.PASSWORD)


def test_progress_is_told(built: SimpleNamespace) -> None:
    assert any("dari" in line and "usulan" in line for line in built.said)


def test_a_second_build_changes_nothing(city: Database) -> None:
    with city.read() as session:
        before = session.scalars(select(AuditEvent.id)).all()
    said: list[str] = []
    demo.build(city, said.append)
    with city.read() as session:
        assert session.scalars(select(AuditEvent.id)).all() == before
    assert any("administrator" in line for line in said)


def test_moving_the_clock_fires_what_falls_due(city: Database) -> None:
    with city.read() as session:
        before = now(session)
        due = job.next_due(session)
        assert due
        key = session.scalars(select(Job.id).where(Job.status == "pending", Job.due_at == due)).first()
    at = demo.forward(city, None, due - before + timedelta(minutes=1))
    assert at >= due
    with city.read() as session:
        fired = session.get_one(Job, key)
        assert fired.status != "pending" or fired.due_at > due, "the look of the day falls due again the day after"
        moved = audit.search(session, kind="clock_moved")
        assert len(moved) == 1
        assert moved[0].part("clock")["seconds"] > 0


def test_the_clock_does_not_go_back(city: Database) -> None:
    with pytest.raises(ValueError, match="forward"):
        demo.forward(city, None, timedelta(days=-1))


def test_an_interrupted_build_begins_again(database_url: str) -> None:
    database = Database(database_url, clock_of_demo)
    install(database)
    with database.write() as session:
        session.add(Setting(key="demo_city", value={"state": "building"}))
        person.admit(session, None, name="Setengah Jadi", login="setengah")
        session.commit()
    said: list[str] = []
    demo.build(database, said.append, employees=70, finished=1, running=1)
    with database.read() as session:
        assert session.scalars(select(Person).where(Person.login == "setengah")).first() is None
        assert session.get_one(Setting, "demo_city").value["state"] == "ready"
        assert Counter(role.kind for role in session.scalars(select(Role)))["house"] == 4
    assert "terputus" in said[0]
    database.close()


def test_a_database_with_people_of_its_own_is_left_alone(database: Database) -> None:
    with database.write() as session:
        person.admit(session, None, name="Orang Sungguhan", login="orang")
        session.commit()
    with pytest.raises(BadSetting):
        demo.build(database, print)
