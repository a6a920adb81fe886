"""Files: what is kept, under which name, and what is refused."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from helpers.people import city
from pypdf import PdfWriter

from engine import document
from engine.audit import AuditEvent, Chained
from engine.database.base import Database
from engine.document import DocumentContent, DocumentEncrypted, DocumentTooLarge, DocumentType
from engine.errors import AnswerRejected

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 30
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 30


def pdf(password: str | None = None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if password is not None:
        writer.encrypt("", password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_file_is_kept_whole_with_its_maker_and_its_digest(database: Database) -> None:
    with database.write() as session:
        people = city(session)
        kept = document.store(session, people.nurhayati, "SKP 2025.pdf", io.BytesIO(pdf()), task_id=7)
        session.commit()
    with database.read() as session:
        found = session.get_one(document.Document, kept.id)
        assert found.content() == pdf()
        assert (found.name, found.media_type, found.size) == ("SKP 2025.pdf", "application/pdf", len(pdf()))
        assert (found.uploaded_by, found.task_id, found.case_id) == (people.nurhayati.id, 7, None)
        event = session.query(AuditEvent).filter_by(kind="document_stored").one()
        assert event.part("document")["sha256"] == found.sha256


def test_the_same_bytes_are_kept_once(database: Database) -> None:
    with database.write() as session:
        first, second = (document.store(session, None, name, pdf()) for name in ("a.pdf", "b.pdf"))
        assert first.id != second.id
        assert first.sha256 == second.sha256
        assert session.query(DocumentContent).count() == 1


@pytest.mark.parametrize(
    ("content", "media_type", "name"),
    [(PNG, "image/png", "foto.png"), (JPEG, "image/jpeg", "foto.jpg"), (pdf(), "application/pdf", "foto.pdf")],
)
def test_the_content_says_the_type_and_the_name_follows(
    database: Database, content: bytes, media_type: str, name: str
) -> None:
    with database.write() as session:
        kept = document.store(session, None, "foto", content)
        assert (kept.media_type, kept.name) == (media_type, name)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"MZ\x90\x00",
        b"PK\x03\x04",
        b"#!/bin/sh\n",
        b"<svg onload=x>",
        b"GIF89a",
        b"\n%PDF-1.7 behind something else",
        b"\x89PNG\r\n\x1a\n<script>",
        b"{\\rtf1",
    ],
)
def test_anything_else_is_refused_whatever_its_name(database: Database, content: bytes) -> None:
    with database.write() as session, pytest.raises(DocumentType):
        document.store(session, None, "surat.pdf", content)


@pytest.mark.parametrize("password", ["", "rahasia"])
def test_an_encrypted_pdf_is_refused(database: Database, password: str) -> None:
    with database.write() as session, pytest.raises(DocumentEncrypted):
        document.store(session, None, "surat.pdf", pdf(password))


def test_an_encryption_entry_spelt_in_hexadecimal_is_seen(database: Database) -> None:
    hidden = pdf("").replace(b"/Encrypt", b"/#45ncr#79pt")
    with database.write() as session, pytest.raises(DocumentEncrypted):
        document.store(session, None, "surat.pdf", hidden)


def test_words_that_only_begin_alike_are_no_encryption(database: Database) -> None:
    with database.write() as session:
        assert document.store(session, None, "surat.pdf", pdf() + b"\n% /EncryptMetadata /Encrypted")


def test_too_many_bytes_are_refused_without_reading_them_all(database: Database) -> None:
    source = io.BytesIO(b"%PDF-" + b"x" * 1000)
    with database.write() as session, pytest.raises(DocumentTooLarge):
        document.store(session, None, "surat.pdf", source, limit=100)
    assert source.tell() == 101


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\siti\\SK.PDF", "SK.pdf"),
        ("surat\x00\r\nSet-Cookie: a=b.pdf", "suratSet-Cookie a=b.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
        ("  ", "dokumen.pdf"),
        (".pdf", "dokumen.pdf"),
        ("...", "dokumen.pdf"),
        ("Ijazah Ñandú – 2019.pdf", "Ijazah Ñandú – 2019.pdf"),
        ('a"b<c>d|e?.pdf', "a b c d e.pdf"),
        ("x" * 500 + ".pdf", "x" * 115 + ".pdf"),
    ],
)
def test_names_lose_paths_and_hidden_characters(given: str, kept: str) -> None:
    assert document.clean_name(given, (".pdf",)) == kept


@pytest.mark.parametrize("key", ["9223372036854775808", "9999999999999999999", "٣", "-1"])
def test_an_id_that_no_document_can_have_is_an_unknown_one(database: Database, key: str) -> None:
    with database.write() as session, pytest.raises(AnswerRejected) as refused:
        document.attach(session, city(session).nurhayati, [("papers", key)], Chained(), None)
    assert refused.value.errors == {"papers": [("document_unknown", {"document": key})]}


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_two_people_bring_the_same_bytes_at_once(database: Database) -> None:
    with database.write() as session:
        people = city(session)
    with database.write() as one, database.write() as other, ThreadPoolExecutor(1) as second:
        document.store(one, people.nurhayati, "a.png", PNG)
        waiting = second.submit(document.store, other, people.kadis, "b.png", PNG)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        one.commit()
        waiting.result(timeout=120)
        other.commit()
    with database.read() as session:
        assert session.query(DocumentContent).count() == 1
