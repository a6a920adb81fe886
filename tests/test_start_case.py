"""Starting, moving and cancelling a case: who may, whom it is about, and one transaction or none."""

from datetime import UTC, datetime
from typing import Any

import pytest
from diagrams.drawing import boundary, bpmn, script, timer
from helpers.definitions import (
    bundle,
    event_kinds,
    form,
    open_elements,
    open_task,
    process,
    published,
    role_task,
    start_event,
    started,
    text_field,
)
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import audit, definition, inbox, notice, person, verify
from engine.audit import AuditEvent
from engine.case import Case, StartedBefore
from engine.case import find as find_case
from engine.case import start as start_case
from engine.database.base import Database
from engine.errors import AlreadyDone, AnswerRejected, Conflict, Invalid, NotAllowed, Runaway
from webapp.jobs import worker

# What differs between the databases is tried by the other verbs.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
ASKED = {"request": {"topic": "naik pangkat"}}


def test_a_case_begins_with_its_number_its_starter_and_whom_it_is_about(session: Session, people: Any) -> None:
    case = started(session, "approval", people.nurhayati, **ASKED)
    assert (case.number, case.status, case.unit_key) == ("APP-2026-00001", "running", "dishub")
    assert (case.subject_id, case.starter_id) == (people.nurhayati.id, people.nurhayati.id)
    known = case.root()
    card = {"id": str(people.nurhayati.id), "name": "Nurhayati", "nip": "199002282014022994", "unit": "dishub"}
    assert (known["starter"], known["request"]) == (card, ASKED["request"])
    assert known["case"] == {"number": case.number, "started": "2026-07-08T09:00:00+07:00", "unit": "dishub"}
    assert (known["subject"]["nip"], known["subject"]["appraisals"]) == ("199002282014022994", [])
    event = case.events()[0]
    assert (event.kind, event.seq, event.actor_id, event.part("answer")) == (
        "instance_started",
        0,
        people.nurhayati.id,
        ASKED,
    )


def test_numbers_count_up_by_procedure_and_year(session: Session, people: Any, clock: Any) -> None:
    numbers = [started(session, key, people.nurhayati, **ASKED).number for key in ("approval", "approval")]
    session.commit()
    clock.forward(days=365)
    numbers.append(started(session, "approval", people.nurhayati, **ASKED).number)
    assert numbers == ["APP-2026-00001", "APP-2026-00002", "APP-2027-00001"]


def test_the_number_of_a_procedure_of_several_words_has_their_initials(session: Session, people: Any) -> None:
    published(
        session,
        process("leave_of_absence", "start asked\nend done", role_task("go", "rank_officer"), "asked > go > done"),
    )
    assert started(session, "leave_of_absence", people.nurhayati).number == "LOA-2026-00001"


def test_a_case_begins_on_the_day_and_in_the_year_of_its_unit(session: Session, people: Any, clock: Any) -> None:
    person.open_unit(session, None, "papua", "Kantor Papua", parent_key="setda", zone="Asia/Jayapura")
    people.nurhayati.change(None, unit_key="papua")
    session.commit()
    clock.set(datetime(2026, 12, 31, 15, 30, tzinfo=UTC))
    case = started(session, "approval", people.nurhayati, **ASKED)
    assert (case.number, case.root()["case"]["started"]) == ("APP-2027-00001", "2027-01-01T00:30:00+09:00")


def test_an_answer_that_does_not_fit_the_form_is_refused_by_its_fields(session: Session, people: Any) -> None:
    with pytest.raises(AnswerRejected) as raised:
        started(session, "approval", people.nurhayati, request={"topic": ""})
    assert raised.value.errors == {"request.topic": [("required", {})]}


def test_the_same_form_sent_twice_names_the_case_that_it_began(session: Session, people: Any) -> None:
    latest = definition.latest(session, "approval")
    assert latest
    case = start_case(session, latest, people.nurhayati, ASKED, once="a form")
    with pytest.raises(StartedBefore) as raised:
        start_case(session, latest, people.nurhayati, ASKED, once="a form")
    assert raised.value.values == {"instance": str(case.id), "number": case.number}


@pytest.mark.parametrize(
    ("startable", "may"),
    [
        ("everyone", ["nurhayati", "petugas"]),
        ("public", ["nurhayati", "petugas"]),
        ("rank_officer", ["petugas"]),
        ("unit_head, rank_officer", ["petugas"]),
        ("", []),
    ],
)
def test_whoever_the_procedure_names_may_start_it(
    session: Session, people: Any, startable: str, may: list[str]
) -> None:
    properties = {"startableBy": startable} if startable else {}
    published(
        session,
        process(
            "simple",
            "start asked\nend done",
            role_task("go", "rank_officer"),
            "asked > go > done",
            properties=properties,
        ),
    )
    for name in ("nurhayati", "petugas"):
        listed = [found.key for found in inbox.startable(session, getattr(people, name))]
        assert ("simple" in listed) == (name in may)
        if name not in may:
            with pytest.raises(NotAllowed) as raised:
                started(session, "simple", getattr(people, name))
            assert (raised.value.code, raised.value.values) == ("start_not_allowed", {"process": "simple"})
        else:
            assert started(session, "simple", getattr(people, name)).subject_id is None


