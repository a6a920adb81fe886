"""The rules of starting a case: by whom, about whom (`startableBy`, `startableFor`), how many (`uniqueFor`)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import person
from engine.case.case import Case
from engine.case.projection import RUNNING
from engine.database.base import now, session_of
from engine.definition import ProcessDefinition
from engine.errors import AnswerRejected, Conflict, NotAllowed
from engine.person import Person, SubjectRelation

UNRELATED = ("self",)
"""The relation by which a definition may be started that does not declare any: for oneself."""


class NotAboutThem(AnswerRejected):
    """The actor stands in no relation to the person named that this procedure takes; nothing of that person was read.

    An unknown person is refused alike: one who may not ask does not learn which numbers exist.
    """

    code = "subject_not_yours"


class CaseRunning(Conflict):
    """A case about the same (`uniqueFor`) runs already; `instance` and `number` name it."""

    code = "case_running"


def may_start(definition: ProcessDefinition, actor: Person) -> bool:
    """True if the actor may start the procedure (`startableBy`) about somebody (`startableFor`).

    `startableBy` names roles, `everyone` who serves, or the `public`. Who only registered, without unit and office,
    belongs to the public alone.
    """
    session, on = session_of(actor), now(session_of(actor))
    allowed = definition.listed("startableBy")
    offices = person.offices(session, actor, on)
    serves = actor.unit_key is not None or bool(offices)
    may = "public" in allowed or ("everyone" in allowed and serves) or any(one.role in allowed for one in offices)
    return may and (
        not is_about_others(definition) or person.can_have_relation(session, actor, relations(definition), on)
    )


def is_about_others(definition: ProcessDefinition) -> bool:
    """True if the start form names the subject."""
    return bool(definition.properties.get("subject", "starter") != "starter")


def relations(definition: ProcessDefinition) -> tuple[str, ...]:
    """The relations of a starter to the subject that the procedure allows (`startableFor`); without it `self`."""
    return definition.listed("startableFor") or UNRELATED


def guard(session: Session, definition: ProcessDefinition, actor: Person | None) -> None:
    """Raises NotAllowed unless the actor may start the procedure; an event (None) may where its sender lists it."""
    if actor is not None and not may_start(definition, actor):
        raise NotAllowed("start_not_allowed", process=definition.title)


def subject_of(
    session: Session, definition: ProcessDefinition, actor: Person | None, answer: Mapping[str, Any]
) -> tuple[Person | None, SubjectRelation | None]:
    """The subject of the case, and the actor's relation to them.

    Raises NotAboutThem where in none, AnswerRejected where nobody has that number.
    """
    source = definition.properties.get("subject")
    if not source or source == "starter":
        return (actor, SubjectRelation("self")) if source and actor else (None, None)
    path = source.removeprefix("=").strip()
    value = at_path(answer, path)
    subject = person.find(session, str(value or ""))
    if actor is None:
        if subject is None:
            raise AnswerRejected({path: [("person_unknown", {"given": value})]})
        return subject, None
    return subject, _relation_to_subject(session, definition, actor, subject, path, value)


def _relation_to_subject(
    session: Session, definition: ProcessDefinition, actor: Person, subject: Person | None, path: str, value: object
) -> SubjectRelation:
    allowed, on = relations(definition), now(session)
    if subject is None and person.reaches_everybody(session, actor, allowed, on):
        raise AnswerRejected({path: [("person_unknown", {"given": value})]})
    subject_relation = person.relation_to(session, actor, subject, allowed, on) if subject else None
    if subject_relation is None:
        about = {"person": str(subject.id)} if subject else {}
        raise NotAboutThem({path: [("subject_not_yours", {"given": value})]}, process=definition.key, **about)
    return subject_relation


def refuse_second(
    session: Session, definition: ProcessDefinition, subject: Person | None, answer: Mapping[str, Any]
) -> None:
    """Raises CaseRunning where a case of this procedure about the same person and keys (`uniqueFor`) runs."""
    keys = definition.listed("uniqueFor")
    if subject is None or "subject" not in keys:
        return
    # Two at once, even in two years: the second waits here until the first is committed, and then sees it.
    session.get(Person, subject.id, with_for_update={"key_share": True})
    open_cases = (
        select(Case)
        .join(Case.definition)
        .where(ProcessDefinition.key == definition.key, Case.subject_id == subject.id)
        .where(Case.status.in_(RUNNING))
        .order_by(Case.id)
    )
    paths = [key for key in keys if key != "subject"]
    for case in session.scalars(open_cases):
        if all(at_path(case.root(), path) == at_path(answer, path) for path in paths):
            raise CaseRunning(
                number=case.number, instance=str(case.id), process=definition.title, person=str(subject.id)
            )


def at_path(values: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path; None where there is none."""
    value: Any = values
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
