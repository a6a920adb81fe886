"""Rows of the city: units, people for every office, everybody else, superiors, and one Plh."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import employee, person
from engine.person import Membership, Person, Role
from webapp.demo.names import UNITS
from webapp.demo.people import InventedPerson, Inventor

# How many hold an office where one is not enough: checks need different people, or there is much to do.
HANDS = {"verifier": 3, "verification_supervisor": 3}
ABSENT = ("unit_head", "dinkes")
SECTION = ("pengawas", "administrator")


def open_units(session: Session) -> None:
    """Open the units of the city, each under its parent."""
    for key, (name, parent) in UNITS.items():
        person.open_unit(session, None, key, name, parent_key=parent)


def staff(session: Session, inventor: Inventor) -> list[InventedPerson]:
    """Invented people for every role that nobody holds: at the role's unit, or one at each unit."""
    people, held_roles = [], select(Membership.role_key)
    for role in session.scalars(select(Role).where(Role.key.not_in(held_roles)).order_by(Role.kind, Role.key)):
        for unit, login in _seats(role):
            label = f"{role.label} {UNITS[unit][0]}" if role.kind == "unit" else role.label
            somebody = inventor.official(unit, role.key, label.replace(" perangkat daerah ", " "))
            somebody.login = login
            people.append(somebody)
    return people


def admit(session: Session, people: Sequence[InventedPerson], password_hash: str, on: date) -> None:
    """Admit the invented people who are not admitted yet, with their offices and facts."""
    for somebody in people:
        if somebody.id:
            continue
        admitted = person.admit(
            session,
            None,
            name=somebody.name,
            nip=somebody.nip,
            nik=somebody.nik,
            email=somebody.email,
            login=somebody.login,
            unit_key=somebody.unit,
            password_hash=password_hash,
        )
        somebody.id = admitted.id
        for role, unit in somebody.roles:
            admitted.appoint(None, role, unit, on - timedelta(days=700))
        if somebody.facts:
            employee.record_flat(session, None, admitted, somebody.facts, on, source="demo")


def name_superiors(session: Session, people: Sequence[InventedPerson], on: date) -> None:
    """Name a superior for everybody without an office: the unit's `superior`, or one of its section heads."""
    for chief in (somebody for somebody in people for role, _unit in somebody.roles if role == "superior"):
        staff = [somebody for somebody in people if somebody.unit == chief.unit and somebody.nip and not somebody.roles]
        heads = [somebody for somebody in staff if somebody.facts.get("post_kind") in SECTION][:2]
        for at, somebody in enumerate(staff):
            above = chief if somebody in heads else [chief, *heads][at % (len(heads) + 1)]
            superior = session.get_one(Person, above.id)
            session.get_one(Person, somebody.id).name_superior(None, superior, on - timedelta(days=700))


def name_plh(session: Session, people: Sequence[InventedPerson], today: date) -> None:
    """Let somebody stand in, as Plh, for one head of a unit who is away these days."""
    role, unit = ABSENT
    absent = next(somebody for somebody in people if ABSENT in somebody.roles)
    substitute = next(
        somebody for somebody in people if somebody.unit == unit and somebody.roles and somebody is not absent
    )
    person.substitute(
        session,
        None,
        session.get_one(Person, absent.id),
        session.get_one(Person, substitute.id),
        kind="plh",
        since=today - timedelta(days=2),
        until=today + timedelta(days=9),
        role=role,
        unit=unit,
        letter=f"800.1.11.1/000991/{unit.upper()}/{today.year}",
    )


def _seats(role: Role) -> Iterator[tuple[str, str]]:
    """The units at which a role is held in the city, with a login for each holder."""
    if role.kind == "unit":
        yield from ((unit, f"{role.key}.{unit}") for unit in UNITS)
        return
    unit = role.unit_key if role.unit_key in UNITS else "diskominfo"
    count = HANDS.get(role.key, 2 if role.key.endswith("_officer") else 1)
    for number in range(1, count + 1):
        yield unit, role.key if number == 1 else f"{role.key}{number}"
