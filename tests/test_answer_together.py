"""Tasks answered together over HTTP: nothing of one person reaches another, and each row tells what became of it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from helpers import office
from helpers.definitions import form, outcome, process, role_task, start_event, text_field
from helpers.office import NURHAYATI, Visitor, text
from playwright.sync_api import Page, expect
from sqlalchemy import select

from engine import definition, employee, person
from engine.audit import AuditEvent
from engine.bundle import Bundle
from engine.case import start as start_case
from engine.database.base import Database
from engine.task import Task

SALARY = {
    "type": "number",
    "key": "sign.salary",
    "label": "Gaji pokok",
    "validate": {"required": True},
    "defaultValue": "=request.salary",
    "conditional": {"hide": '=sign.outcome = "returned"'},
}
INTRO = {"type": "text", "id": "intro", "text": "Naskah untuk {{subject.name}}, gaji {{request.salary}}."}
HELP = {"type": "text", "id": "help", "text": "Bacalah setiap naskah."}
SIGNED = {**outcome("sign.outcome", "signed", "returned"), "properties": {"reasonFor": "returned"}}


def decree(*more: dict[str, Any], ending: str = "upload > done", **changes: Any) -> Bundle:
    """sign (unit_head), signed → upload (rank_officer), returned → mend (unit_hr_officer) → sign again."""
    signer = text_field("sign.signer", defaultValue="=subject.name")
    ask = form("ask", text_field("request.salary", required=True))
    sign = form("sign", INTRO, HELP, SALARY, signer, *more, text_field("sign.reason"), {**SIGNED, **changes})
    return process(
        "decree",
        start_event(form="ask"),
        "end done",
        "xor signed_q",
        role_task("sign", "unit_head", form="sign"),
        role_task("upload", "rank_officer"),
        role_task("mend", "rank_officer"),
        f"""asked > sign > signed_q
        signed_q > upload : =sign.outcome = "signed"
        signed_q > mend : default
        mend > sign
        {ending}""",
        forms__ask__form=ask,
        forms__sign__form=sign,
    )


def two_steps() -> Bundle:
    """first, then second: two steps of the head with one form."""
    go = form("go", {**outcome("go.outcome", "granted", "refused"), "properties": {"together": "granted, refused"}})
    return process(
        "steps",
        "start asked\nend done",
        role_task("first", "unit_head", form="go"),
        role_task("second", "unit_head", form="go"),
        "asked > first > second > done",
        forms__go__form=go,
    )


@pytest.fixture
def people(database: Database) -> SimpleNamespace:
    """The office; budi, a second employee of dishub; wakil, a second head there; second, another rank officer."""
    keys = office.furnish(database)
    with database.write() as session:
        secret = {"password_hash": office.HASHED[0]}
        budi = person.admit(session, None, name="Budi Santoso", login="budi", unit_key="dishub", **secret)
        deputy = person.admit(session, None, name="Wakil Kepala", login="wakil", unit_key="dishub", **secret)
        second = person.admit(session, None, name="Petugas Kedua", login="second", unit_key="bkpsdm", **secret)
        deputy.appoint(None, "unit_head")
        second.appoint(None, "rank_officer")
        session.commit()
        keys.budi, keys.deputy, keys.second = budi.id, deputy.id, second.id
    return keys


@pytest.fixture
def office_of(app: Any, database: Database, people: SimpleNamespace) -> "Office":
    return Office(app, database, people)


class Office:
    """Cases begun by the verb, and what the database holds of them."""

    def __init__(self, app: Any, database: Database, people: SimpleNamespace) -> None:
        self.app, self.database, self.people = app, database, people

    def visitor(self, login: str = "kadis") -> Visitor:
        return Visitor(self.app, login)

    def publish(self, bundle: Bundle) -> None:
        with self.database.write() as session:
            definition.publish(session, None, bundle, "uji")
            session.commit()

    def begin(self, *who: str, key: str = "permit", **answer: Any) -> list[int]:
        """A case of each of these people, with an answer of a permit if none is told; the keys of the tasks that opened."""
        tasks = []
        with self.database.write() as session:
            newest = definition.latest(session, key)
            assert newest
            for name in who:
                employee_ = session.get_one(person.Person, getattr(self.people, name))
                permit = {"request": {"topic": "Merit", "days": 3}} if key == "permit" else {}
                case = start_case(session, newest, employee_, answer or permit)
                tasks.append(case.open_tasks()[0].id)
            session.commit()
        return tasks

    def open_at(self, element: str) -> int:
        """The key of the one open task at an element."""
        with self.database.read() as session:
            return session.scalars(select(Task.id).where(Task.element == element, Task.status == "open")).one()

    def task(self, key: int) -> SimpleNamespace:
        """What the row of a task and the variables of its case say."""
        with self.database.read() as session:
            task = session.get_one(Task, key)
            root = task.case.root()
            return SimpleNamespace(
                status=task.status,
                outcome=task.outcome,
                by=task.completed_by_id,
                root=root,
                number=task.case.number,
                case=task.case_id,
            )

    def events(self, task: int, kind: str) -> int:
        """How many events of a kind the history of the task's case holds."""
        with self.database.read() as session:
            case = session.get_one(Task, task).case_id
            events = session.scalars(select(AuditEvent).where(AuditEvent.case_id == case, AuditEvent.kind == kind))
            return len(events.all())


