"""Reads a finished case as people do: its page, its letters, the auditor's page, and the export checked offline."""

import io
import json
import re
from pathlib import Path

import pypdf
from playwright.sync_api import Page, expect

from engine import letter, verify
from engine.case import find as find_case
from helpers.browser.walking import Walk


def case_page(walk: Walk, key: str, reader: str) -> Page:
    """A reader finds the case in the list of cases; its page shows the diagram and every step that was done."""
    number, titles, steps = summary(walk, key)
    page = walk.seen_by(reader)
    page.get_by_role("navigation", name="Utama").get_by_role("link", name="Usulan", exact=True).click()
    page.get_by_role("link", name="Semua yang boleh saya baca").click()
    page.get_by_role("link", name=number, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(titles)
    expect(page.locator(".jj-diagram svg .djs-shape").first).to_be_visible()
    expect(page.locator(".jj-diagram .bjs-powered-by")).to_be_visible()
    history = page.get_by_role("region", name="Riwayat", exact=True)
    for name, who in steps:
        entries = history.get_by_role("listitem").filter(has_text=name)
        expect(entries.filter(has_text=who).first).to_be_visible()
    return page


def summary(walk: Walk, key: str) -> tuple[str, str, list[tuple[str, str]]]:
    """The number and title of a case, and its finished tasks with who did them."""
    with walk.database.read() as session:
        case = find_case(session, walk.cases[key])
        done = [each for each in case.tasks() if each.status == "completed"]
        names = {ident: name for name, ident in people(walk).items()}
        return case.number, case.title, [(each.name, names[each.completed_by_id or 0]) for each in done]


def people(walk: Walk) -> dict[str, int]:
    """Everybody in the cast, by name."""
    from engine.person import Person

    with walk.database.read() as session:
        return {session.get_one(Person, ident).name: ident for ident in walk.cast.ids.values()}


def letters(walk: Walk, key: str, page: Page, folder: Path) -> list[str]:
    """Download every letter that the page lists: each is a PDF and carries its number. Their texts."""
    with walk.database.read() as session:
        numbers = [issued.number for issued in letter.of(session, walk.cases[key])]
    texts = []
    for number in numbers:
        with page.expect_download() as download:
            page.get_by_role("link", name=f"Surat {number}").click()
        content = content_of(download.value, folder)
        assert content.startswith(b"%PDF-")
        texts.append("\n".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(content)).pages))
        assert number in texts[-1]
    return texts


def content_of(download: object, folder: Path) -> bytes:
    path = folder / "download"
    download.save_as(path)  # type: ignore[attr-defined]
    return path.read_bytes()


def audited(walk: Walk, key: str, folder: Path) -> Page:
    """The auditor searches the case, reads all of its events, and checks the export offline."""
    with walk.database.read() as session:
        case = find_case(session, walk.cases[key])
        number, count = case.number, case.event_count
    page = walk.seen_by("auditor")
    page.get_by_role("link", name="Audit", exact=True).click()
    page.get_by_role("main").get_by_label("Cari").fill(number)
    with page.expect_response(lambda answer: f"search={number}" in answer.url):
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"search={number}"))
    expect(page.get_by_role("main").get_by_role("row")).to_have_count(2)
    page.get_by_role("link", name=number, exact=True).click()
    expect(page).to_have_url(re.compile("/audit/cases/"))
    expect(page.get_by_text(f"Rantai {count} peristiwa utuh")).to_be_visible()
    expect(page.locator("ol.jj-timeline > li")).to_have_count(count)
    with page.expect_download() as download:
        page.get_by_role("link", name="Ekspor JSON").click()
    export = json.loads(content_of(download.value, folder))
    assert len(export["events"]) == count
    assert verify.verify(export) == []
    export["events"][1]["at"] = "2020-01-01T00:00:00+00:00"
    assert verify.verify(export)[0].seq == 1
    return page
