"""A case done again from its own history comes to the same states; what was changed behind its back does not."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from helpers.definitions import open_task, started
from sqlalchemy import select, update

from engine import audit, job
from engine.audit import AuditEvent, AuditPayload
from engine.case import Case
from engine.case import find as find_case
from engine.case import replay as replay_case
from engine.database.base import Database
from engine.job import Job
from webapp.cli import main
from webapp.jobs import worker

Played = Callable[..., dict[str, int]]


def replayed(database: Database) -> dict[str, list[Any]]:
    """What does not fit, by the number of the case."""
    with database.read() as session:
        cases = session.scalars(select(Case)).all()
        return {case.number: found for case in cases if (found := replay_case(case))}


def test_answers_withdrawals_timers_messages_jobs_and_incidents_are_done_again(
    office: Database, of: Any, clock: Any
) -> None:
    with office.write() as session:
        people = of(session)
        case = started(session, "approval", people.nurhayati, request={"topic": "naik pangkat"})
        for outcome in ("btl", "ms"):
            verify = open_task(session, "verify", case)
            verify.complete(people.petugas, {"verification": {"outcome": outcome}})
            if outcome == "btl":
                verify.withdraw(people.petugas, "keliru")
        decision = {"decision": {"outcome": "granted", "reason": "ya"}}
        open_task(session, "decide", case).complete(people.kadis, decision)
        timed = started(session, "timed", people.nurhayati)
        started(session, "waiter", people.nurhayati, topic="syarat")
        started(session, "thrower", people.nurhayati, topic="syarat", words="ada", identity="a-1", life="P2D")
        started(session, "approval", people.nurhayati, request={"topic": "batal"}).cancel(people.nurhayati, "batal")
        failing = started(session, "failing", people.nurhayati)
        open_task(session, "go", failing).complete(people.petugas, {"flag": "x"})
        session.commit()
    clock.forward(days=1, hours=1)
    worker.run_due(office)
    with office.write() as session:
        people = of(session)
        (stop,) = audit_stops(session, failing.id)
        stop.retry(people.operator)
        open_task(session, "answer", find_case(session, timed.id)).complete(people.petugas, {})
        working = started(session, "working", people.nurhayati)
        outside = session.scalars(select(Job).where(Job.case_id == working.id)).one()
        outside.complete(outside.activate())
        working.finish(outside, {"answer": 42})
        session.commit()
        kinds = set(session.scalars(select(AuditEvent.kind).where(AuditEvent.case_id.is_not(None))))
    assert {"task_withdrawn", "timer_fired", "message_received", "instance_cancelled", "incident_retried"} <= kinds
    assert "job_completed" in kinds
    assert replayed(office) == {}


def audit_stops(session: Any, case_id: int) -> list[Any]:
    from engine import incident

    return incident.open_in(session, case_id)


def test_a_step_without_its_result_is_done_again_too(office: Database, of: Any) -> None:
    with office.write() as session:
        case = started(session, "working", of(session).nurhayati)
        waiting = session.scalars(select(Job).where(Job.case_id == case.id)).one()
        from engine import job_handlers

        waiting.fail(waiting.activate(), "no network", retry=False)
        job_handlers.give_up(session, waiting, "job_failed", {})
        session.flush()
        (stop,) = audit_stops(session, case.id)
        stop.skip(of(session).operator, "dikerjakan manual")
        session.commit()
        assert job.find(session, waiting.id).status == "done"
    assert replayed(office) == {}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_shipped_procedure_with_letters_and_tables_is_done_again(played: Played, database: Database) -> None:
    played("promotion/bkn_returns_it_and_the_governor_decides")
    assert replayed(database) == {}


@pytest.fixture
def decided(office: Database, of: Any) -> Case:
    with office.write() as session:
        case = started(session, "approval", of(session).nurhayati, request={"topic": "naik pangkat"})
        open_task(session, "verify", case).complete(of(session).petugas, {"verification": {"outcome": "ms"}})
        session.commit()
        return case


def test_a_row_that_was_changed_by_hand_is_named(office: Database, decided: Case) -> None:
    with office.write() as session:
        session.execute(update(Case).values(variables={"0": {}}))
        session.commit()
    (found,) = replayed(office)[decided.number]
    assert (found.seq, found.code) == (None, "row_differs")


def test_a_history_that_says_another_answer_gives_another_state(office: Database, decided: Case) -> None:
    with office.write() as session:
        content = json.dumps({"verification": {"outcome": "btl"}})
        asked = update(AuditPayload).where(AuditPayload.part == "answer", AuditPayload.content.contains("ms"))
        session.execute(asked.values(content=content))
        session.commit()
    told = [(found.seq, found.code, found.values) for found in replayed(office)[decided.number]]
    assert told == [
        (1, "replay_differs", {"kind": "task_completed", "parts": ["evaluations", "effects", "state"]}),
    ]


def test_what_was_erased_is_passed_over(office: Database, decided: Case, clock: Any) -> None:
    with office.write() as session:
        asked = update(AuditPayload).where(AuditPayload.part == "answer")
        session.execute(asked.values(content=None, salt=None, erased_at=clock.at))
        session.commit()
    assert replayed(office) == {}


def test_what_followed_an_erasure_is_done_again(office: Database, of: Any, decided: Case, clock: Any) -> None:
    with office.write() as session:
        erased = update(AuditPayload).where(AuditPayload.part == "answer")
        session.execute(erased.values(content=None, salt=None, erased_at=clock.at))
        session.commit()
    with office.write() as session:
        answer = {"decision": {"reason": "ya", "outcome": "granted"}}
        open_task(session, "decide", session.get_one(Case, decided.id)).complete(of(session).kadis, answer)
        session.commit()
    assert replayed(office) == {}
    with office.write() as session:
        later = update(AuditPayload).where(AuditPayload.part == "answer", AuditPayload.content.is_not(None))
        session.execute(later.values(content=json.dumps({"decision": {"reason": "ya", "outcome": "refused"}})))
        session.commit()
    assert [(found.seq, found.code) for found in replayed(office)[decided.number]] == [(2, "replay_differs")]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_command_says_which_case_and_which_event(office: Database, decided: Case) -> None:
    def told(*words: str) -> Any:
        return CliRunner().invoke(main, ["replay", *words], env={"JENJANG_DATABASE": str(office.url)})

    whole = told()
    assert (whole.exit_code, whole.output) == (0, "1 usulan diperiksa dan diulang, 0 tidak cocok\n")
    assert told("APP-1999-00001").exit_code == 1
    with office.write() as session:
        session.execute(update(Case).values(variables={"0": {}}))
        session.commit()
    found = told(decided.number)
    assert (found.exit_code, found.output.startswith(f"{decided.number}: ")) == (1, True)
    assert list(json.loads(told("--json").output)["misfits"]) == [decided.number]
    with office.read() as session:
        assert audit.export(session, find_case(session, decided.id))["length"] == 2