def address(*tasks: int) -> str:
    return "/tasks/bulk/?" + "&".join(f"task={key}" for key in tasks)


def rows(page: str) -> list[str]:
    return re.findall(r'name="_row" value="([^"]+)"', page)


def ticked(page: str) -> list[int]:
    return [int(key) for key in re.findall(r'name="_task" value="(\d+)" checked', page)]


def sent(page: str, **answer: Any) -> dict[str, Any]:
    """What the browser sends for a page as it was shown."""
    return {"_row": rows(page), "_task": [str(key) for key in ticked(page)], **answer}


def row_of(page: str, number: str) -> str:
    """The row of a case, without its tags."""
    row = next(row for row in re.findall(r"<tr role=\"row\".*?</tr>", page, re.DOTALL) if number in row)
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


GRANT = {"approval.outcome": "granted"}


def test_many_tasks_of_one_form_get_one_answer(office_of: Office) -> None:
    keys = office_of.begin("nurhayati", "budi", "nurhayati")
    head = office_of.visitor()
    page = text(head.get(address(*keys)))
    without = head.post("/tasks/bulk/", **sent(page, approval__outcome="refused"))
    assert without.status_code == 422
    assert "Alasan wajib diisi untuk pilihan ini." in text(without)
    assert ticked(text(without)) == keys, "what failed stays ticked"
    answer = head.post("/tasks/bulk/", **sent(text(without), approval__outcome="refused", approval__reason="Anggaran"))
    assert answer.status_code == 200
    assert "3 dari 3 tugas selesai" in text(answer)
    assert [office_of.task(key).outcome for key in keys] == ["refused"] * 3
    assert office.task_addresses(head.get("/")) == []


def test_two_decrees_share_no_name_salary_or_signer(office_of: Office) -> None:
    office_of.publish(decree())
    keys = office_of.begin("nurhayati", "budi", key="decree", request={"salary": "4100000"})
    head = office_of.visitor()
    page = text(head.get(address(*keys)))
    question = page.split("Jawaban untuk semuanya")[1]
    assert "Nurhayati" not in question
    assert "4100000" not in question
    assert "sign.salary" not in question
    assert "sign.signer" not in question
    assert "Bacalah setiap naskah." in question, "what is the same for all is shown"
    assert "Hasil “signed” diisi satu per satu: butuh Gaji pokok." in page
    assert 'value="signed"' not in question
    assert [ticked(page), len(rows(page))] == [keys, 2]
    answer = head.post("/tasks/bulk/", **sent(page, sign__outcome="returned", sign__reason="Gelar salah"))
    assert (answer.status_code, "2 dari 2 tugas selesai" in text(answer)) == (200, True)
    assert [office_of.task(key).root["sign"]["signer"] for key in keys] == ["Nurhayati", "Budi Santoso"]
    assert [office_of.task(key).root["sign"]["reason"] for key in keys] == ["Gelar salah"] * 2


