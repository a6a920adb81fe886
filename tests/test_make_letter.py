"""Official letters: numbers without gaps, PDF/A without surprises."""

import io
import multiprocessing
import os
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from conftest import Clock
from helpers.definitions import started
from pypdf import PdfReader
from sqlalchemy.orm import Session

from engine import letter
from engine.case import Case
from engine.database.base import Database
from engine.document import Document
from engine.errors import Refusal
from engine.letter import Letter, LetterFailed

AT = datetime(2026, 7, 8, 2, 0, tzinfo=UTC)
SK = b"""
#let data = json(bytes(sys.inputs.data))
#set document(title: "Keputusan " + data.letter.number)
#set text(lang: "id")
#align(center)[KEPUTUSAN WALI KOTA PALEMBANG \\ NOMOR #data.letter.number]
Menetapkan #data.name pada #data.letter.date.
"""
DATA = {"name": 'Dewi "#panic()" *Anggraini* $x$'}


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def compiled(source: bytes, seconds: float = 20, **files: bytes) -> bytes:
    others = {f"letters/{name}.typ": content for name, content in files.items()}
    return letter.compile({"letters/sk.typ": source, **others}, "sk.typ", DATA, AT, seconds)


def make(session: Session, case: Case, classification: str, key: str | None = None) -> Letter:
    """Draw, print and issue a letter, as the job `letter` does in its parts."""
    drawn = letter.draw(session, case, "sk.typ", classification, key=key)
    pdf = letter.compile({"letters/sk.typ": SK}, "sk.typ", {**DATA, "letter": letter.to_template(drawn)}, drawn.made_at)
    drawn.issue(case, pdf)
    return drawn


@pytest.fixture
def case(session: Session, people: SimpleNamespace) -> Case:
    return started(session, "timed", people.nurhayati)


def test_a_letter_has_its_number_its_document_and_its_events(session: Session, case: Case) -> None:
    made = make(session, case, "800.1.3.2")
    session.commit()
    assert made.number == "800.1.3.2/000001/BKPSDM/2026"
    kept = session.get_one(Document, made.document_id)
    assert (kept.name, kept.case_id) == ("sk-800.1.3.2-000001-BKPSDM-2026.pdf", case.id)
    told = text_of(kept.content())
    assert "NOMOR 800.1.3.2/000001/BKPSDM/2026" in told
    assert 'Dewi "#panic()" *Anggraini* $x$ pada 2026-07-08' in told
    assert [event.kind for event in case.events()][-2:] == ["document_stored", "letter_made"]


def test_numbers_count_by_classification_and_year_without_gaps(database: Database, clock: Clock) -> None:
    with database.write() as session:
        given = [letter.next_number(session, kind, 2026) for kind in ("800.1.3.2", "800.1.3.2", "800.2", "800.1.3.2")]
        session.commit()
        letter.next_number(session, "800.2", 2026)
        session.rollback()
        given += [letter.next_number(session, "800.2", year) for year in (2026, 2027)]
    assert [number.split("/")[1] for number in given] == ["000001", "000002", "000001", "000003", "000002", "000001"]


def test_the_year_begins_in_the_zone_of_the_house(session: Session, case: Case, clock: Clock) -> None:
    session.commit()
    clock.set(datetime(2026, 12, 31, 17, 30, tzinfo=UTC))
    assert letter.draw(session, case, "sk.typ", "800").number == "800/000001/BKPSDM/2027"


def test_a_retry_keeps_its_number_and_its_document(session: Session, case: Case) -> None:
    drawn = letter.draw(session, case, "sk.typ", "800", key="job-1")
    made = [make(session, case, "800", key="job-1") for _ in range(2)]
    assert made == [drawn, drawn]
    assert session.query(Document).count() == 1


def test_the_same_letter_is_the_same_bytes_and_says_pdf_a() -> None:
    first, second = compiled(SK_PLAIN), compiled(SK_PLAIN)
    assert first == second
    assert b"pdfaid:part" in first


SK_PLAIN = b'#let data = json(bytes(sys.inputs.data))\n#set document(title: "SK")\n#data.name'


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process forks here")
def test_a_process_that_forks_after_a_letter_prints_on_and_so_does_its_child() -> None:
    compiled(b"satu")
    child = multiprocessing.get_context("fork").Process(target=compiled, args=(b"dua",))
    child.start()
    child.join(60)
    child.kill()
    assert child.exitcode == 0
    assert "tiga" in text_of(compiled(b"tiga"))


def test_a_template_reads_the_files_beside_it() -> None:
    pdf = compiled(b'#import "kop.typ": kop\n#kop', kop=b"#let kop = [PEMERINTAH KOTA PALEMBANG]")
    assert "PEMERINTAH KOTA PALEMBANG" in text_of(pdf)


@pytest.mark.parametrize(
    "source",
    [
        b'#read("/etc/passwd")',
        b'#read("../../../../etc/passwd")',
        b'#import "@preview/cetz:0.3.4": *',
        b"#panic()",
        b"#(",
    ],
)
def test_a_template_that_asks_for_more_or_is_broken_fails_with_a_reason(source: bytes) -> None:
    with pytest.raises(LetterFailed) as refused:
        compiled(source)
    assert refused.value.code == "letter_failed"
    assert refused.value.values["message"]


def test_a_template_that_does_not_end_is_stopped() -> None:
    with pytest.raises(LetterFailed, match="letter_timeout"):
        compiled(b"#for i in range(9999) { for j in range(9999) { for k in range(9999) {} } }", seconds=2)


def test_a_template_that_eats_memory_is_stopped() -> None:
    with pytest.raises(LetterFailed):
        compiled(b'#let a = "x" * 1000000\n#let b = range(20000).map(i => a + str(i))\n#b.len()')


def test_a_template_that_is_not_there_is_named(database: Database) -> None:
    with pytest.raises(LetterFailed, match="letter_template"):
        letter.compile({"letters/sk.typ": SK}, "../secret.typ", {}, AT)
    with pytest.raises(LetterFailed, match="letter_template"):
        letter.compile({"letters/sk.typ": SK, "letters/../../x.typ": b""}, "sk.typ", {}, AT)


def test_a_classification_is_made_of_numbers(database: Database) -> None:
    with database.write() as session, pytest.raises(Refusal, match="classification"):
        letter.next_number(session, "800'; --", 2026)


@pytest.mark.parametrize("path", ["a.typ/b.typ", "a\0b.typ", "x" * 300, ".", ""])
def test_a_file_that_cannot_lie_beside_the_template_is_refused(path: str) -> None:
    with pytest.raises(LetterFailed, match="letter_template"):
        letter.compile({"letters/a.typ": b"ok", f"letters/{path}": b"x"}, "a.typ", {}, AT)
