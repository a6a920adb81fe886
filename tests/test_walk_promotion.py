"""Promotion in the browser: from the employee's start to the decree, with a BTL loop; and a Plh signs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.browser import case_reading
from helpers.browser.walking import Walk
from playwright.sync_api import expect

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def test_an_employee_is_promoted_after_documents_were_completed(walk: Callable[[str], Walk], tmp_path: Path) -> None:
    case = walk("promotion/documents_are_completed_in_time").to_the_end()
    page = case_reading.case_page(case, "1", "nurhayati")
    history = page.get_by_role("region", name="Riwayat", exact=True)
    expect(history).to_contain_text("SKP 2024 belum tersinkron di SIASN.")
    expect(history).to_contain_text("BTL")
    rules = page.get_by_role("region", name="Hasil pemeriksaan aturan", exact=True)
    expect(rules).to_contain_text("BTL KP-02 Penilaian kinerja ada tetapi belum tersinkron ke SIASN.")
    cover, decree = case_reading.letters(case, "1", page, tmp_path)
    assert "Nurhayati" in cover
    assert "Nurhayati" in decree
    page = case_reading.audited(case, "1", tmp_path)
    expect(page.get_by_text("KP-02").first).to_be_attached()


def test_a_plh_signs_for_the_unit_head(walk: Callable[[str], Walk], tmp_path: Path) -> None:
    case = walk("promotion/a_plh_signs_for_the_unit_head").to_the_end()
    page = case_reading.case_page(case, "1", "burhan")
    signed = (
        page.get_by_role("region", name="Riwayat", exact=True).get_by_role("listitem").filter(has_text="Burhanuddin")
    )
    expect(signed.first).to_contain_text("atas nama Hendri Saputra")
    expect(signed.first).to_contain_text("surat 800.1.11.1/000981/DISDUKCAPIL/2026")
    page = case_reading.audited(case, "1", tmp_path)
    expect(page.get_by_text("atas nama Hendri Saputra").first).to_be_visible()
