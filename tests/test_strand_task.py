"""Where nobody may do a task it opens and stays: an incident beside it says so, and closes once somebody may."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from diagrams.drawing import user
from helpers.definitions import event_kinds, open_task, process, published, role_task, separate_from, started
from sqlalchemy.orm import Session

from engine import audit, inbox, person, verify
from engine.case import Case
from engine.case import replay as replay_case
from engine.database.base import Database
from engine.errors import Conflict
from engine.incident import open_in
from engine.job import Job
from engine.person import Person
from engine.task import Task
from webapp.jobs import worker

SINCE = date(2026, 1, 1)
ON = date(2026, 7, 8)


@pytest.fixture
def lonely(session: Session, people: Any) -> SimpleNamespace:
    """sign is for the regional secretary alone; endorse for the superior of the subject. stranger has none."""
    published(
        session,
        process("lonely", "start asked\nend done", role_task("sign", "regional_secretary"), "asked > sign > done"),
        process(
            "endorsed",
            "start asked\nend done",
            user("endorse", assignee="=subject.superior.id"),
            "asked > endorse > done",
        ),
        process(
            "twice",
            "start asked\nend done",
            role_task("look", "rank_officer"),
            role_task("sign", "regional_secretary", separate_from("look")),
            "asked > look > sign > done",
        ),
    )
    person.memberships_of(session, people.boss)[0].end(None, date(2026, 7, 7))
    session.commit()
    return people


def beside(case: Case, session: Session) -> list[tuple[str | None, str]]:
    assert case.status == "running"
    return [(stop.element, stop.code) for stop in open_in(session, case.id)]


def test_a_task_that_nobody_may_do_opens_and_an_incident_stands_beside_it(session: Session, lonely: Any) -> None:
    case = started(session, "lonely", lonely.sekda)  # his own case, and nobody is above him
    session.commit()
    assert beside(case, session) == [("sign", "nobody_may")]
    (stop,) = open_in(session, case.id)
    assert stop.values == {
        "task": "sign",
        "subject": "Sekretaris Daerah",
        "offers": [{"role": "regional_secretary", "unit": None}],
    }
    assert (open_task(session, "sign", case).status, event_kinds(case)) == (
        "open",
        ["instance_started", "task_stranded"],
    )
    for verb in (lambda: stop.retry(lonely.operator), lambda: stop.skip(lonely.operator, "lanjut")):
        with pytest.raises(Conflict) as refused:
            verb()
        assert refused.value.code == "nothing_stopped"


def test_a_task_that_somebody_may_do_has_no_incident(session: Session, lonely: Any) -> None:
    case = started(session, "lonely", lonely.nurhayati)
    assert (beside(case, session), event_kinds(case)) == ([], ["instance_started"])


ABLE = {
    "an appointment": lambda session, p: p.kadis.appoint(None, "regional_secretary", since=SINCE),
    "a substitute on leave of nobody": lambda session, p: person.substitute(
        session,
        None,
        None,
        p.kadis,
        kind="plt",
        since=SINCE,
        until=date(2026, 12, 31),
        letter="1",
        role="regional_secretary",
    ),
    "a superior": lambda session, p: p.sekda.name_superior(None, p.kadis, SINCE),
    "the head of the unit": lambda session, p: p.kadis.appoint(None, "unit_head", "setda", SINCE),
    "somebody who is back": lambda session, p: p.stranger.change(None, active=True),
}


@pytest.mark.parametrize("what", ABLE)
def test_it_closes_in_the_transaction_that_makes_somebody_able(session: Session, lonely: Any, what: str) -> None:
    lonely.stranger.appoint(None, "regional_secretary", since=SINCE)
    lonely.stranger.change(None, active=False)
    case = started(session, "lonely", lonely.sekda)
    session.commit()
    assert beside(case, session) == [("sign", "nobody_may")]
    ABLE[what](session, lonely)
    session.commit()
    assert beside(case, session) == []
    assert event_kinds(case)[-1] == "task_rescued"
    task = open_task(session, "sign", case)
    doer = lonely.stranger if what == "somebody who is back" else lonely.kadis
    assert inbox.tasks(session, doer).items == [task]
    task.complete(doer, {})
    assert (case.status, verify.verify(audit.export(session, case)), replay_case(case)) == ("ended", [], [])


def test_what_is_undone_closes_nothing(session: Session, lonely: Any) -> None:
    case = started(session, "lonely", lonely.sekda)
    session.commit()
    lonely.kadis.appoint(None, "regional_secretary", since=SINCE)
    session.rollback()
    session.commit()
    assert beside(case, session) == [("sign", "nobody_may")]


def test_what_begins_by_date_closes_it_on_that_day(office: Database, of: Any, clock: Any) -> None:
    with office.write() as session:
        people = of(session)
        published(
            session,
            process("lonely", "start asked\nend done", role_task("sign", "regional_secretary"), "asked > sign > done"),
        )
        person.memberships_of(session, people.boss)[0].end(None, date(2026, 7, 7))
        people.kadis.appoint(None, "regional_secretary", since=date(2026, 7, 11))
        case = started(session, "lonely", people.sekda)
        session.commit()
    for days, expected in ((1, 1), (1, 1), (1, 0), (1, 0)):
        clock.forward(days=days)
        worker.run_due(office)
        with office.read() as session:
            assert len(open_in(session, case.id)) == expected
    with office.read() as session:
        assert session.query(Job).filter_by(status="pending").count() == 1, "one look a day for the whole house"


def test_who_came_by_date_does_it_before_the_look_of_that_day(session: Session, lonely: Any, clock: Any) -> None:
    lonely.kadis.appoint(None, "regional_secretary", since=date(2026, 7, 11))
    case = started(session, "lonely", lonely.sekda)
    task = open_task(session, "sign", case)
    session.commit()
    assert (beside(case, session), task.stranded) == ([("sign", "nobody_may")], True)
    session.commit()
    clock.forward(days=3)
    task.complete(lonely.kadis, {})
    assert (case.status, open_in(session, case.id), task.stranded) == ("ended", [], False)
    assert event_kinds(case)[-2:] == ["task_rescued", "task_completed"]


def test_hands_that_are_used_meanwhile_strand_a_task_and_a_withdrawal_frees_it(session: Session, lonely: Any) -> None:
    lonely.sekda.appoint(None, "rank_officer", since=SINCE)
    case = started(session, "twice", lonely.nurhayati)
    look = open_task(session, "look", case)
    look.complete(lonely.sekda, {})
    assert beside(case, session) == [("sign", "nobody_may")]
    look.withdraw(lonely.sekda, "keliru")
    assert beside(case, session) == []
    look.release(lonely.sekda)
    look.complete(lonely.petugas, {})
    assert beside(case, session) == []
    assert replay_case(case) == []


def test_a_superior_who_is_missing_gets_the_task_once_there_is_one(session: Session, lonely: Any) -> None:
    person.memberships_of(session, lonely.kadis)[0].end(None, date(2026, 7, 7))
    case = started(session, "endorsed", lonely.stranger)
    session.commit()
    assert beside(case, session) == [("endorse", "nobody_named")]
    task = open_task(session, "endorse", case)
    assert (task.personal, task.assignee_id) == (True, None)
    lonely.stranger.name_superior(lonely.admin, lonely.ratna, ON)
    session.commit()
    assert (beside(case, session), task.assignee_id) == ([], lonely.ratna.id)
    assert event_kinds(case) == ["instance_started", "task_stranded", "task_addressed", "task_rescued"]
    task.complete(lonely.ratna, {})
    assert (case.status, replay_case(case)) == ("ended", [])


def test_a_superior_who_left_since_is_replaced_by_the_present_one(session: Session, people: Any) -> None:
    published(
        session,
        process(
            "later",
            "start asked\nend done",
            role_task("look", "rank_officer"),
            user("endorse", assignee="=subject.superior.id"),
            "asked > look > endorse > done",
        ),
    )
    people.nurhayati.name_superior(None, people.ratna, SINCE)
    case = started(session, "later", people.nurhayati)
    people.ratna.change(None, active=False)
    open_task(session, "look", case).complete(people.petugas, {})
    assert (beside(case, session), open_task(session, "endorse", case).assignee_id) == ([], people.kadis.id)


def test_a_task_by_name_of_somebody_who_leaves_is_the_present_superiors(session: Session, people: Any) -> None:
    published(
        session,
        process(
            "endorsed",
            "start asked\nend done",
            user("endorse", assignee="=subject.superior.id"),
            "asked > endorse > done",
        ),
    )
    people.nurhayati.name_superior(None, people.ratna, SINCE)
    case = started(session, "endorsed", people.nurhayati)
    session.commit()
    people.ratna.change(None, active=False)
    session.commit()
    assert (beside(case, session), open_task(session, "endorse", case).assignee_id) == ([], people.kadis.id)


def test_a_task_for_one_who_left_waits_for_him_or_climbs(session: Session, people: Any) -> None:
    published(
        session,
        process(
            "given",
            "start asked\nend done",
            user("go", assignee=f"={people.kadis.id}".replace("=", '="') + '"'),
            "asked > go > done",
        ),
    )
    people.kadis.change(None, active=False)
    case = started(session, "given", people.nurhayati)
    task = open_task(session, "go", case)
    assert inbox.tasks(session, people.boss).items == [task]
    people.boss.change(None, active=False)
    session.commit()
    assert beside(case, session) == [("go", "named_may_not")]
    people.kadis.change(None, active=True)
    session.commit()
    assert (beside(case, session), inbox.tasks(session, people.kadis).items) == ([], [task])


def test_an_incident_beside_goes_with_its_case(session: Session, lonely: Any) -> None:
    case = started(session, "lonely", lonely.sekda)
    case.cancel(lonely.sekda, "batal")
    assert [stop.code for stop in open_in(session, case.id)] == []
    assert isinstance(session.get(Person, lonely.sekda.id), Person)
    assert session.query(Task).filter_by(case_id=case.id).one().status == "cancelled"
