"""A substitute acts: for whom, under which letter; whose case climbs to the level above; and back to the holder."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from diagrams.drawing import user, zeebe
from helpers.definitions import approval, form, open_task, outcome, process, published, role_task, started, text_field
from sqlalchemy.orm import Session

from engine import audit, inbox, person, verify
from engine.case import replay as replay_case
from engine.errors import NotPublished, NotYours, OwnCase
from engine.task import Task

GRANTED = {"decision": {"reason": "lengkap", "outcome": "granted"}}
LETTER = "800/12/2026"


def away(session: Session, absent: Any, substitute: Any, until: date = date(2026, 7, 17), **more: Any) -> None:
    told = {"kind": "plh", "since": date(2026, 7, 6), "until": until, "letter": LETTER, **more}
    person.substitute(session, None, absent, substitute, **told)


def decision(session: Session, people: SimpleNamespace, subject: Any = None) -> Task:
    """A case that waits for the head of the subject's unit."""
    case = started(session, "approval", subject or people.nurhayati, request={"topic": "naik pangkat"})
    open_task(session, "verify", case).complete(people.petugas, {"verification": {"outcome": "ms"}})
    return open_task(session, "decide", case)


def test_the_event_names_the_absent_and_the_letter(session: Session, people: Any) -> None:
    away(session, people.kadis, people.ratna)
    task = decision(session, people)
    right = task.authorization_of(people.ratna)
    assert right is not None
    assert (right.code, right.role, right.unit) == ("substitute", "unit_head", "dishub")
    task.claim(people.ratna)
    task.complete(people.ratna, GRANTED)
    for event in task.case.events()[-2:]:
        assert (event.actor_id, event.on_behalf_of_id, event.mandate) == (people.ratna.id, people.kadis.id, LETTER)
    assert (task.completed_by_id, task.on_behalf_of_id) == (people.ratna.id, people.kadis.id)


def recorded(session: Session) -> None:
    """sign (unit_head), until it is `done`; then told (to whoever signed). Who signed is recorded."""
    kept = zeebe("properties", zeebe("property", name="recordDoer", value="true"))
    published(
        session,
        process(
            "recorded",
            "start asked\nend finished\nxor q",
            role_task("sign", "unit_head", kept, form="sign"),
            user("told", assignee="=done.sign.id"),
            'asked > sign > q\nq > sign : =again.outcome = "yes"\nq > told : default\ntold > finished',
            forms__sign__form=form("sign", outcome("again.outcome", "yes", "no")),
        ),
    )


def test_who_did_it_and_under_which_letter_is_a_variable_of_the_case(session: Session, people: Any, clock: Any) -> None:
    recorded(session)
    case = started(session, "recorded", people.nurhayati)
    open_task(session, "sign", case).complete(people.kadis, {"again": {"outcome": "yes"}})
    own = {
        "id": str(people.kadis.id),
        "name": "Kepala Dinas",
        "nip": None,
        "right": "role",
        "role": "unit_head",
        "unit": "dishub",
        "kind": None,
        "letter": None,
        "on_behalf_of": None,
        "at": "2026-07-08T09:00:00+07:00",
    }
    assert case.root()["done"] == {"sign": own}
    away(session, people.kadis, people.ratna)
    session.commit()
    clock.forward(hours=1)
    task = open_task(session, "sign", case)
    task.complete(people.ratna, {"again": {"outcome": "no"}})
    lent = {
        "id": str(people.ratna.id),
        "name": "Ratna Dewi",
        "right": "substitute",
        "kind": "plh",
        "letter": LETTER,
        "on_behalf_of": {"id": str(people.kadis.id), "name": "Kepala Dinas", "nip": None},
        "at": "2026-07-08T10:00:00+07:00",
    }
    assert case.root()["done"] == {"sign": {**own, **lent}}, "the last one alone, in every round the same keys"
    assert open_task(session, "told", case).assignee_id == people.ratna.id
    assert verify.verify(audit.export(session, case)) == []
    task.withdraw(people.ratna, "keliru")
    assert case.root()["done"] == {"sign": own}
    session.flush()
    assert replay_case(case) == []


