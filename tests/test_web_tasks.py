"""Tasks in the browser, without scripts: inbox, claim, complete, delegate, withdraw."""

import re
from io import BytesIO
from typing import Any

import pytest
from helpers import office
from helpers.office import NURHAYATI, Visitor, pdf, task_addresses, text
from sqlalchemy import event

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def employee(app: Any, staff: Any) -> Visitor:
    return Visitor(app, NURHAYATI)


@pytest.fixture
def head(app: Any, staff: Any) -> Visitor:
    return Visitor(app, "kadis")


def only_task(visitor: Visitor) -> str:
    addresses = task_addresses(visitor.get("/"))
    assert len(addresses) == 1
    return addresses[0]


def test_an_empty_inbox_says_so(head: Visitor) -> None:
    assert "Tidak ada tugas untuk Anda" in text(head.get("/"))


def test_a_task_stands_in_the_inbox_of_its_group_and_of_nobody_else(app: Any, employee: Visitor, head: Visitor) -> None:
    employee.start()
    page = text(head.get("/"))
    assert "Setujui izin" in page
    assert "Nurhayati" in page
    assert "3 hari kerja lagi" in page
    assert task_addresses(employee.get("/")) == []
    assert task_addresses(Visitor(app, "sekda").get("/")) == []


def test_a_late_task_is_marked_in_words(employee: Visitor, head: Visitor, clock: Any) -> None:
    employee.start()
    clock.forward(days=7)
    page = text(head.get("/"))
    assert "terlambat 2 hari kerja" in page
    assert "is-late" in page
    assert len(task_addresses(head.get("/?only=late"))) == 1


def test_the_inbox_is_searched_and_filtered(employee: Visitor, head: Visitor) -> None:
    employee.start()
    for address, count in (
        ("/?search=nurha", 1),
        ("/?search=PER-2026-00001", 1),
        ("/?search=orang+lain", 0),
        ("/?process=permit", 1),
        ("/?process=lain", 0),
        ("/?unit=dishub", 1),
        ("/?unit=dinkes", 0),
        ("/?only=mine", 0),
        ("/?only=group", 1),
    ):
        assert len(task_addresses(head.get(address))) == count, address


def test_paging_shows_every_task_once(employee: Visitor, head: Visitor) -> None:
    for _case in range(27):
        employee.start()
    first = head.get("/")
    following = text(first).split('rel="next" href="')[1].split('"')[0]
    second = head.get(following)
    seen = [*task_addresses(first), *task_addresses(second)]
    assert len(seen) == 27 == len(set(seen))


def test_the_task_page_says_why_what_and_on_which_rules(employee: Visitor, head: Visitor) -> None:
    employee.start(request__days="9")
    page = text(head.get(only_task(head)))
    assert "Anda Kepala OPD (Dinas Perhubungan)" in page
    assert "Periksa apakah <strong>unit</strong> dapat ditinggalkan" in page
    assert "PP 11/2017 pasal 210" in page
    assert "IZ-01" in page
    assert "Lebih dari lima hari." in page
    assert "Perwali 1/2026" in page
    assert "Senin, 13 Juli 2026 23.59 WIB" in page
    assert 'name="approval.outcome" value="granted"' in page


def test_claim_and_release(employee: Visitor, head: Visitor) -> None:
    employee.start()
    task = only_task(head)
    head.post(f"{task}/claim")
    assert task_addresses(head.get("/?only=mine")) == [task]
    head.post(f"{task}/release")
    assert task_addresses(head.get("/?only=mine")) == []
    assert only_task(head) == task


def test_what_a_post_says_after_its_commit_begins_no_other_transaction(
    app: Any, employee: Visitor, head: Visitor
) -> None:
    employee.start()
    task, token, begun = only_task(head), head.token("/account/"), []
    event.listen(app.extensions["database"].engine, "begin", begun.append)
    assert head.client.post(f"{task}/claim", data={"csrf_token": token}).status_code == 302
    assert len(begun) == 1


