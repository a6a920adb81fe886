"""The administrator's pages, and the door by which applicants come in."""

import io
import re
from typing import Any

import pytest
from helpers.office import PASSWORD, Visitor, text

from engine import audit, person
from engine.database.base import Database

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
APPLICANT = {
    "name": "Putri Maharani",
    "nik": "9971025203990003",
    "email": "putri@example.org",
    "password": PASSWORD,
    "repeated": PASSWORD,
}


@pytest.fixture
def admin(app: Any, staff: Any) -> Visitor:
    return Visitor(app, "admin")


def test_a_person_is_admitted_and_found(admin: Visitor) -> None:
    answer = admin.post("/people/", name="Siti Aminah", nip="199105052015042981", unit_key="dishub")
    assert answer.status_code == 302
    page = text(admin.get(answer.headers["Location"]))
    assert "Siti Aminah" in page
    assert "19910505 201504 2 981" in page
    for address in ("/people/?search=siti", "/people/?search=19910505", "/people/?unit=dishub"):
        assert "Siti Aminah" in text(admin.get(address)), address
    assert "Siti Aminah" not in text(admin.get("/people/?unit=dinkes"))


def test_what_does_not_fit_comes_back_as_it_was_typed(admin: Visitor) -> None:
    answer = admin.post("/people/", name="Siti", nip="123", login="kadis")
    page = text(answer)
    assert answer.status_code == 422
    assert "NIP terdiri atas 18 angka; ini 3." in page
    assert "Sudah dipakai orang lain." in page
    assert 'value="Siti"' in page


def test_a_role_is_given_and_ended(admin: Visitor, app: Any, staff: Any) -> None:
    address = f"/people/{staff.stranger}"
    assert admin.post(f"{address}/memberships", role="auditor", since="2026-07-01").status_code == 302
    stranger = Visitor(app, "lain")
    assert stranger.get("/audit/").status_code == 200
    held = text(admin.get(address)).split("/memberships/")[1].split("/")[0]
    assert admin.post(f"{address}/memberships/{held}/end", until="2026-07-07").status_code == 302
    assert stranger.get("/audit/").status_code == 403


def test_a_membership_is_ended_only_at_its_own_person(admin: Visitor, staff: Any) -> None:
    held = text(admin.get(f"/people/{staff.kadis}")).split("/memberships/")[1].split("/")[0]
    assert admin.post(f"/people/{staff.sekda}/memberships/{held}/end", until="2026-07-07").status_code == 404


def test_a_superior_is_set_shown_and_ended(admin: Visitor, app: Any, staff: Any, database: Database) -> None:
    address = f"/people/{staff.nurhayati}"
    assert "Kepala Dinas, sebagai Kepala OPD (Dinas Perhubungan)" in words_of(admin, address)
    assert admin.post(f"{address}/superiors", superior="petugas", since="2026-07-01").status_code == 302
    assert "Petugas Kepangkatan, ditetapkan" in words_of(admin, address)
    link = text(admin.get(address)).split("/superiors/")[1].split("/")[0]
    assert admin.post(f"/people/{staff.kadis}/superiors/{link}/end", until="2026-07-07").status_code == 404
    assert admin.post(f"{address}/superiors/{link}/end", until="2026-07-07").status_code == 302
    assert "Kepala Dinas, sebagai Kepala OPD" in words_of(admin, address)
    with database.read() as session:
        kinds = [
            event.kind for event in audit.search(session, person_id=staff.nurhayati) if event.actor_id == staff.admin
        ]
        assert {"superior_named", "superior_ended"} <= set(kinds)
    assert "Tidak ada: tugas yang ditujukan" in words_of(admin, f"/people/{staff.sekda}")


