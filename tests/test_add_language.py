"""A language is a folder: one that no Python names is offered, chosen, and speaks on every page."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from helpers.office import NURHAYATI, Visitor, task_addresses, text

from engine import person
from webapp.rendering import dates, languages, translations
from webapp.rendering.languages import LANGUAGES
from webapp.rendering.translations import Reader

SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
AT = datetime(2026, 7, 17, 9, 40, tzinfo=UTC)
MONTHS = [f"bulan{number}" for number in range(1, 13)]
DECLARATION = f"""
name = "Baso Pelembang"
locale = "en"
clock = "h"
no = "idak"
yes = "iyo"
months = {MONTHS}
months_short = {MONTHS}
days = ["Sn", "Sl", "Rb", "Km", "Jm", "Sb", "Mg"]
"""


@pytest.fixture
def plm(tmp_path: Path) -> Iterator[str]:
    """A made-up language: the English words, some changed, and days and months that CLDR does not know."""
    folder = tmp_path / "plm"
    shutil.copytree(LANGUAGES["en"].folder, folder)
    (folder / "language.toml").write_text(DECLARATION, encoding="utf-8")
    screen, deadline = folder / "screen.toml", folder / "deadline.toml"
    screen.write_text(re.sub('"Kotak tugas" = .*', '"Kotak tugas" = "Peti gawe"', screen.read_text("utf-8")), "utf-8")
    deadline.write_text(re.sub('left = ".*"', 'left = "{days} ari lagi"', deadline.read_text("utf-8")), "utf-8")
    languages.declare(folder)
    yield folder.name
    del LANGUAGES[folder.name]


def test_times_numbers_and_answers_are_written_as_the_language_declares(plm: str) -> None:
    reader = Reader(plm, "Asia/Makassar")
    assert dates.moment(AT, plm, "Asia/Makassar") == "Jm, 17 bulan7 2026 17h40 WITA"
    assert dates.moment(AT, plm, short=True) == "17 bulan7 2026 16h40 WIB"
    assert (dates.day(date(2026, 1, 2), plm), dates.clock(time(8, 5), plm)) == ("2 bulan1 2026", "08h05")
    assert [translations.plain(value, reader) for value in (1234.5, True, False)] == ["1,234.5", "iyo", "idak"]


@SQLITE
def test_pages_are_offered_and_shown_in_it(plm: str, app: Any, staff: Any, database: Any) -> None:
    kadis = Visitor(app, "kadis")
    assert f'value="{plm}"' in text(kadis.get("/"))
    Visitor(app, NURHAYATI).start()
    assert kadis.post("/language", page="/", language=plm, next="/").status_code == 302
    inbox = text(kadis.get("/"))
    assert f'<html lang="{plm}">' in inbox
    assert "Peti gawe" in inbox
    assert "Baso Pelembang" not in inbox, "a page offers the others"
    assert re.search(r"\d ari lagi", inbox)
    for address in (task_addresses(kadis.get("/"))[0], "/cases/?all=1", "/account/"):
        page = text(kadis.get(address))
        assert re.search(r"bulan\d+ 20\d\d", page) or address.startswith(("/cases", "/account"))
    with database.write() as session:
        head = session.get_one(person.Person, staff.kadis)
        assert head.locale == plm
        head.change(None, name="Kepala")
        session.commit()


@SQLITE
def test_whoever_chose_a_language_that_is_gone_reads_indonesian(plm: str, app: Any, staff: Any) -> None:
    kadis = Visitor(app, "kadis")
    kadis.post("/language", page="/", language=plm, next="/")
    gone = LANGUAGES.pop(plm)
    page = text(kadis.get("/"))
    LANGUAGES[plm] = gone
    assert '<html lang="id">' in page
    assert "Kotak tugas" in page


@SQLITE
def test_a_language_that_nobody_declared_is_refused(app: Any, staff: Any) -> None:
    assert Visitor(app, "kadis").post("/language", page="/", language="plm").status_code == 400


def test_a_folder_that_declares_nothing_is_no_language(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"language\.toml"):
        languages.declare(tmp_path)
