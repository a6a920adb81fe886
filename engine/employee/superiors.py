"""Names the superiors that the rows of a file give; people and links are read at once for all rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.calendar import today
from engine.employee.columns import day_in, digits
from engine.employee.row_report import RowReport
from engine.errors import Refusal
from engine.person import Person, Superior

PIECE = 1000  # keys asked for at once: databases take so many parameters, not any number


class _Superiors:
    """The people that a file can name, by NIP, and the superiors named so far."""

    def __init__(self, session: Session, people: Collection[int], nips: Collection[str]) -> None:
        self._session = session
        self._people = {person.id: person for person in _all(session, Person.id, people)}
        self._by_nip = {person.nip: person for person in _all(session, Person.nip, nips)}
        self._links: dict[int, list[Superior]] = defaultdict(list)
        for link in _all(session, Superior.person_id, people):
            self._links[link.person_id].append(link)

    def name(self, actor: Person | None, person_id: int, nip: str, since: date | None) -> bool | None:
        """Name the superior from that day, else from today: True if that was not so already; None: nobody has the NIP.

        Raises what `Person.name_superior` raises, before anything is changed: it needs no savepoint.
        """
        person, superior = self._people[person_id], self._by_nip.get(nip)
        if superior is None:
            return None
        since = since or today(self._session, person.unit)
        if any(link.names(superior.id, since, None) for link in self._links[person_id]):
            return False
        self._links[person_id].append(person.name_superior(actor, superior, since))
        return True


def with_superiors(
    session: Session, actor: Person | None, reports: Iterable[tuple[RowReport, Mapping[str, str]]]
) -> list[RowReport]:
    """Name the superiors that the rows give, and return the reports: a warning says where one could not be named."""
    rows = [(report, row, digits(row.get("superior", ""))) for report, row in reports]
    naming = [(report, nip) for report, _row, nip in rows if nip and "person" in report.values]
    known = _Superiors(session, {_subject(report) for report, _nip in naming}, {nip for _report, nip in naming})
    return [
        _under(known, actor, report, nip, row) if nip and "person" in report.values else report
        for report, row, nip in rows
    ]


def _under(known: _Superiors, actor: Person | None, report: RowReport, nip: str, row: Mapping[str, str]) -> RowReport:
    since = day_in({name: cell for name, cell in row.items() if cell}, "superior_since")
    try:
        changed = known.name(actor, _subject(report), nip, since)
    except Refusal as refusal:
        return replace(report, warnings=[*report.warnings, (refusal.code, refusal.values)])
    if changed is None:
        return replace(report, warnings=[*report.warnings, ("superior_unknown", {"nip": nip})])
    return replace(report, code="person_changed") if changed and report.code == "unchanged" else report


def _subject(report: RowReport) -> int:
    return int(report.values["person"])


def _all(session: Session, column: Any, keys: Collection[Any]) -> Iterator[Any]:
    """The rows that have one of the keys in this column."""
    listed = list(keys)
    for at in range(0, len(listed), PIECE):
        yield from session.scalars(select(column.class_).where(column.in_(listed[at : at + PIECE])))
