"""What went wrong behind a completed element waits there with an incident; operators retry or skip it."""

from typing import Any

import pytest
from diagrams.drawing import boundary, element, error, event_definition, io, script, timer, user
from helpers.definitions import (
    event_kinds,
    form,
    open_elements,
    open_task,
    process,
    published,
    role_task,
    started,
    text_field,
    working,
)
from sqlalchemy.orm import Session

from engine import audit, verify
from engine.case import Case
from engine.case import find as find_case
from engine.database.base import Database
from engine.errors import AlreadyDone, Conflict, Invalid, NotAllowed, OwnCase, Refusal
from engine.incident import Incident, open_in
from engine.job import Job
from webapp.jobs import worker


@pytest.fixture
def stuck(session: Session, people: Any) -> Case:
    case = started(session, "failing", people.nurhayati)
    open_task(session, "go", case).complete(people.petugas, {"flag": "x"})
    session.commit()
    return case


def stop(session: Session, case: Case) -> Incident:
    (found,) = open_in(session, case.id)
    return found


def test_the_answer_stays_and_the_case_waits_at_the_element_behind(session: Session, people: Any, stuck: Any) -> None:
    assert (stuck.status, open_elements(stuck), stuck.root()["flag"]) == ("incident", [], "x")
    assert (stop(session, stuck).element, stop(session, stuck).code) == ("after", "not_a_moment")
    assert stuck.path_taken()["incident"] == ["after"]
    assert event_kinds(stuck) == ["instance_started", "task_completed"]


def test_a_retry_that_fails_again_waits_again(session: Session, people: Any, stuck: Any) -> None:
    stop(session, stuck).retry(people.operator)
    assert (stuck.status, open_elements(stuck)) == ("incident", [])
    assert stop(session, stuck).status == "open"


def test_a_retry_runs_what_stopped(session: Session, people: Any, stuck: Any, clock: Any) -> None:
    clock.forward(days=1)
    stop(session, stuck).retry(people.operator)
    assert (stuck.status, open_elements(stuck), open_in(session, stuck.id)) == ("running", ["after"], [])
    event = stuck.events()[-1]
    assert (event.kind, event.actor_id, event.element) == ("incident_retried", people.operator.id, "after")
    open_task(session, "after", stuck).complete(people.petugas, {})
    assert stuck.status == "ended"
    assert verify.verify(audit.export(session, stuck)) == []


def test_a_skip_goes_on_as_if_it_had_been_done(session: Session, people: Any, stuck: Any) -> None:
    stop(session, stuck).skip(people.operator, "tidak diperlukan lagi")
    assert (stuck.status, stuck.end_event) == ("ended", "done")
    event = stuck.events()[-1]
    assert (event.kind, event.actor_id, event.element) == ("incident_skipped", people.operator.id, "after")
    assert event.part("incident") == {"code": "not_a_moment", "reason": "tidak diperlukan lagi"}


def test_only_operators_and_only_once(session: Session, people: Any, stuck: Any, clock: Any) -> None:
    found = stop(session, stuck)
    for person in (people.petugas, people.admin, people.nurhayati, people.auditor):
        with pytest.raises(NotAllowed):
            found.retry(person)
        with pytest.raises(NotAllowed):
            found.skip(person, "alasan")
    clock.forward(days=1)
    found.retry(people.operator)
    with pytest.raises(AlreadyDone):
        found.retry(people.operator)


def test_the_subject_skips_nothing_of_his_own_case_and_nobody_without_a_reason(
    session: Session, people: Any, stuck: Any
) -> None:
    people.nurhayati.appoint(None, "operator")
    for person, reason, refused in ((people.nurhayati, "perlu", OwnCase), (people.operator, " ", Invalid)):
        with pytest.raises(refused):
            stop(session, stuck).skip(person, reason)


def test_a_cancelled_case_has_no_incident_left(session: Session, people: Any, stuck: Any, clock: Any) -> None:
    found = stop(session, stuck)
    clock.forward(hours=1)
    stuck.cancel(people.nurhayati, "keliru")
    assert open_in(session, stuck.id) == []
    assert (found.status, found.closed_at, found.closed_by_id) == ("closed", clock.at, None)
    with pytest.raises(Conflict):
        found.retry(people.operator)


