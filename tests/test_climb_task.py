"""A task climbs from the one who must not do it to his superior, and on past hands already used."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from diagrams.drawing import user
from helpers.definitions import form, open_task, process, published, role_task, separate_from, started, text_field
from sqlalchemy.orm import Session

from engine import inbox, person
from engine.case import replay as replay_case
from engine.errors import Conflict, NotYours, OwnCase, SameHands
from engine.person import Person, place_office
from engine.task import Task

SINCE = date(2026, 1, 1)
LETTER = "800/12/2026"


@pytest.fixture
def city(session: Session, people: Any) -> SimpleNamespace:
    """The office, with a head of BKPSDM (kaban) below the regional secretary (sekda), below the mayor (walikota)."""
    for key, unit in (("mayor", "kota"), ("bkpsdm_head", "bkpsdm")):
        person.define_role(session, None, key, key, key, "office", unit)
    place_office(session, None, "regional_secretary", "mayor")
    place_office(session, None, "bkpsdm_head", "regional_secretary")
    for login, unit, role in (("kaban", "bkpsdm", "bkpsdm_head"), ("walikota", "kota", "mayor")):
        somebody = person.admit(session, None, name=login.title(), login=login, unit_key=unit)
        somebody.appoint(None, role, since=SINCE)
        setattr(people, login, somebody)
    people.kaban.appoint(None, "unit_head", since=SINCE)
    published(
        session,
        process(
            "office",
            "start asked\nend done",
            role_task("approve", "bkpsdm_head"),
            role_task("sign", "bkpsdm_head", separate_from("approve")),
            "asked > approve > sign > done",
        ),
        process(
            "endorsed",
            "start asked\nend done",
            role_task("look", "rank_officer", form="look"),
            user("endorse", separate_from("look"), assignee="=subject.superior.id"),
            "asked > look > endorse > done",
            forms__look__form=form("look", text_field("note")),
        ),
    )
    return people


def may(session: Session, people: SimpleNamespace, task: Task) -> list[str]:
    """The logins of those who may do the task, and who see it in their inbox: the same."""
    rights = {each.login for each in vars(people).values() if isinstance(each, Person) and task.authorization_of(each)}
    lists = {
        each.login
        for each in vars(people).values()
        if isinstance(each, Person) and task in inbox.tasks(session, each).items
    }
    assert rights == lists
    return sorted(rights)


def lists(session: Session, actor: Person, task: Task) -> list[str]:
    """In which of the two lists of a person the task stands."""
    return [only for only in ("mine", "group") if task in inbox.tasks(session, actor, only=only).items]


def test_the_step_of_an_office_climbs_from_its_holder_to_the_office_above(session: Session, city: Any) -> None:
    task = open_task(session, "approve", started(session, "office", city.kaban))
    with pytest.raises(OwnCase):
        task.complete(city.kaban, {})
    assert may(session, city, task) == ["sekda"]
    assert lists(session, city.sekda, task) == ["group"]
    task.claim(city.sekda)
    session.flush()
    assert lists(session, city.sekda, task) == ["mine"]
    task.complete(city.sekda, {})
    right = task.case.events()[-1].part("right")
    assert (right["code"], right["role"], right["unit"]) == ("climbed", "regional_secretary", "setda")


def test_climbing_passes_hands_that_are_used(session: Session, city: Any) -> None:
    case = started(session, "office", city.kaban)
    open_task(session, "approve", case).complete(city.sekda, {})
    task = open_task(session, "sign", case)
    with pytest.raises(SameHands):
        task.authorize(city.sekda)
    assert may(session, city, task) == ["walikota"]


def test_it_does_not_climb_while_a_colleague_holds_the_role_too(session: Session, city: Any) -> None:
    city.second.appoint(None, "bkpsdm_head", since=SINCE)
    task = open_task(session, "approve", started(session, "office", city.kaban))
    assert may(session, city, task) == ["second"]


def test_it_climbs_to_who_stands_in_above_under_his_letter(session: Session, city: Any) -> None:
    person.substitute(
        session, None, city.sekda, city.boss, kind="plh", since=SINCE, until=date(2026, 12, 31), letter=LETTER
    )
    task = open_task(session, "approve", started(session, "office", city.kaban))
    assert may(session, city, task) == ["boss"]
    task.complete(city.boss, {})
    event = task.case.events()[-1]
    assert (event.part("right")["code"], event.on_behalf_of_id, event.mandate) == ("climbed", city.sekda.id, LETTER)


def test_the_step_of_a_substitute_climbs_from_the_post_that_he_has_for_another(session: Session, city: Any) -> None:
    """boss is Plh of the head of BKPSDM and the case is about him: the office above decides, not his own superior."""
    person.substitute(
        session, None, city.kaban, city.boss, kind="plh", since=SINCE, until=date(2026, 12, 31), letter=LETTER
    )
    task = open_task(session, "approve", started(session, "office", city.boss))
    assert may(session, city, task) == ["sekda"]


def test_the_step_of_a_team_elsewhere_climbs_to_the_superior_of_its_member(session: Session, city: Any) -> None:
    person.define_role(session, None, "examiner", "Pemeriksa", "Examiner", "office", "bkpsdm")
    place_office(session, None, "examiner", "bkpsdm_head")
    published(
        session, process("checked", "start asked\nend done", role_task("check", "examiner"), "asked > check > done")
    )
    city.nurhayati.appoint(None, "examiner", since=SINCE)
    assert may(session, city, open_task(session, "check", started(session, "checked", city.nurhayati))) == ["kadis"]


def test_a_named_superior_goes_before_the_office_above(session: Session, city: Any) -> None:
    city.kaban.name_superior(None, city.boss, SINCE)
    assert may(session, city, open_task(session, "approve", started(session, "office", city.kaban))) == ["boss"]


def test_a_task_for_the_superior_is_that_persons(session: Session, city: Any) -> None:
    city.nurhayati.name_superior(None, city.stranger, SINCE)
    case = started(session, "endorsed", city.nurhayati)
    assert case.root()["subject"]["superior"] == {"id": str(city.stranger.id), "name": "Orang Lain", "nip": None}
    open_task(session, "look", case).complete(city.petugas, {"note": "x"})
    task = open_task(session, "endorse", case)
    assert (task.assignee_id, may(session, city, task)) == (city.stranger.id, ["stranger"])
    with pytest.raises(NotYours):
        task.complete(city.kadis, {})
    task.complete(city.stranger, {})
    assert case.events()[-1].part("right")["code"] == "assignee"


def test_it_climbs_where_the_superiors_hands_are_used(session: Session, city: Any) -> None:
    city.nurhayati.name_superior(None, city.petugas, SINCE)
    case = started(session, "endorsed", city.nurhayati)
    open_task(session, "look", case).complete(city.petugas, {"note": "x"})
    task = open_task(session, "endorse", case)
    assert (task.assignee_id, may(session, city, task)) == (None, ["kaban"])
    task.claim(city.kaban)
    with pytest.raises(SameHands):
        task.authorize(city.petugas)
    task.release(city.kaban)
    assert (task.assignee_id, may(session, city, task)) == (None, ["kaban"])
    task.complete(city.kaban, {})
    assert case.events()[-1].part("right")["code"] == "climbed"


def test_a_withdrawn_answer_gives_it_back_to_the_superior(session: Session, city: Any) -> None:
    """He looked at it himself; once he takes that back and a colleague looks, the superior endorses."""
    city.nurhayati.name_superior(None, city.petugas, SINCE)
    case = started(session, "endorsed", city.nurhayati)
    look = open_task(session, "look", case)
    look.complete(city.petugas, {"note": "x"})
    look.withdraw(city.petugas, "keliru")
    look.release(city.petugas)
    look.complete(city.second, {"note": "y"})
    task = session.query(Task).filter_by(case_id=case.id, element="endorse", status="open").one()
    assert may(session, city, task) == ["petugas"]
    assert replay_case(case) == []


def test_who_stands_in_for_the_superior_does_it_in_his_name(session: Session, city: Any, clock: Any) -> None:
    """In everything, or in the office by which he is the superior; the superior keeps it afterwards."""
    case = started(session, "endorsed", city.nurhayati)
    open_task(session, "look", case).complete(city.petugas, {"note": "x"})
    task = open_task(session, "endorse", case)
    assert may(session, city, task) == ["kadis"]
    person.substitute(
        session,
        None,
        city.kadis,
        city.ratna,
        kind="plh",
        since=date(2026, 7, 8),
        until=date(2026, 7, 9),
        letter=LETTER,
        role="unit_head",
        unit="dishub",
    )
    assert may(session, city, task) == ["kadis", "ratna"]
    task.claim(city.ratna)
    assert (task.assignee_id, may(session, city, task)) == (city.ratna.id, ["kadis", "ratna"])
    right = case.events()[-1].part("right")
    assert (right["code"], right["role"], right["letter"]) == ("substitute", "unit_head", LETTER)
    session.commit()
    clock.forward(days=3)
    assert may(session, city, task) == ["kadis"]
    with pytest.raises(NotYours):
        task.complete(city.ratna, {})
    task.complete(city.kadis, {})


def test_a_superior_by_name_without_an_office_is_stood_in_for_in_everything(session: Session, city: Any) -> None:
    city.nurhayati.name_superior(None, city.stranger, SINCE)
    case = started(session, "endorsed", city.nurhayati)
    open_task(session, "look", case).complete(city.petugas, {"note": "x"})
    person.substitute(
        session, None, city.stranger, city.second, kind="leave", since=SINCE, until=date(2026, 12, 31), letter=LETTER
    )
    task = open_task(session, "endorse", case)
    assert may(session, city, task) == ["second", "stranger"]
    task.complete(city.second, {})
    event = case.events()[-1]
    assert (event.part("right")["code"], event.on_behalf_of_id, event.mandate) == (
        "substitute",
        city.stranger.id,
        LETTER,
    )


def test_nobody_does_what_is_asked_of_the_subject_for_him(session: Session, city: Any) -> None:
    published(
        session, process("own", "start asked\nend done", user("mend", assignee="=subject.id"), "asked > mend > done")
    )
    person.substitute(
        session, None, city.kadis, city.ratna, kind="plh", since=SINCE, until=date(2026, 12, 31), letter=LETTER
    )
    task = open_task(session, "mend", started(session, "own", city.kadis))
    assert may(session, city, task) == ["kadis"]


def test_a_task_by_name_is_not_given_back_or_on_by_its_person(session: Session, city: Any) -> None:
    case = started(session, "endorsed", city.nurhayati)
    open_task(session, "look", case).complete(city.petugas, {"note": "x"})
    task = open_task(session, "endorse", case)
    with pytest.raises(Conflict):
        task.release(city.kadis)
