"""Who may do a task: the rule, for one task and one person; `authorization_query` says the same in SQL for lists.

An open task may be done by those to whom it is offered (holders of a role at a unit, and who stands in for them) or, if
the diagram names a person, by that person and who stands in for them; where these must not, it climbs to the superior
(`engine.task.climb`). Nobody decides on himself, unless the diagram asks the subject by name, nor by an office that the
subject lent; nobody who is excluded does it, as other hands must (`engine.task.terms`). A person who claimed a
task or was handed it has it alone, as long as the office lasts by which they took it.

`tests/test_list_tasks.py` plays random towns and compares both sides: a change of one is a change of both.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import person
from engine.database.base import now, session_of
from engine.errors import AlreadyDone, NotAllowed, NotYours, OwnCase, Refusal, SameHands
from engine.person import Person
from engine.task import climb
from engine.task.terms import separate_elements, terms_of

if TYPE_CHECKING:
    from engine.task.task import Task


@dataclass(frozen=True)
class Authorization:
    """By what a person may do a task; its fields are stored with what was done.

    `code`: assignee, role, substitute or climbed. `role`, `unit`: the office, if by one. `on_behalf_of`, `letter`,
    `kind`: for whom a substitute acts, under which letter, of which kind (plh, plt, leave).
    """

    code: str
    role: str | None = None
    unit: str | None = None
    on_behalf_of: int | None = None
    letter: str | None = None
    kind: str | None = None


def authorize(task: "Task", actor: Person) -> Authorization:
    """The authorization by which the actor does this task. Raises AlreadyDone, OwnCase, SameHands or NotYours."""
    if task.status != "open":
        closed = "already_closed" if task.status == "cancelled" else None
        raise AlreadyDone(closed, by=task.completed_by_id, legal_basis=task.node().legal_basis)
    if task.subject_id == actor.id and not (task.personal and task.assignee_id == actor.id):
        raise OwnCase()
    if actor.id in task.excluded_ids:
        raise SameHands(separate_from=sorted(separate_elements(task.case, task.element)))
    if (authorization := held_by(task, actor)) is None:
        raise _refusal(task, actor)
    return authorization


def authorization_of(task: "Task", actor: Person) -> Authorization | None:
    """The authorization by which the actor may do this task now; None where they may not."""
    try:
        return authorize(task, actor)
    except Refusal:
        return None


def held_by(task: "Task", actor: Person) -> Authorization | None:
    """The first authorization of the actor that fits who has the task now, whether it is open or not.

    A claim lasts as long as the office: what a substitute claimed goes back to the holder with the office.
    """
    if task.assignee_id == actor.id and task.claimed_at is None:
        return next(authorizations(task, actor), Authorization("assignee"))
    if task.assignee_id in (None, actor.id):
        return next(authorizations(task, actor), None)
    return next((each for each in authorizations(task, actor) if _stands_for_assignee(task, actor, each)), None)


def authorizations(task: "Task", actor: Person) -> Iterator[Authorization]:
    """All that a task offers to the actor, no matter who has it now: by name or by office, then as it climbs.

    Own offices come before substituted ones. An office that the subject lent gives none: nobody decides on himself by
    another's hand either.
    """
    yield from _by_name(task, actor) if task.personal else _by_office(task, actor)
    for post, acting in climb.climbs_to(task, actor):
        yield _by_post("climbed", post, acting)


def _by_name(task: "Task", actor: Person) -> Iterator[Authorization]:
    if task.named_id == actor.id:
        yield Authorization("assignee")
    for post, acting in climb.substitutes(session_of(task), terms_of(task)):
        if acting.person_id == actor.id:
            yield _by_post("substitute", post, acting)


def _by_office(task: "Task", actor: Person) -> Iterator[Authorization]:
    for office in _offices(task, actor):
        if _fits(office, task.offers) and not _lent_by_subject(task, office):
            code = "substitute" if office.on_behalf_of else "role"
            yield Authorization(code, office.role, office.unit, office.on_behalf_of, office.letter, office.kind)


def _by_post(code: str, post: person.Post, acting: person.Acting) -> Authorization:
    return Authorization(code, post.role, post.unit, acting.on_behalf_of, acting.letter, acting.kind)


def _stands_for_assignee(task: "Task", actor: Person, authorization: Authorization) -> bool:
    """True if it comes from an absent assignee, or from the principal for whom a substitute claimed."""
    holder = authorization.on_behalf_of or actor.id
    claimed_for_holder = task.claimed_at is not None and task.on_behalf_of_id == holder
    return authorization.on_behalf_of == task.assignee_id or claimed_for_holder


def _refusal(task: "Task", actor: Person) -> NotAllowed:
    """The refusal of the actor: their principal is the subject, or the task is simply others'."""
    lent = any(_lent_by_subject(task, office) and _fits(office, task.offers) for office in _offices(task, actor))
    return OwnCase("principals_case") if lent else NotYours(assignee=task.assignee_id)


def _offices(task: "Task", actor: Person) -> list[person.Office]:
    return person.offices(session_of(task), actor, now(session_of(task)))


def _fits(office: person.Office, offers: Collection[tuple[str, str]]) -> bool:
    return (office.role, office.unit or "") in offers or (office.role, "") in offers


def _lent_by_subject(task: "Task", office: person.Office) -> bool:
    return office.on_behalf_of is not None and office.on_behalf_of == task.subject_id
