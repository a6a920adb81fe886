"""Login sessions: each is identified by a token, until it is closed or expires."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import audit
from engine.audit import Actor, EventKind
from engine.database.base import Base, real_clock
from engine.person.person_like import PersonLike

LONGEST = timedelta(days=7)


class LoginSession(Base):
    """One open session; the browser has the token, the row only its digest."""

    __tablename__ = "login_session"
    digest: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime]


def open_session(session: Session, person: PersonLike, lasting: timedelta = LONGEST) -> str:
    """Open a session and return its token; sessions that are over are deleted.

    All by the machine's clock, as the cookie is: the demo's clock may be moved by days.
    """
    at, token = real_clock(session), secrets.token_urlsafe(24)
    session.execute(delete(LoginSession).where(LoginSession.expires_at <= at))
    session.add(LoginSession(digest=digest_of(token), person_id=person.id, opened_at=at, expires_at=at + lasting))
    return token


def open_sessions(session: Session, person: PersonLike) -> list[LoginSession]:
    """The open sessions of a person, the latest first."""
    conditions = LoginSession.person_id == person.id, LoginSession.expires_at > real_clock(session)
    return list(session.scalars(select(LoginSession).where(*conditions).order_by(LoginSession.opened_at.desc())))


def close_session(session: Session, actor: Actor, token: str) -> None:
    """Log out: the token is refused from now on, and every copy of it."""
    conditions = LoginSession.person_id == actor.id, LoginSession.digest == digest_of(token)
    session.execute(delete(LoginSession).where(*conditions))
    audit.record(session, EventKind.SESSION_CLOSED, actor=actor)


def close_sessions(session: Session, actor: Actor) -> None:
    """Log out everywhere: end every session of the actor."""
    end_sessions(session, actor.id)
    audit.record(session, EventKind.SESSIONS_CLOSED, actor=actor)


def end_sessions(session: Session, person_id: int) -> None:
    """End every session of a person whose password changed, or who left."""
    session.execute(delete(LoginSession).where(LoginSession.person_id == person_id))


def digest_of(token: str) -> str:
    """The digest by which a token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()