def test_a_superior_who_cannot_be_is_told_in_words(admin: Visitor, app: Any, staff: Any) -> None:
    address = f"/people/{staff.nurhayati}/superiors"
    for who, since, told in (
        ("199999", "2026-07-08", "Tidak ada orang dengan NIP atau nama masuk “199999”"),
        ("199002282014022994", "2026-07-08", "tidak dapat menjadi atasan langsungnya sendiri"),
        ("kadis", "kemarin", "kemarin"),
    ):
        answer = admin.post(address, superior=who, since=since)
        assert answer.status_code == 422, who
        assert told in text(answer)
    for login in ("kadis", "perancang"):
        assert (
            Visitor(app, login).post(address, page="/account/", superior="kadis", since="2026-07-08").status_code == 403
        )
    admin.post("/language", page="/", language="en")
    assert "Kepala Dinas, as Head of unit" in words_of(admin, f"/people/{staff.nurhayati}")


def test_the_office_above_an_office_is_chosen_with_the_role(admin: Visitor) -> None:
    role = {"key": "rank_officer", "label": "Petugas kepangkatan", "kind": "office", "unit": "bkpsdm"}
    for superior, expected in (("regional_secretary", True), ("", True), ("-", False)):
        assert admin.post("/units/roles", superior=superior, **role).status_code == 302
        row = text(admin.get("/units/")).split('<td class="jj-code">rank_officer</td>')[1].split("</tr>")[0]
        assert ("Sekretaris daerah" in row) is expected
    assert admin.post("/units/roles", superior="rank_officer", **role).status_code == 422


def words_of(visitor: Visitor, address: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text(visitor.get(address))))


def test_a_person_is_changed_and_gets_a_new_password(admin: Visitor, app: Any, staff: Any) -> None:
    answer = admin.post(
        f"/people/{staff.kadis}",
        name="Kepala Baru",
        login="kadis",
        unit_key="dishub",
        active="1",
        password="rahasia sekali",
    )
    assert answer.status_code == 302
    assert Visitor(app).post("/login", login="kadis", password=PASSWORD).status_code == 422
    assert "Kepala Baru" in text(_logged_in(app, "kadis", "rahasia sekali").get("/"))


def test_an_attempt_without_the_role_for_it_is_written_down(app: Any, staff: Any, database: Database) -> None:
    nobody = Visitor(app, "lain")
    appoint = f"/people/{staff.stranger}/memberships"
    assert nobody.post(appoint, page="/account/", role="administrator", since="2026-07-08").status_code == 403
    assert nobody.get(f"/people/{staff.nurhayati}").status_code == 403
    with database.read() as session:
        tried = audit.search(session, kind="attempt_refused")
        assert [(each.actor_id, each.part("refusal")["endpoint"]) for each in reversed(tried)] == [
            (staff.stranger, "people.appoint"),
            (staff.stranger, "people.shown"),
        ]


def test_units_and_roles_are_added(admin: Visitor) -> None:
    admin.post("/units/", key="bappeda", name="Bappeda Litbang", parent="setda", zone="Asia/Makassar", working_days="5")
    admin.post("/units/roles", key="planner", label="Perencana", label_en="Planner", kind="unit")
    page = text(admin.get("/units/"))
    assert "Bappeda Litbang" in page
    assert "WITA" in page
    assert "Perencana" in page
    answer = admin.post("/units/", key="Bad Key!", name="x", zone="Asia/Jakarta")
    assert answer.status_code == 422
    assert "Kunci Bad Key! tidak dapat dipakai" in text(answer)


def test_a_substitute_is_named_and_ended(admin: Visitor) -> None:
    given = {"kind": "plh", "absent": "kadis", "substitute": "sekda", "since": "2026-07-06", "until": "2026-07-17"}
    assert admin.post("/substitutions/", **given, letter="").status_code == 422
    assert admin.post("/substitutions/", **given, letter="800/7/2026").status_code == 302
    page = text(admin.get("/substitutions/"))
    assert "800/7/2026" in page
    assert "6 Jul 2026" in page
    again = admin.post("/substitutions/", **given, letter="800/8/2026")
    assert again.status_code == 409
    assert "Sudah ada pengganti pada masa yang sama." in text(again)
    key = re.search(r"/substitutions/(\d+)/end", page)[1]  # type: ignore[index]
    assert admin.post(f"/substitutions/{key}/end", until="2026-07-07").status_code == 302
    assert "800/7/2026" not in text(admin.get("/substitutions/"))
    assert "800/7/2026" in text(admin.get("/substitutions/?all=1"))


