"""Completing a task: who may, with which answer, in one transaction, with one event."""

import re
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from helpers.definitions import event_kinds, open_elements, open_task, started
from sqlalchemy import text
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from engine import audit, inbox, verify
from engine.errors import AlreadyDone, AnswerRejected, NotYours, OwnCase, SameHands

MS = {"verification": {"note": None, "outcome": "ms"}}
GRANTED = {"decision": {"reason": "lengkap", "outcome": "granted"}}
ASKED = {"request": {"topic": "naik pangkat"}}


def test_an_answer_moves_the_case_on_and_merges_into_its_variables(session: Session, people: Any) -> None:
    case = started(session, "approval", people.nurhayati, **ASKED)
    task = open_task(session, "verify", case)
    task.complete(people.petugas, MS)
    assert (task.status, task.outcome, task.completed_by_id) == ("completed", "ms", people.petugas.id)
    assert open_elements(case) == ["decide"]
    assert case.root()["verification"] == {"note": None, "outcome": "ms"}
    open_task(session, "decide", case).complete(people.kadis, GRANTED)
    assert (case.status, case.end_event, open_elements(case)) == ("ended", "done", [])


def test_the_event_tells_who_by_which_right_what_and_why(session: Session, people: Any) -> None:
    case = started(session, "approval", people.nurhayati, **ASKED)
    task = open_task(session, "verify", case)
    task.complete(people.petugas, MS)
    event = case.events()[-1]
    assert (event.kind, event.actor_id, event.task_id, event.element) == (
        "task_completed",
        people.petugas.id,
        task.id,
        "verify",
    )
    assert (event.on_behalf_of_id, event.mandate, event.person_id) == (None, None, people.nurhayati.id)
    assert event.digest == case.definition.digest
    assert event.part("right") == {
        "code": "role",
        "role": "rank_officer",
        "unit": "bkpsdm",
        "on_behalf_of": None,
        "letter": None,
        "kind": None,
    }
    assert event.part("answer") == MS
    condition = next(each for each in event.part("evaluations") if each["kind"] == "condition")
    assert (condition["inputs"], condition["result"]) == ({"verification.outcome": "ms"}, False)
    assert event.part("effects")["trail"][-1] == "complete_q__decide"
    assert verify.verify(audit.export(session, case)) == []


def test_a_done_task_is_not_done_again(session: Session, people: Any) -> None:
    case = started(session, "approval", people.nurhayati, **ASKED)
    task = open_task(session, "verify", case)
    task.complete(people.petugas, MS)
    for person in (people.petugas, people.second):
        with pytest.raises(AlreadyDone):
            task.complete(person, MS)


def test_only_holders_of_the_role_may(session: Session, people: Any) -> None:
    task = open_task(session, "verify", started(session, "approval", people.nurhayati, **ASKED))
    for person in (people.kadis, people.operator, people.auditor, people.admin, people.stranger):
        with pytest.raises(NotYours):
            task.complete(person, MS)


def test_a_task_that_somebody_claimed_is_his(session: Session, people: Any) -> None:
    task = open_task(session, "verify", started(session, "approval", people.nurhayati, **ASKED))
    task.claim(people.second)
    with pytest.raises(NotYours) as raised:
        task.complete(people.petugas, MS)
    assert raised.value.values == {"assignee": people.second.id}
    task.complete(people.second, MS)


def test_nobody_decides_on_himself(session: Session, people: Any) -> None:
    people.nurhayati.appoint(None, "rank_officer")
    task = open_task(session, "verify", started(session, "approval", people.nurhayati, **ASKED))
    for verb in (lambda: task.complete(people.nurhayati, MS), lambda: task.claim(people.nurhayati)):
        with pytest.raises(OwnCase):
            verb()


def test_what_the_diagram_asks_of_the_subject_he_may_do_and_nobody_else(session: Session, people: Any) -> None:
    case = started(session, "approval", people.nurhayati, **ASKED)
    open_task(session, "verify", case).complete(people.petugas, {"verification": {"outcome": "btl"}})
    task = open_task(session, "mend", case)
    with pytest.raises(NotYours):
        task.complete(people.petugas, {"request": {"topic": "baru"}})
    task.complete(people.nurhayati, {"request": {"topic": "baru"}})
    assert (open_elements(case), case.root()["request"]["topic"]) == (["verify"], "baru")
    assert case.root()["verification"]["outcome"] == "btl"


def test_hands_that_must_differ_do_one_after_the_other(session: Session, people: Any) -> None:
    people.petugas.appoint(None, "unit_head", "dishub")
    case = started(session, "approval", people.nurhayati, **ASKED)
    open_task(session, "verify", case).complete(people.petugas, MS)
    task = open_task(session, "decide", case)
    for verb in (lambda: task.complete(people.petugas, GRANTED), lambda: task.claim(people.petugas)):
        with pytest.raises(SameHands) as raised:
            verb()
    assert raised.value.values == {"separate_from": ["verify"]}
    task.complete(people.kadis, GRANTED)


def test_hands_that_must_differ_do_in_a_later_round_too(session: Session, people: Any) -> None:
    """`decide` names `verify`: whoever decided in the first round does not verify in the second."""
    people.petugas.appoint(None, "unit_head", "dishub")
    case = started(session, "approval", people.nurhayati, **ASKED)
    open_task(session, "verify", case).complete(people.second, {"verification": {"outcome": "btl"}})
    open_task(session, "mend", case).complete(people.nurhayati, {"request": {"topic": "baru"}})
    open_task(session, "verify", case).complete(people.petugas, MS)
    for person in (people.petugas, people.second):
        person.appoint(None, "unit_head", "dinkes")
        with pytest.raises(SameHands):
            open_task(session, "decide", case).complete(person, GRANTED)


