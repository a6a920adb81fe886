"""How a case begins: who may start it, whom it is about, its number and first variables."""

import hashlib
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

import forms
from engine import audit, calendar, document, employee, feel, person
from engine.base import new_key, next_number, now, session_of
from engine.definition import ProcessDefinition
from engine.errors import Conflict, InvalidAnswer, NotAllowed
from engine.instance.case import ProcessInstance
from engine.instance.surroundings import env
from engine.person import Person


class StartedBefore(Conflict):
    """The same start form was sent before: the case that it started is there."""

    code = "started_before"


def start(
    session: Session, definition: ProcessDefinition, actor: Person | None, answer: Mapping[str, Any],
    once: str | None = None, event: str | None = None,
) -> ProcessInstance:  # fmt: skip
    """Start a case of this definition with the answer to its start form; `once` names the form as it was shown.

    `event` is the element whose event begins it instead; the answer is then what that brought.

    Raises NotAllowed where the process property `startableBy` does not name a role of the actor, InvalidAnswer,
    StartedBefore where the same form of the actor has started a case.
    """
    process = definition.process()
    if actor is not None and not may_start(definition, actor):
        raise NotAllowed("start_not_allowed", process=definition.title)
    scope, around = start_scope(session, actor)
    form = definition.form(process.start_form) if process.start_form and event is None else None
    if form is None and actor is not None and answer:
        raise InvalidAnswer({name: [("unknown_field", {})] for name in answer})
    try:
        given = form.load(answer, scope, around) if form else dict(answer)
    except forms.InvalidAnswer as invalid:
        raise InvalidAnswer(invalid.errors) from None
    subject = _subject(session, process.properties.get("subject"), actor, given)
    unit = (subject.unit if subject else None) or (actor.unit if actor else None)
    zone = calendar.zone(unit).key
    at = now(session)
    year = at.astimezone(ZoneInfo(zone)).year
    series = f"{_prefix(definition.key)}-{year}"
    number = f"{series}-{next_number(session, series):05}"
    start_key = _unused(session, definition, actor, once)
    case = {
        "number": number,
        "started": at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds"),
        "unit": unit.key if unit else None,
    }
    variables = {**({} if event else given), **scope, "case": case}
    if process.properties.get("subject"):
        variables["subject"] = (
            employee.snapshot(session, subject, at.astimezone(ZoneInfo(zone)).date()) if subject else None
        )
    instance = ProcessInstance(
        id=new_key(), definition_id=definition.id, definition=definition, number=number, start_key=start_key,
        title=definition.title,
        status="running", subject_id=subject.id if subject else None, starter_id=actor.id if actor else None,
        unit_key=unit.key if unit else None, zone=zone, started_at=at,
        working_days=unit.working_days if unit else 5, state={}, variables={}, event_count=0,
        head_hash=audit.START,
    )  # fmt: skip
    session.add(instance)
    session.flush()
    if form and actor:
        document.attach(session, actor, form.documents(given), instance, None)
    brought = dict(given) if event else None
    instance.advance(lambda run: run.start(variables, event, brought), "instance_started", actor=actor,
                     element=event.partition("[")[0] if event else None,
                     parts={"answer": given, **({"begun": {"by": event}} if event else {})})  # fmt: skip
    return instance


def start_scope(session: Session, actor: Person | None) -> tuple[dict[str, Any], feel.Env]:
    """What the expressions of a start form see: the starter; and their clock, in the starter's zone."""
    return {"starter": _card(actor) if actor else None}, env(session, calendar.zone(actor.unit if actor else None).key)


def may_start(definition: ProcessDefinition, actor: Person) -> bool:
    """Whether the process property `startableBy` names this person: a role, `everyone` who serves, or the `public`.

    Who only registered, without unit and office, belongs to the public alone.
    """
    allowed = {name.strip() for name in (definition.properties.get("startableBy") or "").split(",")}
    offices = person.offices(session_of(actor), actor, now(session_of(actor)))
    serves = actor.unit_key is not None or bool(offices)
    return "public" in allowed or ("everyone" in allowed and serves) or any(one.role in allowed for one in offices)


def _unused(session: Session, definition: ProcessDefinition, actor: Person | None, once: str | None) -> str | None:
    """The key of this form of this person. Looked at when the series is locked, so that two at once are told apart."""
    if actor is None or not once:
        return None
    key = hashlib.sha256(f"{actor.id} {definition.key} {once}".encode()).hexdigest()
    first = session.scalar(select(ProcessInstance).where(ProcessInstance.start_key == key))
    if first is not None:
        raise StartedBefore(instance=str(first.id), number=first.number)
    return key


def _prefix(key: str) -> str:
    """The initials of a key of several words, the first three letters of one word."""
    words = key.split("_")
    return ("".join(word[:1] for word in words) if len(words) > 1 else key[:3]).upper()


def _subject(session: Session, told: str | None, actor: Person | None, given: Mapping[str, Any]) -> Person | None:
    if not told or told == "starter":
        return actor if told else None
    path = told.removeprefix("=").strip()
    value: Any = given
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    found = person.find(session, str(value or ""))
    if found is None:
        raise InvalidAnswer({path: [("person_unknown", {"given": value})]})
    return found


def _card(actor: Person) -> dict[str, Any]:
    return {"id": str(actor.id), "name": actor.name, "nip": actor.nip, "unit": actor.unit_key}
