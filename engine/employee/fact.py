"""One dated fact about a person: rank, post, appraisal, training, discipline …, never overwritten."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine.database.base import Base, new_key, now
from engine.errors import Refusal
from engine.person import Person

# A kind of which one holds at a time: its keys stand flat in the snapshot, its date as `<kind>_since`.
SINGLE = {
    "rank": {"rank": "rank"},
    "post": {"post": "text", "post_kind": "text", "echelon": "text", "level": "text"},
    "education": {"education": "text"},
    "status": {"legal_status": "text"},
    "credit": {"credit": "number"},
    "birth": {"birth_date": "date"},
    "talent": {"talent_box": "number"},
}


@dataclass(frozen=True)
class ListedKind:
    """A kind of fact of which many hold at once: its key in the snapshot, all fields, those that identify an entry."""

    plural: str
    fields: Mapping[str, str]
    same: tuple[str, ...]


LISTS = {
    "appraisal": ListedKind("appraisals", {"year": "number", "predicate": "text", "synchronised": "flag"}, ("year",)),
    "training": ListedKind(
        "trainings",
        {"title": "text", "kind": "text", "hours": "number", "from": "date", "until": "date", "certificate": "text"},
        ("title", "from"),
    ),
    "discipline": ListedKind("disciplines", {"level": "text", "from": "date", "until": "date"}, ("level", "from")),
    "exam": ListedKind("exams", {"name": "text", "date": "date"}, ("name", "date")),
}
# Golongan ruang of a PNS (I/a … IV/e), golongan of a PPPK (I … XVII).
RANK = re.compile(r"(I|II|III)/[a-d]|IV/[a-e]|X{0,1}(I|II|III|IV|V|VI|VII|VIII|IX|X)")
NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,15})?")
LARGEST = 1e12
TRUE, FALSE = ("true", "ya", "y", "1"), ("false", "tidak", "t", "0")


class FactRefused(Refusal):
    """A fact of an unknown kind, with an unknown field, or with a value that its field cannot hold."""

    code = "fact_refused"


class Fact(Base):
    """A fact about a person from `valid_from` to `valid_to` (included; no end: None), and its source."""

    __tablename__ = "fact"
    __table_args__ = (Index(None, "person_id", "kind", "valid_from"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    value: Mapped[dict[str, Any]]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str]
    recorded_at: Mapped[datetime]

    def to_audit(self) -> dict[str, Any]:
        """The fact as the audit records it."""
        return {
            "id": str(self.id),
            "kind": self.kind,
            "value": self.value,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "source": self.source,
        }


def add_fact(
    session: Session,
    person: Person,
    kind: str,
    value: Mapping[str, Any],
    valid_from: date,
    source: str,
    valid_to: date | None = None,
    all_facts: Sequence[Fact] | None = None,
) -> tuple[Fact, bool]:
    """The fact, and whether it is new: the same fact is not added twice. Writes no event.

    A correction is a fact of the same date. `all_facts` are those of the person, where the caller has read them.
    Raises FactRefused (`fact_kind`, `fact_field`, `fact_value`), Refusal("period_reversed").
    """
    wanted = normalized(kind, value)
    if valid_to and valid_to < valid_from:
        raise Refusal("period_reversed", since=valid_from.isoformat(), until=valid_to.isoformat())
    same = [
        fact
        for fact in (facts_about(session, person) if all_facts is None else all_facts)
        if fact.kind == kind and (fact.valid_from == valid_from if kind in SINGLE else _same(kind, fact.value, wanted))
    ]
    if same and same[-1].value == wanted and same[-1].valid_to == valid_to:
        return same[-1], False
    fact = Fact(
        id=new_key(),
        person_id=person.id,
        kind=kind,
        value=wanted,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source,
        recorded_at=now(session),
    )
    session.add(fact)
    return fact, True


def facts_about(session: Session, person: Person) -> list[Fact]:
    """All facts that were ever recorded about a person, by the day from which they hold."""
    query = select(Fact).where(Fact.person_id == person.id)
    return list(session.scalars(query.order_by(Fact.valid_from, Fact.recorded_at, Fact.id)))


def normalized(kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """The value of a fact with every field of its kind, dates as ISO strings. Raises FactRefused."""
    if kind not in SINGLE and kind not in LISTS:
        raise FactRefused("fact_kind", kind=kind, kinds=[*SINGLE, *LISTS])
    fields = SINGLE[kind] if kind in SINGLE else LISTS[kind].fields
    unknown = sorted(set(value) - set(fields))
    if unknown:
        raise FactRefused("fact_field", kind=kind, fields=unknown, known=list(fields))
    return {name: _normalized(kind, name, wanted, value.get(name)) for name, wanted in fields.items()}


def _same(kind: str, value: Mapping[str, Any], another: Mapping[str, Any]) -> bool:
    return all(value.get(field) == another.get(field) for field in LISTS[kind].same)


def _normalized(kind: str, field: str, wanted: str, value: Any) -> Any:
    if value is None or value == "":
        return None
    try:
        return READERS[wanted](value)
    except (ValueError, TypeError, AttributeError):
        raise FactRefused("fact_value", kind=kind, field=field, type=wanted, value=str(value)[:80]) from None


def _number(value: Any) -> int | float:
    if isinstance(value, str) and not NUMBER.fullmatch(value := value.strip()):
        raise ValueError
    number = float(value.replace(",", ".")) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise TypeError
    if not abs(number) <= LARGEST:
        raise ValueError
    return int(number) if number == int(number) else number


def as_date(value: Any) -> date:
    """The date that `value` is or spells: 2026-07-14, 14-07-2026 or 14/07/2026. Raises ValueError, TypeError."""
    if isinstance(value, date):
        return value
    local = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", value.strip())
    return date(*map(int, reversed(local.groups()))) if local else date.fromisoformat(value.strip())


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = value.strip().lower()
    if word not in TRUE + FALSE:
        raise ValueError
    return word in TRUE


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value.strip()


def _rank(value: Any) -> str:
    if not RANK.fullmatch(text := _text(value)):
        raise ValueError
    return text


def _iso_date(value: Any) -> str:
    return as_date(value).isoformat()[:10]


READERS: dict[str, Callable[[Any], Any]] = {
    "text": _text,
    "rank": _rank,
    "number": _number,
    "flag": _flag,
    "date": _iso_date,
}