@pytest.mark.parametrize(("first", "then"), [("left", "right"), ("right", "left")])
def test_hands_that_must_differ_do_side_by_side_in_either_order(
    session: Session, people: Any, first: str, then: str
) -> None:
    case = started(session, "parallel", people.nurhayati)
    open_task(session, first, case).complete(people.petugas, {first: {"note": "a"}})
    with pytest.raises(SameHands):
        open_task(session, then, case).complete(people.petugas, {then: {"note": "b"}})
    open_task(session, then, case).complete(people.second, {then: {"note": "b"}})
    assert open_elements(case) == ["last"]
    assert (case.root()["left"], case.root()["right"]) != (None, None)


@pytest.mark.parametrize(("first", "then"), [("left", "right"), ("right", "left")])
def test_two_claims_do_not_get_around_the_separation(session: Session, people: Any, first: str, then: str) -> None:
    case = started(session, "parallel", people.nurhayati)
    one, other = open_task(session, first, case), open_task(session, then, case)
    one.claim(people.petugas)
    other.claim(people.petugas)
    one.complete(people.petugas, {first: {"note": "a"}})
    assert other.assignee_id is None
    with pytest.raises(SameHands):
        other.complete(people.petugas, {then: {"note": "b"}})
    other.complete(people.second, {then: {"note": "b"}})
    assert event_kinds(case)[-3:] == ["task_released", "task_completed", "task_completed"]
    assert verify.verify(audit.export(session, case)) == []


BAD: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "missing": ({}, {"verification.outcome": "required"}),
    "no_option": ({"verification": {"outcome": "yes"}}, {"verification.outcome": "not_an_option"}),
    "unknown": ({"verification": {"outcome": "ms", "sneaky": 1}}, {"verification.sneaky": "unknown_field"}),
    "another_top": ({**MS, "subject": {"id": "1"}}, {"subject": "unknown_field"}),
    "wrong_kind": ({"verification": "ms"}, {"verification": "unknown_field", "verification.outcome": "required"}),
}


@pytest.mark.parametrize("wrong", BAD)
def test_a_wrong_answer_changes_nothing(session: Session, people: Any, wrong: str) -> None:
    answer, expected = BAD[wrong]
    case = started(session, "approval", people.nurhayati, **ASKED)
    session.commit()
    state, count = case.state, case.event_count
    with pytest.raises(AnswerRejected) as raised:
        open_task(session, "verify", case).complete(people.petugas, answer)
    assert {path: codes[0][0] for path, codes in raised.value.errors.items()} == expected
    session.commit()
    session.expire_all()
    task = open_task(session, "verify", case)
    assert (case.state, case.event_count, task.status, task.assignee_id) == (state, count, "open", None)


def test_a_task_without_a_form_asks_for_nothing_and_takes_nothing(session: Session, people: Any) -> None:
    task = open_task(session, "answer", started(session, "timed", people.nurhayati))
    with pytest.raises(AnswerRejected) as raised:
        task.complete(people.petugas, {"subject": {"rank": "IV/e"}})
    assert raised.value.errors == {"subject": [("unknown_field", {})]}
    task.complete(people.petugas, {})


def test_timers_that_are_due_are_settled_before_the_answer(session: Session, people: Any, clock: Any) -> None:
    case = started(session, "timed", people.nurhayati)
    task = open_task(session, "answer", case)
    clock.forward(days=3, seconds=1)
    session.commit()
    with pytest.raises(AlreadyDone):
        task.complete(people.petugas, {})
    assert open_elements(case) == ["late", "remind"]
    assert event_kinds(case) == ["instance_started", "timer_fired", "timer_fired"]


def test_a_case_that_changed_since_it_was_read_is_not_written_over(session: Session, people: Any) -> None:
    case = started(session, "approval", people.nurhayati, **ASKED)
    session.flush()
    task = inbox.task(session, people.petugas, open_task(session, "verify", case).id, lock=True)
    session.execute(text("update cases set revision = revision + 1"))
    with pytest.raises(StaleDataError):
        task.complete(people.petugas, MS)


def test_what_is_undone_with_a_savepoint_is_undone_in_memory_too(session: Session, people: Any) -> None:
    case = started(session, "approval", people.nurhayati, request={"topic": "naik pangkat"})
    task = open_task(session, "verify", case)
    with session.begin_nested() as inner:
        task.complete(people.petugas, {"verification": {"outcome": "ms"}})
        inner.rollback()
    assert (task.status, len(case.events())) == ("open", 1)
    task.complete(people.petugas, {"verification": {"outcome": "ms"}})
    assert verify.verify(audit.export(session, case)) == []


ROOT = Path(__file__).parent.parent
ROOMS = re.compile(r"engine/(?:task|case)/\w+\.py")


def test_an_approval_enters_only_the_files_that_the_house_lists(session: Session, people: Any) -> None:
    house = (ROOT / "docs/house.md").read_text(encoding="utf-8")
    listed = ROOMS.findall(re.search(r"## One request(.*?)\n\nOnly some", house, re.DOTALL).group(1))  # type: ignore[union-attr]
    assert len(listed) == len(set(listed)) <= 10
    entered: set[str] = set()

    def profile(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(str(ROOT)):
            entered.add(Path(frame.f_code.co_filename).relative_to(ROOT).as_posix())

    case = started(session, "approval", people.nurhayati, **ASKED)
    for element, actor, answer in (("verify", people.petugas, MS), ("decide", people.kadis, GRANTED)):
        session.flush()
        session.expire_all()
        task = open_task(session, element, case)
        sys.setprofile(profile)
        try:
            task.complete(actor, answer)
        finally:
            sys.setprofile(None)
    assert case.status == "ended"
    assert {name for name in entered if ROOMS.fullmatch(name)} == set(listed)
