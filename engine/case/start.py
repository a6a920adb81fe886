"""Starts a case: the answer to its start form, its number and first variables, the notice to its subject."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

import forms
from engine import audit, calendar, document, employee, feel, notice
from engine.audit import EventKind
from engine.case import start_rules
from engine.case.case import Case
from engine.case.payload_guard import refuse_reserved
from engine.case.step import eval_context
from engine.database.base import new_key, next_number, now
from engine.definition import ProcessDefinition
from engine.errors import AnswerRejected, Conflict
from engine.person import Person, SubjectRelation, Unit
from engine.task import Authorization


class StartedBefore(Conflict):
    """The same start form was sent before: the case that it started is there."""

    code = "started_before"


def start(
    session: Session,
    definition: ProcessDefinition,
    actor: Person | None,
    answer: Mapping[str, Any],
    once: str | None = None,
    event: str | None = None,
) -> Case:
    """The case of this definition that the answer to its start form begins; `once` names the form as it was shown.

    `event` is the element whose event begins it instead; the answer is then what that brought.
    The relation of the actor to the subject is checked before anything of the subject is read.

    Raises NotAllowed where the process property `startableBy` does not name a role of the actor, AnswerRejected,
    NameReserved for what an event brings under a name of the case itself,
    NotAboutThem where `startableFor` does not name their relation to the subject, StartedBefore where the same form of
    the actor has started a case, CaseRunning where one about the same runs already.
    """
    start_rules.guard(session, definition, actor)
    start_form = definition.process().start_form
    form = definition.form(start_form) if start_form and event is None else None
    checked = refuse_reserved(answer) if event else _checked(session, form, actor, answer)
    subject, subject_relation = start_rules.subject_of(session, definition, actor, checked)
    relation = subject_relation.relation if subject_relation else None
    unit = (subject.unit if subject else None) or (actor.unit if actor else None)
    at = now(session).astimezone(ZoneInfo(calendar.zone(unit).key))
    number = _number(session, definition, at)
    start_key = _unused(session, definition, actor, once)
    start_rules.refuse_second(session, definition, subject, checked)
    case = Case(
        id=new_key(),
        definition=definition,
        number=number,
        start_key=start_key,
        title=definition.title,
        status="running",
        subject_id=subject.id if subject else None,
        starter_id=actor.id if actor else None,
        starter_relation=relation,
        unit_key=unit.key if unit else None,
        zone=calendar.zone(unit).key,
        started_at=now(session),
        working_days=unit.working_days if unit else 5,
        state={},
        variables={},
        event_count=0,
        head_hash=audit.START,
    )
    session.add(case)
    session.flush()
    if form and actor:
        document.attach(session, actor, form.documents(checked), case, None)
    first = _variables(session, case, actor, subject, unit, at)
    variables, brought = (first, dict(checked)) if event else ({**checked, **first}, None)
    case.advance(
        lambda run: run.start(variables, event, brought),
        EventKind.INSTANCE_STARTED,
        actor=actor,
        authorization=_lent(subject_relation),
        element=event.partition("[")[0] if event else None,
        parts={
            "answer": checked,
            **({"begun": {"by": event}} if event else {}),
            **({"relation": {"code": relation}} if relation else {}),
        },
    )
    _tell_subject(session, case, actor)
    return case


def start_scope(session: Session, actor: Person | None) -> tuple[dict[str, Any], feel.EvalContext]:
    """The variables of a start form's expressions (the starter), and their clock in the starter's zone."""
    return {"starter": _card(actor) if actor else None}, eval_context(
        session, calendar.zone(actor.unit if actor else None).key
    )


def _lent(subject_relation: SubjectRelation | None) -> Authorization | None:
    """The authorization of a starter who acts for somebody absent: on whose behalf, under which letter."""
    if subject_relation is None or subject_relation.on_behalf_of is None:
        return None
    office = subject_relation.role, subject_relation.unit
    return Authorization(
        "substitute", *office, subject_relation.on_behalf_of, subject_relation.letter, subject_relation.kind
    )


def _checked(
    session: Session, form: forms.Form | None, actor: Person | None, answer: Mapping[str, Any]
) -> dict[str, Any]:
    """The answer with every key of the form. Raises AnswerRejected, also where no form asks anything."""
    if form is None and actor is not None and answer:
        raise AnswerRejected({name: [("unknown_field", {})] for name in answer})
    try:
        return form.load(answer, *start_scope(session, actor)) if form else dict(answer)
    except forms.InvalidAnswer as invalid:
        raise AnswerRejected(invalid.errors) from None


def _number(session: Session, definition: ProcessDefinition, at: datetime) -> str:
    series = f"{_prefix(definition.key)}-{at.year}"
    return f"{series}-{next_number(session, series):05}"


def _variables(
    session: Session,
    case: Case,
    actor: Person | None,
    subject: Person | None,
    unit: Unit | None,
    at: datetime,
) -> dict[str, Any]:
    """The first variables of a case: the starter, the case itself, and its subject where it is about somebody."""
    started = at.isoformat(timespec="seconds")
    known: dict[str, Any] = {
        "starter": _card(actor) if actor else None,
        "case": {"number": case.number, "started": started, "unit": unit.key if unit else None},
    }
    if case.definition.process().properties.get("subject"):
        known["subject"] = employee.snapshot(session, subject, at.date()) if subject else None
    return known


def _tell_subject(session: Session, case: Case, actor: Person | None) -> None:
    """Notify the subject that the case began, unless they began it."""
    if case.subject_id is None or (actor and actor.id == case.subject_id):
        return
    code = "case_started" if actor else "case_started_by_event"
    values = {"number": case.number, "title": case.title, **({"by": actor.name} if actor else {})}
    notice.notify(session, case.subject_id, code, values, case_id=case.id)


def _unused(session: Session, definition: ProcessDefinition, actor: Person | None, once: str | None) -> str | None:
    """The key of this form of this person. Read with the series locked: of two at once, one sees the other."""
    if actor is None or not once:
        return None
    key = hashlib.sha256(f"{actor.id} {definition.key} {once}".encode()).hexdigest()
    first = session.scalar(select(Case).where(Case.start_key == key))
    if first is not None:
        raise StartedBefore(instance=str(first.id), number=first.number)
    return key


def _prefix(key: str) -> str:
    """The initials of a key of several words, the first three letters of one word."""
    words = key.split("_")
    return ("".join(word[:1] for word in words) if len(words) > 1 else key[:3]).upper()


def _card(actor: Person) -> dict[str, Any]:
    return {"id": str(actor.id), "name": actor.name, "nip": actor.nip, "unit": actor.unit_key}
