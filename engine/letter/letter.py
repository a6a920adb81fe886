"""A letter: numbered once, printed by the press outside any transaction, kept as an unsigned PDF."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import audit, document
from engine.audit import Chained
from engine.base import Base, canonical, new_key, now, session_of
from engine.calendar import Zoned, zone
from engine.document import Document
from engine.errors import Refusal

PRESS = Path(__file__).with_name("press.py")
FOLDER = "letters/"
SECONDS = 20
MEMORY = 1_000_000_000
ISSUER = "BKPSDM"
# Where a template asks for a package from the net, it meets a closed door at once.
NO_NETWORK = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
COUNT = text(
    "INSERT INTO letter_counter (classification, year, last) VALUES (:classification, :year, 1) "
    "ON CONFLICT (classification, year) DO UPDATE SET last = letter_counter.last + 1 RETURNING last"
)


class LetterFailed(Refusal):
    """No PDF came: `letter_failed` (message, hints), `letter_timeout` (seconds), `letter_template` (no such file)."""

    code = "letter_failed"


class LetterCounter(Base):
    """The last number given under a classification in a year; its row is locked until the transaction ends."""

    __tablename__ = "letter_counter"
    classification: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Letter(Base):
    """One official letter of an instance. It has its number from the moment it is drawn, its document once printed."""

    __tablename__ = "letter"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(unique=True)
    instance_id: Mapped[int] = mapped_column(index=True)
    template: Mapped[str]
    number: Mapped[str] = mapped_column(unique=True)
    document_id: Mapped[int | None]
    made_at: Mapped[datetime]

    def issue(self, instance: Chained, pdf: bytes) -> Document:
        """Keep the printed letter; a letter that has its document keeps that one."""
        session = session_of(self)
        if self.document_id is not None:
            return session.get_one(Document, self.document_id)
        name = f"{PurePosixPath(self.template).stem}-{self.number.replace('/', '-')}.pdf"
        kept = document.store(session, None, name, pdf, instance=instance)
        self.document_id = kept.id
        told = {"id": str(self.id), "number": self.number, "template": self.template, "document": kept.told()}
        audit.record(session, "letter_made", chain=instance, parts={"letter": told})
        return kept


def draw(
    session: Session, instance: Chained, template: str, classification: str, *, key: str | None = None,
    issuer: str = ISSUER, unit: Zoned | None = None,
) -> Letter:  # fmt: skip
    """A numbered letter, not yet printed; with the `key` of an earlier one (a job's), that one, so a retry keeps it.

    The year of the number is the one in the zone of `unit`.
    """
    there = session.scalar(select(Letter).where(Letter.key == key)) if key else None
    if there:
        return there
    identity = new_key()
    number = next_number(session, classification, now(session).astimezone(zone(unit)).year, issuer)
    drawn = Letter(
        id=identity, key=key or str(identity), instance_id=instance.id, template=template, number=number,
        made_at=now(session),
    )  # fmt: skip
    session.add(drawn)
    session.flush()
    return drawn


def of(session: Session, instance_id: int) -> Sequence[Letter]:
    """The letters of an instance, oldest first."""
    asked = select(Letter).where(Letter.instance_id == instance_id).order_by(Letter.made_at, Letter.id)
    return session.scalars(asked).all()


def next_number(session: Session, classification: str, year: int, issuer: str = ISSUER) -> str:
    """The next number of a classification (Permendagri 83/2022) in a year: `800.1.3.2/000123/BKPSDM/2026`.

    No number is given twice or left out: it is taken back if the transaction is. Raises Refusal("classification").
    """
    if not re.fullmatch(r"\d+(\.\d+)*", classification):
        raise Refusal("classification", classification=classification)
    last = session.scalar(COUNT, {"classification": classification, "year": year})
    return f"{classification}/{last:06d}/{issuer}/{year}"


def compile(  # noqa: A001 - typst's own word
    files: Mapping[str, bytes], template: str, data: Mapping[str, Any], at: datetime, seconds: float = SECONDS
) -> bytes:
    """The PDF/A-2b of a template under `letters/` of a definition's files; the same bytes for the same arguments.

    The template sees the files beside it and `json(bytes(sys.inputs.data))`, no other file, font or package; it has
    `seconds` and 1 GB of addresses. Takes half a second: call it outside a write transaction. Raises LetterFailed.
    """
    inside = {path.removeprefix(FOLDER): content for path, content in files.items() if path.startswith(FOLDER)}
    main = template.removeprefix(FOLDER)
    if main not in inside:
        raise LetterFailed("letter_template", template=template, known=sorted(inside))
    with TemporaryDirectory(prefix="jenjang-letter-") as root:
        for path, content in inside.items():
            _place(Path(root), path, content)
        asked = {
            "root": root, "template": main, "data": canonical(data).decode(), "timestamp": int(at.timestamp()),
            "memory": MEMORY,
        }  # fmt: skip
        return _pressed(root, asked, seconds)


def make(
    session: Session, instance: Chained, files: Mapping[str, bytes], template: str, data: Mapping[str, Any],
    classification: str, *, key: str | None = None, issuer: str = ISSUER, unit: Zoned | None = None,
) -> Letter:  # fmt: skip
    """Draw, print and keep a letter in one transaction; the template's data gains `letter` (number, date).

    Where the half second of printing would hold up other writers, call `draw`, `compile` and `Letter.issue` apart.
    Raises LetterFailed, Refusal("classification").
    """
    drawn = draw(session, instance, template, classification, key=key, issuer=issuer, unit=unit)
    if drawn.document_id is None:
        drawn.issue(instance, compile(files, template, {**data, "letter": told(drawn, unit)}, drawn.made_at))
    return drawn


def told(letter: Letter, unit: Zoned | None = None) -> dict[str, str]:
    """What a template reads as `letter`: its number, and its date (ISO) in the zone of `unit`."""
    return {"number": letter.number, "date": letter.made_at.astimezone(zone(unit)).date().isoformat()}


def _place(root: Path, path: str, content: bytes) -> None:
    target = root / path
    if not target.resolve().is_relative_to(root.resolve()):
        raise LetterFailed("letter_template", template=path, known=[])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _pressed(root: str, asked: Mapping[str, Any], seconds: float) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own press, by its path
            [sys.executable, "-I", str(PRESS)], input=json.dumps(asked).encode(), capture_output=True,
            timeout=seconds, cwd=root, env={"HOME": root, **NO_NETWORK}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise LetterFailed("letter_timeout", seconds=seconds) from None
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        raise LetterFailed("letter_failed", **_complaint(done.stderr))
    return done.stdout


def _complaint(stderr: bytes) -> dict[str, Any]:
    try:
        told = json.loads(stderr)
    except ValueError:
        told = {"message": stderr.decode(errors="replace")}
    return {"message": str(told.get("message", ""))[:2000], "hints": told.get("hints", [])}
