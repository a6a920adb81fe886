"""A sanggah in the browser: accepted by other hands; and one that comes too late, when the demo's clock is moved."""

from collections.abc import Callable
from pathlib import Path

import pytest
import reading
from playwright.sync_api import expect
from walking import Walk

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def test_a_sanggah_is_accepted_by_other_hands(walk: Callable[[str], Walk], tmp_path: Path) -> None:
    case = walk("recruitment/an_objection_is_accepted").to_the_end()
    page = reading.case_page(case, "1", "yuni")
    expect(page.get_by_role("region", name="Riwayat", exact=True)).to_contain_text("putusan pertama keliru")
    reading.audited(case, "1", tmp_path)


def test_a_sanggah_that_comes_too_late_is_refused_and_written_down(
    demo: Walk, new_page: Callable[..., Page], live_server: str
) -> None:
    """The form is open when the demo's administrator moves the clock beyond the last minute; then it is sent."""
    demo.to_the_end(6)
    late = demo.story.steps[-1]
    page = demo.seen_by("mira")
    form, found = demo.open(late, page)
    fill(form, found.view, nested(late.answer))

    administrator = log_in(new_page(base_url=live_server), "administrator")
    administrator.get_by_label("Majukan waktu sebanyak").select_option("7 hari")
    administrator.get_by_role("button", name="Majukan waktu").click()
    expect(administrator.get_by_role("complementary", name="Waktu demo")).to_contain_text("Senin, 21 September 2026")

    form.get_by_role("button", name="Ajukan sanggah").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keadaan sudah berubah")
    page = reading.case_page(demo, "1", "mira")
    history = page.get_by_role("region", name="Riwayat", exact=True)
    expect(history.get_by_role("listitem").filter(has_text="Percobaan ditolak")).to_contain_text("Dasar hukum:")
    expect(page.get_by_text("Waktu demo:")).to_be_visible()
