"""A designer's day in the browser: download promotion, add a reviewer, upload, read, publish; and a broken upload."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.browser import case_reading
from helpers.browser.inspection import WIDE, inspect
from helpers.browser.redrawing import REVIEW, with_reviewer
from helpers.browser.walking import Walk
from playwright.sync_api import Page, expect

from engine.bundle import Bundle
from engine.story import StoryStep

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def test_a_designer_adds_a_reviewer(
    walk: Callable[[str], Walk], axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    case = walk("promotion/the_unit_head_strikes_it")
    case.to_the_end(1)
    page = case.seen_by("designer")
    bundle = download(page, tmp_path)
    upload(page, with_reviewer(bundle, form=False), tmp_path)
    refused(page)
    upload(page, with_reviewer(bundle), tmp_path)
    assert inspect(page, axe) == []
    page.set_viewport_size(WIDE)
    publish(page)

    assert {step.verb for step in case.story.steps} <= {"start", "task", "wait_until"}
    for step in case.story.steps[1:]:
        case.walk(step)
    begun = case.story.steps[0]
    case.walk(dataclasses.replace(begun, number=101, name="new", expect={"open": [REVIEW]}))
    answer = {"first_look.note": "Data sudah dibaca.", "first_look.outcome": "read"}
    looked = StoryStep(
        102, "task", REVIEW, by="rahmat", answer=answer, case_name="new", expect={"open": ["check_completeness"]}
    )
    case.walk(looked)
    page = case_reading.case_page(case, "new", "auditor")
    expect(page.get_by_text("Data sudah dibaca.")).to_be_visible()
    expect(page.get_by_text("Kenaikan pangkat, versi 2")).to_be_visible()
    expect(case_reading.case_page(case, "1", "auditor").get_by_text("Kenaikan pangkat, versi 1")).to_be_visible()


def download(page: Page, folder: Path) -> Bundle:
    """The ZIP of the version in force, from its page."""
    page.get_by_role("link", name="Prosedur").click()
    page.get_by_role("link", name="Kenaikan pangkat").click()
    expect(page.locator(".jj-diagram svg .djs-shape").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh ZIP").click()
    assert download.value.suggested_filename == "promotion-1.zip"
    return Bundle.from_zip(case_reading.content_of(download.value, folder))


def upload(page: Page, bundle: Bundle, folder: Path) -> None:
    (folder / "promotion.zip").write_bytes(bundle.zip())
    page.get_by_role("link", name="Prosedur", exact=True).first.click()
    page.get_by_role("link", name="Unggah versi baru").click()
    page.get_by_label("Arsip ZIP").set_input_files(folder / "promotion.zip")
    page.get_by_role("button", name="Periksa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Laporan pemeriksaan: promotion")


def refused(page: Page) -> None:
    """The element, the reason and the remedy; nothing can be published."""
    row = page.get_by_role("region", name="Temuan", exact=True).get_by_role("row").filter(has_text="Telaah awal usul")
    expect(row).to_contain_text("Formulir first_look tidak ada")
    expect(page.get_by_text("1 hal menghalangi penerbitan.")).to_be_visible()
    expect(page.get_by_role("button", name="Terbitkan")).to_have_count(0)
    page.get_by_role("link", name="Prosedur", exact=True).first.click()
    expect(page.get_by_role("row").filter(has_text="Kenaikan pangkat")).to_contain_text("1")


def publish(page: Page) -> None:
    """The changes by element; a reason; the new version."""
    expect(page.get_by_text("Dapat diterbitkan sebagai versi 2.")).to_be_visible()
    changes = page.get_by_role("region", name="Yang berubah sejak versi 1")
    expect(changes.get_by_role("row").filter(has_text="Telaah awal usul")).to_contain_text("ditambah")
    page.get_by_label("Alasan perubahan").fill("Petugas membaca usul sebelum OPD memeriksa berkas.")
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kenaikan pangkat, versi 2")
    expect(page.get_by_text("Petugas membaca usul sebelum OPD memeriksa berkas.").first).to_be_visible()
    expect(page.get_by_text("1 usulan berjalan")).to_be_visible()
