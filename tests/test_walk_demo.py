"""The demo's clock in the browser: its administrator moves it, and what falls due is done; no other time is known."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from helpers.browser import case_reading
from helpers.browser.filling import fill
from helpers.browser.walking import Walk, log_in
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from engine.database.base import CLOCK_OFFSET, Database, Setting
from engine.story.read import nested
from webapp import create_app
from webapp.platform.config import Config

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def database(database_url: str, clock: Any) -> Iterator[Database]:
    """The test's clock plus the offset that the demo stored."""

    def moved(session: Session) -> Any:
        stored = session.get(Setting, CLOCK_OFFSET)
        return clock(session) + timedelta(seconds=stored.value["seconds"] if stored else 0)

    opened = Database(database_url, moved)
    yield opened
    opened.close()


@pytest.fixture
def app(database: Database) -> Any:
    return create_app(Config(database=str(database.url), demo=True, testing=True), database)


def test_a_sanggah_that_comes_too_late_is_refused_and_written_down(
    walk: Callable[[str], Walk], new_page: Callable[..., Page], live_server: str
) -> None:
    """The form is open when the demo's administrator moves the clock beyond the last minute; then it is sent."""
    demo = walk("recruitment/an_objection_comes_too_late").to_the_end(5)
    late = demo.story.steps[-1]
    form, found = demo.open(late)
    page = demo.page
    fill(form, found.view, nested(late.answer))

    administrator = log_in(new_page(base_url=live_server), "administrator")
    administrator.get_by_label("Majukan waktu sebanyak").select_option("7 hari")
    administrator.get_by_role("button", name="Majukan waktu").click()
    expect(administrator.get_by_role("complementary", name="Waktu demo")).to_contain_text("Senin, 21 September 2026")

    form.get_by_role("button", name="Kirim sanggah").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keadaan sudah berubah")
    page = case_reading.case_page(demo, "1", "mira")
    history = page.get_by_role("region", name="Riwayat", exact=True)
    expect(history.get_by_role("listitem").filter(has_text="Percobaan ditolak")).to_contain_text("Dasar hukum:")
    expect(page.get_by_text("Waktu demo:")).to_be_visible()