def test_a_form_cannot_say_who_did_it(session: Session, people: Any) -> None:
    with pytest.raises(NotPublished) as refused:
        published(
            session,
            process(
                "forged",
                "start asked\nend finished",
                role_task("sign", "unit_head", form="sign"),
                "asked > sign > finished",
                forms__sign__form=form("sign", text_field("done.sign.name")),
            ),
        )
    assert [finding.rule for finding in refused.value.values["findings"]] == ["form_key_reserved"]


def test_a_withdrawal_names_them_too(session: Session, people: Any) -> None:
    away(session, people.second, people.ratna)
    case = started(session, "approval", people.nurhayati, request={"topic": "naik pangkat"})
    task = open_task(session, "verify", case)
    task.complete(people.ratna, {"verification": {"outcome": "ms"}})
    task.withdraw(people.ratna, "keliru")
    event = case.events()[-1]
    assert (event.kind, event.on_behalf_of_id, event.mandate) == ("task_withdrawn", people.second.id, LETTER)


def test_meanwhile_the_absent_does_not(session: Session, people: Any) -> None:
    away(session, people.kadis, people.ratna)
    task = decision(session, people)
    with pytest.raises(NotYours):
        task.complete(people.kadis, GRANTED)
    assert inbox.tasks(session, people.kadis).items == []


def test_afterwards_it_is_the_holders_again(session: Session, people: Any, clock: Any) -> None:
    away(session, people.kadis, people.ratna)
    task = decision(session, people)
    session.commit()
    clock.forward(days=10)
    with pytest.raises(NotYours):
        task.complete(people.ratna, GRANTED)
    task.complete(people.kadis, GRANTED)
    assert task.on_behalf_of_id is None


def test_what_the_substitute_claimed_goes_back_too(session: Session, people: Any, clock: Any) -> None:
    away(session, people.kadis, people.ratna)
    task = decision(session, people)
    task.claim(people.ratna)
    session.commit()
    clock.forward(days=10)
    assert inbox.tasks(session, people.ratna).items == []
    with pytest.raises(NotYours):
        task.complete(people.ratna, GRANTED)
    assert inbox.tasks(session, people.kadis).items == [task]
    task.complete(people.kadis, GRANTED)


def test_what_the_absent_claimed_the_substitute_does(session: Session, people: Any, clock: Any) -> None:
    task = decision(session, people)
    task.claim(people.kadis)
    away(session, people.kadis, people.ratna)
    session.commit()
    assert inbox.tasks(session, people.ratna).items == [task]
    task.complete(people.ratna, GRANTED)
    assert task.on_behalf_of_id == people.kadis.id


def test_one_who_holds_the_office_himself_and_for_the_absent_does_both(session: Session, people: Any) -> None:
    """petugas and second are both rank officers; second claimed, is away, and petugas stands in."""
    case = started(session, "approval", people.nurhayati, request={"topic": "naik pangkat"})
    task = open_task(session, "verify", case)
    task.claim(people.second)
    with pytest.raises(NotYours):
        task.authorize(people.petugas)
    away(session, people.second, people.petugas)
    assert task.authorize(people.petugas).on_behalf_of == people.second.id
    assert inbox.tasks(session, people.petugas).items == [task]


def test_the_heads_own_case_climbs(session: Session, people: Any) -> None:
    task = decision(session, people, people.kadis)
    with pytest.raises(OwnCase):
        task.complete(people.kadis, GRANTED)
    assert inbox.tasks(session, people.boss).items == [task]
    task.complete(people.boss, GRANTED)
    right = task.case.events()[-1].part("right")
    assert (right["code"], right["role"], right["unit"]) == ("climbed", "unit_head", "setda")


def test_whoever_it_climbed_to_reads_the_case(session: Session, people: Any) -> None:
    task = decision(session, people, people.kadis)
    assert inbox.case(session, people.boss, task.case_id) is task.case
    other = decision(session, people)
    assert not inbox.may_read(session, people.boss, other.case)


