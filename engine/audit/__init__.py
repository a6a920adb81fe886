"""The audit: what happened, by whom, why; events of a case form a hash chain that nobody can change unnoticed."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

import orjson
from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from engine.audit.kinds import EventKind
from engine.database import direct_sql
from engine.database.base import Base, canonical, new_key, now

__all__ = [
    "Actor",
    "AuditEvent",
    "AuditPayload",
    "Chained",
    "EventKind",
    "commitment",
    "events",
    "export",
    "hash_of",
    "part",
    "record",
    "search",
]

FORMAT = "jenjang-audit/1"
START = "0" * 64


class Actor(Protocol):
    """The person who does something, as far as the rooms below `engine.person` need to know one."""

    @property
    def id(self) -> int: ...

    def require(self, *keys: str) -> None:
        """Raises NotAllowed unless the person holds one of these roles now."""


class Chained(Base):
    """A row that has an audit chain of its own: the length of it and the hash of its last event."""

    __abstract__ = True
    id: Mapped[int]
    event_count: Mapped[int] = mapped_column(default=0)
    head_hash: Mapped[str] = mapped_column(default=START)


class AuditEvent(Base):
    """The header of one event, never updated; what people wrote stands in its payloads, bound by commitments."""

    __tablename__ = "audit_event"
    __table_args__ = (
        UniqueConstraint("case_id", "seq"),
        Index(None, "kind", "at"),
        Index(None, "actor_id", "at"),
        Index(None, "person_id", "at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # The column keeps its first name: a new version backs up the database of an old one before it is migrated.
    case_id: Mapped[int | None] = mapped_column("instance_id", key="case_id")
    seq: Mapped[int | None]
    kind: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None]
    on_behalf_of_id: Mapped[int | None]
    mandate: Mapped[str | None]
    person_id: Mapped[int | None]
    task_id: Mapped[int | None]
    element: Mapped[str | None]
    digest: Mapped[str | None]
    commitments: Mapped[dict[str, Any]]
    prev_hash: Mapped[str]
    hash: Mapped[str]
    payloads: Mapped[list["AuditPayload"]] = relationship(order_by="AuditPayload.part")

    def part(self, name: str) -> Any:
        """The content of one payload; None where there is none or it was erased."""
        text = next((payload.content for payload in self.payloads if payload.part == name), None)
        return None if text is None else orjson.loads(text)

    def header(self) -> dict[str, Any]:
        """The fields that the hash covers."""
        return _header({name: getattr(self, name) for name in _COLUMNS})


class AuditPayload(Base):
    """One part of an event (answer, evaluations, effects, state), salted so that it can be erased."""

    __tablename__ = "audit_payload"
    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id"), primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    salt: Mapped[str | None]
    content: Mapped[str | None] = mapped_column(Text)
    erased_at: Mapped[datetime | None]
    erased_by_id: Mapped[int | None]


_WITHOUT_STATES = selectinload(AuditEvent.payloads.and_(AuditPayload.part != "state"))
_COLUMNS = tuple(AuditEvent.__table__.columns.keys())


def record(
    session: Session,
    kind: EventKind,
    *,
    actor: Any = None,
    chain: Chained | None = None,
    on_behalf_of: int | None = None,
    mandate: str | None = None,
    person_id: int | None = None,
    task_id: int | None = None,
    element: str | None = None,
    digest: str | None = None,
    parts: Mapping[str, object] | None = None,
    event_id: int | None = None,
    moved: Mapping[str, Any] | None = None,
) -> int:
    """The key of an event, once it is written in this transaction, at the end of `chain` if it belongs to a case.

    `actor` is the person who did it (None: the system), `person_id` whom it is about, `mandate` the letter under
    which a substitute acted for `on_behalf_of`, `parts` its payloads, each a JSON value, `moved` what it changes
    in the row of `chain`.
    """
    key, commitments, payloads = event_id or new_key(), {}, []
    for part, value in (parts or {}).items():
        salt, content = secrets.token_hex(16), canonical(value).decode()
        payloads.append({"event_id": key, "part": part, "salt": salt, "content": content})
        commitments[part] = commitment(salt, content)
    row: dict[str, Any] = {
        "id": key,
        "case_id": chain.id if chain else None,
        "seq": chain.event_count if chain else None,
        "kind": kind.value,
        "at": now(session),
        "actor_id": actor.id if actor else None,
        "on_behalf_of_id": on_behalf_of,
        "mandate": mandate,
        "person_id": person_id,
        "task_id": task_id,
        "element": element,
        "digest": digest,
        "commitments": commitments,
        "prev_hash": chain.head_hash if chain else START,
    }
    row["hash"] = hash_of(_header(row))
    direct_sql.add(session, AuditEvent, [row])
    direct_sql.add(session, AuditPayload, payloads)
    if chain:
        direct_sql.put(chain, event_count=chain.event_count + 1, head_hash=row["hash"], **(moved or {}))
    return key


def _header(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the hash covers."""
    return {
        "id": str(row["id"]),
        "instance": _text(row["case_id"]),
        "seq": row["seq"],
        "kind": row["kind"],
        "at": row["at"].isoformat(timespec="microseconds"),
        "actor": _text(row["actor_id"]),
        "on_behalf_of": _text(row["on_behalf_of_id"]),
        "mandate": row["mandate"],
        "person": _text(row["person_id"]),
        "task": _text(row["task_id"]),
        "element": row["element"],
        "digest": row["digest"],
        "commitments": row["commitments"],
        "prev_hash": row["prev_hash"],
    }


