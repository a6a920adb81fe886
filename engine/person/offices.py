"""The offices that a person holds on a day, in their own right or for somebody who is absent."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, bindparam, case, null, or_, select
from sqlalchemy.orm import Session

from engine.calendar import day_of
from engine.database import direct_sql, version_cache
from engine.person.membership import Membership
from engine.person.person_like import PersonLike
from engine.person.substitution import Substitution
from engine.person.unit import Role, Unit

SEAT = case((Role.kind == "office", Role.unit_key), (Role.kind == "unit", Membership.unit_key), else_=null())
FIRST, LAST = bindparam("first", type_=Date), bindparam("last", type_=Date)
# Made once: to put such a statement together takes longer than to run it.
HOLDING = (
    select(Membership.person_id, Membership.role_key, Membership.since, Membership.until)
    .add_columns(Role.kind, SEAT.label("seat"), Unit.zone)
    .join(Role, Role.key == Membership.role_key)
    .outerjoin(Unit, Unit.key == SEAT)
    .where(Membership.since <= LAST, or_(Membership.until.is_(None), Membership.until >= FIRST))
    .order_by(Membership.since, Membership.id)
)
RUNNING = (
    select(*Substitution.__table__.columns)
    .where(Substitution.since <= LAST, Substitution.until >= FIRST)
    .order_by(Substitution.created_at, Substitution.id)
)
_HELD = HOLDING.where(Membership.person_id.in_(bindparam("people", expanding=True)))
_OF_PERSON = RUNNING.where(
    or_(Substitution.absent_id == bindparam("person"), Substitution.substitute_id == bindparam("person"))
)


SubstitutionRow = Row[Any]
"""A row with the columns of a Substitution, read past the unit of work."""


@dataclass(frozen=True)
class Office:
    """A role held at a unit (None: in the whole house); `on_behalf_of` and `letter` only where one acts for another."""

    role: str
    unit: str | None
    on_behalf_of: int | None = None
    letter: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class SeatedMembership:
    """A membership that holds on a day, at the unit where its role puts it."""

    person_id: int
    role: str
    role_kind: str
    unit: str | None
    zone: str | None


def offices(session: Session, person: PersonLike, on: date) -> list[Office]:
    """The offices that the person holds: own ones first, then those of the absent people for whom they stand in.

    `on` is a day, or an aware moment that is then taken in each unit's zone. An absent holder does not hold an office
    while a substitute does; offices held by substitution are not passed on; roles of the house are never substituted.
    """
    if not person.active:
        return []
    return version_cache.recall(session, ("offices", person.id, quarter(on)), lambda: _offices(session, person, on))


def _offices(session: Session, person: PersonLike, on: date) -> list[Office]:
    first, last = around(on)
    running = direct_sql.read(session, _OF_PERSON, {"person": person.id, "first": first, "last": last}).all()
    as_substitute = [substitution for substitution in running if substitution.substitute_id == person.id]
    people = {person.id, *(substitution.absent_id for substitution in as_substitute if substitution.absent_id)}
    memberships = _seated(direct_sql.read(session, _HELD, {"people": list(people), "first": first, "last": last}), on)
    own = [
        Office(membership.role, membership.unit)
        for membership in memberships
        if membership.person_id == person.id and not taker_of(membership, running, on)
    ]
    stood_in = [office for substitution in as_substitute for office in _gained(session, substitution, memberships, on)]
    return list(dict.fromkeys([*own, *stood_in]))


def holder_ids(session: Session, role_key: str, unit_key: str | None, on: date) -> set[int]:
    """The ids of those who effectively hold a role on that day; see `holders`."""
    return {holding for holding, _absent in _seats(session, role_key, unit_key, on)}


def _seats(session: Session, role_key: str, unit_key: str | None, on: date) -> Iterator[tuple[int, int | None]]:
    """For each seat of a role the id of who effectively holds it, and of the absent person for whom they do."""
    at_unit = [or_(Role.kind != "unit", Membership.unit_key == unit_key)] if unit_key else []
    memberships = held_by(session, on, Membership.role_key == role_key, *at_unit)
    absent = {membership.person_id for membership in memberships}
    vacant = Substitution.absent_id.is_(None) & (Substitution.role_key == role_key)
    running = _running(session, on, or_(Substitution.absent_id.in_(absent), vacant))
    for membership in memberships:
        taker = taker_of(membership, running, on)
        yield (taker.substitute_id, membership.person_id) if taker else (membership.person_id, None)
    for each in running:
        if each.absent_id is None and unit_key in (None, each.unit_key) and any(_gained(session, each, [], on)):
            yield each.substitute_id, None


def held_by(session: Session, on: date, *which: ColumnElement[bool]) -> list[SeatedMembership]:
    """The memberships that run on that day, in the zone of the unit where they are held."""
    first, last = around(on)
    return _seated(session.execute(HOLDING.where(*which), {"first": first, "last": last}), on)


def _seated(rows: Iterable[Any], on: date) -> list[SeatedMembership]:
    return [
        SeatedMembership(row.person_id, row.role_key, row.kind, row.seat, row.zone)
        for row in rows
        if covers(row, on, row.zone)
    ]


def covers(period: Any, on: date, zone: str | None) -> bool:
    """True if a period with `since` and `until` covers the day that `on` is in that zone."""
    day = day_of(on, zone)
    return bool(period.since <= day and (period.until is None or day <= period.until))


def _running(session: Session, on: date, which: ColumnElement[bool]) -> Sequence[SubstitutionRow]:
    first, last = around(on)
    return direct_sql.read(session, RUNNING.where(which), {"first": first, "last": last}).all()


def quarter(on: date) -> date:
    """The day, or the begin of a moment's quarter of an hour, within which no office begins or ends."""
    # In no zone of the world does a day begin within a quarter of an hour.
    return (
        on.astimezone(UTC).replace(minute=on.minute // 15 * 15, second=0, microsecond=0)
        if isinstance(on, datetime)
        else on
    )


def around(on: date) -> tuple[date, date]:
    """The first and the last date that a moment can have in the zones of the country."""
    # A moment is at most one day away from its date in any zone of Indonesia; `covers` looks closely.
    if isinstance(on, datetime):
        return on.date() - timedelta(days=1), on.date() + timedelta(days=1)
    return on, on


def taker_of(membership: SeatedMembership, running: Collection[SubstitutionRow], on: date) -> SubstitutionRow | None:
    """The substitution by which somebody else holds the office of a membership; None where its holder does."""
    return next(
        (
            substitution
            for substitution in running
            if substitution.absent_id == membership.person_id and _takes(substitution, membership, on)
        ),
        None,
    )


def _takes(substitution: SubstitutionRow, membership: SeatedMembership, on: date) -> bool:
    return (
        membership.role_kind != "house"
        and substitution.role_key in (None, membership.role)
        and substitution.unit_key in (None, membership.unit)
        and covers(substitution, on, membership.zone)
    )


def _gained(
    session: Session, substitution: SubstitutionRow, memberships: Collection[SeatedMembership], on: date
) -> Iterator[Office]:
    """The offices that a substitution gives: the vacant post, or those that the absent person holds."""
    absent, letter, kind = substitution.absent_id, substitution.letter, substitution.kind
    if absent is None and substitution.role_key:
        unit = session.get(Unit, substitution.unit_key) if substitution.unit_key else None
        if covers(substitution, on, unit.zone if unit else None):
            yield Office(substitution.role_key, substitution.unit_key, None, letter, kind)
    for membership in memberships:
        if membership.person_id == absent and _takes(substitution, membership, on):
            yield Office(membership.role, membership.unit, absent, letter, kind)
