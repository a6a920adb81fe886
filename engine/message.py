"""Messages and signals between cases: a message is kept until somebody waits for it, a signal reaches who waits."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import job
from engine.database.base import Base, derived_key, now
from engine.job import Job

TIME_TO_LIVE = timedelta(days=30)


class Subscription(Base):
    """An element of a case that waits for a message with this name and correlation key, or (`kind`) a signal."""

    __tablename__ = "subscription"
    __table_args__ = (Index(None, "name", "key"),)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    ref: Mapped[int] = mapped_column(primary_key=True)
    element: Mapped[str]
    name: Mapped[str]
    key: Mapped[str]
    kind: Mapped[str] = mapped_column(default="message", server_default="message")


class Message(Base):
    """A message that was published; `taken_by_id` is the case that received it. A `message_id` is accepted once.

    It came from a case (`sender_id`) or the `account` of a machine. `begins` are the keys of the procedures of which
    it may begin a case, as its sender lists them.
    """

    __tablename__ = "message"
    __table_args__ = (Index(None, "name", "key", "taken_by_id"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    key: Mapped[str]
    message_id: Mapped[str | None] = mapped_column(unique=True)
    payload: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    sender_id: Mapped[int | None]
    taken_by_id: Mapped[int | None]
    taken_ref: Mapped[int | None]
    begins: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    account: Mapped[str | None]


def publish(
    session: Session,
    name: str,
    key: str,
    payload: Mapping[str, Any],
    *,
    origin: int,
    ordinal: int = 0,
    sender_id: int | None = None,
    message_id: str | None = None,
    time_to_live: timedelta = TIME_TO_LIVE,
    begins: Collection[str] = (),
) -> Message | None:
    """Keep a message and have a job deliver it; None if a message with this id was accepted before."""
    if message_id and session.scalar(select(Message.id).where(Message.message_id == message_id)):
        return None
    return keep(
        session,
        name,
        key,
        payload,
        origin=origin,
        ordinal=ordinal,
        sender_id=sender_id,
        message_id=message_id,
        time_to_live=time_to_live,
        begins=begins,
    )


def keep(
    session: Session,
    name: str,
    key: str,
    payload: Mapping[str, Any],
    *,
    origin: int,
    ordinal: int = 0,
    sender_id: int | None = None,
    message_id: str | None = None,
    time_to_live: timedelta = TIME_TO_LIVE,
    begins: Collection[str] = (),
    account: str | None = None,
) -> Message:
    """Keep a message whose id was not accepted before, and have a job deliver it."""
    message = Message(
        id=derived_key(origin, "message", ordinal),
        name=name,
        key=key,
        message_id=message_id,
        payload=dict(payload),
        published_at=now(session),
        expires_at=now(session) + time_to_live,
        sender_id=sender_id,
        begins=sorted(begins),
        account=account,
    )
    session.add(message)
    _enqueue_delivery(session, message, f"message-{message.id}", origin)
    return message


def accepted(session: Session, message_id: str) -> Message | None:
    """The message that was accepted with this id."""
    return session.scalar(select(Message).where(Message.message_id == message_id))


def _enqueue_delivery(session: Session, message: Message, key: str, origin: int) -> None:
    job.enqueue(session, "deliver_message", key, {"message": str(message.id)}, origin=origin)


def subscribe(session: Session, case_id: int, ref: int, element: str, name: str, key: str, *, origin: int) -> None:
    """Wait for a message; the oldest that was kept for this key is delivered."""
    session.add(Subscription(case_id=case_id, ref=ref, element=element, name=name, key=key))
    for message in waiting(session, name, key)[:1]:
        _enqueue_delivery(session, message, f"message-{message.id}-{case_id}-{ref}-{origin}", origin)


def listen(session: Session, case_id: int, ref: int, element: str, name: str) -> None:
    """Wait for a signal; earlier ones are not delivered, as signals are not stored."""
    session.add(Subscription(case_id=case_id, ref=ref, element=element, name=name, key="", kind="signal"))


def signal(
    session: Session, name: str, payload: Mapping[str, Any], *, origin: int, ordinal: int, sender_id: int
) -> None:
    """Have a job tell each other case that waits for the signal now: it is not kept for those who wait later."""
    query = select(Subscription.case_id).where(Subscription.name == name, Subscription.kind == "signal")
    for waiting in session.scalars(
        query.where(Subscription.case_id != sender_id).distinct().order_by(Subscription.case_id)
    ):
        delivery = {"name": name, "payload": dict(payload)}
        job.enqueue(
            session,
            "deliver_signal",
            f"signal-{origin}-{ordinal}-{waiting}",
            delivery,
            origin=origin,
            case_id=waiting,
        )


def hears(session: Session, case_id: int, name: str) -> Subscription | None:
    """The subscription of a case to a signal, None if it does not wait for it."""
    place = Subscription.case_id == case_id, Subscription.name == name, Subscription.kind == "signal"
    return session.scalars(select(Subscription).where(*place).order_by(Subscription.ref).limit(1)).first()


def waiting(session: Session, name: str, key: str) -> Sequence[Message]:
    """Messages of this name and key that nobody took and that have not expired, oldest first."""
    query = select(Message).where(
        Message.name == name, Message.key == key, Message.taken_by_id.is_(None), Message.expires_at > now(session)
    )
    return session.scalars(query.order_by(Message.published_at, Message.id)).all()


def expired(session: Session, delivery: Job) -> bool:
    """True if this job brings a message that has expired."""
    brings = delivery.type == "deliver_message"
    message = session.get(Message, int(delivery.payload["message"])) if brings else None
    return message is not None and message.taken_by_id is None and message.expires_at < now(session)


def receivers(session: Session, message: Message) -> Sequence[Subscription]:
    """The subscriptions to the message, by case and element."""
    awaits = Subscription.name == message.name, Subscription.key == message.key, Subscription.kind == "message"
    query = select(Subscription).where(*awaits)
    return session.scalars(query.order_by(Subscription.case_id, Subscription.ref)).all()


def still_waits(session: Session, subscription: Subscription) -> bool:
    """True if the subscription still stands: nothing was received or cancelled since it was read."""
    place = Subscription.case_id == subscription.case_id, Subscription.ref == subscription.ref
    return session.scalar(select(Subscription.ref).where(*place)) is not None


def unsubscribe(session: Session, case_id: int, refs: Collection[int]) -> None:
    """Remove the subscriptions of these elements."""
    waiting = Subscription.case_id == case_id, Subscription.ref.in_(refs)
    session.execute(delete(Subscription).where(*waiting))
