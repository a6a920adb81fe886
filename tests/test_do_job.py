"""Jobs: rows with leases; a stale holder is refused, a failure is tried again, the last one is an incident."""

from datetime import timedelta
from typing import Any

import pytest
from helpers.definitions import event_kinds, open_elements, started
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit, job, verify
from engine.case import find as find_case
from engine.database.base import Database, new_key
from engine.errors import Conflict, NotFound, Refusal
from engine.job import Job, LeaseLost
from webapp.jobs import worker


@pytest.fixture
def work(session: Session) -> Job:
    made = job.find(session, job.enqueue(session, "outside", "work-1", {"a": 1}, origin=new_key()))
    session.commit()
    return made


def move(session: Session, clock: Any, **by: float) -> None:
    session.commit()
    clock.forward(**by)


def test_one_holder_at_a_time(session: Session, work: Job, clock: Any) -> None:
    first = work.activate()
    with pytest.raises(Conflict):
        work.activate()
    move(session, clock, seconds=29)
    work.extend(first)
    move(session, clock, seconds=29)
    with pytest.raises(Conflict):
        work.activate()
    work.complete(first)
    assert (work.status, work.lease_until) == ("done", None)
    with pytest.raises(Conflict):
        work.activate()


@pytest.mark.parametrize("taken_up", [True, False], ids=["taken_up_by_another", "by_nobody"])
def test_whoever_lets_his_lease_run_out_can_do_nothing_with_it(
    session: Session, work: Job, clock: Any, taken_up: bool
) -> None:
    stale = work.activate()
    move(session, clock, seconds=31)
    fresh = work.activate() if taken_up else None
    for verb in (work.extend, work.complete, lambda lease: work.fail(lease, "late")):
        with pytest.raises(LeaseLost):
            verb(stale)
    if fresh:
        work.complete(fresh)


def test_what_is_not_due_or_not_there_is_not_taken(session: Session, clock: Any) -> None:
    key = job.enqueue(session, "outside", "later", {}, origin=new_key(), due_at=clock.at + timedelta(hours=1))
    later = job.find(session, key)
    with pytest.raises(Conflict):
        later.activate()
    with pytest.raises(NotFound):
        job.find(session, 1)
    assert job.due(session) == []
    move(session, clock, hours=1)
    assert job.due(session) == [later.id]


def test_attempts_come_later_and_later_and_end(session: Session, clock: Any) -> None:
    work = job.find(session, job.enqueue(session, "outside", "work", {}, origin=new_key(), attempts=5))
    waits = []
    while work.status == "pending":
        begun = clock.at
        again = work.fail(work.activate(), "no network")
        waits.append((work.due_at - begun).total_seconds() if again else None)
        move(session, clock, hours=2)
    assert (waits, work.status, work.last_error) == ([30, 60, 120, 240, None], "failed", "no network")


def test_what_is_done_outside_is_left_to_those_outside(office: Database, of: Any) -> None:
    with office.write() as session:
        case = started(session, "working", of(session).nurhayati)
        session.commit()
        (waiting,) = session.scalars(select(Job).where(Job.case_id == case.id)).all()
        assert (waiting.type, waiting.element, waiting.attempts_left) == ("outside", "work", 3)
    assert worker.run_due(office) == 0
    assert worker.run_job(office, waiting.id) is False
    with office.write() as session:
        found = job.find(session, waiting.id)
        assert (found.status, found.attempts_left) == ("pending", 3)
        case = find_case(session, case.id)
        lease = found.activate()
        assert case.path_taken()["active"] == ["work"]
        found.complete(lease)
        case.finish(found, {"answer": 42})
        last = case.events()[-1]
        assert (last.kind, last.element) == ("job_completed", "work")
        assert last.part("job") == {"type": "outside", "key": found.key, "result": {"answer": 42}}
        assert case.path_taken()["active"] == ["checked"]
        assert (open_elements(case), case.root()["answer"]) == (["checked"], 42)
        assert verify.verify(audit.export(session, case)) == []


def test_a_job_that_cannot_even_be_failed_holds_up_no_other(office: Database, of: Any) -> None:
    @job.handler("outside")
    def keep(session: Session, done: Job, _result: Any) -> None:
        if done.case_id == first:
            raise Refusal("unspeakable", name="\ud800")  # no row can hold it
        find_case(session, done.case_id or 0).finish(done, {})

    try:
        with office.write() as session:
            first, second = (started(session, "working", of(session).nurhayati).id for _ in range(2))
            session.scalars(select(Job).where(Job.case_id == first)).one().attempts_left = 1
            session.commit()
        worker.run_due(office)
    finally:
        del job.HANDLERS["outside"]
    with office.read() as session:
        assert [open_elements(find_case(session, key)) for key in (first, second)] == [[], ["checked"]]


def test_a_worker_that_fails_in_the_effect_lets_it_be_done_again(
    office: Database, of: Any, clock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[str] = []

    def effect(payload: Any) -> str:
        tries.append(payload["headers"].get("x", ""))
        if len(tries) < 3:
            raise RuntimeError("NIP 199002282014022994 is wrong")
        return "done"

    @job.handler("outside", effect=effect)
    def keep(session: Session, done: Job, result: Any) -> None:
        case = find_case(session, done.case_id or 0)
        case.lock()
        case.finish(done, {"result": result})

    try:
        with office.write() as session:
            case = started(session, "working", of(session).nurhayati)
            session.commit()
        for _ in range(3):
            worker.run_due(office)
            clock.forward(minutes=5)
    finally:
        del job.HANDLERS["outside"]
    assert [each.exc_info is not None for each in caplog.records] == [True, True]  # where it happened
    with office.read() as session:
        found = find_case(session, case.id)
        assert session.scalars(select(Job.last_error)).all() == ["RuntimeError"]  # what a bug says may name people
        assert (len(tries), found.root()["result"], event_kinds(found)) == (
            3,
            "done",
            ["instance_started", "job_completed"],
        )
