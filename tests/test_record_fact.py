"""Dated facts about a person, and the snapshot that decisions read."""

from datetime import date

import pytest
from conftest import Clock
from helpers.people import city

from engine import employee
from engine.audit import AuditEvent
from engine.database.base import Database
from engine.employee import FactRefused

ON = date(2026, 7, 8)


def test_the_latest_rank_that_holds_on_the_day_wins(database: Database) -> None:
    with database.write() as session:
        person = city(session).nurhayati
        for rank, since in (("III/c", date(2022, 4, 1)), ("III/b", date(2018, 4, 1)), ("III/d", date(2026, 8, 1))):
            employee.record_flat(session, None, person, {"rank": rank, "rank_since": since}, ON, "SK")
        told = {day: employee.snapshot(session, person, day) for day in (date(2020, 1, 1), ON, date(2026, 8, 1))}
        assert [(one["rank"], one["rank_since"]) for one in told.values()] == [
            ("III/b", "2018-04-01"),
            ("III/c", "2022-04-01"),
            ("III/d", "2026-08-01"),
        ]


def test_a_snapshot_has_every_key_and_knows_the_person(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        person, head = people.nurhayati, {"id": str(people.kadis.id), "name": "Kepala Dinas", "nip": None}
        told = employee.snapshot(session, person, ON)
        assert told["id"] == str(person.id)
        assert told | {"id": ""} == {
            "id": "",
            "name": "Nurhayati",
            "nip": "199002282014022994",
            "nik": None,
            "email": None,
            "unit": "dishub",
            "unit_name": "Dinas Perhubungan",
            "zone": "Asia/Jakarta",
            "birth_date": "1990-02-28",
            "birth_since": None,
            "rank": None,
            "rank_since": None,
            "post": None,
            "post_kind": None,
            "echelon": None,
            "level": None,
            "post_since": None,
            "education": None,
            "education_since": None,
            "legal_status": None,
            "status_since": None,
            "credit": None,
            "credit_since": None,
            "talent_box": None,
            "talent_since": None,
            "appraisals": [],
            "trainings": [],
            "disciplines": [],
            "exams": [],
            "superior": head,
        }


def test_a_new_post_forgets_the_echelon_of_the_old_one(database: Database) -> None:
    with database.write() as session:
        person = city(session).nurhayati
        for facts in (
            {"post": "Kasubbag", "echelon": "IV.a", "post_since": "2022-01-10"},
            {"post": "Analis", "level": "Ahli Muda", "post_since": "2024-01-01"},
        ):
            employee.record_flat(session, None, person, facts, ON, "SK")
        told = employee.snapshot(session, person, ON)
        assert (told["post"], told["echelon"], told["level"]) == ("Analis", None, "Ahli Muda")


def test_a_correction_of_the_same_date_replaces_and_the_wrong_fact_stays(database: Database, clock: Clock) -> None:
    with database.write() as session:
        person = city(session).nurhayati
        for education in ("S1", "S2"):
            facts = {"education": education, "education_since": "2013-01-01"}
            employee.record_flat(session, None, person, facts, ON, "ijazah")
            session.commit()
            clock.forward(minutes=1)
        assert employee.snapshot(session, person, ON)["education"] == "S2"
        assert session.query(employee.Fact).filter_by(kind="education").count() == 2


def test_the_same_fact_twice_is_one(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        rank = {"rank": "III/c", "rank_since": "2022-04-01"}
        first, again = (employee.record_flat(session, people.admin, people.nurhayati, rank, ON, "SK") for _ in range(2))
        assert ([fact.kind for fact in first], again) == (["rank"], [])
        (event,) = session.query(AuditEvent).filter_by(kind="facts_recorded").all()
        assert (event.person_id, event.part("facts")[0]["value"]) == (people.nurhayati.id, {"rank": "III/c"})


def test_a_fact_holds_until_its_last_day(database: Database) -> None:
    with database.write() as session:
        person = city(session).nurhayati
        row = {"jenisTingkatHukumanId": "R", "hukumanTanggal": "2026-01-01", "akhirHukumanTanggal": ON.isoformat()}
        backwards = {**row, "hukumanTanggal": "2026-08-01"}
        assert employee.take_in(session, person, {"rw-hukdis": [row, backwards]}) == {"recorded": 1, "refused": 1}
        (discipline,) = employee.snapshot(session, person, ON)["disciplines"]
        assert discipline["level"] == "ringan"
        assert employee.snapshot(session, person, date(2026, 7, 9))["disciplines"] == []


def test_an_appraisal_told_again_replaces_that_of_its_year(database: Database, clock: Clock) -> None:
    with database.write() as session:
        person = city(session).nurhayati
        for synchronised in (False, True):
            entry = {"year": 2024, "predicate": "Baik", "synchronised": synchronised}
            employee.record_flat(session, None, person, {"appraisals": [entry]}, ON)
            session.commit()
            clock.forward(minutes=1)
        employee.record_flat(session, None, person, {"appraisals": [{"year": 2025, "predicate": "Sangat Baik"}]}, ON)
        assert employee.snapshot(session, person, ON)["appraisals"] == [
            {"year": 2024, "predicate": "Baik", "synchronised": True},
            {"year": 2025, "predicate": "Sangat Baik", "synchronised": None},
        ]


def test_flat_facts_come_back_in_the_snapshot(database: Database) -> None:
    flat = {
        "rank": "III/c",
        "rank_since": date(2022, 4, 1),
        "post": "Kasubbag Umum",
        "post_kind": "pengawas",
        "echelon": "IV.a",
        "post_since": "2022-01-10",
        "credit": 62.5,
        "talent_box": 8,
        "trainings": [{"title": "PKP", "hours": 900, "from": date(2025, 1, 5), "until": date(2025, 5, 5)}],
        "disciplines": [{"level": "ringan", "from": "2020-01-01", "until": "2020-06-30"}],
        "exams": [{"name": "ujian dinas I", "date": "2019-03-01"}],
    }
    with database.write() as session:
        people = city(session)
        assert len(employee.record_flat(session, people.admin, people.nurhayati, flat, ON)) == 7
        told = employee.snapshot(session, people.nurhayati, ON)
        assert told["rank_since"] == "2022-04-01"
        assert (told["post"], told["post_since"], told["credit"], told["talent_box"]) == (
            "Kasubbag Umum",
            "2022-01-10",
            62.5,
            8,
        )
        (training,) = told["trainings"]
        assert (training["from"], training["until"], training["certificate"]) == ("2025-01-05", "2025-05-05", None)
        assert employee.snapshot(session, people.nurhayati, date(2025, 5, 4))["trainings"] == []
        assert told["disciplines"] == [{"level": "ringan", "from": "2020-01-01", "until": "2020-06-30"}]
        assert session.query(AuditEvent).filter_by(kind="facts_recorded").count() == 1
        assert employee.record_flat(session, None, people.nurhayati, flat, date(2026, 7, 9)) == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"ranks": "III/c"}, "fact_field"),
        ({"rank": "IIIc"}, "fact_value"),
        ({"rank": "III/e"}, "fact_value"),
        ({"rank": "III/c", "rank_since": "April"}, "fact_value"),
        ({"rank_since": date(2022, 4, 1)}, "fact_field"),
        ({"talent_box": "delapan"}, "fact_value"),
        ({"credit": True}, "fact_value"),
        ({"appraisals": [{"tahun": 2024}]}, "fact_field"),
        ({"trainings": [{"title": "PKP", "from": "31-02-2025"}]}, "fact_value"),
    ],
)
def test_what_no_fact_can_hold_is_refused(database: Database, facts: dict[str, object], code: str) -> None:
    with database.write() as session, pytest.raises(FactRefused, match=code):
        employee.record_flat(session, None, city(session).nurhayati, facts, ON)


@pytest.mark.parametrize("value", ["inf", "1e999", "1e30", "1_0", "٣", float("inf"), 10**30])
def test_a_number_is_one_that_people_write(database: Database, value: object) -> None:
    with database.write() as session, pytest.raises(FactRefused, match="fact_value"):
        employee.record_flat(session, None, city(session).nurhayati, {"credit": value}, ON, "SK")