def test_a_substitute_does_not_decide_on_himself(session: Session, people: Any, clock: Any) -> None:
    """T4 of the domain: Ratna is Plh of the head and herself on the list; her row goes up, and comes back after."""
    away(session, people.kadis, people.ratna)
    own, others = decision(session, people, people.ratna), decision(session, people)
    with pytest.raises(OwnCase):
        own.complete(people.ratna, GRANTED)
    with pytest.raises(NotYours):
        own.complete(people.kadis, GRANTED)
    assert (inbox.tasks(session, people.ratna).items, inbox.tasks(session, people.boss).items) == ([others], [own])
    session.commit()
    clock.forward(days=10)
    assert (inbox.tasks(session, people.boss).items, set(inbox.tasks(session, people.kadis).items)) == (
        [],
        {own, others},
    )
    own.complete(people.kadis, GRANTED)


def test_a_substitute_does_not_decide_on_the_absent_either(session: Session, people: Any, clock: Any) -> None:
    """The head is away and the case is about him: his Plh has no right to it, the level above has."""
    away(session, people.kadis, people.ratna)
    his, others = decision(session, people, people.kadis), decision(session, people)
    for verb in (lambda: his.claim(people.ratna), lambda: his.complete(people.ratna, GRANTED)):
        with pytest.raises(OwnCase) as refused:
            verb()
        assert refused.value.code == "principals_case"
    assert (inbox.tasks(session, people.ratna).items, inbox.tasks(session, people.boss).items) == ([others], [his])
    his.complete(people.boss, GRANTED)
    event = his.case.events()[-1]
    assert (event.part("right")["code"], event.actor_id, event.on_behalf_of_id) == ("climbed", people.boss.id, None)


def test_not_by_an_office_above_lent_by_him_either(session: Session, people: Any) -> None:
    """The boss above heads dishub too, and the case is about him: who stands in for him does it nowhere."""
    people.boss.appoint(None, "unit_head", "dishub", date(2026, 1, 1))
    away(session, people.boss, people.stranger)
    people.boss.change(None, unit_key="dishub")
    task = decision(session, people, people.boss)
    assert (task.authorization_of(people.stranger), inbox.tasks(session, people.stranger).items) == (None, [])
    assert inbox.tasks(session, people.kadis).items == [task]


def test_a_right_of_ones_own_stays_beside_the_one_that_is_lent(session: Session, people: Any) -> None:
    """petugas stands in for second, the other rank officer, whom the case is about: he does it in his own right."""
    away(session, people.second, people.petugas)
    case = started(session, "approval", people.second, request={"topic": "naik pangkat"})
    open_task(session, "verify", case).complete(people.petugas, {"verification": {"outcome": "ms"}})
    assert case.events()[-1].on_behalf_of_id is None


def test_it_climbs_to_the_substitute_above_in_the_name_of_the_one_above(session: Session, people: Any) -> None:
    away(session, people.boss, people.stranger, letter="800/13/2026")
    task = decision(session, people, people.kadis)
    assert inbox.tasks(session, people.stranger).items == [task]
    task.complete(people.stranger, GRANTED)
    event = task.case.events()[-1]
    assert (event.part("right")["code"], event.on_behalf_of_id, event.mandate) == (
        "climbed",
        people.boss.id,
        "800/13/2026",
    )


def test_a_plt_of_a_vacant_post_acts_in_nobodys_name_with_his_letter(session: Session, people: Any) -> None:
    published(session, approval())
    told: Any = {"kind": "plt", "since": date(2026, 7, 6), "until": date(2026, 7, 17), "letter": "821/2/2026"}
    people.stranger.change(None, unit_key="dinkes")
    person.substitute(session, None, None, people.second, role="unit_head", unit="dinkes", **told)
    case = started(session, "approval", people.stranger, request={"topic": "naik pangkat"})
    open_task(session, "verify", case).complete(people.petugas, {"verification": {"outcome": "ms"}})
    open_task(session, "decide", case).complete(people.second, GRANTED)
    event = case.events()[-1]
    assert (event.actor_id, event.on_behalf_of_id, event.mandate) == (people.second.id, None, "821/2/2026")
