"""Cases that people began about others, and whether they stood to them as the procedure now asks."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from engine import person
from engine.definition import ProcessDefinition, latest
from engine.instance.case import ProcessInstance
from engine.instance.start_rules import relations
from engine.person import Person


@dataclass(frozen=True)
class PastStart:
    """A case that somebody began about somebody else; `relation` is None where he stood in none that counts."""

    case: ProcessInstance
    starter: Person
    subject: Person
    relation: str | None


def starts_about_others(session: Session) -> Iterator[PastStart]:
    """Every case that was begun about somebody else, oldest first.

    The relation is that of the day of the start, by offices and superiors as they stand in the records today; which
    relations count is what the newest version of the procedure says.
    """
    about_others = select(ProcessInstance).where(
        ProcessInstance.starter_id.is_not(None),
        ProcessInstance.subject_id.is_not(None),
        ProcessInstance.starter_id != ProcessInstance.subject_id,
    )
    newest: dict[str, ProcessDefinition] = {}
    ordered = about_others.options(joinedload(ProcessInstance.definition)).order_by(
        ProcessInstance.started_at, ProcessInstance.id
    )
    for case in session.scalars(ordered):
        key = case.definition.key
        newest[key] = newest.get(key) or latest(session, key) or case.definition
        starter = session.get_one(Person, case.starter_id)
        subject = session.get_one(Person, case.subject_id)
        allowed = relations(newest[key])
        relation = person.relation_to(session, starter, subject, allowed, case.started_at, case.unit_key)
        yield PastStart(case, starter, subject, relation)
