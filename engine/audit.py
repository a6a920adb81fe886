"""The audit: what happened, by whom, why; events of a case form a hash chain that nobody can quietly change."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

import orjson
from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload

from engine.database import direct_sql
from engine.database.base import Base, canonical, new_key, now

FORMAT = "jenjang-audit/1"
START = "0" * 64


class Actor(Protocol):
    """The person who does something, as far as the rooms below `engine.person` need to know one."""

    @property
    def id(self) -> int: ...

    def require(self, *keys: str) -> None:
        """Raises NotAllowed unless the person holds one of these roles now."""


class Chained(Base):
    """What has an audit chain of its own: its length and the hash of its last event."""

    __abstract__ = True
    id: Mapped[int]
    event_count: Mapped[int] = mapped_column(default=0)
    head_hash: Mapped[str] = mapped_column(default=START)


class AuditEvent(Base):
    """The header of one event. It is never updated; what people said stands in its payloads, bound by commitments."""

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
    """One part of what an event says (answer, evaluations, effects, state), salted so that it can be erased."""

    __tablename__ = "audit_payload"
    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id"), primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    salt: Mapped[str | None]
    content: Mapped[str | None] = mapped_column(Text)
    erased_at: Mapped[datetime | None]
    erased_by_id: Mapped[int | None]


_SAID = selectinload(AuditEvent.payloads.and_(AuditPayload.part != "state"))
_COLUMNS = tuple(AuditEvent.__table__.columns.keys())


def record(
    session: Session,
    kind: str,
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
    """Write one event into the running transaction, at the end of `chain` if it belongs to a case; its key.

    `actor` is the person who did it (None: the system), `person_id` whom it is about, `mandate` the letter under
    which a substitute acted for `on_behalf_of`, `parts` what was said, each a JSON value, `moved` what it changes
    in the row of `chain`.
    """
    key, commitments, said = event_id or new_key(), {}, []
    for part, value in (parts or {}).items():
        salt, content = secrets.token_hex(16), canonical(value).decode()
        said.append({"event_id": key, "part": part, "salt": salt, "content": content})
        commitments[part] = commitment(salt, content)
    told: dict[str, Any] = {
        "id": key,
        "case_id": chain.id if chain else None,
        "seq": chain.event_count if chain else None,
        "kind": kind,
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
    told["hash"] = hash_of(_header(told))
    direct_sql.add(session, AuditEvent, [told])
    direct_sql.add(session, AuditPayload, said)
    if chain:
        direct_sql.put(chain, event_count=chain.event_count + 1, head_hash=told["hash"], **(moved or {}))
    return key


def _header(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the hash covers."""
    return {
        "id": str(told["id"]),
        "instance": _text(told["case_id"]),
        "seq": told["seq"],
        "kind": told["kind"],
        "at": told["at"].isoformat(timespec="microseconds"),
        "actor": _text(told["actor_id"]),
        "on_behalf_of": _text(told["on_behalf_of_id"]),
        "mandate": told["mandate"],
        "person": _text(told["person_id"]),
        "task": _text(told["task_id"]),
        "element": told["element"],
        "digest": told["digest"],
        "commitments": told["commitments"],
        "prev_hash": told["prev_hash"],
    }


def hash_of(header: Mapping[str, object]) -> str:
    """SHA-256 of an event's header in canonical JSON, as hexadecimal digits."""
    return hashlib.sha256(b"\x00" + canonical(header)).hexdigest()


def commitment(salt: str, content: str) -> str:
    """What binds an event to a payload without telling it."""
    return hashlib.sha256(bytes.fromhex(salt) + content.encode()).hexdigest()


def events(session: Session, case_id: int, *, whole: bool = False) -> Sequence[AuditEvent]:
    """The chain of one case, first event first, with what was said; the states after each step only if `whole`."""
    told = selectinload(AuditEvent.payloads) if whole else _SAID
    asked = select(AuditEvent).where(AuditEvent.case_id == case_id).order_by(AuditEvent.seq)
    return session.scalars(asked.options(told).execution_options(populate_existing=True)).all()


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
    """Events of all cases and of the house with what was said but the states, newest first.

    `after` is the key of the last one seen.
    """
    wanted = {AuditEvent.kind: kind, AuditEvent.actor_id: actor_id, AuditEvent.person_id: person_id}
    asked = select(AuditEvent).where(*(column == value for column, value in wanted.items() if value is not None))
    if since:
        asked = asked.where(AuditEvent.at >= since)
    if until:
        asked = asked.where(AuditEvent.at < until)
    if after:
        asked = asked.where(AuditEvent.id < after)
    newest = asked.order_by(AuditEvent.id.desc()).limit(limit)
    return session.scalars(newest.options(_SAID).execution_options(populate_existing=True)).all()


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