def hash_of(header: Mapping[str, object]) -> str:
    """SHA-256 of an event's header in canonical JSON, as hexadecimal digits."""
    return hashlib.sha256(b"\x00" + canonical(header)).hexdigest()


def commitment(salt: str, content: str) -> str:
    """The digest that binds an event to a payload without disclosing it."""
    return hashlib.sha256(bytes.fromhex(salt) + content.encode()).hexdigest()


def events(session: Session, case_id: int, *, whole: bool = False) -> Sequence[AuditEvent]:
    """The chain of one case, first event first, with payloads; the states after each step only if `whole`."""
    payloads = selectinload(AuditEvent.payloads) if whole else _WITHOUT_STATES
    query = select(AuditEvent).where(AuditEvent.case_id == case_id).order_by(AuditEvent.seq)
    return session.scalars(query.options(payloads).execution_options(populate_existing=True)).all()


def part(session: Session, event: AuditEvent, name: str) -> Any:
    """The content of one payload, also of a state that `events` left out; None where it was erased."""
    payload = session.get(AuditPayload, (event.id, name))
    return None if payload is None or payload.content is None else orjson.loads(payload.content)


def search(
    session: Session,
    *,
    kind: str | None = None,
    actor_id: int | None = None,
    person_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    after: int | None = None,
    limit: int = 50,
) -> Sequence[AuditEvent]:
    """Events of all cases and of the house, newest first, with payloads but the states.

    `after` is the key of the last one seen.
    """
    wanted = {AuditEvent.kind: kind, AuditEvent.actor_id: actor_id, AuditEvent.person_id: person_id}
    query = select(AuditEvent).where(*(column == value for column, value in wanted.items() if value is not None))
    if since:
        query = query.where(AuditEvent.at >= since)
    if until:
        query = query.where(AuditEvent.at < until)
    if after:
        query = query.where(AuditEvent.id < after)
    newest = query.order_by(AuditEvent.id.desc()).limit(limit)
    return session.scalars(newest.options(_WITHOUT_STATES).execution_options(populate_existing=True)).all()


def export(session: Session, chain: Chained) -> dict[str, Any]:
    """One case's whole history as JSON, checkable offline by `verify`."""
    return {
        "format": FORMAT,
        "instance": str(chain.id),
        "length": chain.event_count,
        "head": chain.head_hash,
        "events": [_exported(event) for event in events(session, chain.id, whole=True)],
    }


def _exported(event: AuditEvent) -> dict[str, Any]:
    parts = {
        payload.part: {
            "salt": payload.salt,
            "content": payload.content,
            "erased_by": _text(payload.erased_by_id),
            "erased_at": payload.erased_at.isoformat() if payload.erased_at else None,
        }
        for payload in event.payloads
    }
    return {**event.header(), "hash": event.hash, "parts": parts}


def _text(key: int | None) -> str | None:
    return None if key is None else str(key)