@pytest.mark.parametrize("told", ["nip", "id", "login"])
def test_the_subject_is_whom_a_field_of_the_start_form_names(session: Session, people: Any, told: str) -> None:
    published(session, about())
    names = {"nip": people.nurhayati.nip, "id": str(people.nurhayati.id), "login": people.nurhayati.login}
    case = started(session, "about", people.ratna, request={"employee": names[told]})
    assert (case.subject_id, case.starter_id) == (people.nurhayati.id, people.ratna.id)
    assert case.root()["subject"]["name"] == "Nurhayati"


@pytest.mark.parametrize("told", ["199002282014022990", "0", "'; drop table person", "9" * 30, "²"])
def test_a_subject_that_nobody_knows_is_an_error_of_that_field(session: Session, people: Any, told: str) -> None:
    published(session, about())
    with pytest.raises(AnswerRejected) as raised:
        started(session, "about", people.ratna, request={"employee": told})
    assert raised.value.errors["request.employee"][0][0] == "subject_not_yours"


def about() -> Any:
    return process(
        "about",
        start_event(form="whom"),
        "end done",
        role_task("go", "unit_head"),
        "asked > go > done",
        properties={"startableBy": "everyone", "subject": "=request.employee", "startableFor": "self, unit_hr"},
        forms__whom__form=form("whom", text_field("request.employee", required=True)),
    )


def test_nothing_is_put_into_a_case_that_no_form_asks_for(session: Session, people: Any) -> None:
    for key, answer in (("approval", {**ASKED, "subject": {"rank": "IV/e"}}), ("timed", {"case": {"unit": "x"}})):
        with pytest.raises(AnswerRejected):
            started(session, key, people.nurhayati, **answer)


def test_a_start_that_fails_leaves_nothing(office: Database, of: Any) -> None:
    with office.write() as session:
        loop_ = bpmn(
            "endless",
            "start asked\nend done\nxor again more",
            script("think", "=1", "x"),
            "asked > again > think > more\nmore > done : =false\nmore > again : default",
        )
        published(session, bundle("endless", endless__bpmn=loop_))
        session.commit()
        before = session.scalar(select(func.count()).select_from(AuditEvent))
        with pytest.raises(Runaway):
            started(session, "endless", None)
    with office.write() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0
        assert session.scalar(select(func.count()).select_from(AuditEvent)) == before
        assert started(session, "approval", of(session).nurhayati, **ASKED).number.endswith("00001")


def test_a_case_is_cancelled_by_its_starter_its_subject_and_operators(session: Session, people: Any) -> None:
    published(session, about())
    for name in ("ratna", "nurhayati", "operator"):
        case = started(session, "about", people.ratna, request={"employee": people.nurhayati.nip})
        task = open_task(session, "go", case)
        for other in ("kadis", "stranger", "auditor"):
            with pytest.raises(NotAllowed):
                case.cancel(getattr(people, other), "alasan")
        with pytest.raises(Invalid):
            case.cancel(getattr(people, name), " ")
        case.cancel(getattr(people, name), "keliru")
        assert (case.status, case.end_event, task.status) == ("cancelled", None, "cancelled")
        assert case.events()[-1].part("cancellation") == {"reason": "keliru"}
        with pytest.raises(Conflict):
            case.cancel(getattr(people, name), "lagi")
        with pytest.raises(AlreadyDone) as closed:
            task.claim(people.kadis)
        assert closed.value.code == "already_closed"
        assert verify.verify(audit.export(session, case)) == []


def test_starter_and_subject_are_told_once_how_it_ended(session: Session, people: Any) -> None:
    started(session, "approval", people.nurhayati, **ASKED).cancel(people.nurhayati, "keliru")
    assert [told.code for told in notice.unread(session, people.nurhayati)] == ["case_cancelled"]


def test_a_cancelled_case_leaves_no_timer_behind(office: Database, of: Any, clock: Any) -> None:
    with office.write() as session:
        case = started(session, "timed", of(session).nurhayati)
        case.cancel(of(session).nurhayati, "keliru")
        session.commit()
    clock.forward(days=10)
    assert worker.run_due(office) == 0
    with office.read() as session:
        assert event_kinds(find_case(session, case.id)) == ["instance_started", "instance_cancelled"]


def test_timers_that_are_due_fire_in_order_before_whatever_is_done(session: Session, people: Any, clock: Any) -> None:
    published(
        session,
        process(
            "two_ways",
            "start asked\nend done\nand fork",
            role_task("one", "rank_officer"),
            role_task("other", "rank_officer"),
            boundary("late", "one", timer("timeDuration", "PT2H")),
            boundary("soon", "one", timer("timeDuration", "PT1H"), interrupting=False),
            "asked > fork > one > done\nfork > other > done\nlate > done\nsoon > done",
        ),
    )
    case = started(session, "two_ways", people.nurhayati)
    session.commit()
    clock.forward(hours=3)
    open_task(session, "other", case).complete(people.petugas, {})
    assert [(event.kind, event.element) for event in case.events()][1:] == [
        ("timer_fired", "soon"),
        ("timer_fired", "late"),
        ("task_completed", "other"),
    ]
    assert (open_elements(case), case.status) == ([], "ended")
