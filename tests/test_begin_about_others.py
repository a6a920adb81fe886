"""Beginning a case about somebody else: only who stands to them as the procedure says, and once at a time."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from helpers.definitions import form, process, published, role_task, start_event, started, text_field
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definition, inbox, notice, person
from engine.audit import AuditEvent
from engine.case import Case, CaseRunning, NotAboutThem
from engine.database.base import Database
from engine.errors import AnswerRejected, NotAllowed

EVERYBODY = ("nurhayati", "petugas", "kadis", "sekda", "ratna", "second", "boss", "operator", "auditor", "stranger")


def proposal(**properties: str) -> Any:
    """A procedure about the employee whom the start form names."""
    told = {"startableBy": "everyone", "subject": "=request.employee", **properties}
    return process(
        "proposal",
        start_event(form="whom"),
        "end done",
        role_task("go", "rank_officer"),
        "asked > go > done",
        properties={name: value for name, value in told.items() if value},
        forms__whom__form=form("whom", text_field("request.employee", required=True), text_field("request.topic")),
    )


def about(person: Any, **more: Any) -> dict[str, Any]:
    return {"request": {"employee": person.nip, **more}}


@pytest.mark.parametrize(
    ("relations", "may"),
    [
        ("self", {"nurhayati"}),
        ("superior", {"kadis"}),
        ("unit_hr", {"ratna"}),
        ("self, superior, unit_hr", {"nurhayati", "kadis", "ratna"}),
        ("rank_officer", {"petugas", "second"}),
        ("unit_head", {"kadis"}),
        ("unit_hr_officer", {"ratna"}),
    ],
)
def test_only_who_stands_to_the_subject_as_the_procedure_says_begins(
    session: Session, people: Any, relations: str, may: set[str]
) -> None:
    published(session, proposal(startableFor=relations))
    for name in EVERYBODY:
        actor = getattr(people, name)
        if name in may:
            case = started(session, "proposal", actor, **about(people.nurhayati))
            assert (case.subject_id, case.starter_id) == (people.nurhayati.id, actor.id)
            assert case.events()[0].part("relation")["code"] == case.starter_relation
        else:
            with pytest.raises((NotAboutThem, NotAllowed)):
                started(session, "proposal", actor, **about(people.nurhayati))


def test_offices_give_no_right_to_begin_about_oneself(session: Session, people: Any) -> None:
    published(session, proposal(startableFor="unit_head, unit_hr, superior"))
    people.kadis.change(None, nip="197001011995031001")
    with pytest.raises(NotAboutThem):
        started(session, "proposal", people.kadis, **about(people.kadis))


def test_a_version_published_without_it_serves_for_oneself_only(session: Session, people: Any) -> None:
    found = published(session, proposal(startableFor="self, superior"))
    found.properties = {name: value for name, value in found.properties.items() if name != "startableFor"}
    session.flush()
    with pytest.raises(NotAboutThem):
        started(session, "proposal", people.kadis, **about(people.nurhayati))
    assert started(session, "proposal", people.nurhayati, **about(people.nurhayati)).starter_relation == "self"


def test_a_named_superior_begins_and_the_head_of_the_unit_no_longer(session: Session, people: Any) -> None:
    published(session, proposal(startableFor="superior"))
    people.nurhayati.name_superior(None, people.stranger, date(2026, 1, 1))
    with pytest.raises((NotAboutThem, NotAllowed)):
        started(session, "proposal", people.kadis, **about(people.nurhayati))
    case = started(session, "proposal", people.stranger, **about(people.nurhayati))
    assert case.starter_relation == "superior"


def test_who_may_not_ask_is_not_told_which_numbers_exist(session: Session, people: Any) -> None:
    published(session, proposal(startableFor="self, superior, unit_hr"))
    errors = []
    for nip in (people.nurhayati.nip, "199002282014022990"):
        with pytest.raises(NotAboutThem) as raised:
            started(session, "proposal", people.stranger, request={"employee": nip})
        errors.append({path: [code for code, _values in found] for path, found in raised.value.errors.items()})
    assert errors == [{"request.employee": ["subject_not_yours"]}] * 2


def test_who_reaches_everybody_is_told_that_nobody_has_the_number(session: Session, people: Any) -> None:
    published(session, proposal(startableFor="rank_officer"))
    with pytest.raises(AnswerRejected) as raised:
        started(session, "proposal", people.petugas, request={"employee": "199002282014022990"})
    assert raised.value.errors["request.employee"][0][0] == "person_unknown"


def test_a_procedure_is_listed_only_for_whom_there_is_somebody_to_begin_it_about(session: Session, people: Any) -> None:
    published(session, proposal(startableFor="superior, unit_hr"))
    assert {name for name in EVERYBODY if _listed(session, getattr(people, name))} == {"kadis", "ratna", "boss"}


def _listed(session: Session, actor: Any) -> bool:
    return "proposal" in [each.key for each in inbox.startable(session, actor)]


def test_the_subject_is_told_at_once_who_began_it(session: Session, people: Any) -> None:
    published(session, proposal(startableFor="self, superior"))
    case = started(session, "proposal", people.kadis, **about(people.nurhayati))
    (unread,) = notice.unread(session, people.nurhayati)
    assert (unread.code, unread.case_id) == ("case_started", case.id)
    assert (unread.values["by"], unread.values["number"]) == (people.kadis.name, case.number)
    assert notice.unread(session, people.kadis) == []


def test_the_starter_follows_the_case_as_long_as_the_relation_lasts(session: Session, people: Any, clock: Any) -> None:
    published(session, proposal(startableFor="self, superior, unit_hr"))
    link = people.nurhayati.name_superior(None, people.stranger, date(2026, 1, 1))
    case = started(session, "proposal", people.stranger, **about(people.nurhayati))
    session.commit()
    assert (inbox.may_read(session, people.stranger, case), case.followed_by(people.stranger)) == (True, True)
    assert [each.id for each in inbox.cases(session, people.stranger, mine=True).items] == [case.id]
    link.end(None, date(2026, 7, 8))
    session.commit()
    clock.forward(days=2)
    assert (inbox.may_read(session, people.stranger, case), case.followed_by(people.stranger)) == (False, False)
    assert inbox.cases(session, people.stranger, mine=True).items == []
    with pytest.raises(NotAllowed):
        case.cancel(people.stranger, "ingin tahu")


def test_the_list_and_the_case_follow_one_rule_for_every_starter(session: Session, people: Any, clock: Any) -> None:
    published(session, proposal(startableFor="self, superior, unit_hr, rank_officer, unit_head"))
    starters = [getattr(people, name) for name in ("nurhayati", "kadis", "ratna", "petugas")]
    cases = [started(session, "proposal", starter, **about(people.nurhayati)) for starter in starters]
    session.commit()
    for change in (lambda: None, lambda: people.nurhayati.change(None, unit_key="dinkes")):
        change()
        session.commit()
        for name in EVERYBODY:
            actor = getattr(people, name)
            listed = {each.id for each in inbox.cases(session, actor, mine=True).items}
            assert listed == {case.id for case in cases if case.followed_by(actor)}, name
    assert not cases[2].followed_by(people.ratna), "the HR officer of the unit that the employee left"
    assert cases[3].followed_by(people.petugas)


@pytest.mark.parametrize("unique", ["subject", "subject, request.topic"])
def test_a_second_case_about_the_same_is_refused_with_the_number_of_the_first(
    session: Session, people: Any, unique: str
) -> None:
    published(session, proposal(startableFor="self, superior", uniqueFor=unique))
    started(session, "approval", people.nurhayati, request={"topic": "pangkat"})  # another procedure: in nobody's way
    first = started(session, "proposal", people.nurhayati, **about(people.nurhayati, topic="pangkat"))
    with pytest.raises(CaseRunning) as raised:
        started(session, "proposal", people.kadis, **about(people.nurhayati, topic="pangkat"))
    assert (raised.value.values["number"], raised.value.values["instance"]) == (first.number, str(first.id))
    other = about(people.nurhayati, topic="pelatihan")
    if unique == "subject":
        with pytest.raises(CaseRunning):
            started(session, "proposal", people.kadis, **other)
    else:
        assert started(session, "proposal", people.kadis, **other).number != first.number
    first.cancel(people.nurhayati, "keliru")
    assert (
        started(session, "proposal", people.nurhayati, **about(people.nurhayati, topic="pangkat")).status == "running"
    )


def test_one_who_begins_in_the_new_year_waits_for_one_who_began_in_the_old(
    office: Database, of: Any, clock: Any
) -> None:
    with office.write() as session:
        published(session, proposal(startableFor="self, superior", uniqueFor="subject"))
        session.commit()
    with office.write() as session, ThreadPoolExecutor(1) as pool:
        started(session, "proposal", of(session).nurhayati, **about(of(session).nurhayati))
        clock.forward(days=365)
        later = pool.submit(race, office, of, ("kadis",))
        time.sleep(0.5)
        session.commit()
        assert later.result(timeout=120) == ["case_running"]


def test_who_stands_in_begins_on_behalf_of_the_absent_under_the_letter(session: Session, people: Any) -> None:
    published(session, proposal(startableFor="superior, unit_hr"))
    letter = {"kind": "plh", "since": date(2026, 7, 1), "until": date(2026, 7, 31), "letter": "800/1/2026"}
    person.substitute(session, None, people.kadis, people.stranger, **letter)
    event = started(session, "proposal", people.stranger, **about(people.nurhayati)).events()[0]
    assert (event.on_behalf_of_id, event.mandate) == (people.kadis.id, "800/1/2026")
    people.kadis.change(None, nip="197001011995031001")
    with pytest.raises((NotAboutThem, NotAllowed)):
        started(session, "proposal", people.stranger, **about(people.kadis))


def test_an_end_is_told_to_a_starter_only_while_he_follows_the_case(session: Session, people: Any) -> None:
    published(session, proposal(startableFor="unit_hr"))
    for unit, codes in (("dishub", ["case_cancelled"]), ("dinkes", [])):
        case = started(session, "proposal", people.ratna, **about(people.nurhayati))
        people.nurhayati.change(None, unit_key=unit)
        case.cancel(people.nurhayati, "keliru")
        assert [each.code for each in notice.unread(session, people.ratna)] == codes
        notice.read_all(session, people.ratna)


def test_two_who_begin_about_the_same_at_once_begin_one_case(office: Database, of: Any) -> None:
    with office.write() as session:
        published(session, proposal(startableFor="self, superior", uniqueFor="subject"))
        session.commit()
    outcomes = race(office, of, ("nurhayati", "kadis", "nurhayati", "kadis"))
    assert sorted(outcomes) == ["begun", "case_running", "case_running", "case_running"]
    with office.read() as session:
        assert len(session.scalars(select(Case)).all()) == 1


def race(office: Database, of: Any, names: tuple[str, ...]) -> list[str]:
    def begin(name: str) -> str:
        with office.write() as session:
            people = of(session)
            try:
                started(session, "proposal", getattr(people, name), **about(people.nurhayati))
            except CaseRunning as running:
                return running.code
            session.commit()
            return "begun"

    with ThreadPoolExecutor(len(names)) as pool:
        return list(pool.map(begin, names))


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ({}, "startable_for_missing"),
        ({"startableFor": "self, supperior"}, "role_unknown"),
        ({"startableFor": "self", "uniqueFor": "subject, request.who"}, "unique_key_unknown"),
        ({"startableFor": "self", "uniqueFor": "request.topic"}, "unique_without_subject"),
        ({"subject": "", "startableFor": "self"}, "startable_for_nobody"),
    ],
)
def test_a_drawing_that_leaves_the_relation_open_is_refused(
    session: Session, people: Any, properties: dict[str, str], code: str
) -> None:
    findings = definition.check(session, proposal(**properties))
    assert [(each.rule, each.severity) for each in findings if each.rule == code] == [(code, "error")]


def test_the_attempt_leaves_nothing_of_the_subject_behind(session: Session, people: Any) -> None:
    published(session, proposal(startableFor="self"))
    before = len(session.scalars(select(AuditEvent)).all())
    with pytest.raises(NotAboutThem):
        started(session, "proposal", people.stranger, **about(people.nurhayati))
    assert len(session.scalars(select(AuditEvent)).all()) == before
    assert session.scalars(select(Case)).all() == []
