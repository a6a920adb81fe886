"""Cases in the browser: who may read one, what it tells, how it ends before time; the audit of it."""

import json
import re
from datetime import date
from typing import Any

import pytest
from diagrams.drawing import user
from helpers.definitions import process, published, started
from helpers.office import NURHAYATI, Visitor, pdf, permit, task_addresses, text

from engine import audit, definition, verify
from engine.bundle import Bundle
from engine.employee import record_flat
from engine.person import Person

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def employee(app: Any, staff: Any) -> Visitor:
    return Visitor(app, NURHAYATI)


@pytest.fixture
def case(employee: Visitor) -> str:
    return employee.start(request__days="9")


def test_a_case_is_read_by_its_subject_her_head_and_the_auditor_and_by_nobody_else(app: Any, case: str) -> None:
    for login, status in ((NURHAYATI, 200), ("kadis", 200), ("auditor", 200), ("petugas", 404), ("lain", 404)):
        visitor = Visitor(app, login)
        assert visitor.get(case).status_code == status, login
        assert visitor.get(f"{case}/diagrams/permit.bpmn").status_code == status, login
        found = "PER-2026-00001" in text(visitor.get("/cases/?all=1"))
        assert found == (status == 200), login


def test_a_start_form_that_is_sent_twice_starts_one_case(app: Any, employee: Visitor) -> None:
    def shown() -> str:
        return re.search(r'name="_once" value="([^"]+)"', text(employee.get("/start/permit")))[1]  # type: ignore[index]

    form, given = shown(), {"request__topic": "Seminar merit", "request__days": "3"}
    wrong = employee.post("/start/permit", _once=form, **{**given, "request__topic": ""})
    assert (wrong.status_code, f'value="{form}"' in text(wrong)) == (422, True)
    first, again = (employee.post("/start/permit", _once=form, **given) for _twice in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert "sudah dikirim dan menjadi usulan PER-2026-00001" in text(employee.get(again.headers["Location"]))
    other = employee.post("/start/permit", _once=shown(), **given)
    assert "PER-2026-00002" in text(employee.get(other.headers["Location"])), "no number is lost by what came twice"
    somebody = Visitor(app, "kadis").post("/start/permit", _once=form, **given)
    assert somebody.headers["Location"] not in (first.headers["Location"], other.headers["Location"])


def test_a_case_tells_where_it_stands_and_on_what_grounds(employee: Visitor, case: str) -> None:
    page = text(employee.get(case))
    assert "menunggu Kepala OPD (Dinas Perhubungan)" in page
    assert "Usulan dimulai" in page
    assert "Seminar merit" in page
    assert "Lebih dari lima hari." in page
    assert '"active": ["approve"]' in page
    assert "asked_to_check" in page


def test_the_history_says_who_decided_what_and_why(app: Any, employee: Visitor, case: str) -> None:
    head = Visitor(app, "kadis")
    task = task_addresses(head.get("/"))[0]
    head.post(f"{task}/complete", approval__outcome="refused", approval__reason="Tidak ada anggaran")
    page = text(employee.get(case))
    assert "Setujui izin selesai: Tolak" in page
    assert "Kepala Dinas, Kepala OPD, Dinas Perhubungan" in page
    assert "Tidak ada anggaran" in page
    assert "Izin ditolak" in page


def test_a_substitute_is_told_with_the_letter(app: Any, employee: Visitor, case: str, database: Any) -> None:
    from datetime import date

    from engine import person
    from engine.person import Person

    with database.write() as session:
        head, deputy = (session.get_one(Person, person.find(session, login).id) for login in ("kadis", "sekda"))  # type: ignore[union-attr]
        person.substitute(
            session,
            None,
            head,
            deputy,
            kind="plh",
            since=date(2026, 7, 6),
            until=date(2026, 7, 17),
            letter="800/7/2026",
        )
        session.commit()
    deputy = Visitor(app, "sekda")
    task = task_addresses(deputy.get("/"))[0]
    assert "Anda menggantikan Kepala Dinas sebagai Kepala OPD (Dinas Perhubungan), surat 800/7/2026." in text(
        deputy.get(task)
    )
    assert task_addresses(Visitor(app, "kadis").get("/")) == []
    deputy.post(f"{task}/complete", approval__outcome="granted")
    page = text(employee.get(case))
    assert "Sekretaris Daerah" in page
    assert "atas nama Kepala Dinas" in page
    assert "surat 800/7/2026" in page


def test_a_case_is_cancelled_with_a_reason(employee: Visitor, case: str) -> None:
    assert employee.post(f"{case}/cancel", reason=" ").status_code == 422
    assert employee.post(f"{case}/cancel", reason="Seminar batal").status_code == 302
    page = text(employee.get(case))
    assert "Dibatalkan." in page
    assert "Seminar batal" in page
    assert employee.post(f"{case}/cancel", reason="lagi").status_code == 409


def test_only_starter_subject_and_operator_cancel(app: Any, case: str) -> None:
    answer = Visitor(app, "kadis").post(f"{case}/cancel", reason="tidak perlu")
    assert answer.status_code == 403


def test_the_auditor_reads_every_evaluation_and_exports_a_chain_that_holds(app: Any, case: str) -> None:
    auditor = Visitor(app, "auditor")
    key = case.rsplit("/")[-1]
    page = text(auditor.get(f"/audit/cases/{key}"))
    assert "Rantai 1 peristiwa utuh" in page
    assert "Jatah hari seminar" in page
    assert "instance_started" in page
    answer = auditor.get(f"/audit/cases/{key}/export.json")
    assert answer.headers["Content-Disposition"] == "attachment; filename=PER-2026-00001.json"
    assert verify.verify(json.loads(answer.data)) == []


def test_the_auditor_finds_cases_and_events(app: Any, case: str) -> None:
    auditor = Visitor(app, "auditor")
    for address in ("/audit/?search=Nurhayati", "/audit/?search=PER-2026", f"/audit/?search={NURHAYATI}"):
        assert "PER-2026-00001" in text(auditor.get(address)), address
    assert "PER-2026-00001" not in text(auditor.get("/audit/?search=Siapa"))
    events = text(auditor.get(f"/audit/events?actor={NURHAYATI}&since=2026-07-08&until=2026-07-08"))
    assert events.count("Usulan dimulai") >= 2, "as an option of the filter and as a row"
    assert "Tidak ada peristiwa yang cocok" in text(auditor.get("/audit/events?until=2026-07-07"))
    assert "Tidak ada peristiwa yang cocok" in text(auditor.get("/audit/events?actor=tidakada"))


def test_names_of_people_are_text_wherever_they_stand(app: Any, database: Any, staff: Any) -> None:
    with database.write() as session:
        session.get_one(Person, staff.nurhayati).change(None, name="<script>alert(1)</script>")
        session.commit()
    employee, head = Visitor(app, NURHAYATI), Visitor(app, "kadis")
    case = employee.start()
    for answer in (employee.get(case), head.get("/"), head.get(task_addresses(head.get("/"))[0])):
        assert b"<script>alert" not in answer.data


def test_reading_about_somebody_else_is_an_event_once_a_day(
    app: Any, employee: Visitor, staff: Any, database: Any, clock: Any
) -> None:
    """The case, a task of it, its papers: one event for each reader, case and day; one's own case is one's own."""
    case, other = (employee.start(files={"request.invitation": pdf()}) for _two in range(2))
    paper = re.search(r"/documents/\d+", text(employee.get(case)))[0]  # type: ignore[index]

    def read(*addresses: str) -> list[tuple[int, str]]:
        for visitor in (Visitor(app, "kadis"), employee):
            for address in addresses:
                assert visitor.get(address).status_code == 200
        with database.read() as session:
            found = audit.search(session, kind="sensitive_read")
            assert {event.person_id for event in found} <= {staff.nurhayati}
            return [(event.actor_id, event.part("read")["case"]) for event in reversed(found)]

    first = (staff.kadis, "PER-2026-00001")
    assert read(task_addresses(Visitor(app, "kadis").get(case))[0]) == [first]
    assert read(case, paper, case) == [first]
    assert read(other) == [first, (staff.kadis, "PER-2026-00002")]
    clock.forward(days=1)
    assert read(paper)[2:] == [first]


def test_events_and_numbers_name_a_page_of_a_case_as_they_always_did(
    app: Any, employee: Visitor, staff: Any, database: Any
) -> None:
    case = employee.start()
    head = Visitor(app, "kadis")
    assert head.get(case).status_code == 200
    assert head.post(f"{case}/cancel", reason="Salah").status_code == 403
    with database.read() as session:
        (read,) = audit.search(session, kind="sensitive_read")
        (refused,) = audit.search(session, kind="attempt_refused")
        assert read.part("read")["page"] == "instances.shown"
        details = refused.part("refusal")
        assert (details["endpoint"], details["of"]) == ("instances.cancel", {"instance_id": int(case.split("/")[-1])})
    assert 'verb="instances.shown"' in text(head.get("/metrics"))


def test_a_task_that_comes_back_after_a_wrong_answer_was_read_too(
    app: Any, employee: Visitor, staff: Any, database: Any
) -> None:
    employee.start()
    head = Visitor(app, "kadis")
    answer = head.post(f"{task_addresses(head.get('/'))[0]}/complete", page="/account/", approval__outcome="mungkin")
    assert answer.status_code == 422
    with database.read() as session:
        assert [event.actor_id for event in audit.search(session, kind="sensitive_read")] == [staff.kadis]


def test_a_case_that_stopped_says_where_and_why(app: Any, staff: Any, database: Any) -> None:
    with database.write() as session:
        published(
            session,
            process("stopped", "start asked\nend done", user("sign", assignee='="kadis"'), "asked > sign > done"),
        )
        case = started(session, "stopped", session.get_one(Person, staff.nurhayati))
        session.commit()
    page = text(Visitor(app, "auditor").get(f"/cases/{case.id}"))
    assert 'rumus ="kadis" menunjuk kadis: tidak ada orang aktif' in page
    assert "menunggu operator" in page


def test_reading_a_whole_history_is_itself_an_event(app: Any, case: str) -> None:
    auditor = Visitor(app, "auditor")
    auditor.get(f"/audit/cases/{case.rsplit('/')[-1]}")
    events = text(auditor.get("/audit/events?kind=sensitive_read"))
    assert "PER-2026-00001" in events


def test_reading_facts_among_the_events_is_itself_an_event(app: Any, staff: Any, database: Any) -> None:
    with database.write() as session:
        person = session.get_one(Person, staff.nurhayati)
        record_flat(session, None, person, {"rank": "III/d", "rank_since": "2026-04-01"}, date(2026, 7, 8))
        session.commit()
    auditor = Visitor(app, "auditor")
    assert "III/d" in text(auditor.get("/audit/events?kind=facts_recorded"))
    auditor.get("/audit/events?kind=person_logged_in")
    with database.read() as session:
        (read,) = audit.search(session, kind="sensitive_read")
        assert (read.actor_id, read.person_id, read.part("read")) == (
            staff.auditor,
            staff.nurhayati,
            {"page": "audit.events"},
        )


def whys(page: str) -> list[str]:
    return re.findall(r'href="(/(?:cases|tasks)/\d+/events/\d+/why/\d+)#allowance"', page)


def test_a_rule_result_says_why_it_came_out_so(app: Any, employee: Visitor, case: str) -> None:
    address = whys(text(employee.get(case)))[0]
    page = text(employee.get(address))
    assert "Baris 1 berlaku" in page
    assert "Hari 9, syarat > 5: terpenuhi" in page
    assert "Data yang dibaca saat itu" in page
    assert "Hari: 9" in page.partition("Data yang dibaca saat itu")[2]
    assert "Hitungan ulang" not in page


def test_who_does_the_task_reads_why_on_its_page(app: Any, case: str) -> None:
    head = Visitor(app, "kadis")
    task = task_addresses(head.get("/"))[0]
    (address,) = whys(text(head.get(task)))
    assert address.startswith(task)
    assert "Hari 9, syarat > 5: terpenuhi" in text(head.get(address))
    assert Visitor(app, "lain").get(address).status_code == 404


def test_what_was_not_recorded_is_not_explained(employee: Visitor, case: str) -> None:
    assert employee.get(f"{case}/events/99/why/0").status_code == 404
    assert employee.get(f"{case}/events/0/why/99").status_code == 404


def test_the_reasons_stay_those_of_the_day_of_the_decision(
    app: Any, employee: Visitor, case: str, database: Any
) -> None:
    address = whys(text(employee.get(case)))[0]
    before = text(employee.get(address))
    bundle = permit()
    changed = {**bundle.files, "allowance.dmn": bundle.files["allowance.dmn"].replace(b"&gt; 5", b"&gt; 50")}
    with database.write() as session:
        definition.publish(session, None, Bundle(bundle.key, changed), "uji")
        session.commit()
    after = text(employee.get(address))
    assert "Hari 9, syarat > 5: terpenuhi" in before
    assert "Hari 9, syarat > 5: terpenuhi" in after
