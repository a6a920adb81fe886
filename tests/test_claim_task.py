"""Claiming, releasing and delegating: whose task it is, and the event that says so."""

from typing import Any

import pytest
from helpers.definitions import event_kinds, open_task, started
from sqlalchemy.orm import Session

from engine import audit, notice, verify
from engine.errors import AlreadyDone, Conflict, Invalid, NotYours, OwnCase
from engine.task import Task

# What differs between the databases is tried by the other verbs.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
MS = {"verification": {"outcome": "ms"}}


@pytest.fixture
def task(session: Session, people: Any) -> Task:
    case = started(session, "approval", people.nurhayati, request={"topic": "naik pangkat"})
    session.commit()
    return open_task(session, "verify", case)


def test_a_claim_is_written_with_the_right_and_keeps_others_off(session: Session, people: Any, task: Task) -> None:
    task.claim(people.petugas)
    event = task.case.events()[-1]
    assert (event.kind, event.actor_id, event.task_id) == ("task_claimed", people.petugas.id, task.id)
    assert event.part("right")["code"] == "role"
    assert task.claimed_at is not None
    for verb in (task.claim, task.release):
        with pytest.raises(NotYours):
            verb(people.second)


def test_a_released_task_is_everybodys_again(session: Session, people: Any, task: Task) -> None:
    task.claim(people.petugas)
    task.release(people.petugas)
    assert (task.assignee_id, task.claimed_at) == (None, None)
    task.claim(people.second)
    assert event_kinds(task.case)[1:] == ["task_claimed", "task_released", "task_claimed"]
    assert verify.verify(audit.export(session, task.case)) == []


def test_an_operator_releases_what_somebody_left_behind(session: Session, people: Any, task: Task) -> None:
    task.claim(people.petugas)
    task.release(people.operator)
    assert task.case.events()[-1].part("right")["role"] == "operator"
    task.complete(people.second, MS)


def test_what_nobody_claimed_or_the_diagram_named_is_not_released(session: Session, people: Any, task: Task) -> None:
    with pytest.raises(Conflict):
        task.release(people.petugas)
    task.complete(people.petugas, {"verification": {"outcome": "btl"}})
    for person in (people.nurhayati, people.operator):
        with pytest.raises(Conflict):
            open_task(session, "mend", task.case).release(person)


def test_a_claim_lasts_as_long_as_the_office(session: Session, people: Any, task: Task, clock: Any) -> None:
    extra = people.stranger.appoint(None, "rank_officer")
    task.claim(people.stranger)
    session.commit()
    clock.forward(days=1)
    extra.end(None, extra.since)
    with pytest.raises(NotYours):
        task.complete(people.stranger, MS)
    task.release(people.operator)
    task.complete(people.petugas, MS)


def test_a_task_that_is_done_or_cancelled_is_not_claimed(session: Session, people: Any, task: Task) -> None:
    task.case.cancel(people.nurhayati, "salah prosedur")
    for verb in (task.claim, task.release):
        with pytest.raises(AlreadyDone):
            verb(people.petugas)


def test_a_colleague_takes_over_with_a_reason_and_a_notice(session: Session, people: Any, task: Task) -> None:
    people.stranger.change(None, unit_key="bkpsdm")
    task.delegate(people.petugas, people.stranger, " cuti ")
    session.commit()
    event = task.case.events()[-1]
    assert event.kind == "task_delegated"
    assert event.part("delegation") == {"to": str(people.stranger.id), "reason": "cuti"}
    assert [told.code for told in notice.unread(session, people.stranger)] == ["task_delegated"]
    with pytest.raises(NotYours):
        task.complete(people.petugas, MS)
    task.complete(people.stranger, MS)
    assert task.case.events()[-1].part("right")["code"] == "assignee"


def test_a_delegate_who_claims_what_he_was_handed_keeps_it(session: Session, people: Any, task: Task) -> None:
    people.stranger.change(None, unit_key="bkpsdm")
    task.delegate(people.petugas, people.stranger, "cuti")
    task.claim(people.stranger)
    task.complete(people.stranger, MS)
    assert task.completed_by_id == people.stranger.id


def test_a_delegate_who_is_of_the_group_keeps_his_own_right(session: Session, people: Any, task: Task) -> None:
    task.delegate(people.petugas, people.second, "beban kerja")
    task.complete(people.second, MS)
    assert task.case.events()[-1].part("right")["role"] == "rank_officer"


def test_only_the_reason_and_the_person_that_fit_are_taken(session: Session, people: Any, task: Task) -> None:
    people.second.change(None, active=False)
    for to in (people.nurhayati, people.kadis, people.petugas, people.second):
        with pytest.raises(Invalid) as raised:
            task.delegate(people.petugas, to, "cuti")
        assert raised.value.errors["to"][0][0] == "delegate_not_allowed"
    with pytest.raises(Invalid) as raised:
        task.delegate(people.petugas, people.stranger, "  ")
    assert raised.value.errors == {"reason": [("required", {})]}


def test_people_without_a_unit_are_nobodys_colleagues(session: Session, people: Any, task: Task) -> None:
    """An applicant has no unit: two persons without one are not colleagues for that."""
    people.admin.appoint(None, "rank_officer")
    assert (people.admin.unit_key, people.auditor.unit_key) == (None, None)
    with pytest.raises(Invalid):
        task.delegate(people.admin, people.auditor, "cuti")


def test_a_task_is_not_delegated_to_a_colleague_whom_it_is_about(session: Session, people: Any) -> None:
    task = open_task(session, "verify", started(session, "approval", people.second, request={"topic": "naik pangkat"}))
    assert (task.subject_id, people.second.unit_key) == (people.second.id, people.petugas.unit_key)
    with pytest.raises(Invalid) as raised:
        task.delegate(people.petugas, people.second, "cuti")
    assert raised.value.errors == {"to": [("delegate_not_allowed", {})]}


def test_a_task_is_not_delegated_to_hands_kept_apart(session: Session, people: Any) -> None:
    case = started(session, "parallel", people.nurhayati)
    open_task(session, "left", case).complete(people.second, {})
    with pytest.raises(Invalid):
        open_task(session, "right", case).delegate(people.petugas, people.second, "cuti")


def test_what_the_diagram_asks_of_a_person_is_not_delegated(session: Session, people: Any, task: Task) -> None:
    task.complete(people.petugas, {"verification": {"outcome": "btl"}})
    with pytest.raises(Invalid):
        open_task(session, "mend", task.case).delegate(people.nurhayati, people.ratna, "cuti")


def test_nobody_claims_his_own_case(session: Session, people: Any, task: Task) -> None:
    people.nurhayati.appoint(None, "rank_officer")
    with pytest.raises(OwnCase):
        task.claim(people.nurhayati)
