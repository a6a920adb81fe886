"""The snapshot of a person on a day, which a case freezes and decisions read; and facts recorded in that shape."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine import audit
from engine.audit import EventKind
from engine.calendar import WIB
from engine.employee.fact import LISTS, SINGLE, Fact, FactRefused, add_fact, as_date, facts_about, normalized
from engine.person import Person, birth_date, superior_of

FIELDS = {field: kind for kind, fields in SINGLE.items() for field in fields}
SINCE = {f"{kind}_since": kind for kind in SINGLE}
PLURALS = {listed.plural: kind for kind, listed in LISTS.items()}
# When an entry of a list begins to hold, if nothing else is said: the first of these that it tells.
DATED = ("until", "from", "date")


def snapshot(session: Session, person: Person, on: date) -> dict[str, Any]:
    """The person's data and the facts that hold on that day, as JSON.

    Of a single fact the latest wins, then the last recorded; its date is `<kind>_since`. The birth date is the NIP's
    where no fact says otherwise.
    """
    unit = person.unit
    born = birth_date(person.nip)
    entries: dict[str, Any] = {
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
    entries["birth_date"] = born.isoformat() if born else None
    facts = _valid(session, person, on)
    for fact in facts:
        if fact.kind in SINGLE:
            entries |= fact.value | {f"{fact.kind}_since": fact.valid_from.isoformat()}
    for plural, kind in PLURALS.items():
        entries[plural] = _listed(kind, [fact for fact in facts if fact.kind == kind])
    return entries


def superior(session: Session, person: Person, on: date) -> dict[str, Any] | None:
    """The person's superior on that day as JSON, also while a substitute acts in the post; None if nobody."""
    above = superior_of(session, person, on, acting=False)
    return {"id": str(above.id), "name": above.name, "nip": above.nip} if above else None


def record_flat(
    session: Session,
    actor: Person | None,
    person: Person,
    facts: Mapping[str, Any],
    on: date,
    source: str = "entered",
) -> list[Fact]:
    """Record facts in the flat shape of the snapshot, and return those that are new; one event holds them all.

    A single fact holds from its `<kind>_since`, else from `on` unless it holds already; an entry of a list from its
    date, an appraisal from the end of its year, no later than `on`. Raises FactRefused.
    """
    unknown = sorted(set(facts) - set(FIELDS) - set(SINCE) - set(PLURALS))
    if unknown:
        raise FactRefused("fact_field", fields=unknown, known=[*FIELDS, *SINCE, *PLURALS])
    wanted = [*_single(session, person, facts, on), *_entries(facts, on)]
    recorded = facts_about(session, person)
    new: list[Fact] = []
    for kind, value, valid_from in wanted:
        fact, is_new = add_fact(session, person, kind, value, valid_from, source, all_facts=[*recorded, *new])
        new += [fact] if is_new else []
    if new:
        parts = {"facts": [fact.to_audit() for fact in new]}
        audit.record(session, EventKind.FACTS_RECORDED, actor=actor, person_id=person.id, parts=parts)
    return new


def _single(
    session: Session, person: Person, facts: Mapping[str, Any], on: date
) -> list[tuple[str, Mapping[str, Any], date]]:
    now_valid = {fact.kind: fact for fact in _valid(session, person, on)}
    wanted: list[tuple[str, Mapping[str, Any], date]] = []
    for kind, fields in SINGLE.items():
        value = {field: facts[field] for field in fields if facts.get(field) is not None}
        since = facts.get(f"{kind}_since")
        if since is not None and not value:
            raise FactRefused("fact_field", fields=[f"{kind}_since"], known=list(fields))
        current = now_valid.get(kind)
        if value and not (since is None and current and current.value == normalized(kind, value)):
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
    name = next((name for name in order if value.get(name)), None)
    return _date(kind, name, value[name]) if name else on


def _date(kind: str, field: str, value: Any) -> date:
    try:
        day = as_date(value)
    except (ValueError, TypeError, AttributeError):
        raise FactRefused("fact_value", kind=kind, field=field, type="date", value=str(value)[:80]) from None
    return day.date() if isinstance(day, datetime) else day


def _valid(session: Session, person: Person, on: date) -> Sequence[Fact]:
    query = select(Fact).where(
        Fact.person_id == person.id, Fact.valid_from <= on, or_(Fact.valid_to.is_(None), Fact.valid_to >= on)
    )
    return session.scalars(query.order_by(Fact.valid_from, Fact.recorded_at, Fact.id)).all()


def _listed(kind: str, facts: Sequence[Fact]) -> list[dict[str, Any]]:
    # What is told again (an appraisal that was synchronised meanwhile) replaces what was told before.
    latest = {tuple(fact.value.get(field) for field in LISTS[kind].same): fact.value for fact in facts}
    return list(latest.values())
