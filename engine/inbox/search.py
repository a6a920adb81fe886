"""The search text looked up, before any check of what the actor may read: people, cases, procedures, tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from engine import person
from engine.case import Case
from engine.definition import ProcessDefinition
from engine.person import Person
from engine.task import OPEN, Task

PEOPLE, CASES = 1000, 5000
"""The largest number of people, and of cases, that one search considers."""
NIP_DIGITS = 18


@dataclass(frozen=True)
class Hits:
    """Keys of cases, among them those of the people who are meant; ids of versions and keys of procedures; names of
    open tasks.

    `bound`: there are more people or cases than these many, and the others are left out.
    """

    cases: Sequence[int] = ()
    versions: Sequence[int] = ()
    procedures: Sequence[str] = ()
    task_names: Sequence[str] = ()
    bound: int | None = None

    def of_cases(self) -> list[ColumnElement[bool]]:
        """The conditions for the matching cases, each with an index of its own: by key, and of each version."""
        by_key = [Case.id.in_(self.cases)] if self.cases else []
        return [*by_key, *(Case.definition_id == version for version in self.versions)]

    def of_tasks(self) -> ColumnElement[bool] | None:
        """The condition for tasks of the matching cases, which are few; None where none match."""
        return Task.case_id.in_(self.cases) if self.cases else None

    def of_names(self) -> ColumnElement[bool] | None:
        """The condition for tasks whose own name or procedure matches: many, to be read by their due times."""
        known = Task.process_key.in_(self.procedures), Task.name.in_(self.task_names)
        return or_(*known) if self.procedures or self.task_names else None


def look_up(session: Session, search: str) -> Hits | None:
    """The rows that match the text: for a complete case number that case alone; None for an empty text.

    People by every word in their names, or by the first digits of their NIP; cases by a part of their numbers that has
    a digit; procedures and open tasks by a part of their titles and names.
    """
    text = person.typed(search)
    if not text:
        return None
    exact = session.scalars(select(Case.id).where(Case.number == text.upper())).all()
    if exact:
        return Hits(exact)
    people = session.scalars(_people(text)).all()
    cases = list(dict.fromkeys([*_numbered(session, text), *_about(session, people[:PEOPLE])]))
    titled = select(ProcessDefinition.id, ProcessDefinition.key).where(_contains(ProcessDefinition.title, text))
    versions = session.execute(titled).all()
    bound = PEOPLE if len(people) > PEOPLE else CASES if len(cases) > CASES else None
    return Hits(
        cases[:CASES],
        [key for key, _ in versions],
        sorted({key for _, key in versions}),
        session.scalars(_open_names(text)).all(),
        bound,
    )


def _people(text: str) -> Select[int]:
    """The people whose NIP begins with these digits, as one range of its index, or whose name has every word."""
    digits = "".join(text.split())
    if digits.isdigit():
        return select(Person.id).where(Person.nip.between(digits, digits.ljust(NIP_DIGITS, "9"))).limit(PEOPLE + 1)
    words = (_contains(Person.name, word) for word in text.split())
    return select(Person.id).where(*words).order_by(Person.name, Person.id).limit(PEOPLE + 1)


def _numbered(session: Session, text: str) -> Sequence[int]:
    """The cases with this part in their numbers, the latest first."""
    if not any(letter.isdigit() for letter in text):
        return ()
    numbered = select(Case.id).where(_contains(Case.number, text))
    return session.scalars(numbered.order_by(Case.number.desc()).limit(CASES + 1)).all()


def _about(session: Session, people: Sequence[int]) -> Sequence[int]:
    """The cases about these people, the latest first."""
    if not people:
        return ()
    about = select(Case.id).where(Case.subject_id.in_(people))
    return session.scalars(about.order_by(Case.id.desc()).limit(CASES + 1)).all()


def _open_names(text: str) -> Select[str]:
    """The names of open tasks with this part: from one to the next along their index, however many tasks have it."""
    names = select(func.min(Task.name).label("name")).where(OPEN).cte("names", recursive=True)
    following = select(func.min(Task.name)).where(OPEN, Task.name > names.c.name).scalar_subquery()
    every = names.union_all(select(following).where(names.c.name.is_not(None)))
    return select(every.c.name).where(_contains(every.c.name, text))


def _contains(column: Any, text: str) -> ColumnElement[bool]:
    return column.icontains(text, autoescape=True)  # type: ignore[no-any-return]
