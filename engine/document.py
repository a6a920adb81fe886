"""Files that people upload and letters that are printed: typed by their content, stored once by SHA-256."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO

from sqlalchemy import ForeignKey, LargeBinary, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import audit
from engine.audit import Actor, Chained, EventKind
from engine.database.base import Base, key_of, new_key, now, session_of
from engine.errors import AnswerRejected, NotFound, Refusal

LIMIT = 10_000_000
NAME_LENGTH = 120
# Nothing that a browser or an office program would execute: the first bytes decide, never the name.
TYPES = (
    (b"%PDF-", "application/pdf", (".pdf",)),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png", (".png",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
)


def _spelled(letter: str) -> bytes:
    # A PDF name may spell any letter as #xx (ISO 32000-2, 7.3.5).
    return rb"(?:%s|#%02x|#%02X)" % (letter.encode(), ord(letter), ord(letter))


# The entry stands plain in the trailer or the cross-reference stream's dictionary (ISO 32000-2, 7.5.5 and 7.5.8).
ENCRYPTED = re.compile(b"/" + b"".join(map(_spelled, "Encrypt")) + rb"(?=[\x00\t\n\x0c\r ()<>\[\]{}/%])")


class DocumentTooLarge(Refusal):
    """The file has more bytes than allowed."""

    code = "document_too_large"


class DocumentType(Refusal):
    """The file is neither PDF nor PNG nor JPEG, whatever its name says."""

    code = "document_type"


class DocumentEncrypted(Refusal):
    """The PDF needs a password, so that nobody could check or sign it."""

    code = "document_encrypted"


class DocumentContent(Base):
    """The bytes of one or more documents."""

    __tablename__ = "document_content"
    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Document(Base):
    """A file with its name and who uploaded it. The same bytes uploaded twice are two documents with one content."""

    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(ForeignKey("document_content.sha256"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    case_id: Mapped[int | None] = mapped_column(index=True)
    task_id: Mapped[int | None]
    uploaded_by: Mapped[int | None]
    uploaded_at: Mapped[datetime]

    def content(self) -> bytes:
        """The bytes as they were stored. Raises NotFound("content_erased") where the row of the bytes is missing."""
        stored = session_of(self).get(DocumentContent, self.sha256)
        if stored is None:
            raise NotFound("content_erased", document=str(self.id))
        return stored.content

    def to_audit(self) -> dict[str, object]:
        """The document as the audit records it: never its bytes."""
        return {
            "id": str(self.id),
            "name": self.name,
            "sha256": self.sha256,
            "size": self.size,
            "media_type": self.media_type,
        }


def store(
    session: Session,
    actor: Actor | None,
    name: str,
    source: bytes | IO[bytes],
    limit: int = LIMIT,
    *,
    case: Chained | None = None,
    task_id: int | None = None,
) -> Document:
    """Store a PDF, PNG or JPEG of at most `limit` bytes; with `case`, the event goes into its chain.

    Raises DocumentTooLarge, DocumentType or DocumentEncrypted.
    """
    content = source if isinstance(source, bytes) else source.read(limit + 1)
    media_type, endings = _check_content(content, limit)
    digest = hashlib.sha256(content).hexdigest()
    if session.scalar(select(DocumentContent.sha256).where(DocumentContent.sha256 == digest)) is None:
        # Somebody else may be storing the same bytes at this moment.
        with suppress(IntegrityError), session.begin_nested():
            session.add(DocumentContent(sha256=digest, content=content))
    document = Document(
        id=new_key(),
        sha256=digest,
        name=clean_name(name, endings),
        media_type=media_type,
        size=len(content),
        case_id=case.id if case else None,
        task_id=task_id,
        uploaded_by=actor.id if actor else None,
        uploaded_at=now(session),
    )
    session.add(document)
    audit.record(
        session,
        EventKind.DOCUMENT_STORED,
        actor=actor,
        chain=case,
        task_id=task_id,
        parts={"document": document.to_audit()},
    )
    return document


def of(session: Session, case_id: int) -> Sequence[Document]:
    """The documents of a case, oldest first."""
    query = select(Document).where(Document.case_id == case_id).order_by(Document.uploaded_at, Document.id)
    return session.scalars(query).all()


def count(session: Session, cases: Iterable[int]) -> dict[int, int]:
    """The number of documents of each of these cases, without cases that have none."""
    query = select(Document.case_id, func.count()).where(Document.case_id.in_(list(cases)))
    return {key: papers for key, papers in session.execute(query.group_by(Document.case_id)) if key is not None}


def attach(
    session: Session, actor: Actor, named: Iterable[tuple[str, str]], case: Chained, task_id: int | None
) -> None:
    """Attach the documents that an answer names, as (path, id), to the case.

    Raises AnswerRejected("document_unknown") for one that does not exist, or belongs to somebody else or another case.
    """
    for path, key in named:
        identity = key_of(key)
        document = session.get(Document, identity) if identity is not None else None
        own = document is not None and document.case_id is None and document.uploaded_by == actor.id
        if document is None or not (own or document.case_id == case.id):
            raise AnswerRejected({path: [("document_unknown", {"document": key})]})
        if own:
            document.case_id, document.task_id = case.id, task_id


def clean_name(name: str, endings: tuple[str, ...]) -> str:
    """A file name without path, control or direction characters, of at most 120 characters, ending as its type does."""
    last = PurePosixPath(name.replace("\\", "/")).name
    cleaned = "".join(letter for letter in unicodedata.normalize("NFC", last) if unicodedata.category(letter)[0] != "C")
    cleaned = re.sub(r'[<>:"/|?*\s]+', " ", cleaned).strip()
    ending = next((ending for ending in endings if cleaned.lower().endswith(ending)), None)
    stem = (cleaned[: -len(ending)] if ending else cleaned).strip(" .")
    return (stem[: NAME_LENGTH - 5].strip(" .") or "dokumen") + (ending or endings[0])


def _check_content(content: bytes, limit: int) -> tuple[str, tuple[str, ...]]:
    if len(content) > limit:
        raise DocumentTooLarge(limit=limit)
    media = next(((kind, endings) for magic, kind, endings in TYPES if content.startswith(magic)), None)
    if media is None:
        raise DocumentType(allowed=[kind for _magic, kind, _endings in TYPES])
    if media[0] == "application/pdf" and ENCRYPTED.search(content):
        raise DocumentEncrypted()
    return media