def test_a_csv_is_tried_then_imported_with_a_report_per_row(admin: Visitor) -> None:
    content = b"nip;name;unit\n199105052015042981;Siti Aminah;dishub\n123;Salah;dishub\n"
    tried = admin.post("/people/import/", files={"file": (io.BytesIO(content), "orang.csv")}, trial="1")
    assert "percobaan" in text(tried)
    assert "Siti Aminah" not in text(admin.get("/people/?search=siti"))
    done = text(admin.post("/people/import/", files={"file": (io.BytesIO(content), "orang.csv")}))
    assert "ditambahkan" in done
    assert "NIP terdiri atas 18 angka" in done
    assert "Siti Aminah" in text(admin.get("/people/?search=siti"))
    broken = admin.post("/people/import/", files={"file": (io.BytesIO(b"apa;ini\n1;2\n"), "orang.csv")})
    assert broken.status_code == 422
    assert "Kolom CSV tidak dikenal" in text(broken)


def test_an_applicant_registers_and_sees_only_what_is_open_to_everyone(app: Any, staff: Any) -> None:
    assert Visitor(app).post("/register", page="/register", **APPLICANT).status_code == 302
    putri = _logged_in(app, "putri@example.org", PASSWORD)
    assert "Tidak ada tugas untuk Anda" in text(putri.get("/"))
    for address in ("/people/", "/audit/", "/definitions/"):
        assert putri.get(address).status_code == 403


def test_who_registers_gives_themselves_no_more_than_the_form_asks(app: Any, staff: Any, database: Database) -> None:
    more = {
        "login": "admin",
        "nip": "199001012015011001",
        "unit_key": "bkpsdm",
        "role": "administrator",
        "active": "",
        "roles": "administrator",
        "id": "1",
        "password_hash": "x",
        "locale": "en",
    }
    assert Visitor(app).post("/register", page="/register", **APPLICANT, **more).status_code == 302
    with database.read() as session:
        putri = person.find(session, APPLICANT["email"])
        assert putri is not None
        assert (putri.login, putri.nip, putri.unit_key, putri.active) == (APPLICANT["email"], None, None, True)
        assert person.memberships_of(session, putri) == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("nik", "123", "NIK terdiri atas 16 angka; ini 3."),
        ("email", "bukan surel", "Tulis alamat surel yang lengkap."),
        ("password", "pendek", "Kedua kata sandi tidak sama."),
        ("name", "", "Wajib diisi."),
    ],
)
def test_a_registration_that_does_not_fit_says_so_at_the_field(
    app: Any, staff: Any, field: str, value: str, words: str
) -> None:
    answer = Visitor(app).post("/register", page="/register", **{**APPLICANT, field: value})
    assert answer.status_code == 422
    assert words in text(answer)


def test_one_nik_registers_once(app: Any, staff: Any) -> None:
    Visitor(app).post("/register", page="/register", **APPLICANT)
    again = Visitor(app).post("/register", page="/register", **{**APPLICANT, "email": "lain@example.org"})
    assert again.status_code == 422
    assert "Sudah dipakai orang lain." in text(again)


def _logged_in(app: Any, login: str, password: str) -> Visitor:
    visitor = Visitor(app)
    assert visitor.post("/login", login=login, password=password).status_code == 302
    return visitor


END = re.compile(r'action="(/[^"]+/end)".*?name="until" value="([^"]*)"', re.DOTALL)


