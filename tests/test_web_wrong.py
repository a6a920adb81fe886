"""Forms of the house filled in wrongly: the page says what to do, keeps what was typed, and nothing is half done."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from helpers import office
from helpers.browser.form_pages import Sheet
from helpers.form_components import LONG
from helpers.office import NURHAYATI, Visitor, task_addresses
from lxml import html

from engine.database.base import Database

SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
HIDDEN = "a\x00b"
PLH = {
    "kind": "plh",
    "absent": "kadis",
    "substitute": "sekda",
    "role": "",
    "unit": "",
    "since": "2026-07-06",
    "until": "2026-07-17",
    "letter": "800/7/2026",
}
UNIT = {"key": "bappeda", "name": "Bappeda", "parent": "setda", "zone": "Asia/Makassar", "working_days": "6"}
ROLE = {"key": "planner", "label": "Perencana", "label_en": "Planner", "kind": "unit", "unit": ""}
PERSON = {"name": "Nama Baru", "nip": "", "nik": "", "email": "", "login": "kadis", "unit_key": "dinkes", "active": "1"}
OFFICE = {"role": "unit_head", "unit": "dinkes", "since": "2026-07-06", "until": "2026-12-31"}
MACHINE = {"name": "portal", "job_types": "kirim", "messages": "pelamar"}
NAMELESS = "Nama atau nomor tidak dapat dipakai"


@dataclass(frozen=True)
class Wrong:
    """A form, what is wrong in it, and what its page says then; `keys` of the people stand for {kadis} in addresses."""

    address: str
    fields: dict[str, str]
    wrong: dict[str, str]
    sentence: str
    status: int = 422
    lost: tuple[str, ...] = field(default=())


WRONG = [
    Wrong("/units/", UNIT, {"key": "Bad Key!"}, "Kunci Bad Key! tidak dapat dipakai"),
    Wrong("/units/", UNIT, {"name": ""}, NAMELESS),
    Wrong("/units/", UNIT, {"name": LONG}, NAMELESS),
    Wrong("/units/", UNIT, {"key": "setda", "parent": "dishub"}, "Unit Sekretariat Daerah tidak dapat berada di bawah"),
    Wrong("/units/roles", ROLE, {"label": LONG}, NAMELESS),
    Wrong("/units/roles", ROLE, {"unit": "dinkes"}, "Hanya peran dengan unit tetap"),
    Wrong("/units/roles", ROLE, {"key": "unit_head", "kind": "office"}, "Jenis peran Kepala OPD tidak dapat diubah"),
    Wrong("/substitutions/", PLH, {"letter": ""}, "Nomor surat perintah Wajib diisi."),
    Wrong("/substitutions/", PLH, {"letter": LONG}, NAMELESS),
    Wrong("/substitutions/", PLH, {"substitute": "tak dikenal"}, "nama pengguna tak dikenal", 404),
    Wrong("/substitutions/", PLH, {"since": ""}, "Mulai Wajib diisi."),
    Wrong("/substitutions/", PLH, {"since": "kemarin"}, "kemarin bukan tanggal"),
    Wrong("/substitutions/", PLH, {"since": "0001-01-01"}, "Tulis tanggal antara tahun 1900 dan 2200."),
    Wrong("/people/{sekda}/memberships", OFFICE, {"role": ""}, "Wajib diisi."),
    Wrong(
        "/substitutions/",
        PLH,
        {"until": "2026-07-01"},
        "Tanggal akhir 1 Juli 2026 mendahului tanggal mulai 6 Juli 2026.",
    ),
    Wrong("/substitutions/", PLH, {"absent": ""}, "Jabatan kosong hanya diisi Plt"),
    Wrong("/people/{kadis}", PERSON, {"nip": "123"}, "NIP terdiri atas 18 angka; ini 3."),
    Wrong("/people/{kadis}", PERSON, {"name": LONG}, "Paling panjang 200 karakter; sekarang 300."),
    Wrong("/people/{kadis}", PERSON, {"login": "sekda"}, "Sudah dipakai orang lain."),
    Wrong("/people/", PERSON, {"name": LONG}, "Paling panjang 200 karakter; sekarang 300.", lost=("active",)),
    Wrong("/people/{sekda}/memberships", OFFICE, {"until": "2026-07-01"}, "mendahului tanggal mulai"),
    Wrong("/people/{admin}/memberships", OFFICE, {"unit": ""}, "Peran Kepala OPD dipegang pada sebuah unit"),
    Wrong("/machines/", MACHINE, {"name": LONG}, "Huruf kecil"),
]


@SQLITE
def test_what_was_typed_stands_there_with_the_reason(app: Any, staff: Any) -> None:
    admin = Visitor(app, "admin")
    for each in WRONG:
        sent = each.fields | each.wrong
        sheet = posted(admin, each.address.format(**vars(staff)), **sent)
        assert sheet.status == each.status, each
        assert each.sentence in sheet.text, each
        missing = [name for name, value in sent.items() if value and value not in sheet.values(name)]
        assert missing == list(each.lost), each


@SQLITE
def test_a_task_handed_to_nobody_known_comes_back_with_its_reason(app: Any, staff: Any) -> None:
    Visitor(app, NURHAYATI).start()
    head = Visitor(app, "kadis")
    task = task_addresses(head.get("/"))[0]
    for to, sentence in (
        ("tak dikenal", "Orang yang Anda sebut tidak dapat menerima"),
        ("sekda", "pilih rekan seunit"),
    ):
        sheet = posted(head, f"{task}/delegate", to=to, reason="Rapat di luar kota")
        assert sentence in sheet.text
        assert sheet.values("to") == (to,)
        assert sheet.values("reason") == ("Rapat di luar kota",)


@SQLITE
def test_a_reason_to_publish_is_kept_while_somebody_else_publishes(app: Any, staff: Any) -> None:
    designer = Visitor(app, "perancang")
    files = {name: source.replace(b"Setujui izin", b"Beri izin") for name, source in office.permit().files.items()}
    archive = type(office.permit())("permit", files).zip()
    page = html.fromstring(upload(designer, "/definitions/upload/", "archive", archive).get_data())
    [packed] = page.xpath("//input[@name='archive']/@value")
    sheet = posted(designer, "/definitions/upload/publish", archive=packed, since="0", reason="Sebutan baru")
    assert sheet.status == 422
    assert sheet.values("reason") == ("Sebutan baru",)


@SQLITE
def test_a_file_without_rows_says_so(app: Any, staff: Any) -> None:
    admin = Visitor(app, "admin")
    for content in (b"", b"nip;name\n"):
        answer = upload(admin, "/people/import/", "file", content)
        assert "Berkas ini tidak berisi baris." in office.text(answer)


def test_signs_that_no_row_can_hold_are_refused_in_words(app: Any, database: Database) -> None:
    staff = office.furnish(database)
    admin = Visitor(app, "admin")
    for form, name in (
        (UNIT, "name"),
        (UNIT, "parent"),
        (ROLE, "label"),
        (PLH, "letter"),
        (PLH, "role"),
        (PERSON, "nip"),
        (PERSON, "unit_key"),
        (OFFICE, "role"),
    ):
        address = next(each.address for each in WRONG if each.fields is form)
        sheet = posted(admin, address.format(**vars(staff)), **form | {name: HIDDEN})
        assert sheet.status in (404, 422), (address, name)
    for address in ("/?unit=%00", "/cases/?status=%00", "/people/?role=a%00", "/start/%00", "/people/?search=%00"):
        assert admin.get(address).status_code == 400, address


def posted(visitor: Visitor, address: str, **fields: str) -> Sheet:
    answer = visitor.post(address, **fields)
    return Sheet(answer.status_code, html.fromstring(answer.get_data(as_text=True)))


def upload(visitor: Visitor, address: str, name: str, content: bytes) -> Any:
    return visitor.post(address, files={name: (BytesIO(content), "berkas")})
