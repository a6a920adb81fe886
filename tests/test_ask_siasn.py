"""SIASN: followed until something must be done, read into facts, given the decree; it never holds up a person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from diagrams.drawing import boundary, error, io, job, timer, zeebe
from helpers.definitions import form, open_elements, open_task, process, published, role_task, started
from helpers.mock_siasn import MockSiasn, siasn
from helpers.other_systems import ReceivedRequest, Reply, surround
from sqlalchemy import select

from engine import audit, document, employee, incident, verify
from engine.case import find as find_case
from engine.database.base import Base, Database
from engine.job import Job
from webapp.jobs import worker

NIP = "199002282014022994"
PAPER = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def bkn(office: Database) -> Iterator[tuple[MockSiasn, list[ReceivedRequest]]]:
    with siasn() as (mock, settings, asked):
        surround(office, siasn=settings)
        yield mock, asked


def proposal(status: int, **more: Any) -> dict[str, Any]:
    return {"id": "usul-1", "nipBaru": NIP, "statusUsulan": str(status), "statusUsulanNama": f"status {status}", **more}


def headers(**told: str) -> str:
    return zeebe("taskHeaders", "".join(zeebe("header", key=name, value=value) for name, value in told.items()))


def promotion() -> Any:
    """entered (the officer tells the proposal) → followed at SIASN, at most ten days → checked; decree sent → sent_on."""
    follow = job("follow", "siasn_proposal", io({"proposal": "=proposal"}), headers(every_hours="6", result="kp"))
    send = job(
        "send",
        "siasn_upload",
        io({"proposal": "=proposal", "number": "=decree.number", "date": "=decree.date", "document": "=decree.paper"}),
    )
    return process(
        "siasn_promotion",
        "start asked\nend done late",
        role_task("entered", "rank_officer", form="entered"),
        follow,
        role_task("signed", "rank_officer", form="signed"),
        send,
        role_task("moved", "rank_officer"),
        role_task("unknown", "rank_officer"),
        boundary("window", "follow", timer("timeDuration", "P10D")),
        boundary("refused", "send", '<bpmn:errorEventDefinition errorRef="e"/>'),
        """asked > entered > follow > signed > send > done
        window > moved > late
        refused > unknown > late""",
        root=error("e", "siasn_refused"),
        forms__entered__form=form("entered", {"type": "textfield", "key": "proposal", "label": "x"}),
        forms__signed__form=form(
            "signed",
            *(
                {"type": "textfield", "key": key, "label": key}
                for key in ("decree.number", "decree.date", "decree.paper")
            ),
        ),
    )


def entered(office: Database, of: Any, identity: str = "usul-1") -> int:
    """A promotion that is followed at SIASN."""
    with office.write() as session:
        published(session, promotion())
        case = started(session, "siasn_promotion", of(session).nurhayati)
        open_task(session, "entered", case).complete(of(session).petugas, {"proposal": identity})
        session.commit()
        return case.id


def waits(office: Database, key: int) -> list[str]:
    with office.read() as session:
        return open_elements(find_case(session, key))


def test_a_proposal_is_followed_until_there_is_something_to_do(office: Database, of: Any, bkn: Any, clock: Any) -> None:
    mock, asked = bkn
    key = entered(office, of)
    for status in (None, 12, 17):  # not listed yet, in the inbox of BKN, with the reviewer
        mock.proposals = [proposal(status)] if status else []
        worker.run_due(office)
        assert waits(office, key) == []
        clock.forward(hours=6)
    mock.proposals = [proposal(22, no_pertek="KP-1", tgl_pertek="10-07-2026"), {**proposal(22), "nipBaru": "1"}]
    worker.run_due(office)
    with office.read() as session:
        case = find_case(session, key)
        assert open_elements(case) == ["signed"]
        told = case.root()["kp"]
        assert (told["status"], told["approval_number"], told["approval_date"]) == (22, "KP-1", "10-07-2026")
        assert [event.kind for event in case.events()].count("job_completed") == 1
        assert verify.verify(audit.export(session, case)) == []
    assert (mock.tokens, len(asked)) == (2, 2 + 4)


def test_of_several_proposals_the_latest_is_followed(office: Database, of: Any, bkn: Any) -> None:
    mock, _asked = bkn
    days = {"lama": "01-12-2025", "baru": "01-04-2026", "rusak": "segera", "tanpa": None}
    mock.proposals = [{**proposal(22), "id": name, "tmtKp": day} for name, day in days.items()]
    key = entered(office, of, "")
    worker.run_due(office)
    with office.read() as session:
        assert find_case(session, key).root()["kp"]["id"] == "baru"


def test_the_diagram_says_how_long_it_is_followed(office: Database, of: Any, bkn: Any, clock: Any) -> None:
    mock, asked = bkn
    mock.proposals = [proposal(12)]
    key = entered(office, of)
    worker.run_due(office)
    clock.forward(days=11)
    worker.run_due(office)
    assert waits(office, key) == ["moved"]
    clock.forward(days=1)
    before = len(asked)
    assert (worker.run_due(office), len(asked)) == (0, before)


def test_a_token_that_ended_early_is_renewed_and_moods_are_outlasted(
    office: Database, of: Any, bkn: Any, clock: Any
) -> None:
    mock, asked = bkn
    mock.proposals = [proposal(22)]
    key = entered(office, of)
    mock.moods = [Reply(429, {}, {"Retry-After": "600"}), Reply(502, b"<html>", {"Content-Type": "text/html"})]
    for minutes in (0, 9, 2, 5):
        clock.forward(minutes=minutes)
        mock.forgot = {f"/token-{count}" for count in range(mock.tokens + 1)} if minutes == 2 else mock.forgot
        worker.run_due(office)
    assert waits(office, key) == ["signed"]
    assert mock.tokens == 4
    assert len({one.headers["Idempotency-Key"] for one in asked if one.path.startswith("/api/")}) == 1


def test_siasn_down_is_an_incident_at_last_and_people_work_on(office: Database, of: Any, bkn: Any, clock: Any) -> None:
    mock, _asked = bkn
    mock.moods = [Reply(500, {})] * 3
    key = entered(office, of)
    for _ in range(3):
        worker.run_due(office)
        clock.forward(hours=1)
    with office.write() as session:
        (stop,) = incident.open_in(session, key)
        assert (stop.code, stop.values["status"]) == ("http_busy", "500")
        mock.proposals = [proposal(22)]
        stop.retry(of(session).operator)
        session.commit()
    worker.run_due(office)
    assert waits(office, key) == ["signed"]


def signed(office: Database, of: Any, key: int) -> None:
    """The decree is there, as a document of the case."""
    with office.write() as session:
        case = find_case(session, key)
        paper = document.store(session, None, "sk.pdf", PAPER, case=case)
        answer = {"decree": {"number": "800/1/2026", "date": "2026-07-20", "paper": str(paper.id)}}
        open_task(session, "signed", case).complete(of(session).petugas, answer)
        session.commit()


def test_the_decree_goes_to_its_proposal(office: Database, of: Any, bkn: Any) -> None:
    mock, _asked = bkn
    mock.proposals = [proposal(22)]
    key = entered(office, of)
    worker.run_due(office)
    signed(office, of, key)
    worker.run_due(office)
    assert mock.decrees == {'["usul-1", "800/1/2026", "20-07-2026"]': PAPER}
    with office.read() as session:
        assert find_case(session, key).end_event == "done"
        rows = [str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
        assert not any("rahasia-" in row or "/token-" in row for row in rows)


def test_a_decree_that_siasn_refuses_is_for_the_diagram_to_say(office: Database, of: Any, bkn: Any) -> None:
    mock, _asked = bkn
    mock.proposals = [proposal(22)]
    key = entered(office, of)
    worker.run_due(office)
    mock.proposals = []
    signed(office, of, key)
    worker.run_due(office)
    with office.read() as session:
        case = find_case(session, key)
        assert (open_elements(case), case.root()["siasn_error"]) == (["unknown"], "Usulan tidak ditemukan")


def test_histories_become_facts_with_their_source_and_nothing_twice(office: Database, of: Any, bkn: Any) -> None:
    mock, _asked = bkn
    mock.histories[NIP] = {
        "rw-golongan": [
            {"nipBaru": NIP, "golonganId": "32", "tmtGolongan": "01-04-2018"},
            {"nipBaru": NIP, "golonganId": "33", "tmtGolongan": "01-04-2022"},
            {"nipBaru": "197001011995031001", "golonganId": "44", "tmtGolongan": "01-04-2023"},
        ],
        "rw-jabatan": [{"namaJabatan": "Analis SDM", "jenisJabatan": "2", "tmtJabatan": "01-01-2023"}],
        "rw-skp22": [{"tahun": 2025, "kuadranKinerjaNilai": "2"}],
        "rw-hukdis": [
            {"jenisTingkatHukumanId": "R", "hukumanTanggal": "05-03-2020", "akhirHukumanTanggal": "05-03-2021"}
        ],
        "rw-kursus": [{"namaKursus": "Analisis Jabatan", "jumlahJam": 20, "tanggalKursus": "10-02-2026"}],
        "rw-diklat": [{"latihanStrukturalNama": "PKP", "jumlahJam": 900, "tanggal": "tidak jelas"}],
    }
    read = process(
        "career",
        "start asked\nend done",
        job("read", "siasn_histories"),
        role_task("checked", "rank_officer"),
        "asked > read > checked > done",
    )
    with office.write() as session:
        published(session, read)
        keys = [started(session, "career", of(session).nurhayati).id for _ in range(2)]
        session.commit()
    worker.run_due(office)
    with office.read() as session:
        first, second = (find_case(session, key).root() for key in keys)
        counts = sorted((told["siasn"]["recorded"], told["siasn"]["refused"]) for told in (first, second))
        assert counts == [(0, 2), (6, 2)]
        subject = second["subject"]
        assert (subject["rank"], subject["rank_since"], subject["post"]) == ("III/c", "2022-04-01", "Analis SDM")
        assert [(each["year"], each["predicate"]) for each in subject["appraisals"]] == [(2025, "Baik")]
        assert subject["trainings"][0]["hours"] == 20
        past = employee.snapshot(session, of(session).nurhayati, date(2020, 6, 1))
        assert (past["rank"], past["disciplines"][0]["level"]) == ("III/b", "ringan")
        assert {fact.source for fact in session.scalars(select(employee.Fact))} == {
            f"SIASN {name}" for name in mock.histories[NIP]
        } - {"SIASN rw-diklat"}


def test_the_career_of_somebody_else_becomes_no_fact_of_the_subject(office: Database, of: Any, bkn: Any) -> None:
    mock, _asked = bkn
    mock.histories["197001011995031001"] = {
        "rw-hukdis": [{"jenisTingkatHukumanId": "B", "hukumanTanggal": "05-03-2026"}],
        "rw-skp22": [{"tahun": 2025, "kuadranKinerjaNilai": "1"}],
    }
    read = process(
        "career",
        "start asked\nend done",
        job("read", "siasn_histories", io({"nip": '="197001011995031001"'})),
        role_task("checked", "rank_officer"),
        "asked > read > checked > done",
    )
    with office.write() as session:
        published(session, read)
        key = started(session, "career", of(session).nurhayati).id
        session.commit()
    worker.run_due(office)
    with office.read() as session:
        assert find_case(session, key).root()["siasn"] == {"recorded": 0, "refused": 2}
        assert session.scalars(select(employee.Fact).where(employee.Fact.source.startswith("SIASN"))).all() == []


def test_without_a_nip_nobody_is_asked_about(office: Database, of: Any, bkn: Any) -> None:
    _mock, asked = bkn
    follow = process(
        "nobody",
        "start asked\nend done",
        job("follow", "siasn_proposal", io({"nip": "=starter.unit"})),
        "asked > follow > done",
    )
    with office.write() as session:
        published(session, follow)
        key = started(session, "nobody", of(session).nurhayati).id
        session.commit()
    worker.run_due(office)
    with office.read() as session:
        assert [stop.values for stop in incident.open_in(session, key)] == [{"error": "siasn_no_nip"}]
        assert session.scalars(select(Job.status)).all() == ["done"]
    assert asked == []
