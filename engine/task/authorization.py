"""By what right somebody may do a task: as its assignee, by an office, for an absent holder, or as the superior."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import person
from engine.database.base import now, session_of
from engine.errors import NotAllowed, NotYours, OwnCase
from engine.person import Person
from engine.task import climb

if TYPE_CHECKING:
    from engine.task.task import Task


@dataclass(frozen=True)
class Right:
    """Why somebody may do a task: as assignee, by role, for an absent holder, or as the holder is the subject."""

    code: str
    role: str | None = None
    unit: str | None = None
    on_behalf_of: int | None = None
    letter: str | None = None
    kind: str | None = None


def right_to(task: "Task", actor: Person) -> Right | None:
    """The first right of the actor that fits who has the task now.

    A claim lasts as long as the office: what a substitute claimed goes back to the holder with the office.
    """
    if task.assignee_id == actor.id and task.claimed_at is None:
        return next(offered(task, actor), Right("assignee"))
    if task.assignee_id in (None, actor.id):
        return next(offered(task, actor), None)
    return next((right for right in offered(task, actor) if _stands_for_assignee(task, actor, right)), None)


def offered(task: "Task", actor: Person) -> Iterator[Right]:
    """The rights that a task gives to the actor, whoever has it now: by name or by office, then as it climbs to him.

    Own offices come before substituted ones. An office that the subject lent gives none: nobody decides on himself by
    another's hand either.
    """
    yield from _by_name(task, actor) if task.personal else _by_office(task, actor)
    for post, acting in climb.climbs_to(task, actor):
        yield _right("climbed", post, acting)


def _by_name(task: "Task", actor: Person) -> Iterator[Right]:
    if task.named_id == actor.id:
        yield Right("assignee")
    for post, acting in climb.substitutes(session_of(task), climb.terms_of(task)):
        if acting.person_id == actor.id:
            yield _right("substitute", post, acting)


def _by_office(task: "Task", actor: Person) -> Iterator[Right]:
    offers = climb.terms_of(task).offers
    for office in _offices(task, actor):
        if _fits(office, offers) and not _lent_by_subject(task, office):
            code = "substitute" if office.on_behalf_of else "role"
            yield Right(code, office.role, office.unit, office.on_behalf_of, office.letter, office.kind)


def _right(code: str, post: person.Post, acting: person.Acting) -> Right:
    return Right(code, post.role, post.unit, acting.on_behalf_of, acting.letter, acting.kind)


def _stands_for_assignee(task: "Task", actor: Person, right: Right) -> bool:
    """Whether the right is that of an absent assignee, or of him for whom a substitute claimed."""
    holder = right.on_behalf_of or actor.id
    return right.on_behalf_of == task.assignee_id or (task.claimed_at is not None and task.on_behalf_of_id == holder)


def refusal(task: "Task", actor: Person) -> NotAllowed:
    """Why the actor has no right: the one whom he stands in for is the subject, or the task is simply others'."""
    offers = climb.terms_of(task).offers
    lent = any(_lent_by_subject(task, office) and _fits(office, offers) for office in _offices(task, actor))
    return OwnCase("principals_case") if lent else NotYours(assignee=task.assignee_id)


def _offices(task: "Task", actor: Person) -> list[person.Office]:
    return person.offices(session_of(task), actor, now(session_of(task)))


def _fits(office: person.Office, offers: Collection[tuple[str, str]]) -> bool:
    return (office.role, office.unit or "") in offers or (office.role, "") in offers


def _lent_by_subject(task: "Task", office: person.Office) -> bool:
    return office.on_behalf_of is not None and office.on_behalf_of == task.subject_id
