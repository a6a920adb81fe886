"""A sanggah in the browser: filed at home in the evening, answered and reviewed by other hands, accepted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.browser import case_reading
from helpers.browser.walking import Walk
from playwright.sync_api import expect

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def test_a_sanggah_is_accepted_by_other_hands(walk: Callable[[str], Walk], tmp_path: Path) -> None:
    case = walk("recruitment/an_objection_is_accepted").to_the_end()
    page = case_reading.case_page(case, "1", "yuni")
    expect(page.get_by_role("region", name="Riwayat", exact=True)).to_contain_text("putusan pertama keliru")
    case_reading.audited(case, "1", tmp_path)
