"""Plh, Plt and leave: who holds an office while its holder is away."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from helpers.people import city

from engine import person
from engine.audit import AuditEvent
from engine.database.base import Database
from engine.errors import Conflict, NotAllowed, Refusal
from engine.person import Office

BEGIN, END = date(2026, 7, 6), date(2026, 7, 17)
PLH: dict[str, Any] = {"kind": "plh", "since": BEGIN, "until": END, "letter": "800/12/2026"}


def heads(session: Any, on: date) -> list[str]:
    return [one.name for one in person.holders(session, "unit_head", "dishub", on)]


def test_while_the_head_is_away_the_plh_holds_the_office_and_he_does_not(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        person.substitute(session, people.admin, people.kadis, people.nurhayati, **PLH)
        for day in (BEGIN, END):
            gained = Office("unit_head", "dishub", people.kadis.id, "800/12/2026", "plh")
            assert person.offices(session, people.nurhayati, day) == [gained]
            assert person.offices(session, people.kadis, day) == []
            assert heads(session, day) == ["Nurhayati"]
        for day in (date(2026, 7, 5), date(2026, 7, 18)):
            assert person.offices(session, people.nurhayati, day) == []
            assert person.offices(session, people.kadis, day) == [Office("unit_head", "dishub")]
            assert heads(session, day) == ["Kepala Dinas"]


def test_the_office_comes_back_at_midnight_in_the_zone_of_the_unit(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        person.substitute(session, None, people.kadis, people.nurhayati, **PLH)
        last, first = datetime(2026, 7, 17, 16, 59, tzinfo=UTC), datetime(2026, 7, 17, 17, 0, tzinfo=UTC)
        assert (heads(session, last), heads(session, first)) == (["Nurhayati"], ["Kepala Dinas"])


def test_own_offices_come_before_those_of_the_absent(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        person.substitute(session, None, people.kadis, people.sekda, **PLH)
        own, gained = person.offices(session, people.sekda, BEGIN)
        assert (own.role, own.on_behalf_of, gained.role, gained.on_behalf_of) == (
            "regional_secretary",
            None,
            "unit_head",
            people.kadis.id,
        )


def test_a_substitution_can_be_limited_to_one_role(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        people.kadis.appoint(None, "unit_head", "dinkes", since=date(2026, 1, 1))
        people.kadis.appoint(None, "unit_hr_officer", since=date(2026, 1, 1))
        person.substitute(session, None, people.kadis, people.nurhayati, role="unit_head", unit="dishub", **PLH)
        left = {(office.role, office.unit) for office in person.offices(session, people.kadis, BEGIN)}
        assert left == {("unit_head", "dinkes"), ("unit_hr_officer", "dishub")}
        gained = [(office.role, office.unit) for office in person.offices(session, people.nurhayati, BEGIN)]
        assert gained == [("unit_head", "dishub")]
        assert person.holders(session, "unit_head", None, BEGIN) == [people.kadis, people.nurhayati]


def test_what_is_held_by_substitution_is_not_passed_on(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        people.nurhayati.appoint(None, "unit_hr_officer", since=date(2026, 1, 1))
        person.substitute(session, None, people.kadis, people.nurhayati, **PLH)
        person.substitute(session, None, people.nurhayati, people.sekda, **PLH)
        gained = [office.role for office in person.offices(session, people.sekda, BEGIN)]
        assert gained == ["regional_secretary", "unit_hr_officer"]


def test_roles_of_the_house_stay_with_their_holder(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        people.admin.appoint(None, "rank_officer", since=date(2026, 1, 1))
        person.substitute(session, None, people.admin, people.nurhayati, **PLH)
        assert [office.role for office in person.offices(session, people.nurhayati, BEGIN)] == ["rank_officer"]
        assert people.admin.has_role("administrator", BEGIN)
        with pytest.raises(Refusal, match="house_role"):
            person.substitute(session, None, people.admin, people.kadis, role="administrator", **PLH)


def test_a_plt_holds_a_vacant_post_for_nobody(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        plt = PLH | {"kind": "plt"}
        person.substitute(session, people.admin, None, people.nurhayati, role="unit_head", unit="dinkes", **plt)
        gained = Office("unit_head", "dinkes", None, "800/12/2026", "plt")
        assert person.offices(session, people.nurhayati, BEGIN) == [gained]
        assert person.holders(session, "unit_head", "dinkes", BEGIN) == [people.nurhayati]
        assert person.holders(session, "unit_head", "dishub", BEGIN) == [people.kadis]
        with pytest.raises(Refusal, match="vacant_needs_role"):
            person.substitute(session, None, None, people.nurhayati, **plt)
        with pytest.raises(Conflict, match="already_substituted"):
            person.substitute(session, None, None, people.sekda, role="unit_head", unit="dinkes", **plt)


def test_nobody_stands_in_for_themselves_nor_without_a_letter(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        for wrong, code in (
            ({"substitute": people.kadis}, "own_substitute"),
            ({"letter": "  "}, "letter_missing"),
            ({"kind": "pj"}, "substitution_kind"),
            ({"until": date(2026, 7, 5)}, "period_reversed"),
            ({"absent": people.nurhayati}, "own_substitute"),
            ({"role": "rank_officer"}, "nothing_to_substitute"),
            ({"absent": people.admin}, "nothing_to_substitute"),
        ):
            terms = {"absent": people.kadis, "substitute": people.nurhayati} | PLH | wrong
            with pytest.raises(Refusal, match=code):
                person.substitute(session, None, terms.pop("absent"), terms.pop("substitute"), **terms)


def test_one_office_has_one_substitute_at_a_time(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        person.substitute(session, None, people.kadis, people.nurhayati, role="unit_head", **PLH)
        for wider in ({}, {"role": "unit_head", "unit": "dishub"}):
            with pytest.raises(Conflict, match="already_substituted"):
                person.substitute(session, None, people.kadis, people.sekda, **wider, **PLH)


def test_somebody_who_is_away_is_no_substitute(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        person.substitute(session, None, people.kadis, people.nurhayati, **PLH)
        with pytest.raises(Conflict, match="substitute_absent"):
            person.substitute(session, None, people.sekda, people.kadis, **PLH)


def test_an_early_return_ends_it_and_the_audit_keeps_the_letter(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        made = person.substitute(session, people.admin, people.kadis, people.nurhayati, **PLH)
        with pytest.raises(NotAllowed):
            made.end(people.nurhayati, date(2026, 7, 9))
        made.end(people.admin, date(2026, 7, 9))
        assert heads(session, date(2026, 7, 10)) == ["Kepala Dinas"]
        events = session.query(AuditEvent).filter(AuditEvent.mandate == "800/12/2026").all()
        assert {event.kind for event in events} == {"substitute_named", "substitution_ended"}
        assert person.substitutions(session, date(2026, 7, 10)) == []


def test_a_substitution_is_not_prolonged_into_another(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        first = person.substitute(session, None, people.kadis, people.nurhayati, **PLH)
        later = PLH | {"since": date(2026, 7, 20), "until": date(2026, 7, 24)}
        person.substitute(session, None, people.kadis, people.petugas, **later)
        first.end(None, date(2026, 7, 19))
        with pytest.raises(Conflict, match="already_substituted"):
            first.end(None, date(2026, 7, 20))