@pytest.mark.parametrize("tampered", [{"sign.salary": "1"}, {"sign.signer": "Orang Lain"}, {"sign.outcome": "signed"}])
def test_what_may_not_be_shared_is_refused_and_not_merged(office_of: Office, tampered: dict[str, str]) -> None:
    office_of.publish(decree())
    keys = office_of.begin("nurhayati", "budi", key="decree", request={"salary": "4100000"})
    head = office_of.visitor()
    page = text(head.get(address(*keys)))
    answer = head.post("/tasks/bulk/", **sent(page, **{"sign.outcome": "returned", "sign.reason": "Gelar", **tampered}))
    assert answer.status_code == 422
    assert ticked(text(answer)) == keys
    assert 'value="Gelar"' in text(answer)
    assert [office_of.task(key).status for key in keys] == ["open", "open"]


def test_a_file_sent_with_a_shared_answer_is_refused_and_not_kept(office_of: Office) -> None:
    keys = office_of.begin("nurhayati")
    head = office_of.visitor()
    page = text(head.get(address(*keys)))
    answer = head.post("/tasks/bulk/", files={"approval.paper": office.pdf()}, **sent(page, **GRANT))
    assert answer.status_code == 422
    assert office_of.task(keys[0]).status == "open"
    assert office_of.events(keys[0], "document_stored") == 0


def test_a_row_that_a_colleague_finished_is_a_row_with_its_reason(office_of: Office) -> None:
    keys = office_of.begin("nurhayati", "budi", "nurhayati")
    head, deputy = office_of.visitor(), office_of.visitor("wakil")
    page = text(head.get(address(*keys)))
    deputy.post(f"/tasks/{keys[1]}/complete", approval__outcome="granted")
    answer = head.post("/tasks/bulk/", **sent(page, approval__outcome="refused", approval__reason="Anggaran habis"))
    page = text(answer)
    assert answer.status_code == 422
    assert "2 dari 3 tugas selesai" in page
    assert "Sudah diselesaikan Wakil Kepala pada Rabu, 8 Juli 2026" in row_of(page, office_of.task(keys[1]).number)
    assert [office_of.task(key).outcome for key in keys] == ["refused", "granted", "refused"]
    assert ticked(page) == []


def test_the_only_row_finished_by_a_colleague_keeps_the_reason_that_was_typed(office_of: Office) -> None:
    office_of.publish(decree())
    (key,) = office_of.begin("nurhayati")
    head, deputy = office_of.visitor(), office_of.visitor("wakil")
    page = text(head.get(address(key)))
    deputy.post(f"/tasks/{key}/complete", approval__outcome="granted")
    answer = head.post("/tasks/bulk/", **sent(page, approval__outcome="refused", approval__reason="Anggaran habis"))
    assert answer.status_code == 422
    assert "Yang Anda tulis" in text(answer)
    assert "Anggaran habis" in text(answer)


def test_who_may_no_longer_read_a_case_learns_nothing_of_it(office_of: Office) -> None:
    office_of.publish(decree())
    keys = office_of.begin("nurhayati", "budi", key="decree", request={"salary": "1"})
    head = office_of.visitor()
    head.post("/tasks/bulk/", **sent(text(head.get(address(*keys))), sign__outcome="returned", sign__reason="Salah"))
    officer, colleague = office_of.visitor("petugas"), office_of.visitor("second")
    with office_of.database.read() as session:
        opened = list(session.scalars(select(Task.id).where(Task.element == "mend").order_by(Task.id)))
    page = text(officer.get(address(*opened)))
    assert ticked(page) == opened
    colleague.post(f"/tasks/{opened[0]}/complete")
    answer = officer.post("/tasks/bulk/", **sent(page))
    page = text(answer)
    assert "1 dari 2 tugas selesai" in page
    lost = row_of(page, office_of.task(opened[0]).number)
    assert "Tidak ditemukan, atau bukan tugas Anda." in lost
    assert "Petugas Kedua" not in page


