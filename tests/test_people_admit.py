"""Admitting people, and the numbers by which they are known."""

from datetime import date
from typing import Any

import pytest
from helpers.people import city
from sqlalchemy.orm import Session

from engine import person
from engine.audit import AuditEvent
from engine.database.base import Database
from engine.errors import NotAllowed
from engine.person import AlreadySetUp, InvalidPerson

ON = date(2026, 7, 8)


def codes(nip: str) -> list[tuple[str, str]]:
    return [(remark.code, remark.severity) for remark in person.check_nip(nip, ON)]


def test_a_nip_of_the_scenarios_is_without_blame() -> None:
    for nip in ("198907142014032991", "197305201998031992", "199002282014022994", "197011202001121985"):
        assert codes(nip) == []


@pytest.mark.parametrize(
    ("nip", "expected"),
    [
        ("19890714201403299", [("nip_digits", "error")]),
        ("1989071420140329912", [("nip_digits", "error")]),
        ("198902302014032991", [("nip_birth_date", "error")]),
        ("198907142014132991", [("nip_start", "error")]),
        ("198907142014033991", [("nip_sex", "error")]),
        ("198907142014032000", [("nip_serial", "error")]),
        ("200007142014032991", [("nip_start_age", "error")]),
        ("196007142014032991", [("nip_start_late", "warning")]),
        ("199007142026082991", [("nip_start_late", "warning"), ("nip_start_ahead", "warning")]),
        ("198907142014211991", []),
    ],
)
def test_a_nip_is_read_digit_by_digit(nip: str, expected: list[tuple[str, str]]) -> None:
    assert codes(nip) == expected


def test_an_age_at_the_start_counts_whole_years() -> None:
    assert codes("199608012014082991") == []
    assert codes("199608022014082991") == [("nip_start_age", "error")]


def test_a_nik_has_sixteen_digits_and_only_warns_of_the_rest() -> None:
    assert person.check_nik("9971025203990003") == []
    assert [one.code for one in person.check_nik("997102520399000")] == ["nik_digits"]
    assert [(one.code, one.severity) for one in person.check_nik("9971027503990000")] == [
        ("nik_birth_date", "warning"),
        ("nik_serial", "warning"),
    ]


def test_a_nip_tells_the_birth_date() -> None:
    assert person.birth_date("198907142014032991") == date(1989, 7, 14)