def test_a_gateway_without_a_way_cannot_be_skipped(session: Session, people: Any) -> None:
    published(
        session,
        process(
            "wayless",
            "start asked\nend yes no\nxor q",
            role_task("go", "rank_officer"),
            "asked > go > q\nq > yes : =1 = 2\nq > no : =1 = 3",
        ),
    )
    case = started(session, "wayless", people.nurhayati)
    open_task(session, "go", case).complete(people.petugas, {})
    assert stop(session, case).code == "no_matching_flow"
    with pytest.raises(Conflict) as raised:
        stop(session, case).skip(people.operator, "lanjut")
    assert raised.value.code == "cannot_skip"


def test_a_failure_of_the_answered_element_itself_leaves_nothing(office: Database, of: Any) -> None:
    """Its output mapping is part of the answer: the task stays open, nothing is written."""
    broken = user(
        "go",
        io({}, {"sum": "=count(for i in 1..999999 return for j in 1..999999 return j)"}),
        form="go",
        candidateGroups="rank_officer",
    )
    with office.write() as session:
        published(
            session,
            process(
                "mapping",
                "start asked\nend done",
                broken,
                "asked > go > done",
                forms__go__form=form("go", text_field("flag")),
            ),
        )
        case = started(session, "mapping", of(session).nurhayati)
        session.commit()
        with pytest.raises(Refusal) as raised:
            open_task(session, "go", case).complete(of(session).petugas, {"flag": "x"})
        assert raised.value.code == "output_failed"
    with office.write() as session:
        found = find_case(session, case.id)
        assert (open_elements(found), event_kinds(found), found.root().get("flag")) == (
            ["go"],
            ["instance_started"],
            None,
        )


def assigned(session: Session, people: Any, who: str, **assignment: str) -> Case:
    """A case of which the second step is for whomever the first one named."""
    published(
        session,
        process(
            "assigned",
            "start asked\nend done",
            role_task("go", "rank_officer", form="go"),
            user("after", **assignment),
            "asked > go > after > done",
            forms__go__form=form("go", text_field("who"), text_field("group")),
        ),
    )
    case = started(session, "assigned", people.nurhayati)
    open_task(session, "go", case).complete(people.petugas, {"who": who or None, "group": None})
    return case


@pytest.mark.parametrize("who", ["4", "kadis", "²", "9" * 30])
def test_a_task_for_nobody_known_waits_with_the_name_and_the_answer_before_it_stands(
    session: Session, people: Any, who: str
) -> None:
    case = assigned(session, people, who, assignee="=who")
    found = stop(session, case)
    assert (case.status, open_elements(case), event_kinds(case)) == (
        "incident",
        [],
        ["instance_started", "task_completed"],
    )
    assert (found.element, found.code, found.values) == ("after", "assignee_unknown", {"source": "=who", "result": who})


@pytest.mark.parametrize("groups", ["=group", "=[]", '=["nobody"]', '=["rank_officer", "nobody"]', "=who"])
def test_a_task_offered_to_no_role_there_is_waits_too(session: Session, people: Any, groups: str) -> None:
    case = assigned(session, people, "rank_officer@nowhere", candidateGroups=groups)
    assert (stop(session, case).element, stop(session, case).code) == ("after", "candidates_unknown")


def test_nobody_named_beside_a_group_leaves_it_to_the_group(session: Session, people: Any) -> None:
    case = assigned(session, people, "", assignee="=who", candidateGroups='=["unit_head@setda"]')
    open_task(session, "after", case).complete(people.boss, {})
    assert case.status == "ended"


def working_case(office: Database, of: Any) -> int:
    """A case whose letter cannot be drawn: there is no subject to refresh."""
    with office.write() as session:
        published(session, _without_subject(working("refresh_subject", "2")))
        case = started(session, "working", of(session).nurhayati)
        session.commit()
        return case.id


