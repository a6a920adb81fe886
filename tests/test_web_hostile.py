"""What nobody types by accident: numbers, addresses, dates, words and archives meant to break a page."""

import base64
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from helpers import office
from helpers.office import NURHAYATI, PASSWORD, Visitor, task_addresses, text

from engine import definition
from engine.bundle import Bundle
from engine.document import Document

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
TOO_LARGE = ("9" * 19, "9" * 30, "9" * 5000)


@pytest.fixture
def employee(app: Any, staff: Any) -> Visitor:
    return Visitor(app, NURHAYATI)


@pytest.mark.parametrize("number", TOO_LARGE, ids=len)
def test_a_number_larger_than_any_key_leads_nowhere(app: Any, employee: Visitor, number: str) -> None:
    nowhere = {
        "auditor": ("/audit/cases/{}", "/cases/{}", "/tasks/{}", "/documents/{}", "/tasks/bulk/?task={}"),
        "admin": ("/people/{}",),
        "perancang": ("/definitions/permit/{}",),
    }
    for login, addresses in nowhere.items():
        visitor = Visitor(app, login)
        for address in addresses:
            assert visitor.get(address.format(number)).status_code == 404, address
    assert employee.post(f"/tasks/{number}/claim").status_code == 404
    first_page = {
        "auditor": ("/audit/?after={}", "/audit/events?after={}", "/cases/?after={}"),
        "admin": ("/people/?after=a~{}",),
    }
    for login, addresses in first_page.items():
        visitor = Visitor(app, login)
        for address in addresses:
            assert visitor.get(address.format(number)).status_code == 200, address


def test_a_document_with_a_number_larger_than_any_key_is_unknown(employee: Visitor) -> None:
    given = {"request__topic": "Seminar merit", "request__days": "3", "request__invitation": "9" * 19}
    assert employee.post("/start/permit/fields", **given).status_code == 200
    assert employee.post("/start/permit", **given).status_code == 422


@pytest.mark.parametrize("asked", ["endpoint=x", "_method=POST", "_scheme=javascript&_external=1", "version=x&key=y"])
def test_what_stands_in_an_address_does_not_make_addresses(app: Any, employee: Visitor, asked: str) -> None:
    employee.start()
    for login, address in ((NURHAYATI, "/"), (NURHAYATI, "/cases/"), ("perancang", "/definitions/permit/1")):
        page = Visitor(app, login).get(f"{address}?{asked}")
        assert page.status_code == 200
        assert "javascript:" not in text(page)


