"""Whose superior somebody is: by name, by office, as head of the unit; and who acts for the one who is away."""

from datetime import date
from types import SimpleNamespace

import pytest
from helpers.people import city
from sqlalchemy.orm import Session

from engine import person, seed_data
from engine.audit import AuditEvent
from engine.database.base import Database
from engine.errors import Conflict, NotAllowed, Refusal
from engine.person import Person, Role, Superior, place_office, superior_of

ON = date(2026, 7, 8)
SINCE = date(2026, 1, 1)


def _people(session: Session) -> SimpleNamespace:
    """The city, with a head of BKPSDM whose office is below that of the regional secretary, who is below the mayor."""
    people = city(session)
    for key, above, unit in (("mayor", None, "kota"), ("bkpsdm_head", "regional_secretary", "bkpsdm")):
        person.define_role(session, None, key, key, key, "office", unit)
        if above:
            place_office(session, None, key, above)
    place_office(session, None, "regional_secretary", "mayor")
    place_office(session, None, "rank_officer", "bkpsdm_head")
    for login, unit, role in (("kaban", "bkpsdm", "bkpsdm_head"), ("walikota", "kota", "mayor")):
        somebody = person.admit(session, None, name=login.title(), login=login, unit_key=unit)
        somebody.appoint(None, role, since=SINCE)
        setattr(people, login, somebody)
    people.kaban.appoint(None, "unit_head", "bkpsdm", since=SINCE)
    people.asisten = person.admit(session, None, name="Asisten", login="asisten", unit_key="setda")
    people.asisten.appoint(None, "unit_head", "setda", since=SINCE)
    return people


def test_where_nobody_is_named_the_office_or_the_head_of_the_unit_says_who_it_is(database: Database) -> None:
    with database.write() as session:
        people = _people(session)
        superiors = {
            one: superior_of(session, getattr(people, one), ON)
            for one in ("nurhayati", "kadis", "petugas", "kaban", "sekda", "walikota", "admin")
        }
        assert {one: found and found.login for one, found in superiors.items()} == {
            "nurhayati": "kadis",  # the head of her unit
            "kadis": "asisten",  # the head of the unit above
            "petugas": "kaban",  # the office above
            "kaban": "sekda",  # an office goes before the unit that he heads
            "sekda": "walikota",
            "walikota": None,
            "admin": None,
        }


def test_a_named_superior_goes_before_all_on_the_days_that_are_said(database: Database) -> None:
    with database.write() as session:
        people = _people(session)
        people.nurhayati.name_superior(people.admin, people.petugas, date(2026, 7, 1), date(2026, 7, 31))
        days = [date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 31), date(2026, 8, 1)]
        logins = [
            person.named(session, [one.id])[0].login
            for one in (superior_of(session, people.nurhayati, d) for d in days)
            if one
        ]
        assert logins == ["kadis", "petugas", "petugas", "kadis"]
        assert person.is_superior_of(session, people.petugas, people.nurhayati, ON)
        people.petugas.change(None, active=False)
        assert superior_of(session, people.nurhayati, ON) == people.kadis
        assert not person.is_superior_of(session, people.petugas, people.nurhayati, ON)


def test_the_next_one_who_is_named_ends_the_one_before(database: Database) -> None:
    with database.write() as session:
        people = _people(session)
        first = people.nurhayati.name_superior(None, people.petugas, SINCE)
        second = people.nurhayati.name_superior(None, people.sekda, ON)
        assert (first.until, second.until) == (date(2026, 7, 7), None)
        assert people.nurhayati.name_superior(None, people.sekda, date(2026, 7, 20)) is second
        with pytest.raises(Conflict, match="superior_named_later"):
            people.nurhayati.name_superior(None, people.kadis, date(2026, 3, 1))
        with pytest.raises(Conflict, match="superior_named_later"):
            first.end(None, ON)
        second.end(None, date(2026, 7, 7))
        assert superior_of(session, people.nurhayati, ON) == people.kadis


