"""Messages from programs outside: each accepted once, and kept until a case takes it or it expires."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine import audit, message
from engine.audit import EventKind
from engine.case import Case
from engine.case.payload_guard import refuse_reserved
from engine.database.base import new_key
from engine.definition import started_by
from engine.errors import NotAllowed, NotFound
from engine.job_handlers.message import hand_over
from engine.machine import Machine
from engine.message import Message


def publish(
    session: Session,
    machine: Machine,
    name: str,
    key: str,
    variables: Mapping[str, Any],
    *,
    message_id: str | None = None,
    time_to_live: timedelta = timedelta(),
) -> Message:
    """The message, accepted; without time to live only a case that waits for it now gets it.

    The same `message_id` of the same account again returns the message that was accepted first.
    Raises NotAllowed, NameReserved.
    """
    machine.require_message(name)
    identity = f"{machine.name}/{name}/{message_id}" if message_id else None
    if identity and (known := message.accepted(session, identity)):
        return known
    try:
        with session.begin_nested():
            published = _keep(session, machine, name, key, variables, identity, time_to_live)
    except IntegrityError:  # the same message came twice at the same moment
        known = message.accepted(session, identity or "")
        if known is None:
            raise
        return known
    if not time_to_live:
        hand_over(session, published)
    return published


def correlate(
    session: Session, machine: Machine, name: str, key: str, variables: Mapping[str, Any]
) -> tuple[Message, Case]:
    """The message and the case that took it.

    Raises NotAllowed, also where it would begin what the account does not list; NotFound("nobody_waits").
    """
    machine.require_message(name)
    published = _keep(session, machine, name, key, variables, None, timedelta())
    receiver = hand_over(session, published)
    if receiver is None:
        _refuse_unlisted(session, machine, name)
        raise NotFound("nobody_waits", name=name, key=key)
    return published, receiver


def _refuse_unlisted(session: Session, machine: Machine, name: str) -> None:
    """Raises NotAllowed where the message would begin cases that the account does not list."""
    if keys := [definition.key for definition, _element in started_by(session, "message", name)]:
        raise NotAllowed("start_not_yours", name=name, processes=keys, known=machine.process_keys)


def _keep(
    session: Session,
    machine: Machine,
    name: str,
    key: str,
    variables: Mapping[str, Any],
    identity: str | None,
    time_to_live: timedelta,
) -> Message:
    origin = new_key()
    published = message.keep(
        session,
        name,
        key,
        refuse_reserved(variables),
        origin=origin,
        message_id=identity,
        time_to_live=time_to_live,
        begins=machine.process_keys,
        account=machine.name,
    )
    parts = {"message": {"name": name, "key": key, "by": machine.name}}
    audit.record(session, EventKind.MESSAGE_PUBLISHED, parts=parts, event_id=origin)
    return published