def test_an_administrator_admits_and_the_audit_says_so(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        made = person.admit(session, people.admin, name=" Dewi Anggraini ", nip="198907142014032991", unit_key="dinkes")
        event = session.query(AuditEvent).filter_by(person_id=made.id).one()
        assert (made.name, made.login, made.active, made.locale) == ("Dewi Anggraini", "198907142014032991", True, "id")
        assert (event.kind, event.actor_id) == ("person_admitted", people.admin.id)
        assert event.part("person")["unit_key"] == "dinkes"


def test_nobody_else_admits(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        with pytest.raises(NotAllowed):
            person.admit(session, people.kadis, name="Dewi", login="dewi")


def test_every_field_that_does_not_fit_is_told_at_once(database: Database) -> None:
    with database.write() as session:
        city(session)
        with pytest.raises(InvalidPerson) as refused:
            person.admit(
                session, None, name=" ", nip="199002282014022994", nik="12", email="dewi", login="D W", unit_key="dewi"
            )
        told = {field: [code for code, _ in errors] for field, errors in refused.value.errors.items()}
        assert told == {
            "name": ["required"],
            "nip": ["taken"],
            "nik": ["nik_digits"],
            "email": ["bad_email"],
            "login": ["bad_login"],
            "unit_key": ["unit_unknown"],
        }


def test_a_change_tells_what_was_and_what_is(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        people.nurhayati.change(people.admin, name="Nurhayati S.", unit_key="dinkes")
        people.nurhayati.change(people.admin, name="Nurhayati S.")
        (event,) = session.query(AuditEvent).filter_by(kind="person_changed").all()
        assert event.part("before") == {"name": "Nurhayati", "unit_key": "dishub"}
        assert people.nurhayati.unit.name == "Dinas Kesehatan"


def test_somebody_who_left_holds_nothing(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        people.kadis.change(people.admin, active=False)
        assert person.offices(session, people.kadis, ON) == []
        assert person.holders(session, "unit_head", "dishub", ON) == []


def test_an_applicant_registers_without_unit_or_role(database: Database) -> None:
    with database.write() as session:
        city(session)
        made = person.register_applicant(
            session, name="Putri Maharani", nik="9971025203990003", email="Putri@contoh.id", password_hash="x"
        )
        assert (made.login, made.unit_key) == ("putri@contoh.id", None)
        assert person.offices(session, made, ON) == []
        with pytest.raises(InvalidPerson):
            person.register_applicant(
                session, name="Galih", nik="9971025203990003", email="g@contoh.id", password_hash="x"
            )


def test_the_first_administrator_is_made_once_and_never_again(database: Database) -> None:
    with database.write() as session:
        first = person.set_up(session, name="Admin", login="admin", password_hash="x")
        session.commit()
        assert first.has_role("administrator")
    with database.write() as session:
        session.get_one(person.Person, first.id).change(None, active=False)
        with pytest.raises(AlreadySetUp):
            person.set_up(session, name="Penyusup", login="penyusup", password_hash="x")
        assert person.find(session, "penyusup") is None


def test_people_are_found_by_number_login_and_part_of_a_name(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        assert person.find(session, "199002282014022994") is people.nurhayati
        assert person.find(session, str(people.sekda.id)) is people.sekda
        assert person.find(session, "KADIS") is people.kadis
        assert person.find(session, "9" * 30) is None
        assert [one.login for one in person.people_of(session, search="daerah sek").items] == ["sekda"]
        assert person.people_of(session, search="%").items == []
        assert [one.login for one in person.people_of(session, role="unit_head").items] == ["kadis"]


def test_people_come_page_by_page(database: Database) -> None:
    with database.write() as session:
        city(session)
        first = person.people_of(session, limit=3)
        second = person.people_of(session, limit=3, after=first.next)
        assert [one.login for one in [*first.items, *second.items]] == [
            "admin",
            "kadis",
            "199002282014022994",
            "petugas",
            "sekda",
        ]
        assert second.next is None


def test_digits_of_another_script_are_no_number_that_is_already_taken(database: Database) -> None:
    with database.write() as session:
        told = {"name": "Pelamar", "email": "pelamar@contoh.id", "password_hash": "x"}
        for nik in ("١٦٧١٠١٠١٠١٩٠٠٠٠١", "１６７１０１０１０１９００００１"):
            with pytest.raises(InvalidPerson) as refused:
                person.register_applicant(session, nik=nik, **told)
            assert refused.value.errors == {"nik": [("nik_digits", {"length": 16})]}
        assert [one.code for one in person.check_nip("١٩٩٠٠٢٢٨٢٠١٤٠٢٢٩٩٤", date(2026, 7, 8))] == ["nip_digits"]


@pytest.mark.parametrize("name", ["Nur\x00hayati", "Nur\nhayati", "Nur\u202ehayati"])
def test_a_name_holds_no_hidden_sign(database: Database, name: str) -> None:
    with database.write() as session, pytest.raises(InvalidPerson) as refused:
        person.admit(session, None, name=name, login="nurhayati")
    assert refused.value.errors == {"name": [("bad_character", {})]}


def test_a_name_has_an_end(database: Database) -> None:
    with database.write() as session, pytest.raises(InvalidPerson) as refused:
        person.admit(session, None, name="x" * 201, login="nurhayati")
    assert refused.value.errors == {"name": [("too_long", {"limit": 200, "length": 201})]}


@pytest.mark.parametrize("reference", ["9223372036854775808", "9999999999999999999", "٩٩"])
def test_a_number_that_is_no_key_finds_nobody(database: Database, reference: str) -> None:
    with database.read() as session:
        assert person.find(session, reference) is None


def test_a_sign_that_no_database_keeps_finds_nobody(database: Database) -> None:
    with database.read() as session:
        assert person.find(session, "nur\0") is None
        assert person.people_of(session, search="nur\0").items == []
        with pytest.raises(person.WrongLogin):
            person.authenticate(session, "admin\0", "a long password", "127.0.0.1")


def test_who_is_admitted_in_one_transaction_is_so_at_one_time(session: Session, clock: Any) -> None:
    with session.begin_nested():
        first = person.admit(session, None, name="Pertama", login="pertama")
    clock.forward(seconds=5)
    second = person.admit(session, None, name="Kedua", login="kedua")
    assert first.created_at == second.created_at
    session.commit()
    assert person.admit(session, None, name="Ketiga", login="ketiga").created_at == clock.at