def test_a_period_that_still_runs_is_ended_on_the_page_also_one_with_an_end(admin: Visitor, staff: Any) -> None:
    address = f"/people/{staff.nurhayati}"
    period = {"since": "2026-07-01", "until": "2026-12-31"}
    assert admin.post(f"{address}/superiors", superior="petugas", **period).status_code == 302
    assert admin.post(f"{address}/memberships", role="unit_hr_officer", unit="dishub", **period).status_code == 302
    ends = END.findall(text(admin.get(address)))
    assert [day for _end, day in ends] == ["2026-07-08", "2026-07-08"]
    for end, _day in ends:
        assert admin.post(end, until="2026-07-07").status_code == 302
    assert END.findall(text(admin.get(address))) == []
    assert "7 Jul 2026" in words_of(admin, address)


def test_what_has_not_begun_is_undone_by_the_day_that_the_page_proposes(admin: Visitor, staff: Any) -> None:
    address = f"/people/{staff.nurhayati}"
    coming = {"since": "2027-01-01", "until": "2027-12-31"}
    assert admin.post(f"{address}/superiors", superior="petugas", **coming).status_code == 302
    assert admin.post(f"{address}/memberships", role="unit_hr_officer", unit="dishub", **coming).status_code == 302
    away = {"kind": "plh", "absent": "kadis", "substitute": "sekda", "letter": "800/7/2026", **coming}
    assert admin.post("/substitutions/", **away).status_code == 302
    for page, count in ((address, 2), ("/substitutions/", 1)):
        ends = END.findall(text(admin.get(page)))
        assert [day for _end, day in ends] == ["2026-12-31"] * count
        assert "Belum mulai" in words_of(admin, page)
        for end, day in ends:
            assert admin.post(end, until=day).status_code == 302
        assert END.findall(text(admin.get(page))) == []


def test_a_day_that_cannot_be_meant_is_told_in_words(admin: Visitor, staff: Any) -> None:
    address = f"/people/{staff.nurhayati}"
    admin.post(f"{address}/superiors", superior="petugas", since="2026-07-01")
    admin.post(
        "/substitutions/",
        kind="plh",
        absent="kadis",
        substitute="sekda",
        letter="8",
        since="2026-07-01",
        until="2026-07-31",
    )
    ends = [
        end
        for page in (address, f"/people/{staff.kadis}", "/substitutions/")
        for end, _day in END.findall(text(admin.get(page)))
    ]
    assert len(ends) == 3
    for end in ends:
        for day in ("0001-01-01", "9999-12-31"):
            answer = admin.post(end, until=day)
            assert answer.status_code == 422, end
            assert "Tulis tanggal antara tahun 1900 dan 2200." in text(answer)


def test_a_field_left_empty_says_so_beside_itself(admin: Visitor, staff: Any) -> None:
    address = f"/people/{staff.nurhayati}"
    away = {
        "kind": "plh",
        "absent": "kadis",
        "substitute": "sekda",
        "since": "2026-07-06",
        "until": "2026-07-17",
        "letter": "8",
    }
    forms: list[tuple[str, dict[str, str], dict[str, str]]] = [
        (
            f"{address}/memberships",
            {"role": "auditor", "since": "2026-07-01"},
            {"role": "new-role", "since": "new-since"},
        ),
        (
            f"{address}/superiors",
            {"superior": "petugas", "since": "2026-07-01"},
            {"superior": "superior-who", "since": "superior-since"},
        ),
        ("/substitutions/", away, {name: name for name in away if name != "absent"}),
    ]
    for form, fields, own in forms:
        for name in own:
            answer = admin.post(form, **{**fields, name: " "})
            assert answer.status_code == 422, (form, name)
            assert re.findall(r'id="([^"]+)-hint" class="invalid-feedback">Wajib diisi', text(answer)) == [own[name]]
            assert "Tidak ada peran" not in text(answer)
    admin.post(f"{address}/superiors", superior="petugas", since="2026-07-01")
    end = END.findall(text(admin.get(address)))[0][0]
    assert "Tanggalnya belum diisi." in text(admin.post(end, until=""))
