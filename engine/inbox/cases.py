"""The cases that a person may read: one rule for every list, page, search and document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, union_all
from sqlalchemy.orm import Session, joinedload

from engine import definition, person
from engine.audit import AuditEvent, AuditPayload, EventKind
from engine.case import Case, may_start
from engine.database.base import now
from engine.definition import ProcessDefinition
from engine.errors import NotFound
from engine.inbox.search import look_up
from engine.person import Office, Person
from engine.task import Task
from engine.task.authorization_query import climbed, named_for, offered, offers

PAGE = 50


@dataclass(frozen=True)
class Page:
    """One page of a list; `next` is what `after` must be to get the page behind it.

    `bound`: the search meant more people or cases than these, which are all that is looked at.
    """

    items: Sequence[Any]
    next: str | None
    bound: int | None = None


def cases(
    session: Session,
    actor: Person,
    *,
    search: str = "",
    process: str | None = None,
    status: str | None = None,
    mine: bool = False,
    after: int | None = None,
    limit: int = PAGE,
) -> Page:
    """The cases that the actor may read, newest first; `mine`: those about them or that they began."""
    where = [followed(session, actor) if mine else _readable(session, actor), *_filters(process, status, after)]
    hits = look_up(session, search)
    ways = [[*where, condition] for condition in hits.of_cases()] if hits else [where]
    if not ways:
        return Page([], None)
    newest = [select(Case.id).where(*way).order_by(Case.id.desc()).limit(limit + 1) for way in ways]
    keys = union_all(*(select(way.subquery()) for way in newest)).subquery()
    rows = session.scalars(
        select(Case)
        .where(Case.id.in_(select(keys.c.id)))
        .order_by(Case.id.desc())
        .options(joinedload(Case.definition))
        .limit(limit + 1)
    ).all()
    return Page(rows[:limit], str(rows[limit - 1].id) if len(rows) > limit else None, hits.bound if hits else None)


def _filters(process: str | None, status: str | None, after: int | None) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if process:
        keys = select(ProcessDefinition.id).where(ProcessDefinition.key == process)
        where.append(Case.definition_id.in_(keys))
    if status:
        where.append(Case.status == status)
    if after:
        where.append(Case.id < after)
    return where


def case(session: Session, actor: Person, case_id: int) -> Case:
    """The case, if the actor may read it. Raises NotFound to all others."""
    case = session.get(Case, case_id)
    if case is None or not may_read(session, actor, case):
        raise NotFound(instance=str(case_id))
    return case


def may_read(session: Session, actor: Person, case: Case) -> bool:
    """True if the actor may read this case: the same rule as every list."""
    query = select(Case.id).where(Case.id == case.id, _readable(session, actor))
    return session.scalar(query) is not None


def has_read(session: Session, actor: Person, case: Case, since: datetime) -> bool:
    """True if a `sensitive_read` of this case by the actor is recorded since then."""
    about = AuditEvent.actor_id == actor.id, AuditEvent.person_id == case.subject_id, AuditEvent.at >= since
    reads = AuditEvent.kind == EventKind.SENSITIVE_READ, AuditPayload.part == "read", AuditPayload.content.is_not(None)
    query = select(AuditPayload.content).join(AuditEvent, AuditEvent.id == AuditPayload.event_id).where(*about, *reads)
    return any(orjson.loads(content or "{}").get("case") == case.number for content in session.scalars(query))


def readable(session: Session, actor: Person) -> Select[int]:
    """The keys of all cases that the actor may read, as a subquery for lists of what hangs on them."""
    return select(Case.id).where(_readable(session, actor))


def startable(session: Session, actor: Person) -> list[ProcessDefinition]:
    """The newest definitions that the actor may start."""
    return [newest for newest in definition.all_latest(session) if may_start(newest, actor)]


def _readable(session: Session, actor: Person) -> ColumnElement[bool]:
    """The condition for cases that the actor may read: as follower, by a task, by an office, by `readableBy`."""
    offices = person.offices(session, actor, now(session))
    roles = {office.role for office in offices}
    if roles & {"auditor", "operator"}:
        return Case.id.is_not(None)
    has_or_did_a_task = exists().where(
        Task.case_id == Case.id, or_(Task.assignee_id == actor.id, Task.completed_by_id == actor.id)
    )
    open_to_him = exists().where(
        Task.case_id == Case.id,
        Task.status == "open",
        or_(offered(offers(session, actor)), Task.id.in_(climbed(session, actor)), named_for(actor)),
    )
    headed = [office.unit for office in offices if office.role == "unit_head" and office.unit]
    return or_(
        followed(session, actor),
        has_or_did_a_task,
        open_to_him,
        Case.unit_key.in_(headed),
        *_named_readers(session, offices),
    )


def followed(session: Session, actor: Person) -> ColumnElement[bool]:
    """Cases about the actor, and those that they began and to whose subject they still stand as then.

    In Python the same rule is `Case.followed_by`.
    """
    case, units = Case, _units_by_relation(session, actor)
    at_units = [
        and_(case.starter_relation == relation, case.subject_id.in_(select(Person.id).where(Person.unit_key.in_(keys))))
        for relation, keys in units.items()
        if keys
    ]
    anywhere = case.starter_relation.in_([relation for relation, keys in units.items() if keys is None])
    below = and_(case.starter_relation == person.SUPERIOR, case.subject_id.in_(_nominated_below(session, actor)))
    still = or_(case.subject_id.is_(None), anywhere, below, *at_units)
    return or_(case.subject_id == actor.id, and_(case.starter_id == actor.id, still))


def _units_by_relation(session: Session, actor: Person) -> dict[str, set[str] | None]:
    """The units whose people the actor stands to by an office of kind unit; None for an office of the whole house."""
    units: dict[str, set[str] | None] = {}
    for office in person.offices(session, actor, now(session)):
        if office.role in person.RELATIONS:  # a role that bears the name of a relation is not that relation
            continue
        relation = person.relation_by(office.role)
        if person.role_kind(session, office.role) != "unit":
            units[relation] = None
        elif office.unit:
            units.setdefault(relation, set()).add(office.unit)  # type: ignore[union-attr]
    return units


def _nominated_below(session: Session, actor: Person) -> list[int]:
    """The subjects of cases that the actor began as their superior, and whose superior they still are."""
    case = Case
    began = select(Person).where(
        Person.id.in_(
            select(case.subject_id).where(case.starter_id == actor.id, case.starter_relation == person.SUPERIOR)
        )
    )
    at = now(session)
    return [each.id for each in session.scalars(began) if person.is_superior_of(session, actor, each, at)]


def _named_readers(session: Session, offices: Sequence[Office]) -> list[ColumnElement[bool]]:
    """Cases whose definition names a role of the actor as reader; a role of kind unit reads those of its unit."""
    kinds, conditions = person.role_kinds(session), []
    for published in session.scalars(select(ProcessDefinition)):
        for office in (office for office in offices if office.role in published.listed("readableBy")):
            where = [Case.unit_key == office.unit] if kinds.get(office.role) == "unit" else []
            conditions.append(and_(Case.definition_id == published.id, *where))
    return conditions
