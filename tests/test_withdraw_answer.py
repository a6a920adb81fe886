"""Taking an answer back: the state before it is copied forward, unless the case went on."""

from typing import Any

import pytest
from diagrams.drawing import (
    boundary,
    caught,
    element,
    event_definition,
    job,
    loop,
    message,
    signal,
    timer,
    user,
    zeebe,
)
from helpers.definitions import (
    event_kinds,
    form,
    open_elements,
    open_task,
    outcome,
    process,
    published,
    role_task,
    started,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit, job_handlers, machine, verify
from engine import message as messages
from engine.case import Case
from engine.case import find as find_case
from engine.case import replay as replay_case
from engine.database.base import Database, new_key
from engine.errors import Conflict, Invalid, NotAllowed, NotYours, SameHands
from engine.job import LEASE, Job
from webapp.jobs import worker

MS = {"verification": {"outcome": "ms"}}
ASKED = {"request": {"topic": "naik pangkat"}}


def test_the_task_opens_again_for_whoever_answered_and_the_state_is_that_before(session: Session, people: Any) -> None:
    case = started(session, "approval", people.nurhayati, **ASKED)
    task = open_task(session, "verify", case)
    before = case.variables
    task.complete(people.petugas, MS)
    session.commit()
    task.withdraw(people.petugas, " keliru ")
    assert (open_elements(case), case.variables) == (["verify"], before)
    assert (task.status, task.assignee_id, task.completed_by_id, task.outcome) == (
        "open",
        people.petugas.id,
        None,
        None,
    )
    event = case.events()[-1]
    assert (event.kind, event.actor_id) == ("task_withdrawn", people.petugas.id)
    assert event.part("withdrawal") == {"reason": "keliru", "of": str(case.events()[-2].id)}
    assert event.part("effects") == {"opened": [], "closed": [], "trail": []}
    assert verify.verify(audit.export(session, case)) == []
    task.complete(people.petugas, MS)
    assert open_elements(case) == ["decide"]


def test_an_answer_after_a_claim_is_taken_back_too(session: Session, people: Any) -> None:
    case = started(session, "approval", people.nurhayati, **ASKED)
    task = open_task(session, "verify", case)
    task.claim(people.petugas)
    task.complete(people.petugas, MS)
    task.withdraw(people.petugas, "keliru")
    assert open_elements(case) == ["verify"]


def test_it_can_be_done_again_and_again(session: Session, people: Any) -> None:
    case = started(session, "approval", people.nurhayati, **ASKED)
    task = open_task(session, "verify", case)
    for _ in range(3):
        task.complete(people.petugas, MS)
        task.withdraw(people.petugas, "keliru")
        session.commit()
    task.complete(people.petugas, MS)
    open_task(session, "decide", case).complete(people.kadis, {"decision": {"reason": "ya", "outcome": "granted"}})
    refs = [opened["ref"] for event in case.events() for opened in (event.part("effects") or {}).get("opened", ())]
    assert len(refs) == len(set(refs))
    assert case.end_event == "done"


@pytest.mark.parametrize("moved", ["claimed", "done", "cancelled"])
def test_it_is_refused_once_somebody_moved_on(session: Session, people: Any, moved: str) -> None:
    case = started(session, "approval", people.nurhayati, **ASKED)
    task = open_task(session, "verify", case)
    task.complete(people.petugas, MS)
    if moved == "claimed":
        open_task(session, "decide", case).claim(people.kadis)
    elif moved == "done":
        open_task(session, "decide", case).complete(people.kadis, {"decision": {"reason": "ya", "outcome": "granted"}})
    else:
        case.cancel(people.nurhayati, "batal")
    with pytest.raises(Conflict) as raised:
        task.withdraw(people.petugas, "keliru")
    assert raised.value.code == "moved_on"


def test_only_ones_own_answer_and_with_a_reason(session: Session, people: Any) -> None:
    case = started(session, "approval", people.nurhayati, **ASKED)
    task = open_task(session, "verify", case)
    with pytest.raises(NotAllowed):
        task.withdraw(people.petugas, "belum dijawab")
    task.complete(people.petugas, MS)
    for person in (people.second, people.operator, people.nurhayati):
        with pytest.raises(NotAllowed):
            task.withdraw(person, "bukan saya")
    with pytest.raises(Invalid):
        task.withdraw(people.petugas, "  ")


def test_who_left_the_office_takes_nothing_back(session: Session, people: Any, clock: Any) -> None:
    extra = people.stranger.appoint(None, "rank_officer")
    task = open_task(session, "verify", started(session, "approval", people.nurhayati, **ASKED))
    task.complete(people.stranger, MS)
    session.commit()
    clock.forward(days=1)
    extra.end(None, extra.since)
    with pytest.raises(NotYours):
        task.withdraw(people.stranger, "keliru")


def test_hands_that_were_kept_apart_are_free_again(session: Session, people: Any) -> None:
    case = started(session, "parallel", people.nurhayati)
    left, right = open_task(session, "left", case), open_task(session, "right", case)
    left.complete(people.petugas, {})
    with pytest.raises(SameHands):
        right.claim(people.petugas)
    left.withdraw(people.petugas, "keliru")
    right.complete(people.petugas, {})
    with pytest.raises(SameHands):
        left.complete(people.petugas, {})


def listened(interrupting: bool = True) -> Any:
    """answer, listened to by a timer, a message and a signal at its boundary; then after."""
    return process(
        "listened",
        "start asked\nend done out told rung",
        role_task("answer", "rank_officer"),
        role_task("after", "rank_officer"),
        boundary("late", "answer", timer("timeDuration", "P3D")),
        boundary("heard", "answer", caught("m")),
        boundary("bell", "answer", event_definition("signal", "closed")),
        "asked > answer > after > done\nlate > out\nheard > told\nbell > rung",
        root=message("m", "terms", '="k"') + signal("closed"),
    )


def waits(session: Session, case: Case) -> list[Any]:
    """What the case waits for beside people: the rows of its timers and subscriptions."""
    timers = select(Job.ref, Job.element, Job.key).where(Job.case_id == case.id, Job.status == "pending")
    listens = messages.Subscription
    subscriptions = select(listens.ref, listens.element, listens.name, listens.key, listens.kind)
    session.flush()
    return sorted(
        tuple(row)
        for query in (timers, subscriptions.where(listens.case_id == case.id))
        for row in session.execute(query)
    )


def test_what_is_taken_back_leaves_everything_waiting_as_it_was(session: Session, people: Any) -> None:
    published(session, listened())
    case = started(session, "listened", people.nurhayati)
    task, before = open_task(session, "answer", case), waits(session, case)
    assert len(before) == 3
    task.complete(people.petugas, {})
    assert waits(session, case) == []
    task.withdraw(people.petugas, "keliru")
    assert waits(session, case) == before


ENDS = {"timer": "out", "message": "told", "signal": "rung"}


@pytest.mark.parametrize("by_", ENDS)
def test_what_listened_at_the_task_listens_again(office: Database, of: Any, clock: Any, by_: str) -> None:
    with office.write() as session:
        published(session, listened())
        case = started(session, "listened", of(session).nurhayati)
        task = open_task(session, "answer", case)
        task.complete(of(session).petugas, {})
        task.withdraw(of(session).petugas, "keliru")
        if by_ == "message":
            messages.publish(session, "terms", "k", {}, origin=new_key())
        elif by_ == "signal":
            messages.signal(session, "closed", {}, origin=new_key(), ordinal=0, sender_id=0)
        session.commit()
    clock.forward(days=3 if by_ == "timer" else 0, seconds=1)
    worker.run_due(office)
    with office.write() as session:
        case = find_case(session, case.id)
        assert (case.status, case.end_event) == ("ended", ENDS[by_])


def test_siblings_that_the_answer_cancelled_wait_again(session: Session, people: Any) -> None:
    """The first of three who says yes ends the round; when he takes it back, the others are asked again."""
    many = user(
        "vote",
        form="vote",
        candidateGroups="rank_officer",
        inner=loop("=[1, 2, 3]", "number", ends='=vote.outcome = "yes"'),
    )
    published(
        session,
        process(
            "votes",
            "start asked\nend done",
            many,
            role_task("after", "rank_officer"),
            "asked > vote > after > done",
            forms__vote__form=form("vote", outcome("vote.outcome", "yes", "no")),
        ),
    )
    case = started(session, "votes", people.nurhayati)
    first, second, third = case.open_tasks()
    second.complete(people.petugas, {"vote": {"outcome": "yes"}})
    assert (open_elements(case), first.status, third.status) == (["after"], "cancelled", "cancelled")
    second.withdraw(people.petugas, "keliru")
    assert open_elements(case) == ["vote", "vote", "vote"]
    for task in (first, third, second):
        task.complete(people.second if task is not second else people.petugas, {"vote": {"outcome": "no"}})
    assert open_elements(case) == ["after"]


def test_a_job_that_was_not_begun_is_undone_and_one_that_was_is_not(office: Database, of: Any, clock: Any) -> None:
    with office.write() as session:
        published(
            session,
            process(
                "late_work",
                "start asked\nend done",
                role_task("go", "rank_officer"),
                job("work", "outside"),
                "asked > go > work > done",
            ),
        )
        case = started(session, "late_work", of(session).nurhayati)
        task = open_task(session, "go", case)
        task.complete(of(session).petugas, {})
        first = session.scalars(select(Job).where(Job.case_id == case.id)).one()
        task.withdraw(of(session).petugas, "keliru")
        assert (first.status, open_elements(case)) == ("cancelled", ["go"])
        task.complete(of(session).petugas, {})
        second = session.scalars(select(Job).where(Job.case_id == case.id, Job.status == "pending")).one()
        second.activate()
        with pytest.raises(Conflict) as raised:
            task.withdraw(of(session).petugas, "keliru")
        assert raised.value.code == "moved_on"


def test_a_message_that_left_is_not_called_back(session: Session, people: Any) -> None:
    thrown = element(
        "intermediateThrowEvent",
        "say",
        zeebe("taskDefinition", type="publish_message"),
        zeebe("ioMapping", zeebe("input", source='="k"', target="correlationKey")),
        inner=caught("m"),
    )
    published(
        session,
        process(
            "saying",
            "start asked\nend done",
            role_task("go", "rank_officer"),
            role_task("after", "rank_officer"),
            thrown,
            "asked > go > say > after > done",
            root=message("m", "terms"),
        ),
    )
    case = started(session, "saying", people.nurhayati)
    task = open_task(session, "go", case)
    task.complete(people.petugas, {})
    with pytest.raises(Conflict):
        task.withdraw(people.petugas, "keliru")
    assert event_kinds(case)[-1] == "task_completed"


def test_a_job_of_another_branch_that_a_worker_took_meanwhile_does_not_stand_in_the_way(
    session: Session, people: Any
) -> None:
    robot = machine.admit(session, None, "robot", job_types=["outside"])[0]
    published(
        session,
        process(
            "beside",
            "start asked\nend done\nand fork join",
            job("work", "outside"),
            role_task("go", "rank_officer"),
            role_task("after", "rank_officer"),
            "asked > fork > work > join > done\nfork > go > after > join",
        ),
    )
    case = started(session, "beside", people.nurhayati)
    task = open_task(session, "go", case)
    task.complete(people.petugas, {})
    session.commit()
    (held,) = job_handlers.activate(session, robot, "outside", LEASE)
    session.commit()
    task.withdraw(people.petugas, "keliru")
    assert open_elements(case) == ["go"]
    job_handlers.complete(session, robot, job_handlers.find_leased(session, robot, held.id), {})
    task.complete(people.petugas, {})
    assert (open_elements(case), event_kinds(case)[2:4]) == (["after"], ["job_activated", "task_withdrawn"])
    session.flush()
    assert (verify.verify(audit.export(session, case)), replay_case(case)) == ([], [])