def test_a_foreign_or_unknown_task_is_a_row_and_holds_up_nobody(office_of: Office) -> None:
    (key,) = office_of.begin("nurhayati")
    (own,) = office_of.begin("kadis")
    head = office_of.visitor()
    page = text(head.get(address(key, 12345, own)))
    assert ticked(page) == [key]
    assert "Tidak ditemukan, atau bukan tugas Anda." in page
    assert "Tidak seorang pun memutus perkaranya sendiri" in page
    forged = sent(page, **GRANT)
    forged["_task"] += ["12345", str(own)]
    page = text(head.post("/tasks/bulk/", **forged))
    assert "1 dari 3 tugas selesai" in page
    assert [office_of.task(each).status for each in (key, own)] == ["completed", "open"]
    assert office_of.events(own, "attempt_refused") == 1


def test_an_attempt_that_was_refused_meanwhile_does_not_make_the_page_old(office_of: Office) -> None:
    keys = office_of.begin("deputy", "budi")
    head = office_of.visitor()
    page = text(head.get(address(*keys)))
    office_of.visitor("wakil").post(f"/tasks/{keys[0]}/complete", approval__outcome="granted")
    assert office_of.events(keys[0], "attempt_refused") == 1
    assert head.post("/tasks/bulk/", **sent(page, **GRANT)).status_code == 200
    assert [office_of.task(key).outcome for key in keys] == ["granted", "granted"]


def test_a_page_sent_twice_does_nothing_twice_and_says_the_same(office_of: Office) -> None:
    keys = office_of.begin("nurhayati", "budi")
    head = office_of.visitor()
    form_ = sent(text(head.get(address(*keys))), **GRANT)
    first, second = (head.post("/tasks/bulk/", **form_) for _time in range(2))
    assert [first.status_code, second.status_code] == [200, 200]
    reports = [text(each).partition("<h1>")[2].partition("<form")[0] for each in (first, second)]
    reports += [text(each).partition("<tbody")[2].partition("</tbody>")[0] for each in (first, second)]
    assert (reports[0], reports[2]) == (reports[1], reports[3])
    assert [office_of.events(key, "task_completed") for key in keys] == [1, 1]
    assert [office_of.events(key, "attempt_refused") for key in keys] == [0, 0]


def test_two_people_at_once_answer_each_task_once(office_of: Office) -> None:
    keys = office_of.begin("nurhayati", "budi", "nurhayati", "budi")
    heads = [office_of.visitor("kadis"), office_of.visitor("wakil")]
    pages = [sent(text(head.get(address(*keys))), **GRANT) for head in heads]
    with ThreadPoolExecutor(len(heads)) as pool:
        answers = list(pool.map(lambda head, page: text(head.post("/tasks/bulk/", **page)), heads, pages))
    done = [int(number) for answer in answers for number in re.findall(r"(\d) dari 4 tugas selesai", answer)]
    assert sum(done) == len(keys)
    assert [office_of.events(key, "task_completed") for key in keys] == [1] * len(keys)


def test_a_page_sent_again_after_a_withdrawal_answers_nothing(office_of: Office) -> None:
    (key,) = office_of.begin("nurhayati")
    head = office_of.visitor()
    form_ = sent(text(head.get(address(key))), **{"approval.outcome": "returned", "approval.reason": "Terlalu lama"})
    assert head.post("/tasks/bulk/", **form_).status_code == 200
    assert head.post(f"/tasks/{key}/withdraw", reason="Salah pencet").status_code == 302
    again = head.post("/tasks/bulk/", **form_)
    assert again.status_code == 422
    assert "sudah berubah sejak ditampilkan" in text(again)
    assert "Terlalu lama" in text(again)
    assert office_of.task(key).status == "open"
    assert ticked(text(again)) == [key]
    assert head.post("/tasks/bulk/", **sent(text(again), **GRANT)).status_code == 200


def test_a_page_sent_again_in_the_second_round_answers_nothing(office_of: Office) -> None:
    (key,) = office_of.begin("nurhayati")
    head = office_of.visitor()
    form_ = sent(text(head.get(address(key))), **{"approval.outcome": "returned", "approval.reason": "Terlalu lama"})
    head.post("/tasks/bulk/", **form_)
    with office_of.database.read() as session:
        repair = session.scalars(select(Task.id).where(Task.element == "repair")).one()
    office_of.visitor(NURHAYATI).post(f"/tasks/{repair}/complete", request__days="1")
    assert head.post("/tasks/bulk/", **form_).status_code == 200, "the report of what was done"
    with office_of.database.read() as session:
        (second,) = session.scalars(select(Task.id).where(Task.element == "approve", Task.status == "open"))
    assert "putaran ke-2" in row_of(text(head.get(address(second))), office_of.task(second).number)


