"""Notices: what a person should know, shown in the app, and by mail to those who want it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import job
from engine.database.base import Base, new_key, now, session_of
from engine.errors import NotYours
from engine.person import Person


class Notice(Base):
    """One notice to one person, as a code and its values; `webapp` has the words."""

    __tablename__ = "notice"
    __table_args__ = (Index(None, "person_id", "read_at", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int]
    code: Mapped[str]
    values: Mapped[dict[str, Any]]
    case_id: Mapped[int | None]
    task_id: Mapped[int | None]
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]

    def read(self, actor: Person) -> None:
        """Mark as read. Raises NotYours to anybody but its addressee."""
        if actor.id != self.person_id:
            raise NotYours(notice=str(self.id))
        self.read_at = self.read_at or now(session_of(self))


def notify(
    session: Session,
    person_id: int,
    code: str,
    values: Mapping[str, Any] | None = None,
    *,
    case_id: int | None = None,
    task_id: int | None = None,
) -> Notice:
    """Add a notice to one person, as a code with JSON values, and return it; it goes by mail too where wanted."""
    notice = Notice(
        id=new_key(),
        person_id=person_id,
        code=code,
        values=dict(values or {}),
        case_id=case_id,
        task_id=task_id,
        at=now(session),
    )
    session.add(notice)
    _mail(session, notice)
    return notice


def _mail(session: Session, notice: Notice) -> None:
    """Enqueue the notice as a mail, where the installation sends any and the person wants it."""
    around = job.integrations_of(session)
    if around is None or around.mailbox is None:
        return
    person = session.get(Person, notice.person_id)
    if person is not None and person.wants_mail():
        payload = {"notice": str(notice.id)}
        job.enqueue(session, "notice_mail", f"notice-{notice.id}", payload, origin=notice.id)


def unread(session: Session, person: Person, limit: int = 50) -> Sequence[Notice]:
    """The notices that the person has not read yet, newest first, at most `limit`."""
    query = select(Notice).where(Notice.person_id == person.id, Notice.read_at.is_(None))
    return session.scalars(query.order_by(Notice.at.desc(), Notice.id.desc()).limit(limit)).all()


def count_unread(session: Session, person: Person) -> int:
    """The number of notices that the person has not read yet."""
    query = select(func.count()).where(Notice.person_id == person.id, Notice.read_at.is_(None))
    return session.scalar(query) or 0


def read_all(session: Session, person: Person) -> None:
    """Mark all notices of the person as read."""
    unread_ones = update(Notice).where(Notice.person_id == person.id, Notice.read_at.is_(None))
    session.execute(unread_ones.values(read_at=now(session)))
