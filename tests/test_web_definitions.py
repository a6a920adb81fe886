"""The designer's pages: read a definition, take it away, bring it back changed, read the report, publish."""

import base64
import io
import re
import zipfile
from typing import Any

import pytest
from helpers import office
from helpers.office import NURHAYATI, Visitor, task_addresses, text

from engine.bundle import Bundle

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def designer(app: Any, staff: Any) -> Visitor:
    return Visitor(app, "perancang")


def changed(*pairs: tuple[str, str]) -> bytes:
    """The archive of the permit with texts of its diagram replaced."""
    files = dict(office.permit().files)
    for before, after in pairs:
        assert before.encode() in files["permit.bpmn"]
        files["permit.bpmn"] = files["permit.bpmn"].replace(before.encode(), after.encode())
    return Bundle("permit", files).zip()


def upload(visitor: Visitor, archive: bytes) -> Any:
    files = {"archive": (io.BytesIO(archive), "permit.zip")}
    return visitor.post("/definitions/upload/", page="/definitions/upload/", files=files)


def test_a_version_is_shown_with_diagram_tasks_forms_and_tables(designer: Visitor) -> None:
    page = text(designer.get("/definitions/permit/1"))
    for told in ("Setujui izin", "Kepala OPD", "approve_permit", "allowance.dmn", "PP 11/2017 pasal 210"):
        assert told in page
    assert "Alasan" in text(designer.get("/definitions/permit/1/forms/approve_permit"))
    assert designer.get("/definitions/permit/1/files/permit.bpmn").data == office.permit().files["permit.bpmn"]
    assert designer.get("/definitions/permit/1/files/../permit.bpmn").status_code == 404
    assert designer.get("/definitions/permit/2").status_code == 404


def test_what_is_downloaded_is_what_was_published(designer: Visitor) -> None:
    answer = designer.get("/definitions/permit/1/download")
    assert Bundle.from_zip(answer.data).digest == office.permit().digest
    assert "Isinya sama dengan versi 1" in text(upload(designer, answer.data))


def test_a_changed_definition_is_reported_and_published_with_a_reason(app: Any, designer: Visitor) -> None:
    old = Visitor(app, NURHAYATI)
    case = old.start()
    report = text(upload(designer, changed(("Setujui izin", "Putuskan izin"))))
    assert "Dapat diterbitkan sebagai versi 2" in report
    assert re.search(r"diubah.*Putuskan izin", report, re.DOTALL)
    archive = re.search(r'name="archive" value="([^"]+)"', report)[1]  # type: ignore[index]
    assert designer.post("/definitions/upload/publish", archive=archive, reason="").status_code == 422
    answer = designer.post("/definitions/upload/publish", archive=archive, since="1", reason="Sesuai SOP baru")
    assert answer.headers["Location"] == "/definitions/permit/2"
    page = text(designer.get("/definitions/permit/2"))
    assert "Sesuai SOP baru" in page
    assert "Yang berubah sejak versi 1" in page
    listed = re.findall(r'<li><a href="/definitions/permit/(\d)".*?</a>(.*?)</li>', page)
    assert [(version, "1 usulan berjalan" in rest) for version, rest in listed] == [("2", False), ("1", True)]
    assert "Setujui izin" in text(old.get(case)), "the running case keeps its version"
    head = Visitor(app, "kadis")
    old.start()
    names = {text(head.get(address)).split("<h1>")[1].split(":")[0] for address in task_addresses(head.get("/"))}
    assert names == {"Setujui izin", "Putuskan izin"}


def test_a_broken_definition_is_reported_by_element_and_reason_and_not_published(designer: Visitor) -> None:
    broken = changed(('id="unit_head"', 'id="unit_hed"'), ('formId="repair_permit"', 'formId="repair_permitt"'))
    report = text(upload(designer, broken))
    assert "hal menghalangi penerbitan" in report
    assert "Peran unit_hed belum ada" in report
    assert "Formulir repair_permitt tidak ada" in report
    assert "Perbaiki permintaan" in report
    assert 'name="archive"' not in report
    answer = designer.post("/definitions/upload/publish", archive=base64.b64encode(broken).decode(), reason="paksa")
    assert answer.status_code == 422
    assert designer.get("/definitions/permit/2").status_code == 404


def test_a_gap_of_a_table_is_reported_with_values_to_try(designer: Visitor) -> None:
    files = dict(office.permit().files)
    files["allowance.dmn"] = files["allowance.dmn"].replace(b'hitPolicy="COLLECT"', b'hitPolicy="UNIQUE"')
    report = text(upload(designer, Bundle("permit", files).zip()))
    assert "Dapat diterbitkan sebagai versi 2" in report
    assert "ada nilai masukan yang tidak dijawab baris mana pun" in report
    assert re.search(r"Contoh nilai masukan.*<dt>Hari</dt><dd[^>]*>4</dd>", report, re.DOTALL)


HOSTILE = {
    "bomb": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
    "script": b"<bpmn:definitions xmlns:bpmn='http://www.omg.org/spec/BPMN/20100524/MODEL'><script>alert(1)</script>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_diagram_harms_nothing(designer: Visitor, kind: str) -> None:
    files = {**office.permit().files, "permit.bpmn": HOSTILE[kind]}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in files.items():
            archive.writestr(f"permit/{path}", content)
    answer = upload(designer, buffer.getvalue())
    assert answer.status_code in (200, 422)
    assert b"<script>alert" not in answer.data


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            'approval.outcome = "granted"',
            'approval.outcome == "granted"',
            ["baris 1, kolom 19: ditemukan “=”", "Maksudnya =?"],
        ),
        (
            "working days after(today()",
            "workin days after(today()",
            ["ditemukan “days”", "Maksudnya working days after?"],
        ),
        (
            "working days after(today(), 3)",
            "working days after(today())",
            ["fungsi working days after tidak menerima 1 masukan"],
        ),
    ],
)
def test_a_wrong_expression_is_reported_with_its_place_and_a_hint(
    designer: Visitor, before: str, after: str, said: list[str]
) -> None:
    report = text(upload(designer, changed((before, after))))
    assert [part for part in said if part not in report] == []
    excerpt = re.search(
        r'<pre class="jj-excerpt"[^>]*><code>(.*?)</code>\n<span aria-hidden="true">( *)\^</span>', report
    )
    assert excerpt is not None
    assert excerpt[1].lstrip("…")[:4] in ("appr", "date")
    assert "hal menghalangi penerbitan" in report


def test_a_wrong_expression_is_told_in_english_too(designer: Visitor) -> None:
    designer.post("/language", language="en")
    report = text(upload(designer, changed(('approval.outcome = "granted"', "approval.outcome = 'granted'"))))
    assert "The expression is wrong at line 1, column 20" in report
    assert "Texts stand in double quotes" in report


@pytest.mark.parametrize("archive", [b"", b"no zip at all", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_is_refused_in_words(designer: Visitor, archive: bytes) -> None:
    answer = upload(designer, archive)
    assert answer.status_code == 422
    assert "rusak" in text(answer) or "diagram utama" in text(answer)


def test_publishing_what_is_no_archive_is_refused(designer: Visitor) -> None:
    assert designer.post("/definitions/upload/publish", archive="%%%", reason="x").status_code == 400