def test_only_an_administrator_names_a_superior_never_oneself_and_never_in_a_circle(database: Database) -> None:
    with database.write() as session:
        people = _people(session)
        with pytest.raises(NotAllowed):
            people.nurhayati.name_superior(people.kadis, people.kadis, ON)
        with pytest.raises(Refusal, match="own_superior"):
            people.nurhayati.name_superior(people.admin, people.nurhayati, ON)
        with pytest.raises(Refusal, match="period_reversed"):
            people.nurhayati.name_superior(people.admin, people.kadis, ON, SINCE)
        people.petugas.name_superior(people.admin, people.nurhayati, SINCE, date(2026, 6, 30))
        people.kaban.name_superior(people.admin, people.petugas, SINCE)
        with pytest.raises(Refusal, match="superior_circle"):
            people.nurhayati.name_superior(people.admin, people.kaban, date(2026, 6, 30))
        people.nurhayati.name_superior(people.admin, people.kaban, date(2026, 7, 1))


def test_what_is_vacant_is_passed_upwards(database: Database) -> None:
    with database.write() as session:
        people = _people(session)
        person.memberships_of(session, people.kadis)[0].end(None, date(2026, 7, 7))
        assert superior_of(session, people.nurhayati, ON) == people.asisten
        assert person.is_superior_of(session, people.asisten, people.kadis, ON)
        people.kaban.change(None, active=False)
        assert superior_of(session, people.petugas, ON) == people.sekda


def test_whoever_stands_in_is_the_superior_meanwhile(database: Database) -> None:
    with database.write() as session:
        people = _people(session)
        person.substitute(
            session, None, people.sekda, people.asisten, kind="plh", since=ON, until=date(2026, 7, 10), letter="SP-1"
        )
        assert superior_of(session, people.kaban, ON) == people.asisten
        assert superior_of(session, people.kaban, ON, acting=False) == people.sekda
        assert person.is_superior_of(session, people.asisten, people.kaban, ON)
        assert not person.is_superior_of(session, people.sekda, people.kaban, ON)
        assert person.is_superior_of(session, people.sekda, people.kaban, date(2026, 7, 11))
        assert not person.is_superior_of(session, people.asisten, people.asisten, ON)
        # He is not his own superior by the office that he has for another.
        june = date(2026, 6, 1)
        person.substitute(
            session, None, people.walikota, people.sekda, kind="plh", since=june, until=june, letter="SP-2"
        )
        assert superior_of(session, people.sekda, june) is None


def test_a_plt_on_a_vacant_office_is_the_superior(database: Database) -> None:
    with database.write() as session:
        people = _people(session)
        person.memberships_of(session, people.sekda)[0].end(None, date(2026, 7, 7))
        assert superior_of(session, people.kaban, ON) == people.walikota
        person.substitute(
            session,
            None,
            None,
            people.asisten,
            kind="plt",
            since=ON,
            until=ON,
            letter="SP-3",
            role="regional_secretary",
        )
        assert superior_of(session, people.kaban, ON) == people.asisten


def test_an_office_is_placed_under_another_office_and_never_under_itself(database: Database) -> None:
    with database.write() as session:
        people = _people(session)
        with pytest.raises(NotAllowed):
            place_office(session, people.kadis, "mayor", None)
        with pytest.raises(Refusal, match="office_above_itself"):
            place_office(session, people.admin, "mayor", "bkpsdm_head")
        with pytest.raises(Refusal, match="superior_no_office"):
            place_office(session, people.admin, "unit_head", "mayor")
        place_office(session, people.admin, "bkpsdm_head", "mayor")
        assert superior_of(session, people.kaban, ON) == people.walikota
        place_office(session, people.admin, "bkpsdm_head", None)
        assert superior_of(session, people.kaban, ON) == people.asisten  # as of any head of a unit


def test_offices_that_are_there_already_get_the_office_above_that_ships(database: Database) -> None:
    with database.write() as session:
        city(session)
        person.define_role(session, None, "mayor", "Bupati", "Regent", "unit")  # of another kind here: left alone
        seed_data.install(session)
        placed = {key: session.get_one(Role, key).superior_key for key in ("rank_officer", "bkpsdm_head", "mayor")}
        assert placed == {"rank_officer": "mutation_head", "bkpsdm_head": "regional_secretary", "mayor": None}
        place_office(session, None, "rank_officer", "bkpsdm_head")
        seed_data.install(session)
        assert session.get_one(Role, "rank_officer").superior_key == "bkpsdm_head"
        assert session.get_one(Role, "regional_secretary").superior_key is None


