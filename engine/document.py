"""Files that people upload and letters that are made: typed by their content, kept once by SHA-256."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from sqlalchemy import ForeignKey, LargeBinary, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import audit
from engine.audit import Chained
from engine.database.base import Base, key_of, new_key, now, session_of
from engine.errors import AnswerRejected, NotFound, Refusal

if TYPE_CHECKING:
    from engine.person import Person

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
    """More bytes than allowed."""

    code = "document_too_large"


class DocumentType(Refusal):
    """Neither PDF nor PNG nor JPEG, whatever its name says."""

    code = "document_type"


class DocumentEncrypted(Refusal):
    """A PDF under a password: nobody could check it, nor sign it."""

    code = "document_encrypted"


class DocumentContent(Base):
    """The bytes of one or more documents."""

    __tablename__ = "document_content"
    sha256: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Document(Base):
    """A file under a name, and who brought it. The same bytes brought twice are two documents of one content."""

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
        """The bytes, as they were stored. Raises NotFound("content_erased") if they are gone."""
        held = session_of(self).get(DocumentContent, self.sha256)
        if held is None:
            raise NotFound("content_erased", document=str(self.id))
        return held.content

    def told(self) -> dict[str, object]:
        """What the audit and an answer say of the document."""
        return {
            "id": str(self.id),
            "name": self.name,
            "sha256": self.sha256,
            "size": self.size,
            "media_type": self.media_type,
        }


def store(
    session: Session,
    actor: "Person | None",
    name: str,
    source: bytes | IO[bytes],
    limit: int = LIMIT,
    *,
    case: Chained | None = None,
    task_id: int | None = None,
) -> Document:
    """Keep a PDF, PNG or JPEG of at most `limit` bytes; with `instance`, the event stands in its chain.

    Raises DocumentTooLarge, DocumentType or DocumentEncrypted.
    """
    content = source if isinstance(source, bytes) else source.read(limit + 1)
    media_type, endings = _checked(content, limit)
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
        session, "document_stored", actor=actor, chain=case, task_id=task_id, parts={"document": document.told()}
    )
    return document


def of(session: Session, case_id: int) -> Sequence[Document]:
    """The documents of a case, oldest first."""
    asked = select(Document).where(Document.case_id == case_id).order_by(Document.uploaded_at, Document.id)
    return session.scalars(asked).all()


def count(session: Session, cases: Iterable[int]) -> dict[int, int]:
    """How many documents each of these cases has; those without any are left out."""
    counted = select(Document.case_id, func.count()).where(Document.case_id.in_(list(cases)))
    return {key: papers for key, papers in session.execute(counted.group_by(Document.case_id)) if key is not None}


def attach(
    session: Session, actor: "Person", named: Iterable[tuple[str, str]], case: Chained, task_id: int | None
) -> None:
    """Put the documents that an answer names, as (path, id), into the case.

    Raises AnswerRejected("document_unknown") for one that is not there, or that somebody else or another case holds.
    """
    for path, key in named:
        identity = key_of(key)
        found = session.get(Document, identity) if identity is not None else None
        own = found is not None and found.case_id is None and found.uploaded_by == actor.id
        if found is None or not (own or found.case_id == case.id):
            raise AnswerRejected({path: [("document_unknown", {"document": key})]})
        if own:
            found.case_id, found.task_id = case.id, task_id


def clean_name(name: str, endings: tuple[str, ...]) -> str:
    """A file name without path, control or direction characters, of at most 120 characters, ending as its type does."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter for letter in unicodedata.normalize("NFC", last) if unicodedata.category(letter)[0] != "C")
    kept = re.sub(r'[<>:"/|?*\s]+', " ", kept).strip()
    ending = next((ending for ending in endings if kept.lower().endswith(ending)), None)
    stem = (kept[: -len(ending)] if ending else kept).strip(" .")
    return (stem[: NAME_LENGTH - 5].strip(" .") or "dokumen") + (ending or endings[0])


def _checked(content: bytes, limit: int) -> tuple[str, tuple[str, ...]]:
    if len(content) > limit:
        raise DocumentTooLarge(limit=limit)
    found = next(((kind, endings) for magic, kind, endings in TYPES if content.startswith(magic)), None)
    if found is None:
        raise DocumentType(allowed=[kind for _magic, kind, _endings in TYPES])
    if found[0] == "application/pdf" and ENCRYPTED.search(content):
        raise DocumentEncrypted()
    return found
