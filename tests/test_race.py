"""Two people at once: nothing is lost, nothing is done twice, and nobody but the slower one is told so."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from helpers.definitions import event_kinds, open_elements, open_task, started
from sqlalchemy import select

from engine import audit, definition, inbox, incident, job, job_handlers, machine, verify
from engine.case import Case
from engine.case import find as find_case
from engine.case import start as start_case
from engine.database.base import Database, new_key
from engine.errors import AlreadyDone, Conflict, NotFound, NotYours, SameHands
from engine.job import Job
from webapp.jobs import worker

Rounds = Callable[[int, int], int]


def together(*acts: Callable[[], object]) -> list[Exception | None]:
    """Do the acts at once, each in a thread of its own; what each raised."""
    gate, raised = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
        except Exception as error:  # told to the test
            raised[number] = error  # type: ignore[call-overload]

    threads = [threading.Thread(target=run, args=told) for told in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised  # type: ignore[return-value]


def test_one_start_form_sent_twice_at_once_starts_one_case(office: Database, of: Any, rounds: Rounds) -> None:
    with office.write() as session:
        started(session, "parallel", of(session).nurhayati)
        session.commit()

    def send(once: str) -> None:
        with office.write() as session:
            process = definition.latest(session, "parallel")
            assert process is not None
            start_case(session, process, of(session).nurhayati, {}, once)
            session.commit()

    for number in range(rounds(3, 100)):
        raised = together(*[partial(send, f"form {number}")] * 2)
        assert sorted(type(each).__name__ for each in raised) == ["NoneType", "StartedBefore"]
    with office.read() as session:
        numbers = session.scalars(select(Case.number).order_by(Case.number)).all()
        assert numbers == [f"PAR-2026-{count:05}" for count in range(1, rounds(3, 100) + 2)]


def act(
    office: Database, of: Any, person: str, verb: str, task_id: int, *more: Any, lock: bool = False
) -> Callable[[], None]:
    """What a request does: find the task as this person, one verb, one commit."""

    def run() -> None:
        with office.write() as session:
            actor = getattr(of(session), person)
            task = inbox.task(session, actor, task_id, lock=lock)
            getattr(task, verb)(actor, *more)
            session.commit()

    return run


@pytest.mark.parametrize("lock", [True, False], ids=["locked_first", "locked_later"])
def test_two_branches_finished_at_once_lose_nothing_and_join_once(
    office: Database, of: Any, rounds: Rounds, lock: bool
) -> None:
    for number in range(rounds(5, 200)):
        with office.write() as session:
            case = started(session, "parallel", of(session).nurhayati)
            left, right = open_task(session, "left", case).id, open_task(session, "right", case).id
            session.commit()
        answers = {"left": {"left": {"note": f"l{number}"}}, "right": {"right": {"note": f"r{number}"}}}
        raised = together(
            act(office, of, "petugas", "complete", left, answers["left"], lock=lock),
            act(office, of, "second", "complete", right, answers["right"], lock=lock),
        )
        assert raised == [None, None]
        with office.write() as session:
            case = find_case(session, case.id)
            assert (case.root()["left"], case.root()["right"]) == ({"note": f"l{number}"}, {"note": f"r{number}"})
            assert open_elements(case) == ["last"]
            assert event_kinds(case) == ["instance_started", "task_completed", "task_completed"]
            assert verify.verify(audit.export(session, case)) == []
            open_task(session, "last", case).complete(of(session).petugas, {})
            assert case.status == "ended"


def test_one_task_is_done_once(office: Database, of: Any, rounds: Rounds) -> None:
    for _ in range(rounds(5, 100)):
        with office.write() as session:
            case = started(session, "parallel", of(session).nurhayati)
            left = open_task(session, "left", case).id
            session.commit()
        raised = together(*(act(office, of, name, "complete", left, {}) for name in ("petugas", "second")))
        assert [type(error) for error in raised if error] == [AlreadyDone], raised
        with office.read() as session:
            assert event_kinds(find_case(session, case.id)) == ["instance_started", "task_completed"]


def test_one_task_is_claimed_by_one(office: Database, of: Any, rounds: Rounds) -> None:
    for _ in range(rounds(3, 100)):
        with office.write() as session:
            case = started(session, "parallel", of(session).nurhayati)
            left = open_task(session, "left", case).id
            session.commit()
        raised = together(*(act(office, of, name, "claim", left) for name in ("petugas", "second")))
        assert [type(error) for error in raised if error] == [NotYours], raised


def test_one_pair_of_hands_does_not_do_both_branches_in_two_windows(office: Database, of: Any, rounds: Rounds) -> None:
    """The second window read the task before the first one was done."""
    for _ in range(rounds(5, 100)):
        with office.write() as session:
            case = started(session, "parallel", of(session).nurhayati)
            left, right = open_task(session, "left", case).id, open_task(session, "right", case).id
            session.commit()
        raised = together(*(act(office, of, "petugas", "complete", key, {}) for key in (left, right)))
        assert [type(error) for error in raised if error] == [SameHands], raised


def test_a_timer_and_an_answer_at_once_do_not_lock_each_other_out(
    office: Database, of: Any, clock: Any, rounds: Rounds
) -> None:
    """The worker cancels what the answer closes and the other way round: each takes the case first, the job after."""
    for _ in range(rounds(5, 100)):
        with office.write() as session:
            case = started(session, "timed", of(session).nurhayati)
            task = open_task(session, "answer", case).id
            session.commit()
            day = session.scalars(select(Job.id).where(Job.case_id == case.id, Job.element == "day")).one()
        clock.forward(days=1, seconds=1)
        raised = together(act(office, of, "petugas", "complete", task, {}), lambda key=day: worker.run_job(office, key))  # type: ignore[misc]
        assert raised == [None, None]
        with office.read() as session:
            case = find_case(session, case.id)
            assert event_kinds(case) == ["instance_started", "timer_fired", "task_completed"]
            assert set(session.scalars(select(Job.status).where(Job.case_id == case.id))) == {"done", "cancelled"}


def test_an_answer_and_its_withdrawal_and_the_next_step_leave_a_whole_chain(
    office: Database, of: Any, rounds: Rounds
) -> None:
    for _ in range(rounds(3, 100)):
        with office.write() as session:
            case = started(session, "approval", of(session).nurhayati, request={"topic": "naik pangkat"})
            task = open_task(session, "verify", case)
            task.complete(of(session).petugas, {"verification": {"outcome": "ms"}})
            session.commit()
            decide = open_task(session, "decide", case).id
        decision = {"decision": {"reason": "ya", "outcome": "granted"}}
        raised = together(
            act(office, of, "petugas", "withdraw", task.id, "keliru"),
            act(office, of, "kadis", "complete", decide, decision),
        )
        lost = [error for error in raised if error]
        assert len(lost) == 1, raised
        assert isinstance(lost[0], Conflict | NotFound)
        with office.read() as session:
            assert verify.verify(audit.export(session, find_case(session, case.id))) == []


def test_workers_outside_that_ask_at_once_get_different_jobs(office: Database, of: Any) -> None:
    with office.write() as session:
        for _ in range(8):
            started(session, "working", of(session).nurhayati)
        machine.admit(session, None, "robot", job_types=["outside"])
        session.commit()
    taken: list[int] = []

    def take() -> None:
        with office.write() as session:
            found = job_handlers.activate(session, machine.named(session, "robot"), "outside", job.LEASE, limit=3)
            taken.extend(each.id for each in found)
            session.commit()

    assert together(*[take] * 4) == [None] * 4
    assert len(taken) == len(set(taken))
    while len(taken) < 8:  # who was passed over while others looked is there for the next who asks
        take()
    assert len(set(taken)) == 8


def test_of_two_operators_at_once_one_begins_a_failed_start_again(office: Database, of: Any) -> None:
    with office.write() as session:
        told = {"definition": str(definition.latest(session, "waiter").id), "element": "begin", "payload": {}}  # type: ignore[union-attr]
        failed = job.find(session, job.enqueue(session, "start_by_event", "begun", told, origin=new_key()))
        failed.fail(failed.activate(), "x", retry=False)
        job_handlers.give_up(session, failed, "job_failed", {})
        session.commit()
        (stop,) = incident.all_open(session)

    def retry() -> None:
        with office.write() as session:
            incident.of_start(session, stop.id).retry(of(session).operator)
            session.commit()

    raised = together(retry, retry)
    assert sorted(type(each).__name__ for each in raised) == ["AlreadyDone", "NoneType"]
    with office.read() as session:
        assert (job.find(session, failed.id).status, len(audit.search(session, kind="start_retried"))) == ("pending", 1)


def test_a_message_that_comes_several_times_at_once_is_one(office: Database) -> None:
    with office.write() as session:
        robot = machine.admit(session, None, "robot", messages=["terms"])[0]
        session.commit()
    accepted: list[int] = []

    def send() -> None:
        with office.write() as session:
            told = job_handlers.publish(session, robot, "terms", "bandung", {}, message_id="m", time_to_live=job.LEASE)
            session.commit()
            accepted.append(told.id)

    assert together(*[send] * 4) == [None] * 4
    assert len(accepted) == 4
    assert len(set(accepted)) == 1


def test_keys_that_threads_draw_at_the_same_moment_all_differ():
    with ThreadPoolExecutor(4) as threads:
        drawn = [key for keys in threads.map(lambda _: [new_key() for _ in range(20_000)], range(4)) for key in keys]
    assert len(set(drawn)) == len(drawn)