def test_completing_goes_back_to_the_inbox_with_the_next_task(employee: Visitor, head: Visitor) -> None:
    employee.start()
    employee.start()
    first, second = task_addresses(head.get("/"))
    answer = head.post(f"{first}/complete", approval__outcome="granted")
    assert answer.status_code == 302
    page = text(head.get(answer.headers["Location"]))
    assert "Selesai: Setujui izin" in page
    assert "Tugas berikutnya" in page
    assert second in page


def test_an_answer_that_does_not_fit_comes_back_with_what_was_typed(employee: Visitor) -> None:
    answer = employee.post("/start/permit", request__topic="Manajemen talenta", request__days="99")
    page = text(answer)
    assert answer.status_code == 422
    assert "Paling besar 30." in page
    assert 'value="Manajemen talenta"' in page
    assert 'value="99"' in page


def test_a_choice_that_needs_a_reason_is_refused_without_one(employee: Visitor, head: Visitor) -> None:
    employee.start()
    task = only_task(head)
    answer = head.post(f"{task}/complete", approval__outcome="refused")
    assert answer.status_code == 422
    assert "Alasan wajib diisi untuk pilihan ini." in text(answer)
    assert only_task(head) == task


def test_the_enter_key_decides_nothing(employee: Visitor, head: Visitor) -> None:
    employee.start()
    assert head.post(f"{only_task(head)}/complete", approval__reason="saja").status_code == 422


def test_an_unknown_field_is_refused(employee: Visitor, head: Visitor) -> None:
    employee.start()
    answer = head.post(f"{only_task(head)}/complete", approval__outcome="granted", subject__rank="IV/e")
    assert answer.status_code == 422


def test_hidden_fields_are_dropped_and_shown_ones_required(employee: Visitor) -> None:
    answer = employee.post("/start/permit", request__topic="Seminar", request__days="2", request__abroad="true")
    assert answer.status_code == 422
    assert "Wajib diisi." in text(answer)
    given = {"request__topic": "Seminar", "request__days": "2", "request__country": "Jepang"}
    case = text(employee.get(employee.post("/start/permit", **given).headers["Location"]))
    assert "Jepang" not in case


def test_scripts_get_the_fields_without_what_does_not_apply(employee: Visitor) -> None:
    near = text(employee.post("/start/permit/fields", request__topic="Seminar"))
    far = text(employee.post("/start/permit/fields", request__topic="Seminar", request__abroad="true"))
    assert "request.country" not in near
    assert "request.country" in far
    assert 'value="Seminar"' in far


