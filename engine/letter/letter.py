"""A letter: numbered once, printed by the press outside any transaction, kept as an unsigned PDF."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import audit, document
from engine.audit import Chained, EventKind
from engine.calendar import Zoned, zone
from engine.database.base import Base, new_key, now, session_of
from engine.document import Document
from engine.errors import Refusal
from engine.letter.printing import compile  # noqa: A004

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
        """Keep the printed letter; a letter that has its document keeps that one."""
        session = session_of(self)
        if self.document_id is not None:
            return session.get_one(Document, self.document_id)
        name = f"{PurePosixPath(self.template).stem}-{self.number.replace('/', '-')}.pdf"
        kept = document.store(session, None, name, pdf, case=case)
        self.document_id = kept.id
        told = {"id": str(self.id), "number": self.number, "template": self.template, "document": kept.told()}
        audit.record(session, EventKind.LETTER_MADE, chain=case, parts={"letter": told})
        return kept


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
    """A numbered letter, not yet printed; with the `key` of an earlier one (a job's), that one, so a retry keeps it.

    The year of the number is the one in the zone of `unit`.
    """
    there = session.scalar(select(Letter).where(Letter.key == key)) if key else None
    if there:
        return there
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
    asked = select(Letter).where(Letter.case_id == case_id).order_by(Letter.made_at, Letter.id)
    return session.scalars(asked).all()


def next_number(session: Session, classification: str, year: int, issuer: str = ISSUER) -> str:
    """The next number of a classification (Permendagri 83/2022) in a year: `800.1.3.2/000123/BKPSDM/2026`.

    No number is given twice or left out: it is taken back if the transaction is. Raises Refusal("classification").
    """
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)*", classification):
        raise Refusal("classification", classification=classification)
    last = session.scalar(COUNT, {"classification": classification, "year": year})
    return f"{classification}/{last:06d}/{issuer}/{year}"


def make(
    session: Session,
    case: Chained,
    files: Mapping[str, bytes],
    template: str,
    data: Mapping[str, Any],
    classification: str,
    *,
    key: str | None = None,
    issuer: str = ISSUER,
    unit: Zoned | None = None,
) -> Letter:
    """Draw, print and keep a letter in one transaction; the template's data gains `letter` (number, date).

    Where the half second of printing would hold up other writers, call `draw`, `compile` and `Letter.issue` apart.
    Raises LetterFailed, Refusal("classification").
    """
    drawn = draw(session, case, template, classification, key=key, issuer=issuer, unit=unit)
    if drawn.document_id is None:
        drawn.issue(case, compile(files, template, {**data, "letter": told(drawn, unit)}, drawn.made_at))
    return drawn


def told(letter: Letter, unit: Zoned | None = None) -> dict[str, str]:
    """What a template reads as `letter`: its number, and its date (ISO) in the zone of `unit`."""
    return {"number": letter.number, "date": letter.made_at.astimezone(zone(unit)).date().isoformat()}
