"""The pages of everybody's work, inspected at two widths: no barrier, nothing off the screen, no policy violation."""

from collections.abc import Callable
from typing import Any

import pytest
from helpers.browser.inspection import inspect
from helpers.browser.walking import log_in
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
Axe = Callable[[Page], list[str]]
Played = Callable[..., dict[str, int]]


def test_pages_before_the_login(played: Played, page: Page, axe: Axe) -> None:
    played("promotion/the_cut_off_is_in_wib", until=1)
    assert inspect(page, axe, "/login") == []
    page.get_by_label("Nama pengguna").fill("siapa")
    page.get_by_label("Kata sandi").fill("bukan ini")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert inspect(page, axe) == []
    assert inspect(page, axe, "/register") == []
    page.get_by_role("button", name="Daftar").click()
    page.locator(".invalid-feedback").first.wait_for()
    assert inspect(page, axe) == []
    page.goto("/login")
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="Log in").or_(page.get_by_role("heading", name="Sign in")).wait_for()
    assert inspect(page, axe) == []


def test_pages_of_somebody_who_asks(played: Played, page: Page, axe: Axe) -> None:
    case = played("promotion/everybody_sends_it_back_once", until=3)["1"]
    log_in(page, "dewi")
    assert inspect(page, axe, "/") == []
    page.locator("a.jj-task-title").click()
    assert inspect(page, axe) == []
    for address in ("/start/", "/start/promotion", f"/cases/{case}", "/cases/", "/account/notices", "/account/"):
        assert inspect(page, axe, address) == [], address


def test_pages_of_an_officer_late_and_with_errors(played: Played, page: Page, axe: Axe, clock: Any) -> None:
    played("promotion/an_employee_is_promoted", until=4)
    clock.forward(days=12)
    log_in(page, "rahmat")
    assert page.locator(".jj-task.is-late").count() == 1
    assert inspect(page, axe) == []
    assert inspect(page, axe, "/?search=tidak-ada") == []
    page.goto("/")
    page.locator("a.jj-task-title").click()
    page.get_by_role("link", name="Mengapa hasilnya begini").first.click()
    page.get_by_role("heading", name="Mengapa hasilnya begini").wait_for()
    assert inspect(page, axe) == []
    for summary in page.locator("details > summary").all():
        if summary.is_visible():
            summary.click()
    assert inspect(page, axe) == []
    page.go_back()
    page.locator("#answer").get_by_role("button", name="BTL").click()
    page.locator("#form-errors").wait_for()
    assert inspect(page, axe) == []
    page.goto("/")
    task = page.locator("a.jj-task-title").get_attribute("href") or ""
    expect(page.get_by_role("checkbox")).to_have_count(0)
    assert inspect(page, axe, f"/tasks/bulk/?task={task.rsplit('/')[-1]}") == []


def test_pages_in_english(played: Played, page: Page, axe: Axe) -> None:
    case = played("promotion/an_employee_is_promoted", until=6)["1"]
    log_in(page, "lina")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Bahasa Indonesia").wait_for()
    assert inspect(page, axe) == []
    page.locator("a.jj-task-title").click()
    assert inspect(page, axe) == []
    assert inspect(page, axe, f"/cases/{case}") == []


def test_pages_that_refuse(played: Played, page: Page, axe: Axe) -> None:
    played("promotion/an_employee_is_promoted", until=4)
    log_in(page, "rahmat")
    assert inspect(page, axe, "/tidak-ada", status=404) == []
    assert inspect(page, axe, "/people/", status=403) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/")
    page.locator("a.jj-task-title").click()
    other = page.context.new_page()
    other.goto(page.url)
    for each in (other, page):
        with each.expect_navigation() as answered:
            each.get_by_role("button", name="MS", exact=False).first.click()
    assert answered.value.status == 409
    page.get_by_role("heading", level=1).wait_for()
    assert inspect(page, axe) == []