def test_a_document_survives_an_answer_that_does_not_fit(employee: Visitor, head: Visitor) -> None:
    answer = employee.post("/start/permit", request__topic="", request__days="3", files={"request.invitation": pdf()})
    page = text(answer)
    assert answer.status_code == 422
    assert "undangan.pdf" in page
    key = page.split('name="request.invitation" value="')[1].split('"')[0]
    case = employee.start(request__invitation=key)
    assert "undangan.pdf" in text(employee.get(case))
    download = head.get(f"/documents/{key}")
    assert download.data == office.PDF
    assert download.headers["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_no_document_is_refused_by_its_content(employee: Visitor) -> None:
    files = {"request.invitation": (BytesIO(b"<script>alert(1)</script>"), "undangan.pdf")}
    answer = employee.post("/start/permit", request__topic="Seminar", request__days="3", files=files)
    assert answer.status_code == 422
    assert "undangan.pdf bukan PDF, PNG, atau JPEG." in text(answer)


def test_a_document_that_one_may_not_have_shows_neither_name_nor_number(employee: Visitor, head: Visitor) -> None:
    page = head.post("/start/permit", request__topic="", files={"request.invitation": pdf("rahasia.pdf")})
    key = text(page).split('name="request.invitation" value="')[1].split('"')[0]
    answer = text(employee.post("/start/permit", request__topic="Seminar", request__days="3", request__invitation=key))
    assert "Pertahankan berkas yang tidak dapat Anda buka" in answer
    assert "rahasia.pdf" not in answer
    assert f">{key}<" not in answer


def test_a_refused_file_and_all_else_that_does_not_fit_are_said_at_once(employee: Visitor) -> None:
    files = {"request.invitation": (BytesIO(b"<script>alert(1)</script>"), "undangan.pdf")}
    page = text(employee.post("/start/permit", request__topic="S", request__days="99", files=files))
    assert "undangan.pdf bukan PDF, PNG, atau JPEG." in page
    assert "Paling besar 30." in page
    assert "3 kolom perlu diperbaiki" in page


def test_returned_work_comes_back_to_the_employee_with_the_reason(employee: Visitor, head: Visitor) -> None:
    case = employee.start()
    head.post(f"{only_task(head)}/complete", approval__outcome="returned", approval__reason="Terlalu lama")
    repair = only_task(employee)
    page = text(employee.get(repair))
    assert "Tugas ini ditugaskan kepada Anda." in page
    assert "Terlalu lama" in page, "what was answered before"
    assert "Kembalikan" in page
    employee.post(f"{repair}/complete", request__days="1")
    head.post(f"{only_task(head)}/complete", approval__outcome="granted")
    page = text(employee.get(case))
    assert "Izin diberikan" in page
    assert "selesai" in page


def test_a_task_is_done_once(employee: Visitor, head: Visitor) -> None:
    employee.start()
    task = only_task(head)
    assert head.post(f"{task}/complete", approval__outcome="granted").status_code == 302
    answer = head.post(f"{task}/complete", approval__outcome="granted")
    assert answer.status_code == 409
    assert "sudah diselesaikan" in text(answer)


def test_a_refused_attempt_is_written_down(app: Any, employee: Visitor, head: Visitor) -> None:
    employee.start()
    task = only_task(head)
    head.post(f"{task}/complete", approval__outcome="granted")
    head.post(f"{task}/complete", approval__outcome="granted")
    events = text(Visitor(app, "auditor").get("/audit/events?kind=attempt_refused"))
    assert "Percobaan ditolak" in events
    assert "already_done" in events


def test_a_task_is_handed_to_a_colleague_with_a_reason(
    app: Any, employee: Visitor, head: Visitor, database: Any
) -> None:
    with database.write() as session:
        from engine import person

        person.admit(
            session, None, name="Sekretaris Dinas", login="sekdis", unit_key="dishub", password_hash=office.HASHED[0]
        )
        session.commit()
    employee.start()
    task = only_task(head)
    assert head.post(f"{task}/delegate", to="sekdis", reason="").status_code == 422
    assert head.post(f"{task}/delegate", to=NURHAYATI, reason="Silakan").status_code == 422, "never to the subject"
    pages = {to: text(head.post(f"{task}/delegate", to=to, reason="Silakan")) for to in ("petugas", "tidak.ada")}
    refused = {
        re.sub(f'value="{to}"|Token": ?"[^"]*"|name="csrf_token" value="[^"]*"', "", page) for to, page in pages.items()
    }
    assert (len(refused), "Petugas Kepangkatan" in refused.pop()) == (1, False), "nobody learns whose names exist"
    assert head.post(f"{task}/delegate", to="sekdis", reason="Rapat di luar kota").status_code == 302
    deputy = Visitor(app, "sekdis")
    assert "Setujui izin" in text(deputy.get("/account/notices"))
    assert deputy.post(f"{only_task(deputy)}/complete", approval__outcome="granted").status_code == 302


def test_an_answer_is_taken_back_while_nobody_went_on(employee: Visitor, head: Visitor) -> None:
    case = employee.start()
    task = only_task(head)
    head.post(f"{task}/complete", approval__outcome="returned", approval__reason="Keliru")
    assert "Tarik kembali" in text(head.get(task))
    assert head.post(f"{task}/withdraw", reason="Salah pencet").status_code == 302
    assert only_task(head) == task
    assert "Salah pencet" in text(employee.get(case))


def test_an_attempt_that_was_refused_keeps_nobody_from_taking_back(employee: Visitor, head: Visitor) -> None:
    employee.start()
    task = only_task(head)
    head.post(f"{task}/complete", approval__outcome="returned", approval__reason="Keliru")
    assert employee.post(f"{task}/claim").status_code == 409
    assert head.post(f"{task}/withdraw", reason="").status_code == 422
    assert "Tarik kembali" in text(head.get(task))
    assert head.post(f"{task}/withdraw", reason="Salah pencet").status_code == 302
    assert only_task(head) == task