def test_what_another_answer_said_before_is_not_told_as_done(office_of: Office) -> None:
    (key,) = office_of.begin("nurhayati")
    head = office_of.visitor()
    form_ = sent(text(head.get(address(key))), **GRANT)
    head.post(f"/tasks/{key}/complete", approval__outcome="refused", approval__reason="Anggaran habis")
    answer = head.post("/tasks/bulk/", **form_)
    assert answer.status_code == 422
    assert "0 dari 1 tugas selesai" in text(answer)
    assert "Tolak Sudah Anda jawab sebelum ini" in row_of(text(answer), office_of.task(key).number)


def test_a_tick_without_the_state_it_was_shown_in_answers_nothing(office_of: Office) -> None:
    (key,) = office_of.begin("nurhayati")
    answer = office_of.visitor().post("/tasks/bulk/", _task=str(key), **GRANT)
    assert answer.status_code == 422
    assert office_of.task(key).status == "open"


def test_unticked_rows_stay_and_are_not_answered(office_of: Office) -> None:
    keys = office_of.begin("nurhayati", "budi")
    head = office_of.visitor()
    page = text(head.get(address(*keys)))
    none = head.post("/tasks/bulk/", **{**sent(page, **GRANT), "_task": []})
    assert none.status_code == 422
    assert "Belum ada yang dicentang" in text(none)
    page = text(head.post("/tasks/bulk/", **{**sent(page, **GRANT), "_task": [str(keys[0])]}))
    assert "1 dari 1 tugas selesai" in page
    assert [len(rows(page)), ticked(page)] == [1, []]
    assert [office_of.task(key).status for key in keys] == ["completed", "open"]


def test_what_is_done_is_not_ticked_when_the_page_is_opened_again(office_of: Office) -> None:
    keys = office_of.begin("nurhayati", "budi")
    head = office_of.visitor()
    head.post(f"/tasks/{keys[0]}/complete", approval__outcome="granted")
    page = text(head.get(address(*keys)))
    assert ticked(page) == [keys[1]]
    assert "selesai Setuju" in row_of(page, office_of.task(keys[0]).number)


def test_more_than_can_be_done_at_once_is_said(office_of: Office) -> None:
    keys = office_of.begin(*["nurhayati"] * 130)
    head = office_of.visitor()
    page = text(head.get(address(*keys)))
    assert "130 dipilih; sekali jalan paling banyak 100." in page
    assert "Pilih 30 sisanya di kotak tugas" in page
    assert ticked(page) == keys[:100]
    page = text(head.post("/tasks/bulk/", **{**sent(page, **GRANT), "_task": [str(key) for key in keys[:2]]}))
    assert "2 dari 2 tugas selesai" in page
    assert [office_of.events(key, "attempt_refused") for key in keys] == [0] * 130, "what was not ticked was not tried"
    forged = {**sent(page, **GRANT), "_task": [str(key) for key in keys] * 200}
    assert "100 dari 100" not in text(head.post("/tasks/bulk/", **forged)), "nothing beyond what the page showed"


def test_a_stale_page_does_not_call_another_reason_done(office_of: Office) -> None:
    keys = office_of.begin("nurhayati", "budi")
    head = office_of.visitor()
    refuse = {"approval.outcome": "refused", "approval.reason": "Alasan dua"}
    form_ = sent(text(head.get(address(*keys))), **refuse)
    head.post(f"/tasks/{keys[0]}/complete", approval__outcome="refused", approval__reason="Alasan satu")
    page = text(head.post("/tasks/bulk/", **form_))
    assert "1 dari 2 tugas selesai" in page
    assert "Sudah Anda jawab sebelum ini" in row_of(page, office_of.task(keys[0]).number)
    assert [office_of.task(key).root["approval"]["reason"] for key in keys] == ["Alasan satu", "Alasan dua"]


