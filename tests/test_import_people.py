"""People from a CSV file, a report for each row."""

from collections.abc import Mapping
from datetime import date

import pytest
from helpers.people import city
from sqlalchemy import event, func, select

from engine import employee, person
from engine.audit import AuditEvent
from engine.database.base import Database
from engine.errors import NotAllowed, Refusal

ON = date(2026, 7, 8)
FILE = b"""\
nip,name,unit,roles,roles_since,rank,rank_since,education,appraisal_2024,appraisal_2025,appraisal_2024_synchronised
198907142014032991,Dewi Anggraini,dinkes,,,III/c,01-04-2022,S1,Baik,Sangat Baik,
199002282014022994,Nurhayati,,unit_hr_officer,2026-01-01,III/c,2022-04-01,S1,Baik,Baik,tidak
19730520,Suyatno,dinkes,,,III/b,2018-04-01,SMA,Baik,Baik,
,,,,,,,,,,
197402112000031995,Hendra Gunawan,dinkes,unit_head@dinkes; rank_officer,2026-02-01,IV/b,2024-04-01,S2,Baik,Baik,ya
"""


def codes(reports: list[employee.RowReport]) -> dict[int, str]:
    return {report.row: report.code for report in reports}


def test_each_row_is_taken_in_whole_or_not_at_all(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        reports = employee.import_people(session, people.admin, employee.read_csv(FILE))
        session.commit()
        assert codes(reports) == {2: "person_admitted", 3: "person_changed", 4: "refused", 6: "person_admitted"}
        refused = reports[2].values
        assert refused["refusal"] == "invalid_person"
        assert refused["errors"] == {"nip": [("nip_digits", {"length": 8})]}
        assert person.find(session, "19730520") is None
        dewi, hendra = (person.find(session, nip) for nip in ("198907142014032991", "197402112000031995"))
        assert dewi
        assert hendra
        told = employee.snapshot(session, dewi, ON)
        assert (told["rank"], told["rank_since"], told["education"]) == ("III/c", "2022-04-01", "S1")
        assert told["appraisals"][1] == {"year": 2025, "predicate": "Sangat Baik", "synchronised": True}
        own = employee.snapshot(session, people.nurhayati, ON)
        assert (own["unit"], own["appraisals"][0]["synchronised"]) == ("dishub", False)
        assert {(one.role, one.unit) for one in person.offices(session, hendra, ON)} == {
            ("unit_head", "dinkes"),
            ("rank_officer", "bkpsdm"),
        }


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    with database.write() as session:
        city(session)
        employee.import_people(session, None, employee.read_csv(FILE))
        before = session.scalar(select(func.count(AuditEvent.id)))
        again = employee.import_people(session, None, employee.read_csv(FILE))
        assert codes(again) == {2: "unchanged", 3: "unchanged", 4: "refused", 6: "unchanged"}
        assert session.scalar(select(func.count(AuditEvent.id))) == before


def test_a_refused_row_leaves_nothing_behind(database: Database) -> None:
    row = {"nip": "198907142014032991", "name": "Dewi", "unit": "dinsos", "unit_name": "Dinas Sosial", "rank": "IIIc"}
    with database.write() as session:
        city(session)
        (report,) = employee.import_people(session, None, [row])
        session.commit()
        assert (report.code, report.values["refusal"]) == ("refused", "fact_value")
        assert session.get(person.Unit, "dinsos") is None
        assert person.find(session, "198907142014032991") is None
        assert session.query(AuditEvent).filter_by(kind="unit_opened").count() == 5


def test_an_office_that_ends_behind_a_refused_row_ends_for_everybody(database: Database) -> None:
    refused = {"nip": "199002282014022994", "roles": "unit_hr_officer", "rank": "IIIc"}
    ended = {"login": "kadis", "roles": "unit_head", "roles_since": "2026-02-01", "roles_until": "2026-03-31"}
    with database.write() as session:
        people = city(session)
        assert person.offices(session, people.kadis, ON)
        session.rollback()
        reports = employee.import_people(session, None, [refused, ended])
        session.commit()
        assert codes(reports) == {2: "refused", 3: "person_changed"}
    with database.write() as session:
        assert not person.offices(session, people.kadis, ON)


def test_units_and_roles_have_rows_of_their_own(database: Database) -> None:
    rows: list[Mapping[str, str]] = [
        {"unit": "dinsos", "unit_name": "Dinas Sosial", "unit_parent": "kota", "unit_working_days": "6"},
        {
            "role": "mayor",
            "role_label": "Wali Kota",
            "role_label_en": "Mayor",
            "role_kind": "office",
            "role_unit": "kota",
        },
        {"unit": "x", "unit_name": "X", "unit_parent": "nowhere"},
        {"name": "Siti", "login": "siti", "unit": "dinso"},
    ]
    with database.write() as session:
        city(session)
        reports = employee.import_people(session, None, rows)
        assert codes(reports) == {2: "unit_kept", 3: "role_kept", 4: "refused", 5: "refused"}
        unit = session.get_one(person.Unit, "dinsos")
        assert (unit.parent_key, unit.working_days) == ("kota", 6)
        assert "mayor" in person.role_kinds(session)


def test_an_old_number_is_warned_of_but_taken(database: Database) -> None:
    with database.write() as session:
        city(session)
        (report,) = employee.import_people(session, None, [{"nip": "196007142014032991", "name": "Tua"}])
        assert report.code == "person_admitted"
        assert [code for code, _ in report.warnings] == ["nip_start_late"]


def test_a_number_as_spreadsheets_write_it_is_understood(database: Database) -> None:
    with database.write() as session:
        city(session)
        (report,) = employee.import_people(session, None, [{"nip": "'19890714 201403 2 991", "name": "Dewi"}])
        assert report.code == "person_admitted"
        assert person.find(session, "198907142014032991") is not None


def test_entries_of_lists_come_one_a_row(database: Database) -> None:
    rows = [
        {"login": "kadis", "training_title": title, "training_hours": hours, "training_from": "05-01-2026"}
        for title, hours in (("PKN", "20"), ("TOT", "7,5"))
    ]
    with database.write() as session:
        people = city(session)
        employee.import_people(session, None, rows)
        told = employee.snapshot(session, people.kadis, ON)["trainings"]
        assert {one["title"]: one["hours"] for one in told} == {"PKN": 20, "TOT": 7.5}


def test_semicolons_and_a_byte_order_mark_are_read() -> None:
    rows = employee.read_csv("\ufeffNIP;Name;\r\n1;Siti, S.E.;\r\n".encode())
    assert rows == [{"nip": "1", "name": "Siti, S.E."}]


def test_a_file_that_is_no_utf8_or_has_strange_columns_is_refused_whole(database: Database) -> None:
    with pytest.raises(Refusal, match="not_utf8"):
        employee.read_csv("nama;Ñ".encode("latin-1"))
    with database.write() as session, pytest.raises(Refusal, match="unknown_columns") as refused:
        employee.import_people(session, None, [{"nama": "Siti"}])
    assert refused.value.values["columns"] == ["nama"]


def test_only_an_administrator_imports(database: Database) -> None:
    with database.write() as session, pytest.raises(NotAllowed):
        employee.import_people(session, city(session).kadis, [])


def test_colleagues_who_share_an_address_are_two_people(database: Database) -> None:
    rows = [
        {"nip": nip, "name": name, "email": "dinkes@contoh.id"}
        for nip, name in (("198907142014032991", "Dewi"), ("197402112000031995", "Hendra"))
    ]
    with database.write() as session:
        city(session)
        assert codes(employee.import_people(session, None, rows)) == {2: "person_admitted", 3: "person_admitted"}


def test_an_applicant_who_is_hired_keeps_the_person(database: Database) -> None:
    applicant = {"name": "Putri", "nik": "9971025203990003", "email": "putri@contoh.id"}
    with database.write() as session:
        city(session)
        made = person.register_applicant(session, password_hash="x", **applicant)
        row = {"nik": applicant["nik"], "nip": "199903122027012981", "unit": "dinkes"}
        (report,) = employee.import_people(session, None, [row])
        assert (report.code, made.nip, made.unit_key) == ("person_changed", "199903122027012981", "dinkes")


@pytest.mark.parametrize("by", ["nik", "email"])
def test_who_registered_under_the_number_of_another_does_not_become_that_employee(database: Database, by: str) -> None:
    claimed = {"nik": "9971025203990003", "email": "putri@contoh.id"}
    with database.write() as session:
        people = city(session)
        mine = {
            **claimed,
            **{name: told for name, told in (("nik", "1671014502900001"), ("email", "saya@contoh.id")) if name != by},
        }
        stranger = person.register_applicant(session, name="Siapa", password_hash="x", **mine)
        person.open_session(session, stranger)
        row = {by: claimed[by], "nip": "199903122027012981", "unit": "dinkes", "roles": "unit_hr_officer"}
        (report,) = employee.import_people(session, people.admin, [row])
        session.commit()
        assert (report.code, "password_ended" in [code for code, _values in report.warnings]) == (
            "person_changed",
            True,
        )
        assert (stranger.nip, stranger.password_hash, person.open_sessions(session, stranger)) == (row["nip"], None, [])
        stranger.set_password(people.admin, "y")
        (again,) = employee.import_people(session, people.admin, [{**row, "unit": "dishub"}])
        assert "password_ended" not in [code for code, _values in again.warnings]
        assert (again.code, stranger.password_hash) == ("person_changed", "y")


ABOVE = b"""\
nip,name,unit,superior,superior_since
198907142014032991,Dewi Anggraini,dinkes,197402112000031995,01-07-2026
199002282014022994,Nurhayati,,198001012005011981,
199105052015042981,Siti Aminah,dinkes,199105052015042981,
197402112000031995,Hendra Gunawan,dinkes,,
197603142001121984,Bambang,dinkes,197402112000031995,31-02-2026
"""


def test_a_row_names_the_superior_also_one_who_comes_later(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        reports = {
            report.row: report for report in employee.import_people(session, people.admin, employee.read_csv(ABOVE))
        }
        assert codes(list(reports.values())) == {
            2: "person_admitted",
            3: "unchanged",
            4: "person_admitted",
            5: "person_admitted",
            6: "refused",
        }
        dewi, hendra = (person.find(session, nip) for nip in ("198907142014032991", "197402112000031995"))
        assert dewi
        assert person.superior_of(session, dewi, date(2026, 7, 1)) == hendra
        assert person.superior_of(session, dewi, date(2026, 6, 30)) is None
        assert reports[3].warnings == [("superior_unknown", {"nip": "198001012005011981"})]
        assert [code for code, _ in reports[4].warnings] == ["own_superior"]
        assert reports[6].values["refusal"] == "bad_date"
        events = session.scalar(select(func.count(AuditEvent.id)))
        again = employee.import_people(session, people.admin, employee.read_csv(ABOVE))
        assert codes(again)[2] == "unchanged"
        assert session.scalar(select(func.count(AuditEvent.id))) == events


def test_superiors_that_stand_already_cost_the_file_hardly_anything(database: Database) -> None:
    """They are looked up for the whole file, not row by row."""

    def statements(rows: list[dict[str, str]]) -> int:
        counted: list[str] = []
        with database.write() as session:
            event.listen(session.connection(), "before_cursor_execute", lambda *call: counted.append(call[2]))
            for report in employee.import_people(session, None, rows):
                assert (report.code, report.warnings) in (("unchanged", []), ("person_admitted", []))
            session.commit()
        return len(counted)

    with database.write() as session:
        city(session)
    nips = [f"19800101200501{1 + n % 2}{n:03d}" for n in range(1, 40)]
    plain = [{"nip": nip, "name": "Orang", "unit": "dinkes"} for nip in nips]
    with_superiors = [{**row, "superior": nips[0] if row["nip"] != nips[0] else ""} for row in plain]
    statements(with_superiors)
    assert statements(with_superiors) <= statements(plain) + 5


def test_a_day_that_cannot_be_meant_refuses_the_row(database: Database) -> None:
    row = {"login": "kadis", "roles": "unit_hr_officer"}
    with database.write() as session:
        city(session)
        for since in ("0001-01-01", "9999-12-31"):
            (report,) = employee.import_people(session, None, [{**row, "roles_since": since}])
            assert (report.code, report.values["refusal"]) == ("refused", "day_beyond")
        (report,) = employee.import_people(
            session, None, [{"login": "petugas", "superior": "199002282014022994", "superior_since": "0001-01-01"}]
        )
        assert [code for code, _ in report.warnings] == ["day_beyond"]
