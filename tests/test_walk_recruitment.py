"""Recruitment in the browser: an applicant registers, applies, and is appointed; a sanggah is heard by other hands."""

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.browser import case_reading
from helpers.browser.walking import Walk
from playwright.sync_api import expect

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def test_an_applicant_registers_and_becomes_a_cpns(walk: Callable[[str], Walk], tmp_path: Path) -> None:
    case = walk("recruitment/an_applicant_becomes_a_cpns").to_the_end()
    page = case_reading.case_page(case, "1", "doni")
    assert len(case_reading.letters(case, "1", page, tmp_path)) == 3
    page = case_reading.case_page(case, "1", "putri")
    expect(page.get_by_role("region", name="Dokumen dan surat")).to_contain_text("ktp.pdf")
    case_reading.audited(case, "1", tmp_path)
