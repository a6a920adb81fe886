"""A letter: numbered once, printed outside any transaction, stored as an unsigned PDF."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePosixPath

from sqlalchemy import select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import audit, document
from engine.audit import Chained, EventKind
from engine.calendar import Zoned, zone
from engine.database.base import Base, new_key, now, session_of
from engine.document import Document
from engine.errors import Refusal

ISSUER = "BKPSDM"
COUNT = text(
    "INSERT INTO letter_counter (classification, year, last) VALUES (:classification, :year, 1) "
    "ON CONFLICT (classification, year) DO UPDATE SET last = letter_counter.last + 1 RETURNING last"
)


class LetterCounter(Base):
    """The last number given under a classification in a year; its row is locked until the transaction ends."""

    __tablename__ = "letter_counter"
    classification: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Letter(Base):
    """One official letter of a case. It has its number from the moment it is drawn, its document once printed."""

    __tablename__ = "letter"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[int] = mapped_column(index=True)
    template: Mapped[str]
    number: Mapped[str] = mapped_column(unique=True)
    document_id: Mapped[int | None]
    made_at: Mapped[datetime]

    def issue(self, case: Chained, pdf: bytes) -> Document:
        """Store the printed letter and return its document; a letter that has one keeps that."""
        session = session_of(self)
        if self.document_id is not None:
            return session.get_one(Document, self.document_id)
        name = f"{PurePosixPath(self.template).stem}-{self.number.replace('/', '-')}.pdf"
        printed = document.store(session, None, name, pdf, case=case)
        self.document_id = printed.id
        parts = {"id": str(self.id), "number": self.number, "template": self.template, "document": printed.to_audit()}
        audit.record(session, EventKind.LETTER_MADE, chain=case, parts={"letter": parts})
        return printed


def draw(
    session: Session,
    case: Chained,
    template: str,
    classification: str,
    *,
    key: str | None = None,
    issuer: str = ISSUER,
    unit: Zoned | None = None,
) -> Letter:
    """A new letter with its number, not yet printed; the earlier one where `key` (a job's) is known: a retry keeps it.

    The year of the number is that in the zone of `unit`. To print it, call `compile` outside a write transaction, then
    `Letter.issue`. Raises Refusal("classification").
    """
    known = session.scalar(select(Letter).where(Letter.key == key)) if key else None
    if known:
        return known
    identity = new_key()
    number = next_number(session, classification, now(session).astimezone(zone(unit)).year, issuer)
    drawn = Letter(
        id=identity,
        key=key or str(identity),
        case_id=case.id,
        template=template,
        number=number,
        made_at=now(session),
    )
    session.add(drawn)
    session.flush()
    return drawn


def of(session: Session, case_id: int) -> Sequence[Letter]:
    """The letters of a case, oldest first."""
    query = select(Letter).where(Letter.case_id == case_id).order_by(Letter.made_at, Letter.id)
    return session.scalars(query).all()


def next_number(session: Session, classification: str, year: int, issuer: str = ISSUER) -> str:
    """The next number of a classification (Permendagri 83/2022) in a year: `800.1.3.2/000123/BKPSDM/2026`.

    No number is given twice or left out: it is taken back if the transaction is. Raises Refusal("classification").
    """
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)*", classification):
        raise Refusal("classification", classification=classification)
    last = session.scalar(COUNT, {"classification": classification, "year": year})
    return f"{classification}/{last:06d}/{issuer}/{year}"


def to_template(letter: Letter, unit: Zoned | None = None) -> dict[str, str]:
    """The number of a letter and its date (ISO, in the zone of `unit`): what a template reads as `letter`."""
    return {"number": letter.number, "date": letter.made_at.astimezone(zone(unit)).date().isoformat()}
