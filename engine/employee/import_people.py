"""Imports people from a CSV file: persons, units, roles, memberships and facts; reports on each row."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import person as people
from engine.calendar import WIB, today
from engine.employee.columns import APPRAISAL, COLUMNS, PERSON, UNIT, day_in, digits, facts_of
from engine.employee.row_report import RowReport
from engine.employee.snapshot import record_flat
from engine.employee.superiors import with_superiors
from engine.errors import Conflict, Invalid, Refusal
from engine.person import Membership, Person, Unit


def import_people(session: Session, actor: Person | None, rows: Iterable[Mapping[str, str]]) -> list[RowReport]:
    """Import rows, each of them whole or not at all, and return a report on each; a refused row does not stop the next.

    A person is found by `nip`, else `nik`, else `login`, else `email`; one who is found is changed. An empty cell
    changes nothing, the same file twice changes nothing the second time, an empty row is skipped. Columns: see
    `columns`.
    Raises NotAllowed unless `actor` is an administrator (None: the system), Refusal("unknown_columns").
    """
    if actor:
        actor.require("administrator")
    stripped = [{name: (cell or "").strip() for name, cell in row.items()} for row in rows]
    unknown = sorted(
        {name for row in stripped for name in row if name not in COLUMNS and not APPRAISAL.fullmatch(name)}
    )
    if unknown:
        raise Refusal("unknown_columns", columns=unknown, known=sorted(COLUMNS))
    numbered = [(number, row) for number, row in enumerate(stripped, start=2) if any(row.values())]
    reports = [(_import_row(session, actor, number, row), row) for number, row in numbered]
    # A superior may come later in the file than those below him.
    return with_superiors(session, actor, reports)


def _import_row(session: Session, actor: Person | None, number: int, row: Mapping[str, str]) -> RowReport:
    filled = {name: cell for name, cell in row.items() if cell}
    try:
        with session.begin_nested():
            return _row(session, actor, number, filled)
    except Refusal as refusal:
        values: dict[str, Any] = {"refusal": refusal.code, **refusal.values}
        if isinstance(refusal, Invalid):
            values["errors"] = dict(refusal.errors)
        return RowReport(number, "refused", values)


def _row(session: Session, actor: Person | None, number: int, row: dict[str, str]) -> RowReport:
    if "unit" in row and any(name in row for name in UNIT[1:]):
        _unit(session, actor, row)
    if "role" in row:
        people.define_role(
            session,
            actor,
            row["role"],
            row.get("role_label", row["role"]),
            row.get("role_label_en", row.get("role_label", row["role"])),
            row.get("role_kind", "unit"),
            row.get("role_unit"),
        )
    for code, column in (("role_kept", "role"), ("unit_kept", "unit")):
        if column in row and not any(name in row for name in PERSON):
            return RowReport(number, code, {column: row[column]})
    return _person_row(session, actor, number, row)


def _unit(session: Session, actor: Person | None, row: Mapping[str, str]) -> None:
    known = session.get(Unit, row["unit"])
    days = row.get("unit_working_days", str(known.working_days if known else 5))
    if days not in ("5", "6"):
        raise Refusal("bad_working_days", working_days=days)
    people.open_unit(
        session,
        actor,
        row["unit"],
        row.get("unit_name") or (known.name if known else row["unit"]),
        parent_key=row.get("unit_parent") or (known.parent_key if known else None),
        zone=row.get("unit_zone") or (known.zone if known else WIB),
        working_days=int(days),
    )


def _person_row(session: Session, actor: Person | None, number: int, row: dict[str, str]) -> RowReport:
    fields: dict[str, Any] = {name: row[name] for name in PERSON if name in row}
    if "unit" in row:
        fields["unit_key"] = row["unit"]
    for name in {"nip", "nik"} & set(fields):
        fields[name] = digits(fields[name])
    known = _known(session, fields)
    unproven = known is not None and _only_registered(session, known)
    before = known and [getattr(known, name) for name in fields]
    if known:
        known.change(actor, **fields)
    person = known or people.admit(session, actor, **{"name": "", **fields})
    changed = known is not None and before != [getattr(person, name) for name in fields]
    on = today(session, person.unit)
    memberships = _memberships(session, actor, person, row, on)
    day_in(row, "superior_since")
    facts = record_flat(session, actor, person, facts_of(row), on, source=row.get("source", "import"))
    warnings = _warnings(person, on)
    if unproven and not _only_registered(session, person):
        person.set_password(actor, None)
        warnings.append(("password_ended", {}))
    code = "person_admitted" if known is None else "person_changed" if changed or memberships or facts else "unchanged"
    return RowReport(number, code, {"person": str(person.id), "name": person.name}, warnings)


def _only_registered(session: Session, person: Person) -> bool:
    """True if only their own registration says who this is: that password must not open what employees may do."""
    nothing = person.unit_key is None and person.nip is None and not people.memberships_of(session, person)
    return nothing and person.password_hash is not None


def _known(session: Session, fields: Mapping[str, str]) -> Person | None:
    for name in ("nip", "nik", "login", "email"):
        if name in fields:
            wanted = fields[name].lower() if name == "login" else fields[name]
            matches = session.scalars(select(Person).where(getattr(Person, name) == wanted).limit(2)).all()
            # Two colleagues may share an office's address: another NIP is another person.
            if len(matches) == 1 and (matches[0].nip is None or fields.get("nip", matches[0].nip) == matches[0].nip):
                return matches[0]
    return None


def _memberships(
    session: Session, actor: Person | None, person: Person, row: Mapping[str, str], on: date
) -> list[Membership]:
    since, until = (day_in(row, name) for name in ("roles_since", "roles_until"))
    memberships = []
    for text in re.split(r"[;,]", row.get("roles", "")):
        role, _, unit = text.strip().partition("@")
        if role:
            memberships.append(_membership(session, actor, person, role, unit or None, since or on, until))
    return [each for each in memberships if each]


def _membership(
    session: Session, actor: Person | None, person: Person, role: str, unit: str | None, since: date, until: date | None
) -> Membership | None:
    """The membership that was added or given another end; None if it stands already."""
    try:
        return person.appoint(actor, role, unit, since, until)
    except Conflict as conflict:
        existing: Any = conflict.values["membership"]
        appointed = session.get_one(Membership, int(existing["id"]))
        if until in (None, appointed.until):
            return None
        appointed.end(actor, until)
        return appointed


def _warnings(person: Person, on: date) -> list[tuple[str, Mapping[str, Any]]]:
    remarks = [
        *(people.check_nip(person.nip, on) if person.nip else []),
        *(people.check_nik(person.nik) if person.nik else []),
    ]
    return [(remark.code, remark.values) for remark in remarks]
