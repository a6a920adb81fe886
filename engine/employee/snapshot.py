"""The snapshot of a person on a day: what a case freezes and decisions read; and the same flat shape as a way in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine import audit
from engine.audit import EventKind
from engine.calendar import WIB
from engine.employee.fact import LISTS, SINGLE, Fact, FactRefused, as_date, keep, known, shaped
from engine.person import birth_date, superior_of

if TYPE_CHECKING:
    from engine.person import Person

FIELDS = {field: kind for kind, fields in SINGLE.items() for field in fields}
SINCE = {f"{kind}_since": kind for kind in SINGLE}
PLURALS = {listed.plural: kind for kind, listed in LISTS.items()}
# When an entry of a list begins to hold, if nothing else is said: the first of these that it tells.
DATED = ("until", "from", "date")


def snapshot(session: Session, person: "Person", on: date) -> dict[str, Any]:
    """Who the person is and what holds of them on that day, as JSON.

    Of a single fact the latest wins, then the last recorded; its date is `<kind>_since`. The birth date is the NIP's
    where no fact says otherwise.
    """
    unit = person.unit
    born = birth_date(person.nip)
    told: dict[str, Any] = {
        "id": str(person.id),
        "name": person.name,
        "nip": person.nip,
        "nik": person.nik,
        "email": person.email,
        "unit": person.unit_key,
        "unit_name": unit.name if unit else None,
        "zone": unit.zone if unit else WIB,
        "superior": superior(session, person, on),
        **dict.fromkeys([*FIELDS, *SINCE]),
        **{plural: [] for plural in PLURALS},
    }
    told["birth_date"] = born.isoformat() if born else None
    facts = _valid(session, person, on)
    for fact in facts:
        if fact.kind in SINGLE:
            told |= fact.value | {f"{fact.kind}_since": fact.valid_from.isoformat()}
    for plural, kind in PLURALS.items():
        told[plural] = _listed(kind, [fact for fact in facts if fact.kind == kind])
    return told


def superior(session: Session, person: "Person", on: date) -> dict[str, Any] | None:
    """Who the person's superior is on that day: whose post it is, though somebody may act for him."""
    above = superior_of(session, person, on, acting=False)
    return {"id": str(above.id), "name": above.name, "nip": above.nip} if above else None


def record_flat(
    session: Session,
    actor: "Person | None",
    person: "Person",
    facts: Mapping[str, Any],
    on: date,
    source: str = "entered",
) -> list[Fact]:
    """Record facts given in the snapshot's flat shape, and return those that are new; one event tells them all.

    A single fact holds from its `<kind>_since`, else from `on` unless it holds already; an entry of a list from its
    date, an appraisal from the end of its year, no later than `on`. Raises FactRefused.
    """
    unknown = sorted(set(facts) - set(FIELDS) - set(SINCE) - set(PLURALS))
    if unknown:
        raise FactRefused("fact_field", fields=unknown, known=[*FIELDS, *SINCE, *PLURALS])
    wanted = [*_single(session, person, facts, on), *_entries(facts, on)]
    there = known(session, person)
    made: list[Fact] = []
    for kind, value, valid_from in wanted:
        fact, is_new = keep(session, person, kind, value, valid_from, source, told=[*there, *made])
        made += [fact] if is_new else []
    if made:
        parts = {"facts": [fact.told() for fact in made]}
        audit.record(session, EventKind.FACTS_RECORDED, actor=actor, person_id=person.id, parts=parts)
    return made


def _single(
    session: Session, person: "Person", facts: Mapping[str, Any], on: date
) -> list[tuple[str, Mapping[str, Any], date]]:
    now_valid = {fact.kind: fact for fact in _valid(session, person, on)}
    wanted: list[tuple[str, Mapping[str, Any], date]] = []
    for kind, fields in SINGLE.items():
        value = {field: facts[field] for field in fields if facts.get(field) is not None}
        since = facts.get(f"{kind}_since")
        if since is not None and not value:
            raise FactRefused("fact_field", fields=[f"{kind}_since"], known=list(fields))
        held = now_valid.get(kind)
        if value and not (since is None and held and held.value == shaped(kind, value)):
            wanted.append((kind, value, _date(kind, f"{kind}_since", since) if since is not None else on))
    return wanted


def _entries(facts: Mapping[str, Any], on: date) -> list[tuple[str, Mapping[str, Any], date]]:
    return [
        (kind, value, _begin(kind, value, on)) for plural, kind in PLURALS.items() for value in facts.get(plural) or []
    ]


def _begin(kind: str, value: Mapping[str, Any], on: date) -> date:
    if value.get("year"):
        return min(date(int(value["year"]), 12, 31), on)
    order = DATED if kind == "training" else DATED[::-1]
    given = next((name for name in order if value.get(name)), None)
    return _date(kind, given, value[given]) if given else on


def _date(kind: str, field: str, value: Any) -> date:
    try:
        found = as_date(value)
    except (ValueError, TypeError, AttributeError):
        raise FactRefused("fact_value", kind=kind, field=field, type="date", value=str(value)[:80]) from None
    return found.date() if isinstance(found, datetime) else found


def _valid(session: Session, person: "Person", on: date) -> Sequence[Fact]:
    asked = select(Fact).where(
        Fact.person_id == person.id, Fact.valid_from <= on, or_(Fact.valid_to.is_(None), Fact.valid_to >= on)
    )
    return session.scalars(asked.order_by(Fact.valid_from, Fact.recorded_at, Fact.id)).all()


def _listed(kind: str, facts: Sequence[Fact]) -> list[dict[str, Any]]:
    # What is told again (an appraisal that was synchronised meanwhile) replaces what was told before.
    latest = {tuple(fact.value.get(field) for field in LISTS[kind].same): fact.value for fact in facts}
    return list(latest.values())
