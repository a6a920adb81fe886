"""Every page in Chromium: no barrier (axe), nothing refused by the policy, fields that come and go, a small screen."""

from collections.abc import Callable
from typing import Any

import pytest
from helpers import office
from helpers.office import NURHAYATI, PASSWORD, Visitor, task_addresses
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def case(app: Any, staff: Any) -> str:
    employee = Visitor(app, NURHAYATI)
    address = [employee.start(request__days=days) for days in ("9", "2", "3")][0]
    head = Visitor(app, "kadis")
    task = next(each for each in task_addresses(head.get("/")) if each in head.get(address).get_data(as_text=True))
    head.post(f"{task}/complete", approval__outcome="returned", approval__reason="Terlalu lama")
    return address


def enter(page: Page, login: str) -> None:
    page.goto("/login")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.click("main button.btn-primary")
    expect(page.locator("h1")).to_have_text("Kotak tugas")


def visited(page: Page, axe: Callable[[Page], list[str]], addresses: list[str]) -> list[str]:
    found = []
    for address in addresses:
        page.goto(address)
        for island in page.locator(".jj-diagram, .jj-tables").all():
            expect(island).to_have_attribute("data-state", "ready")
        assert page.locator("h1").count() == 1, address
        found += axe(page)
    return found


def test_no_page_has_a_barrier(new_page: Any, live_server: str, axe: Any, app: Any, staff: Any, case: str) -> None:
    head = Visitor(app, "kadis")
    tasks = task_addresses(head.get("/"))
    key = case.rsplit("/")[-1]
    chosen = "/tasks/bulk/?" + "&".join(f"task={each.rsplit('/')[-1]}" for each in tasks)
    repair = task_addresses(Visitor(app, NURHAYATI).get("/"))[0]
    walks = {
        None: ["/login", "/register", "/nowhere"],
        "kadis": ["/", "/?only=late", tasks[0], chosen, "/cases/?all=1", case, "/people/"],
        NURHAYATI: ["/", repair, "/start/", "/start/permit", case, "/account/", "/account/notices"],
        "auditor": [
            "/audit/",
            "/audit/events",
            f"/audit/cases/{key}",
            "/definitions/",
            "/definitions/permit/1",
            "/definitions/permit/1/forms/approve_permit",
            "/definitions/permit/1/tables/allowance.dmn",
        ],
        "perancang": ["/definitions/upload/"],
        "admin": [
            "/people/",
            "/people/new",
            f"/people/{staff.kadis}",
            "/units/",
            "/substitutions/",
            "/machines/",
            "/people/import/",
        ],
    }
    found = []
    for login, addresses in walks.items():
        page = new_page(base_url=live_server)
        if login:
            enter(page, login)
        found += visited(page, axe, addresses)
    assert found == []


@pytest.mark.parametrize("login", ["kadis", "auditor"])
def test_pages_fit_a_small_screen(new_page: Any, live_server: str, app: Any, staff: Any, case: str, login: str) -> None:
    page = new_page(base_url=live_server, viewport={"width": 360, "height": 740})
    enter(page, login)
    task = task_addresses(Visitor(app, "kadis").get("/"))[0]
    for address in ("/", "/cases/?all=1", case, task if login == "kadis" else "/audit/events"):
        page.goto(address)
        wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, address


def test_fields_come_and_go_and_nothing_typed_is_lost(page: Page, staff: Any) -> None:
    enter(page, NURHAYATI)
    page.goto("/start/permit")
    country = page.locator('[name="request.country"]')
    expect(country).to_have_count(0)
    page.fill('[name="request.topic"]', "Seminar merit")
    page.set_input_files(
        '[name="request.invitation"]', {"name": "u.pdf", "mimeType": "application/pdf", "buffer": office.PDF}
    )
    page.check('[name="request.abroad"]')
    expect(country).to_have_count(1)
    country.fill("Jepang")
    page.fill('[name="request.days"]', "99")
    page.get_by_role("button", name="Kirim usulan").click()
    expect(page.locator("#form-errors")).to_contain_text("Paling besar 30.")
    expect(country).to_have_value("Jepang")
    page.fill('[name="request.days"]', "3")
    page.get_by_role("button", name="Kirim usulan").click()
    expect(page.locator("h1")).to_have_text("Izin seminar: Nurhayati")
    expect(page.locator("main")).to_contain_text("Jepang")
    expect(page.get_by_role("link", name="u.pdf").first).to_be_visible()


def test_the_list_is_filtered_in_place(page: Page, staff: Any, case: str) -> None:
    enter(page, "kadis")
    expect(page.locator(".jj-task")).to_have_count(2)
    page.select_option("#unit", "dinkes")
    expect(page.locator("#tasks")).to_contain_text("Tidak ada tugas yang cocok")
    page.select_option("#unit", "dishub")
    expect(page.locator(".jj-task")).to_have_count(2)
    bar = page.locator(".jj-bulk")
    expect(bar).to_be_hidden()
    page.locator(".jj-task input").first.check()
    expect(bar).to_be_visible()


def test_what_one_types_stays_when_the_session_ends_meanwhile(page: Page, app: Any, staff: Any) -> None:
    enter(page, NURHAYATI)
    page.goto("/start/permit")
    expect(page.locator('input[name="_live"]')).to_be_attached()
    Visitor(app, NURHAYATI).post("/logout/everywhere", page="/account/")
    page.fill('[name="request.topic"]', "Seminar merit")
    with page.expect_response("**/start/permit/fields") as fields:
        page.check('[name="request.abroad"]')
    assert fields.value.status == 401
    expect(page.locator('[name="request.topic"]')).to_have_value("Seminar merit")
    page.get_by_role("button", name="Kirim usulan").click()
    expect(page.get_by_role("status")).to_contain_text("belum tersimpan")
    page.fill("#login", NURHAYATI)
    page.fill("#password", PASSWORD)
    page.click("main button.btn-primary")
    expect(page.locator("#answer")).to_be_visible()


def test_a_list_that_is_filtered_after_the_session_ended_leads_to_the_login(page: Page, app: Any, staff: Any) -> None:
    enter(page, "kadis")
    Visitor(app, "kadis").post("/logout/everywhere", page="/account/")
    page.select_option("#unit", "dinkes")
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
    assert "unit%3Ddinkes" in page.url
