"""Cases that people began about others, and whether they stood to them as the procedure now requires."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from engine import person
from engine.case.case import Case
from engine.case.start_rules import relations
from engine.definition import ProcessDefinition, latest
from engine.person import Person


@dataclass(frozen=True)
class PastStart:
    """A case that somebody began about somebody else; `relation` is None where they stood in none that counts now.

    `recorded`: the relation was written down at the start. Not `certain` where the records no longer tell: the starter
    has left, or the subject works at another unit today.
    """

    case_id: int
    number: str
    process: str
    title: str
    day: date
    starter: Person
    subject: Person
    relation: str | None
    recorded: bool
    certain: bool


def starts_about_others(session: Session, more: Sequence[str] = ()) -> Iterator[PastStart]:
    """Every case that was begun about somebody else, oldest first.

    The relation is the one that was recorded at the start; where none was, that of the day of the start by offices and
    superiors as the records have them today. Those count that the newest version of the procedure names, and `more`.
    """
    allowed: dict[str, list[str]] = {}
    for row in session.execute(_BEGUN).all():
        if row.key not in allowed:
            newest = latest(session, row.key)
            allowed[row.key] = [*(relations(newest) if newest else ()), *more]
        yield _past(session, row, allowed[row.key])


def note_relations(session: Session) -> int:
    """Write down for older cases in which relation they were begun, so that the starter follows them; how many.

    A superior and the HR officer of the unit count, whatever the procedure asks today.
    """
    unknown = [
        past
        for past in starts_about_others(session, (person.SUPERIOR, person.UNIT_HR))
        if past.relation and not past.recorded
    ]
    for past in unknown:
        row = update(Case).where(Case.id == past.case_id)
        session.execute(row.values(starter_relation=past.relation), execution_options={"synchronize_session": False})
    return len(unknown)


def _past(session: Session, row: Row[Any], allowed: Sequence[str]) -> PastStart:
    starter, subject = session.get_one(Person, row.starter_id), session.get_one(Person, row.subject_id)
    relation, certain = row.starter_relation, True
    if relation is None:
        way = person.relation_to(session, starter, subject, allowed, _day_of(row), row.unit_key)
        relation = way.relation if way else None
        certain = relation is not None or (starter.active and subject.unit_key == row.unit_key)
    counts = relation in {person.relation_by(name) for name in allowed}
    return PastStart(
        row.id,
        row.number,
        row.key,
        row.title,
        _day_of(row),
        starter,
        subject,
        relation if counts else None,
        row.starter_relation is not None,
        certain,
    )


def _day_of(row: Row[Any]) -> date:
    day: date = row.started_at.astimezone(ZoneInfo(row.zone)).date()
    return day


_CASE = Case
_BEGUN = (
    select(_CASE.id, _CASE.number, _CASE.title, _CASE.started_at, _CASE.zone, _CASE.starter_id, _CASE.subject_id)
    .add_columns(_CASE.unit_key, _CASE.starter_relation, ProcessDefinition.key)
    .join(_CASE.definition)
    .where(_CASE.starter_id != _CASE.subject_id)
    .order_by(_CASE.started_at, _CASE.id)
)