@pytest.mark.parametrize(
    "address",
    [
        "/people/;i18ntranslation",
        "/people/;/../static/x",
        "/static/../people/",
        "/static/%2e%2e/people/",
        "//people/",
        "/people//",
        "/people/%3Bx",
        "/people/?_method=GET",
        "/PEOPLE/",
        "/login/../people/",
        "/health/../people/",
    ],
)
def test_no_way_of_writing_an_address_passes_the_guard(app: Any, staff: Any, address: str) -> None:
    """The rule hangs on the view that answers, however it was reached."""
    headers = {"X-HTTP-Method-Override": "GET", "X-Original-URL": "/login", "X-Rewrite-URL": "/login"}
    assert "Nurhayati" in text(Visitor(app, "admin").get("/people/"))
    for method in ("GET", "HEAD", "POST"):
        answer = app.test_client().open(address, method=method, headers=headers, follow_redirects=True)
        assert answer.request.path == "/login" or answer.status_code in (400, 404, 405), (method, answer.status_code)
        assert "Nurhayati" not in text(answer)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "http://[",
        "//[",
        "/a\r\nSet-Cookie: x=1",
        "javascript:x",
    ],
)
def test_after_login_nobody_is_sent_elsewhere(app: Any, staff: Any, address: str) -> None:
    visitor = Visitor(app)
    answer = visitor.post("/login", login="kadis", password=PASSWORD, next=address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert visitor.post("/language", page="/", language="id", next=address).headers["Location"] == "/"


@pytest.mark.parametrize(
    "typed", ["2026-99-99", "2026-02-30T10:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-11:00"]
)
def test_a_text_that_only_looks_like_a_date_is_shown_as_it_is(app: Any, employee: Visitor, typed: str) -> None:
    case = employee.start(request__topic=typed)
    assert typed in text(employee.get(case))
    head = Visitor(app, "kadis")
    assert typed in text(head.get(task_addresses(head.get("/"))[0]))


def test_days_at_the_ends_of_the_calendar_filter_nothing(app: Any, staff: Any) -> None:
    auditor = Visitor(app, "auditor")
    for asked in ("since=0001-01-01", "until=9999-12-31"):
        assert auditor.get(f"/audit/events?{asked}").status_code == 200


def test_a_search_of_any_length_is_answered(app: Any, staff: Any) -> None:
    for login, address in (("admin", "/people/"), ("auditor", "/audit/"), ("kadis", "/"), ("kadis", "/cases/")):
        assert Visitor(app, login).get(f"{address}?{urlencode({'search': 'a' * 60_000})}").status_code == 200


def test_an_address_that_is_taken_or_odd_is_told_at_its_field(app: Any, staff: Any) -> None:
    given = {"name": "Siti", "nik": "1671014502900001", "password": "kata sandi uji", "repeated": "kata sandi uji"}
    for email, words in (("é@contoh.id", "Huruf kecil"), ("kadis", "alamat surel")):
        answer = Visitor(app).post("/register", page="/register", email=email, **given)
        assert answer.status_code == 422
        assert words in text(answer)


def test_thousands_of_headings_are_thousands_of_headings(app: Any) -> None:
    assert app.jinja_env.filters["markdown"]("# a\n" * 3000 + "- b").count("form-heading") == 3000


@pytest.mark.parametrize("archive", ["", "é", base64.b64encode(b"no zip").decode()])
def test_publishing_an_archive_that_no_report_wrote_is_refused(app: Any, staff: Any, archive: str) -> None:
    answer = Visitor(app, "perancang").post("/definitions/upload/publish", archive=archive, reason="x")
    assert answer.status_code == 400


def test_what_was_published_since_the_report_is_not_undone_unseen(app: Any, staff: Any, database: Any) -> None:
    def other(name: str) -> Any:
        files = dict(office.permit().files)
        files["permit.bpmn"] = files["permit.bpmn"].replace(b"Setujui izin", name.encode())
        return Bundle("permit", files)

    with database.write() as session:
        definition.publish(session, None, other("Putuskan izin"), "lebih dahulu")
        session.commit()
    designer, archive = Visitor(app, "perancang"), base64.b64encode(other("Nilai izin").zip()).decode()
    late = designer.post("/definitions/upload/publish", archive=archive, since="1", reason="terlambat")
    assert late.status_code == 422
    assert "Versi 2 terbit setelah laporan ini dibaca" in text(late)
    again = designer.post("/definitions/upload/publish", archive=archive, since="2", reason="sudah dibaca")
    assert again.headers["Location"] == "/definitions/permit/3"


def test_who_may_only_read_a_case_is_not_asked_to_answer_in_a_bulk(app: Any, employee: Visitor) -> None:
    employee.start()
    task = task_addresses(Visitor(app, "kadis").get("/"))[0].rsplit("/")[-1]
    assert 'name="approval.outcome"' not in text(employee.get(f"/tasks/bulk/?task={task}"))


def test_a_refusal_in_a_bulk_stands_in_the_history_of_its_case(app: Any, employee: Visitor) -> None:
    case = employee.start()
    task = task_addresses(Visitor(app, "kadis").get("/"))[0].rsplit("/")[-1]
    assert employee.post("/tasks/bulk/", _task=task, approval__outcome="granted").status_code == 422
    history = Visitor(app, "auditor").get(case.replace("/cases/", "/audit/cases/") + "/export.json").json["events"]
    assert (history[-1]["kind"], history[-1]["task"]) == ("attempt_refused", task)


@pytest.mark.parametrize(
    "source", [b"[" * 200_000, b'{"id": "start_permit", "label": "\\ud800"}'], ids=["deep", "surrogate"]
)
def test_a_form_that_cannot_be_read_is_reported(app: Any, staff: Any, source: bytes) -> None:
    broken = Bundle("permit", {**office.permit().files, "forms/start_permit.form": source}).zip()
    upload = {"archive": (BytesIO(broken), "permit.zip")}
    answer = Visitor(app, "perancang").post("/definitions/upload/", page="/definitions/upload/", files=upload)
    assert (answer.status_code, "forms/start_permit.form" in text(answer)) == (200, True)


def test_a_slip_in_an_expression_is_told_in_words(app: Any, staff: Any) -> None:
    files = dict(office.permit().files)
    files["forms/start_permit.form"] = files["forms/start_permit.form"].replace(
        b"request.abroad !=", b"reques@t.abroad !="
    )
    upload = {"archive": (BytesIO(Bundle("permit", files).zip()), "permit.zip")}
    answer = Visitor(app, "perancang").post("/definitions/upload/", page="/definitions/upload/", files=upload)
    assert (answer.status_code, "hal menghalangi penerbitan" in text(answer)) == (200, True)


def test_files_of_who_may_only_read_a_case_are_not_kept(app: Any, employee: Visitor, database: Any) -> None:
    employee.start()
    address = task_addresses(Visitor(app, "kadis").get("/"))[0]
    files = {"approval.paper": office.pdf()}
    assert employee.post(f"{address}/complete", files=files).status_code == 403
    bulk = {"_task": address.rsplit("/")[-1], "files": {"approval.paper": office.pdf()}}
    assert employee.post("/tasks/bulk/", **bulk).status_code == 422
    with database.read() as session:
        assert session.query(Document).count() == 0
