"""Roles held at units, between two dates."""

from datetime import UTC, date, datetime

import pytest
from conftest import Clock
from helpers.people import city

from engine import person
from engine.database.base import Database, now
from engine.errors import Conflict, NotAllowed, NotFound, Refusal
from engine.person import Membership, Office, Person

ON = date(2026, 7, 8)


def test_a_membership_holds_on_its_first_and_its_last_day(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        people.nurhayati.appoint(people.admin, "unit_hr_officer", since=date(2026, 7, 1), until=date(2026, 7, 31))
        held = {
            day: people.nurhayati.has_role("unit_hr_officer", day)
            for day in (date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 31), date(2026, 8, 1))
        }
        assert list(held.values()) == [False, True, True, False]


def test_days_begin_in_the_zone_of_the_unit(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        person.open_unit(session, None, "mamuju", "Kabupaten Mamuju", zone="Asia/Makassar")
        for unit in ("mamuju", "dishub"):
            people.nurhayati.appoint(None, "unit_hr_officer", unit, since=date(2026, 7, 9))
        # 9 July begins at 16.00 UTC in Mamuju (WITA), at 17.00 UTC in Palembang (WIB).
        at = [datetime(2026, 7, 8, hour, 30, tzinfo=UTC) for hour in (15, 16, 17)]
        held = [{office.unit for office in person.offices(session, people.nurhayati, moment)} for moment in at]
        assert held == [set(), {"mamuju"}, {"mamuju", "dishub"}]
        assert person.holders(session, "unit_hr_officer", "dishub", at[1]) == []
        assert person.holders(session, "unit_hr_officer", "mamuju", at[1]) == [people.nurhayati]


def test_an_office_is_held_at_its_fixed_unit_whatever_unit_is_given(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        people.nurhayati.appoint(None, "rank_officer", "dishub", since=date(2026, 7, 1))
        assert person.offices(session, people.nurhayati, ON) == [Office("rank_officer", "bkpsdm")]
        holders = person.holders(session, "rank_officer", "dishub", ON)
        assert [one.login for one in holders] == ["199002282014022994", "petugas"]


def test_an_office_moves_with_its_role(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        person.define_role(session, None, "rank_officer", "Petugas", "Officer", "office", "setda")
        assert person.offices(session, people.petugas, ON) == [Office("rank_officer", "setda")]


def test_a_role_of_a_unit_is_held_where_the_person_works_unless_told_otherwise(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        assert people.kadis.appoint(None, "unit_hr_officer", since=ON).unit_key == "dishub"
        assert people.kadis.appoint(None, "unit_head", "dinkes", since=ON).unit_key == "dinkes"
        with pytest.raises(Refusal, match="role_needs_unit"):
            people.admin.appoint(None, "unit_head")
        with pytest.raises(NotFound, match="unit_unknown"):
            people.admin.appoint(None, "unit_head", "dinas")
        with pytest.raises(NotFound, match="role_unknown"):
            people.admin.appoint(None, "head")


def test_a_role_is_not_held_twice_at_a_time(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        with pytest.raises(Conflict, match="already_appointed"):
            people.kadis.appoint(people.admin, "unit_head", since=date(2025, 1, 1), until=date(2026, 1, 1))
        people.kadis.appoint(people.admin, "unit_head", since=date(2025, 1, 1), until=date(2025, 12, 31))
        with pytest.raises(Refusal, match="period_reversed"):
            people.kadis.appoint(people.admin, "unit_hr_officer", since=ON, until=date(2026, 7, 7))


def test_a_membership_ends_on_the_day_that_is_said(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        held = people.nurhayati.appoint(None, "unit_hr_officer", since=date(2026, 7, 1))
        with pytest.raises(NotAllowed):
            held.end(people.nurhayati, ON)
        held.end(people.admin, date(2026, 7, 7))
        assert not people.nurhayati.has_role("unit_hr_officer", ON)
        with pytest.raises(Refusal, match="period_reversed"):
            held.end(people.admin, date(2026, 6, 29))
        held.end(people.admin, date(2026, 6, 30))
        assert not people.nurhayati.has_role("unit_hr_officer", date(2026, 7, 1))


def test_units_stand_in_a_tree_without_circles(database: Database) -> None:
    with database.write() as session:
        city(session)
        dishub = session.get_one(person.Unit, "dishub")
        assert [unit.key for unit in dishub.line()] == ["dishub", "setda", "kota"]
        with pytest.raises(Refusal, match="unit_above_itself"):
            person.open_unit(session, None, "setda", "Sekretariat", parent_key="dishub")
        with pytest.raises(Refusal, match="bad_key"):
            person.open_unit(session, None, "Dinas@", "Dinas")
        with pytest.raises(Refusal, match="bad_zone"):
            person.open_unit(session, None, "dinas", "Dinas", zone="../etc/passwd")


def test_a_role_says_what_kind_it_is(database: Database) -> None:
    with database.write() as session:
        city(session)
        assert {"administrator", "designer", "operator", "auditor", "unit_head"} <= person.role_kinds(session).keys()
        with pytest.raises(Refusal, match="role_unit"):
            person.define_role(session, None, "mayor", "Wali Kota", "Mayor", "office")
        with pytest.raises(Refusal, match="role_kind_fixed"):
            person.define_role(session, None, "unit_head", "Kepala", "Head", "house")


def test_a_membership_is_not_prolonged_into_another(database: Database) -> None:
    with database.write() as session:
        nurhayati = city(session).nurhayati
        first = nurhayati.appoint(None, "unit_hr_officer", since=date(2026, 1, 1), until=date(2026, 2, 1))
        nurhayati.appoint(None, "unit_hr_officer", since=date(2026, 3, 1))
        first.end(None, date(2026, 2, 28))
        with pytest.raises(Conflict, match="already_appointed"):
            first.end(None, date(2026, 3, 1))


def test_a_zone_that_is_a_folder_is_none(database: Database) -> None:
    with database.write() as session, pytest.raises(Refusal, match="bad_zone"):
        person.open_unit(session, None, "x", "X", zone="Europe")


def test_what_is_given_and_taken_on_one_machine_counts_at_once_on_another(database: Database, clock: Clock) -> None:
    other = Database(database.url.render_as_string(hide_password=False), clock)
    try:
        with database.write() as session:
            people = city(session)
            session.commit()
        seen = [_offices(other, people.nurhayati.id)]
        with database.write() as session:
            held = session.get_one(Person, people.nurhayati.id).appoint(None, "unit_hr_officer", since=date(2026, 7, 1))
            session.commit()
        seen.append(_offices(other, people.nurhayati.id))
        with database.write() as session:
            session.get_one(Membership, held.id).end(None, date(2026, 7, 7))
            seen.append(_offices(other, people.nurhayati.id))
            session.commit()
        seen.append(_offices(other, people.nurhayati.id))
        assert ["unit_hr_officer" in roles for roles in seen] == [False, True, True, False]
    finally:
        other.close()


def test_an_appointment_that_was_undone_leaves_nothing_behind(database: Database, clock: Clock) -> None:
    with database.write() as session:
        people = city(session)
        session.commit()
        people.nurhayati.appoint(None, "unit_hr_officer", since=date(2026, 7, 1))
        assert people.nurhayati.has_role("unit_hr_officer")
        session.rollback()
        assert not people.nurhayati.has_role("unit_hr_officer")
    assert "unit_hr_officer" not in _offices(database, people.nurhayati.id)


def _offices(database: Database, person_id: int) -> set[str]:
    with database.read() as session:
        return {office.role for office in person.offices(session, session.get_one(Person, person_id), now(session))}