def test_two_steps_of_one_form_are_not_answered_as_one(office_of: Office) -> None:
    office_of.publish(two_steps())
    keys = office_of.begin("nurhayati", "budi", key="steps")
    head = office_of.visitor()
    head.post(f"/tasks/{keys[0]}/complete", go__outcome="granted")
    later = office_of.open_at("second")
    page = text(head.get(address(keys[1], later)))
    assert ticked(page) == [keys[1]]
    assert "Langkahnya atau formulirnya berbeda" in row_of(page, office_of.task(later).number)


def test_tasks_that_nothing_is_shared_of_are_named_one_by_one(office_of: Office) -> None:
    office_of.publish(decree(properties={"reasonFor": "returned", "together": "none"}))
    keys = office_of.begin("nurhayati", "budi", key="decree", request={"salary": "1"})
    head = office_of.visitor()
    inbox = text(head.get("/"))
    assert 'name="task"' not in inbox
    assert "Kerjakan bersama" not in inbox
    page = text(head.get(address(*keys)))
    assert "Tidak ada yang dapat dijawab bersama di sini." in page
    assert "Hasil “returned” diisi satu per satu menurut formulirnya." in page
    assert all(f'href="/tasks/{key}"' in page for key in keys)
    assert 'name="sign.outcome"' not in page
    forged = {**sent(page, sign__outcome="returned", sign__reason="Salah"), "_task": [str(key) for key in keys]}
    answer = head.post("/tasks/bulk/", **forged)
    assert answer.status_code == 422
    assert [office_of.task(key).status for key in keys] == ["open", "open"]


def test_an_outcome_that_ends_something_is_shared_only_where_the_form_says_so(office_of: Office) -> None:
    office_of.publish(decree())
    office_of.publish(Bundle("permit", {**office.permit().files, **_without_together()}))
    keys = office_of.begin("nurhayati")
    page = text(office_of.visitor().get(address(*keys)))
    assert "Hasil “Setuju” diisi satu per satu: ia menutup sesuatu atau menerbitkan surat." in page
    assert 'value="granted"' not in page
    assert 'value="returned"' in page


def _without_together() -> dict[str, bytes]:
    name = "forms/approve_permit.form"
    return {name: office.permit().files[name].replace(b', "together": "granted,returned,refused"', b"")}


def test_forms_that_differ_are_not_answered_together(office_of: Office) -> None:
    (old,) = office_of.begin("nurhayati")
    name = "forms/approve_permit.form"
    worded = office.permit().files[name].replace(b'"label": "Setuju"', b'"label": "Setuju penuh"')
    office_of.publish(Bundle("permit", {**office.permit().files, name: worded}))
    (new,) = office_of.begin("budi")
    head = office_of.visitor()
    page = text(head.get(address(old, new)))
    assert ticked(page) == [old]
    assert "Langkahnya atau formulirnya berbeda" in row_of(page, office_of.task(new).number)
    forged = sent(page, **GRANT)
    page = text(head.post("/tasks/bulk/", **{**forged, "_task": [str(old), str(new)]}))
    assert "1 dari 2 tugas selesai" in page
    assert office_of.task(new).status == "open"


def test_a_field_that_the_form_shares_is_asked_and_written_for_all(office_of: Office) -> None:
    session_date = text_field("sign.meeting", label="Rapat {{subject.name}} pada", properties={"together": "true"})
    office_of.publish(decree({**session_date, "defaultValue": "=request.salary"}))
    keys = office_of.begin("nurhayati", "budi", key="decree", request={"salary": "77"})
    head = office_of.visitor()
    page = text(head.get(address(*keys)))
    question = page.split("Jawaban untuk semuanya")[1]
    assert 'name="sign.meeting"' in question
    assert "Nurhayati" not in question
    assert 'value="77"' not in question
    answer = {"sign.outcome": "returned", "sign.reason": "Salah", "sign.meeting": "Senin"}
    head.post("/tasks/bulk/", **sent(page, **answer))
    assert [office_of.task(key).root["sign"]["meeting"] for key in keys] == ["Senin", "Senin"]


