"""Machine accounts: programs that do jobs or send messages by API, each with one token and its permissions."""

import hashlib
import re
import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import audit
from engine.audit import Actor, EventKind
from engine.database.base import Base, new_key, now, session_of
from engine.errors import AlreadyDone, Invalid, NotAllowed, NotFound
from engine.job import HANDLERS

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}")
LONGEST_SCOPE, MOST_SCOPES = 200, 100


class UnknownToken(NotAllowed):
    """No machine account has this token, or it was revoked; the answer does not say which."""

    code = "unknown_token"


class Machine(Base):
    """The account of one program. Only a digest of its token is stored; a random token needs no slow hash."""

    __tablename__ = "machine"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(unique=True)
    token_digest: Mapped[str] = mapped_column(unique=True)
    job_types: Mapped[list[Any]]
    message_names: Mapped[list[Any]]
    process_keys: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None]
    revoked_at: Mapped[datetime | None]

    def require_use(self) -> None:
        """Raises UnknownToken where the account was revoked."""
        if self.revoked_at is not None:
            raise UnknownToken()

    def require_type(self, type: str) -> None:
        """Raises NotAllowed unless the account may do jobs of this type."""
        if type not in self.job_types:
            raise NotAllowed("job_type_not_yours", type=type, known=self.job_types)

    def require_message(self, name: str) -> None:
        """Raises NotAllowed unless the account may send messages of this name."""
        if name not in self.message_names:
            raise NotAllowed("message_not_yours", name=name, known=self.message_names)

    def let_begin(self, actor: Actor | None, keys: Iterable[str]) -> None:
        """Set the procedures of which its messages may begin cases: these and no other.

        Raises NotAllowed unless an administrator, UnknownToken where it was revoked, Invalid.
        """
        if actor:
            actor.require("administrator")
        self.require_use()
        listed = _scopes(keys)
        if wrong := _wrong_scopes(self.job_types, self.message_names, listed):
            raise Invalid(wrong)
        self.process_keys = listed
        audit.record(session_of(self), EventKind.TOKEN_CHANGED, actor=actor, parts={"machine": self.to_audit()})

    def revoke(self, actor: Actor | None) -> None:
        """Refuse its token from now on. Raises NotAllowed unless an administrator, AlreadyDone."""
        if actor:
            actor.require("administrator")
        if self.revoked_at is not None:
            raise AlreadyDone("token_revoked", name=self.name)
        session = session_of(self)
        self.revoked_at = now(session)
        audit.record(session, EventKind.TOKEN_REVOKED, actor=actor, parts={"machine": self.to_audit()})

    def to_audit(self) -> dict[str, Any]:
        """The account as the audit records it: never its token."""
        scopes = {"job_types": self.job_types, "messages": self.message_names, "begins": self.process_keys}
        return {"id": str(self.id), "name": self.name, **scopes}


def admit(
    session: Session,
    actor: Actor | None,
    name: str,
    *,
    job_types: Iterable[str] = (),
    messages: Iterable[str] = (),
    begins: Iterable[str] = (),
) -> tuple[Machine, str]:
    """Make a machine account and return it with its token, which nobody can read later.

    Its messages may begin cases of `begins` alone. Raises NotAllowed unless an administrator, Invalid.
    """
    if actor:
        actor.require("administrator")
    types, names, keys = _scopes(job_types), _scopes(messages), _scopes(begins)
    if wrong := _wrong(session, name, types, names, keys):
        raise Invalid(wrong)
    token = f"jj_{secrets.token_urlsafe(32)}"
    machine = Machine(
        id=new_key(),
        name=name,
        token_digest=_digest(token),
        job_types=types,
        message_names=names,
        process_keys=keys,
        made_at=now(session),
        made_by_id=actor.id if actor else None,
    )
    session.add(machine)
    session.flush()
    audit.record(session, EventKind.TOKEN_MADE, actor=actor, parts={"machine": machine.to_audit()})
    return machine, token


def of_token(session: Session, token: str, name: str | None = None) -> Machine:
    """The account with this token, and this name where one is given. Raises UnknownToken."""
    machine = session.scalar(select(Machine).where(Machine.token_digest == _digest(token)))
    if machine is None or name not in (None, machine.name):
        raise UnknownToken()
    machine.require_use()
    return machine


def named(session: Session, name: str) -> Machine:
    """The account of this name. Raises NotFound."""
    machine = session.scalar(select(Machine).where(Machine.name == name))
    if machine is None:
        raise NotFound("machine_unknown", name=name)
    return machine


def all_of_them(session: Session) -> Sequence[Machine]:
    """Every account, those in use first, by name."""
    return session.scalars(select(Machine).order_by(Machine.revoked_at.is_not(None), Machine.name)).all()


def job_types(session: Session) -> frozenset[str]:
    """The types of jobs that some account in use may do."""
    permitted = session.scalars(select(Machine.job_types).where(Machine.revoked_at.is_(None)))
    return frozenset(kind for kinds in permitted for kind in kinds)


def _scopes(texts: Iterable[str]) -> list[str]:
    return sorted({text.strip() for text in texts if text.strip()})


def _wrong(
    session: Session, name: str, types: Collection[str], names: Collection[str], keys: Collection[str]
) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    if not NAME.fullmatch(name):
        errors["name"] = [("machine_name", {})]
    elif session.scalar(select(Machine.id).where(Machine.name == name)):
        errors["name"] = [("taken", {})]
    return errors | _wrong_scopes(types, names, keys)


def _wrong_scopes(types: Collection[str], names: Collection[str], keys: Collection[str]) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    if not types and not names:
        errors["job_types"] = [("machine_idle", {})]
    if internal_types := [kind for kind in types if kind in HANDLERS and HANDLERS[kind].internal]:
        errors["job_types"] = [("machine_internal", {"types": internal_types})]
    if keys and not names:
        errors["begins"] = [("machine_begins_silent", {})]
    scopes = [*types, *names, *keys]
    if len(scopes) > MOST_SCOPES or any(len(scope) > LONGEST_SCOPE for scope in scopes):
        errors["job_types"] = [("machine_scopes", {"most": MOST_SCOPES, "longest": LONGEST_SCOPE})]
    return errors


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
