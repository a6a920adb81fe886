"""Delivers the messages and signals that a step throws to other cases, and to the cases that they begin."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit, feel, job, message, spiff
from engine.audit import EventKind
from engine.database.base import session_of
from engine.definition import ProcessDefinition, started_by

if TYPE_CHECKING:
    from engine.case.case import Case


def throw(case: "Case", thrown: spiff.Thrown, origin: int, ordinal: int) -> None:
    """Hand a message or signal that a step threw to the cases that wait for it or that it begins."""
    session = session_of(case)
    if thrown.kind == "signal":
        message.signal(session, thrown.name, thrown.payload, origin=origin, ordinal=ordinal, sender_id=case.id)
        begins = begun_by(case, thrown.element)
        beginning = started_by(session, "signal", thrown.name)
        unlisted = [definition for definition, _element in beginning if definition.key not in begins]
        note_starts_refused(session, unlisted, thrown.name, case.number)
        for definition, element in beginning:
            if definition.key not in begins or _awaited(case, definition.id, thrown.name, element):
                continue
            payload = {"definition": str(definition.id), "element": element, "payload": thrown.payload}
            key = f"signal-{origin}-{ordinal}-{definition.id}-{element}"
            job.enqueue(session, "start_by_event", key, payload, origin=origin)
        return
    message.publish(
        session,
        thrown.name,
        thrown.correlation_key or "",
        thrown.payload,
        origin=origin,
        ordinal=ordinal,
        sender_id=case.id,
        message_id=thrown.message_id,
        time_to_live=_duration(thrown.time_to_live),
        begins=begun_by(case, thrown.element),
    )


def begun_by(case: "Case", element: str) -> tuple[str, ...]:
    """The keys of the procedures that what an element throws may begin: its property `begins`."""
    return spiff.listed(case.definition.contents().diagrams.nodes[element].properties.get("begins"))


def note_starts_refused(
    session: Session, definitions: Sequence[ProcessDefinition], name: str, sender: str | None
) -> None:
    """Record that a message or signal began no case of these: its sender (a case, an account) does not list them."""
    for definition in definitions:
        start = {"process": definition.title, "key": definition.key, "version": definition.version, "message": name}
        parts = {"start": {**start, **({"sender": sender} if sender else {})}}
        audit.record(session, EventKind.START_REFUSED, digest=definition.digest, parts=parts)


def _awaited(case: "Case", definition_id: int, name: str, element: str) -> bool:
    """True if a case that another event began still waits for this signal: then no further case begins with it."""
    cases, waits = type(case), message.Subscription  # type(): this module stands below that of Case
    query = select(waits.ref).join(cases, cases.id == waits.case_id).where(cases.definition_id == definition_id)
    at = element.partition("[")[0]
    waiting = waits.name == name, waits.kind == "signal", waits.element == at
    return session_of(case).scalar(query.where(*waiting).limit(1)) is not None


def _duration(text: str | None) -> timedelta:
    """The time for which a message is kept, from the text of its diagram."""
    if not text:
        return message.TIME_TO_LIVE
    value = feel.parse(f"duration({feel_string(text)})").evaluate({}, feel.EvalContext(now=datetime.now(UTC)))
    return value if isinstance(value, timedelta) else message.TIME_TO_LIVE


def feel_string(text: str) -> str:
    """Text as a FEEL string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
