"""A promotion that is sent back twice, in the browser: each time with a file, once in error, read by everybody in it."""

from collections.abc import Callable

import pytest
from helpers.browser import case_reading
from helpers.browser.filling import PDF
from helpers.browser.inspection import inspect
from helpers.browser.walking import Walk, shipped_story
from playwright.sync_api import Locator, Page, expect

from engine.story import StoryStep

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
FILES = ["SKP 2024.pdf", "SKP 2024 bertanda tangan.pdf"]


def test_files_of_earlier_rounds_stay_when_documents_are_sent_back_twice(
    walk: Callable[[str], Walk], axe: Callable[[Page], list[str]]
) -> None:
    case = walk("promotion/the_rounds_run_out").to_the_end(until=4)
    back, completed = case.story.steps[3], case.story.steps[4]
    complete(case, completed, FILES[:1], "SKP sudah diminta ulang.")
    case.walk(back)
    form, page = case.open(completed)[0], case.page
    expect(tick(form, FILES[0])).to_be_checked()
    expect(note(form)).to_have_value("SKP sudah diminta ulang.")
    assert inspect(page, axe) == []
    complete(case, completed, FILES, "SKP 2024 sudah sinkron dan ditandatangani.")
    verified = next(step for step in shipped_story("promotion/documents_are_completed_in_time").steps if fits(step))
    form, _task = case.open(verified)
    for name in FILES:
        expect(page.get_by_role("link", name=name, exact=True).first).to_be_visible()
    expect(form).to_contain_text("SKP 2024 sudah sinkron dan ditandatangani.")
    case.walk(verified)
    for reader in ("nurhayati", "maya", "hendri", "rahmat", "lina"):
        case_reading.case_page(case, "1", reader)
        rounds = page.locator(".jj-timeline > li").filter(has_text="Berkas perbaikan")
        expect(rounds).to_have_count(2)
        expect(rounds.nth(0)).to_contain_text(FILES[0])
        expect(rounds.nth(0)).to_contain_text(FILES[1])
        expect(rounds.nth(1)).not_to_contain_text(FILES[1])
    with page.expect_download() as download:
        page.get_by_role("link", name=FILES[0], exact=True).first.click()
    assert download.value.path().read_bytes() == PDF + FILES[0].encode()


def complete(case: Walk, step: StoryStep, files: list[str], words: str) -> None:
    """Add the last of the files, forget the note, then write it: nothing of the first attempt is lost."""
    form, task = case.open(step)
    form.get_by_label("Berkas perbaikan").set_input_files(
        [{"name": files[-1], "mimeType": "application/pdf", "buffer": PDF + files[-1].encode()}]
    )
    note(form).fill("")
    form.get_by_role("button", name="Kirim", exact=True).click()
    expect(case.page.locator("#form-errors")).to_contain_text("Yang sudah diperbaiki")
    for name in files:
        expect(tick(form, name)).to_be_checked()
    note(form).fill(words)
    form.get_by_role("button", name="Kirim", exact=True).click()
    expect(case.page.get_by_role("status")).to_contain_text(f"Selesai: {task.name}, {task.number}")


def tick(form: Locator, name: str) -> Locator:
    """The tick that keeps a file of an earlier attempt or round."""
    return form.get_by_role("checkbox", name=f"Pertahankan {name}", exact=True)


def note(form: Locator) -> Locator:
    return form.get_by_role("textbox", name="Yang sudah diperbaiki")


def fits(step: StoryStep) -> bool:
    return step.target == "verify_documents" and step.answer["verification.outcome"] == "ms"