def test_a_row_tells_rank_verdict_papers_and_lateness(office_of: Office, database: Database, clock: Any) -> None:
    with database.write() as session:
        nurhayati = session.get_one(person.Person, office_of.people.nurhayati)
        employee.record_flat(session, None, nurhayati, {"rank": "III/b", "rank_since": "2022-04-01"}, date(2022, 4, 1))
        session.commit()
    (short,) = office_of.begin("budi")
    office_of.visitor(NURHAYATI).start(request__days="9", files={"request.invitation": office.pdf()})
    with database.read() as session:
        (long,) = session.scalars(select(Task.id).where(Task.id != short))
    clock.forward(days=7)
    page = text(office_of.visitor().get(address(short, long)))
    late = row_of(page, office_of.task(long).number)
    assert "III/b" in late
    assert "Jatah hari seminar: tidak memenuhi syarat (TMS)" in late
    assert "1 dokumen" in late
    assert "terlambat 2 hari kerja" in late
    other = row_of(page, office_of.task(short).number)
    assert "III/b" not in other
    assert "Jatah hari seminar: Tidak ada aturan yang terlanggar." in other
    assert "0 dokumen" in other


def test_a_row_tells_what_was_left_out_of_a_checklist(office_of: Office) -> None:
    papers = [{"label": "Ijazah", "value": "diploma"}, {"label": "SK pangkat", "value": "decree"}]
    ticks = {"type": "checklist", "key": "check.papers", "label": "Berkas yang ada", "values": papers}
    drawn = process(
        "papers",
        "start asked\nend done",
        role_task("check", "unit_head", form="check"),
        role_task("agree", "unit_head"),
        role_task("last", "rank_officer"),
        "asked > check > agree > last > done",
        forms__check__form=form("check", ticks),
    )
    office_of.publish(drawn)
    (key,) = office_of.begin("nurhayati", key="papers")
    head = office_of.visitor()
    head.post(f"/tasks/{key}/complete", **{"check.papers": "diploma"})
    with office_of.database.read() as session:
        (agree,) = session.scalars(select(Task.id).where(Task.element == "agree"))
    page = text(head.get(address(agree)))
    assert "Berkas yang ada: 1 tidak dicentang SK pangkat" in row_of(page, office_of.task(agree).number)


def test_reading_the_rows_is_an_event_for_each_person(office_of: Office) -> None:
    keys = office_of.begin("nurhayati", "budi")
    head = office_of.visitor()
    for _time in range(2):
        head.get(address(*keys))
    with office_of.database.read() as session:
        read = list(session.scalars(select(AuditEvent.person_id).where(AuditEvent.kind == "sensitive_read")))
    assert sorted(read, key=str) == sorted([office_of.people.nurhayati, office_of.people.budi], key=str)


def test_the_page_speaks_english_too(office_of: Office) -> None:
    office_of.publish(decree())
    keys = office_of.begin("nurhayati", key="decree", request={"salary": "1"})
    head = office_of.visitor()
    head.post("/language", language="en")
    page = text(head.get(address(*keys)))
    assert "Outcome “signed” is filled in one by one: it needs Gaji pokok." in page


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_by_browser_on_a_small_screen_and_back_again(
    office_of: Office, new_page: Any, live_server: str, axe: Any
) -> None:
    keys = office_of.begin("nurhayati", "budi", "nurhayati")
    page: Page = new_page(base_url=live_server, viewport={"width": 360, "height": 740})
    page.goto("/login")
    page.fill("[name=login]", "kadis")
    page.fill("[name=password]", office.PASSWORD)
    page.click("main button[type=submit]")
    for box in page.locator(".jj-task input[type=checkbox]").all():
        box.check()
    page.click(".jj-bulk button")
    expect(page.locator("[name=_task]:checked")).to_have_count(3)
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert axe(page) == []
    page.locator("[name=_task]").last.uncheck()
    page.click("button[value=granted]")
    expect(page.locator("main")).to_contain_text("2 dari 2 tugas selesai")
    assert axe(page) == []
    page.go_back()
    expect(page.locator("[name=_task]:checked")).to_have_count(1)
    assert sorted(office_of.task(key).status for key in keys) == ["completed", "completed", "open"]
