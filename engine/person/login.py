"""Checks a login and its password, and slows down guessing."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Index, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import audit
from engine.audit import EventKind
from engine.database.base import Base, new_key, now
from engine.errors import NotAllowed
from engine.person.password import matches
from engine.person.person import Person
from engine.person.search import by_login

WINDOW = timedelta(minutes=15)
PER_LOGIN, PER_SOURCE = 5, 20
KEPT = timedelta(days=1)


class WrongLogin(NotAllowed):
    """The login is unknown or inactive, or the password is wrong; the answer does not say which."""

    code = "wrong_login"


class TooManyAttempts(NotAllowed):
    """There were too many wrong attempts; `retry_at` (ISO) says when the next one is checked."""

    code = "too_many_attempts"


class LoginAttempt(Base):
    """One attempt; the login is stored as a digest, since people type passwords there by mistake."""

    __tablename__ = "login_attempt"
    __table_args__ = (Index(None, "login_digest", "at"), Index(None, "source", "at"))
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    login_digest: Mapped[str]
    source: Mapped[str]
    at: Mapped[datetime]
    succeeded: Mapped[bool]


def authenticate(session: Session, login: str, password: str, source: str) -> Person:
    """The active person with this login and password; `source` is the address that asks.

    Only reads, so that no write transaction waits for the slow check: open a read session, then write the outcome in
    another with `record_attempt`, after a refusal too.
    Raises TooManyAttempts (5 wrong in 15 minutes for a login, 20 for a source), WrongLogin. Where the login succeeded
    within a day, wrong ones from elsewhere do not count.
    """
    _refuse_guessing(session, login, source)
    person = by_login(session, login)
    fits = matches(person.password_hash if person else None, password)
    if person is None or not fits or not person.active:
        raise WrongLogin()
    return person


def record_attempt(session: Session, login: str, source: str, person: Person | None) -> None:
    """Record that a login succeeded (`person`) or not (None). Attempts older than a day are deleted.

    Raises TooManyAttempts where others guessed at the same time, so that many at once are refused too.
    """
    _refuse_guessing(session, login, source)
    session.execute(delete(LoginAttempt).where(LoginAttempt.at < now(session) - KEPT))
    session.add(
        LoginAttempt(
            id=new_key(), login_digest=_digest(login), source=source, at=now(session), succeeded=person is not None
        )
    )
    kind = EventKind.PERSON_LOGGED_IN if person else EventKind.LOGIN_REFUSED
    audit.record(session, kind, actor=person, person_id=person.id if person else None, parts={"source": source})


def _refuse_guessing(session: Session, login: str, source: str) -> None:
    begin = now(session) - WINDOW
    digest = _digest(login)
    good = select(func.max(LoginAttempt.at)).where(LoginAttempt.login_digest == digest, LoginAttempt.succeeded)
    since = max(session.scalar(good) or begin, begin)
    wrong = select(LoginAttempt.at).where(LoginAttempt.succeeded.is_(False)).order_by(LoginAttempt.at.desc())
    at_login = wrong.where(LoginAttempt.login_digest == digest, LoginAttempt.at > since)
    successes = LoginAttempt.login_digest == digest, LoginAttempt.source == source, LoginAttempt.succeeded
    if session.scalar(select(LoginAttempt.id).where(*successes).limit(1)):
        # Who logged in from here within a day is not locked out by a stranger who guesses elsewhere.
        at_login = at_login.where(LoginAttempt.source == source)
    for query, limit in (
        (at_login, PER_LOGIN),
        (wrong.where(LoginAttempt.source == source, LoginAttempt.at > begin), PER_SOURCE),
    ):
        recent = session.scalars(query.limit(limit)).all()
        if len(recent) == limit:
            raise TooManyAttempts(retry_at=(recent[-1] + WINDOW).isoformat())


def _digest(login: str) -> str:
    return hashlib.blake2b(login.strip().lower().encode(), digest_size=16).hexdigest()
