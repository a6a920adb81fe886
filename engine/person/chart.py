"""The organisation chart of a day, in memory: who acts in each office, and which posts are above a person."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.database import direct_sql, version_cache
from engine.person.membership import Membership
from engine.person.offices import HOLDING, RUNNING, SeatedMembership, SubstitutionRow, around, covers, quarter, taker_of
from engine.person.person import Person
from engine.person.substitution import Substitution
from engine.person.unit import Role, Unit

HEAD = "unit_head"
# Made once: to put such a statement together takes longer than to run it.
_HOLDERS = HOLDING.add_columns(Person.active).join(Person, Person.id == Membership.person_id)
_STANDING_IN = RUNNING.add_columns(Person.active).join(Person, Person.id == Substitution.substitute_id)
_UNITS, _ROLES = select(Unit.key, Unit.parent_key, Unit.zone), select(Role.key, Role.unit_key, Role.superior_key)


@dataclass(frozen=True)
class Acting:
    """Somebody who acts in a post: its holder, or a substitute under a letter."""

    person_id: int
    on_behalf_of: int | None = None
    letter: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Post:
    """The post of a superior: a role at a unit, or a named person (no role). Somebody always acts in it."""

    acting: tuple[Acting, ...]
    role: str | None = None
    unit: str | None = None

    @property
    def holder_id(self) -> int:
        """The id of the person whose post it is, though a substitute may act in it."""
        return self.acting[0].on_behalf_of or self.acting[0].person_id

    def above(self, person_id: int) -> "Post | None":
        """The post without this person and their substitutes, as nobody is their own superior; None if it is empty."""
        others = tuple(acting for acting in self.acting if person_id not in (acting.person_id, acting.on_behalf_of))
        return Post(others, self.role, self.unit) if others else None


class Chart:
    """The offices on a day, or at a moment, which is taken in each unit's zone."""

    def __init__(self, session: Session, on: date) -> None:
        first, last = around(on)
        period = {"first": first, "last": last}
        self.on = on
        self.units = {unit.key: (unit.parent_key, unit.zone) for unit in session.execute(_UNITS)}
        self.roles = {role.key: (role.unit_key, role.superior_key) for role in session.execute(_ROLES)}
        self.memberships: dict[int, list[SeatedMembership]] = defaultdict(list)
        self._lent: dict[int | None, list[SubstitutionRow]] = defaultdict(list)
        self._seats: dict[tuple[str, str | None], list[Acting]] = defaultdict(list)
        for substitution in direct_sql.read(session, _STANDING_IN, period):
            self._lent[substitution.absent_id].append(substitution)
        for holder in direct_sql.read(session, _HOLDERS, period):
            if covers(holder, on, holder.zone):
                self._seat(holder)
        for substitution in self._lent[None]:
            if substitution.active and covers(substitution, on, self.zone(substitution.unit_key)):
                self._seats[substitution.role_key, substitution.unit_key].append(_by_letter(substitution))

    @cached_property
    def involved(self) -> frozenset[int]:
        """The ids of all who hold an office or stand in for somebody; nobody else acts in a role."""
        seats = (each for acting in self._seats.values() for each in acting)
        acting = {key for each in seats for key in (each.person_id, each.on_behalf_of) if key}
        return frozenset({*self.memberships, *acting})

    def zone(self, unit: str | None) -> str | None:
        """The time zone of a unit."""
        return self.units[unit][1] if unit else None

    def line(self, unit: str | None) -> Iterator[str]:
        """The unit and the units above it, nearest first."""
        while unit:
            yield unit
            unit = self.units[unit][0]

    def acting(self, role: str, unit: str | None) -> tuple[Acting, ...]:
        """Those who act in a role at a unit, the longest in it first; only active people."""
        return tuple(self._seats.get((role, unit), ()))

    def anywhere(self, role: str) -> Iterator[Acting]:
        """Those who act in a role, at any unit."""
        for (held_role, _unit), acting in self._seats.items():
            if held_role == role:
                yield from acting

    def fixed_unit(self, role: str) -> str | None:
        """The unit of an office; None for a role of every unit, and for an unknown one."""
        return self.roles[role][0] if role in self.roles else None

    def holding(self, person_id: int, role: str, unit: str) -> Iterator[int]:
        """The ids of those whose post this person holds: their own, or that of the absent for whom they stand in."""
        if any((own.role, own.unit) == (role, unit) for own in self.memberships.get(person_id, ())):
            yield person_id
        for acting in self.acting(role, unit):
            if acting.person_id == person_id:
                yield acting.on_behalf_of or person_id

    def leads(self, person_id: int) -> bool:
        """True if this person acts in an office that is above others, or as head of a unit."""
        above = {superior for _unit, superior in self.roles.values()} | {HEAD}
        seats = (acting for (role, _unit), acting in self._seats.items() if role in above)
        return any(each.person_id == person_id for acting in seats for each in acting)

    def posts_above(self, person: Person) -> Iterator[Post]:
        """The posts above a person, nearest first: over their office, else over the unit they head, else of their unit.

        An office elsewhere (in a committee, in a team of another unit) puts nobody above them.
        """
        own = self.memberships.get(person.id, [])
        offices = [office for office in own if person.unit_key in (None, office.unit)]
        for office in offices:
            yield from self._offices_over(office.role)
        if any(self.roles[office.role][1] for office in offices):
            return  # the head of the unit in which the highest office sits is not above it
        for office in own:
            if office.role == HEAD and office.unit:
                yield from self._heads(self.units[office.unit][0])
        yield from self._heads(person.unit_key or next((office.unit for office in own if office.unit), None))

    def personal(self, person: Person) -> Post:
        """The post of a named superior, in which they act, or somebody who stands in for them in everything."""
        zone = self.zone(person.unit_key)
        general = [
            substitution
            for substitution in self._lent.get(person.id, ())
            if substitution.role_key is None and substitution.unit_key is None
        ]
        substitute = next(
            (substitution for substitution in general if substitution.active and covers(substitution, self.on, zone)),
            None,
        )
        return Post((_by_letter(substitute) if substitute else Acting(person.id),))

    def lenders(self, person_id: int) -> set[int]:
        """The ids of the absent people for whom this person stands in, in any office."""
        lent = (substitution for running in self._lent.values() for substitution in running)
        return {
            substitution.absent_id
            for substitution in lent
            if substitution.substitute_id == person_id and substitution.absent_id
        }

    def _seat(self, holder: SubstitutionRow) -> None:
        office = SeatedMembership(holder.person_id, holder.role_key, holder.kind, holder.seat, holder.zone)
        self.memberships[office.person_id].append(office)
        substitution = taker_of(office, self._lent.get(office.person_id, ()), self.on)
        if substitution.active if substitution else holder.active:
            acting = _by_letter(substitution) if substitution else Acting(office.person_id)
            self._seats[office.role, office.unit].append(acting)

    def _offices_over(self, role: str) -> Iterator[Post]:
        passed = {role}
        while (above := self.roles[role][1]) and above not in passed:
            role = above
            passed.add(role)
            yield from self._post(role, self.roles[role][0])

    def _heads(self, unit: str | None) -> Iterator[Post]:
        for each in self.line(unit):
            yield from self._post(HEAD, each)

    def _post(self, role: str, unit: str | None) -> Iterator[Post]:
        if acting := self.acting(role, unit):
            yield Post(acting, role, unit)


def chart_on(session: Session, on: date) -> Chart:
    """The chart of a day or a moment; read again only after a change of it, or in another quarter of an hour."""
    return version_cache.recall_newest(session, "chart", quarter(on), lambda: Chart(session, on))


def _by_letter(substitution: SubstitutionRow) -> Acting:
    return Acting(substitution.substitute_id, substitution.absent_id, substitution.letter, substitution.kind)