def test_naming_and_ending_a_superior_stands_in_the_audit(database: Database) -> None:
    with database.write() as session:
        people = _people(session)
        link = people.nurhayati.name_superior(people.admin, people.kadis, SINCE)
        link.end(people.admin, ON)
        kinds = [
            event.kind
            for event in session.query(AuditEvent).filter_by(person_id=people.nurhayati.id, actor_id=people.admin.id)
        ]
        assert kinds == ["superior_named", "superior_ended"]
        assert session.query(Superior).one().until == ON
        assert isinstance(session.get(Person, link.superior_id), Person)


def test_an_office_in_a_team_elsewhere_puts_nobody_above_its_holder(database: Database) -> None:
    with database.write() as session:
        people = _people(session)
        person.define_role(session, None, "examiner", "Pemeriksa", "Examiner", "office", "bkpsdm")
        place_office(session, None, "examiner", "bkpsdm_head")
        for one in (people.nurhayati, people.kadis, people.petugas):
            one.appoint(None, "examiner", since=SINCE)
        stranger = person.admit(session, None, name="Tanpa Unit", login="tanpa")
        stranger.appoint(None, "examiner", since=SINCE)
        assert superior_of(session, people.nurhayati, ON) == people.kadis  # the head of her unit still
        assert superior_of(session, people.kadis, ON) == people.asisten
        assert superior_of(session, people.petugas, ON) == people.kaban
        assert superior_of(session, stranger, ON) == people.kaban  # an office is all that is known of him
        assert person.is_superior_of(session, people.kadis, people.nurhayati, ON)


def test_a_shipped_team_is_above_nobody(database: Database) -> None:
    with database.write() as session:
        people = _people(session)
        seed_data.install(session)
        people.second = person.admit(session, None, name="Pengawas", login="pengawas", unit_key="bkpsdm")
        people.second.appoint(None, "verification_supervisor", since=SINCE)
        clerk = person.admit(session, None, name="Pegawai", login="pegawai", unit_key="bkpsdm")
        clerk.appoint(None, "verifier", since=SINCE)
        people.asisten.appoint(None, "selection_chair", since=SINCE)
        assert superior_of(session, clerk, ON) == people.kaban
        assert superior_of(session, people.asisten, ON) is None


def test_an_office_that_is_said_to_have_none_above_stays_so(database: Database) -> None:
    with database.write() as session:
        people = _people(session)
        seed_data.install(session)
        place_office(session, people.admin, "bkpsdm_head", None)
        session.commit()
        seed_data.install(session)
        assert session.get_one(Role, "bkpsdm_head").superior_key is None
        assert superior_of(session, people.kaban, ON) == people.asisten


def test_days_that_cannot_be_meant_are_refused_by_every_verb(database: Database) -> None:
    with database.write() as session:
        people = _people(session)
        first, last = date.min, date.max
        link = people.nurhayati.name_superior(None, people.petugas, SINCE)
        office = person.memberships_of(session, people.kadis)[0]
        away = person.substitute(
            session, None, people.sekda, people.asisten, kind="plh", since=ON, until=ON, letter="SP-1"
        )
        for one in (link, office, away):
            for day in (first, last):
                with pytest.raises(Refusal, match="day_beyond"):
                    one.end(people.admin, day)
            with pytest.raises(Refusal, match="period_reversed"):
                one.end(people.admin, date(1900, 1, 1))
        for since, until in ((first, None), (SINCE, last), (last, None)):
            with pytest.raises(Refusal, match="day_beyond"):
                people.nurhayati.name_superior(None, people.kadis, since, until)
            with pytest.raises(Refusal, match="day_beyond"):
                people.nurhayati.appoint(None, "unit_hr_officer", since=since, until=until)
        with pytest.raises(Refusal, match="day_beyond"):
            person.substitute(
                session, None, people.kadis, people.asisten, kind="plh", since=first, until=ON, letter="SP-2"
            )
        assert superior_of(session, people.nurhayati, ON) == people.petugas