def _without_subject(bundle: Any) -> Any:
    changed = {
        path: content.replace(b'name="subject" value="starter"', b'name="retention" value="P1Y"')
        for path, content in bundle.files.items()
    }
    return type(bundle)(bundle.key, changed)


def test_work_is_tried_again_later_and_then_waits_for_an_operator(office: Database, of: Any, clock: Any) -> None:
    case_id = working_case(office, of)
    assert worker.run_due(office) == 1
    with office.read() as session:
        assert open_in(session, case_id) == []
    assert worker.run_due(office) == 0
    clock.forward(seconds=31)
    assert worker.run_due(office) == 1
    with office.write() as session:
        case = find_case(session, case_id)
        found = stop(session, case)
        assert (case.status, found.element, found.code) == ("incident", "work", "subject_missing")
        assert case.events()[-1].part("job")["code"] == "subject_missing"
        found.retry(of(session).operator)
        session.commit()
        event = case.events()[-1]
        assert (case.status, event.kind, event.element) == ("running", "incident_retried", "work")
        assert event.actor_id == of(session).operator.id
    assert worker.run_due(office) == 1
    with office.read() as session:
        waiting = session.get_one(Job, found.job_id)
        assert (waiting.status, waiting.attempts_left) == ("pending", 2)
        assert verify.verify(audit.export(session, find_case(session, case_id))) == []


def test_work_that_nobody_can_do_is_skipped(office: Database, of: Any, clock: Any) -> None:
    case_id = working_case(office, of)
    worker.run_due(office)
    clock.forward(minutes=5)
    worker.run_due(office)
    with office.write() as session:
        case = find_case(session, case_id)
        found = stop(session, case)
        found.skip(of(session).operator, "data tidak perlu")
        event = case.events()[-1]
        assert (case.status, open_elements(case), event.kind) == ("running", ["checked"], "incident_skipped")
        assert (event.actor_id, event.element) == (of(session).operator.id, "work")
        assert session.get_one(Job, found.job_id).status == "done"
        session.commit()
    assert worker.run_due(office) == 0


def test_a_timer_that_failed_is_not_skipped(office: Database, of: Any, clock: Any) -> None:
    with office.write() as session:
        endless = process(
            "endless",
            "start asked\nend done out\nxor again more",
            role_task("go", "rank_officer"),
            boundary("late", "go", timer("timeDuration", "P1D")),
            script("think", "=1", "x"),
            "asked > go > done\nlate > again > think > more\nmore > out : =false\nmore > again : default",
        )
        published(session, endless)
        case_id = started(session, "endless", of(session).nurhayati).id
        session.commit()
    clock.forward(days=1)
    for _attempt in range(3):
        worker.run_due(office)
        clock.forward(hours=1)
    with office.write() as session:
        case = find_case(session, case_id)
        assert (stop(session, case).element, stop(session, case).code) == ("late", "runaway")
        with pytest.raises(Conflict) as raised:
            stop(session, case).skip(of(session).operator, "lanjut")
        assert (raised.value.code, raised.value.values) == ("cannot_skip", {"element": "late"})
        assert open_elements(case) == ["go"]


def test_an_error_that_ended_the_case_is_seen_and_neither_retried_nor_skipped(session: Session, people: Any) -> None:
    fails = element("endEvent", "fail", inner=event_definition("error", "e"))
    published(
        session,
        process(
            "refusing",
            "start asked",
            role_task("go", "rank_officer"),
            fails,
            "asked > go > fail",
            root=error("e", "refused"),
        ),
    )
    case = started(session, "refusing", people.nurhayati)
    open_task(session, "go", case).complete(people.petugas, {})
    found = stop(session, case)
    assert (case.status, case.end_event) == ("ended", "fail")
    assert (found.element, found.code, found.values) == ("fail", "error_uncaught", {"code": "refused"})
    session.commit()
    for resolve in (found.retry, lambda operator: found.skip(operator, "lanjut")):
        with pytest.raises(Conflict) as raised:
            resolve(people.operator)
        assert (raised.value.code, raised.value.values) == ("case_ended", {"number": case.number, "status": "ended"})
        session.rollback()
