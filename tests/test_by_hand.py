"""Work without scripts, by keyboard alone, and faster than the network."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from helpers import office
from helpers.browser.walking import log_in
from helpers.office import NURHAYATI
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
FOCUS = """() => {
  const each = document.activeElement, style = getComputedStyle(each), box = each.getBoundingClientRect();
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return {
    name: each.outerHTML.slice(0, 80), id: each.id, at: each.name ?? '', words: each.innerText ?? '',
    marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
    seen: each === document.body || !over || each.contains(over) || over.contains(each) || over.closest('label') !== null,
  };
}"""


@pytest.fixture
def visit(staff: Any, new_page: Callable[..., Page], live_server: str) -> Callable[..., Page]:
    """`visit("kadis", java_script_enabled=False)`: somebody of the office at their inbox."""
    return lambda login, **options: log_in(new_page(base_url=live_server, **options), login, office.PASSWORD)


def start(page: Page) -> None:
    page.goto("/start/permit")
    page.locator("[name='request.topic']").fill("Seminar merit")
    page.locator("[name='request.days']").fill("3")
    page.get_by_role("button", name="Kirim usulan").click()
    expect(page.get_by_role("status")).to_contain_text("dimulai")


def test_approving_and_refusing_without_scripts(visit: Callable[..., Page]) -> None:
    employee, head = (visit(who, java_script_enabled=False) for who in (NURHAYATI, "kadis"))
    start(employee)
    start(employee)
    head.goto("/")
    head.locator("a.jj-task-title").first.click()
    head.locator("button[name='approval.outcome'][value='granted']").click()
    expect(head.get_by_role("status")).to_contain_text("Selesai")
    head.locator("a.jj-task-title").first.click()
    head.locator("button[name='approval.outcome'][value='refused']").click()
    expect(head.locator("#form-errors")).to_contain_text("Alasan wajib diisi")
    head.locator("[name='approval.reason']").fill("Anggaran habis")
    head.locator("button[name='approval.outcome'][value='refused']").click()
    expect(head.get_by_role("heading", name="Tidak ada tugas untuk Anda")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_task_is_done_by_keyboard_alone(visit: Callable[..., Page], width: int) -> None:
    start(visit(NURHAYATI))
    page = visit("kadis")
    page.set_viewport_size({"width": width, "height": 640})
    page.goto("/")
    tab_to(page, "Setujui izin")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Setujui izin")
    tab_to(page, "approval.reason")
    page.keyboard.type("Sudah dibicarakan")
    tab_to(page, page.locator("button[name='approval.outcome'][value='granted']").inner_text())
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Selesai")


def tab_to(page: Page, wanted: str) -> None:
    """Tab on; whatever has the focus shows it and is not covered."""
    for _stop in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["marked"], focus
        assert focus["seen"], focus
        if wanted == focus["at"] or focus["words"].strip().startswith(wanted):
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


def test_the_first_stop_leads_to_the_content(visit: Callable[..., Page]) -> None:
    page = visit("kadis")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_nothing_typed_is_lost_while_the_fields_are_on_their_way(visit: Callable[..., Page]) -> None:
    page = visit(NURHAYATI)

    def slowly(route: Route) -> None:
        time.sleep(0.4)
        route.continue_()

    page.goto("/start/permit")
    page.route("**/fields", slowly)
    abroad, topic, days = (page.locator(f"[name='request.{name}']") for name in ("abroad", "topic", "days"))
    topic.fill("Semin")
    abroad.check()
    topic.fill("Seminar merit")
    days.fill("2")
    abroad.uncheck()
    days.fill("25")
    abroad.check()
    country = page.locator("[name='request.country']")
    country.fill("Jepang")
    topic.focus()
    expect(page.locator(".htmx-request")).to_have_count(0)
    page.wait_for_timeout(600)
    expect(country).to_have_value("Jepang")
    expect(topic).to_have_value("Seminar merit")
    expect(days).to_have_value("25")
    expect(abroad).to_be_checked()
