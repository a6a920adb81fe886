"""The followers of a case, who may see what comes of it: its subject, and its starter while the relation lasts."""

from typing import TYPE_CHECKING

from engine import person
from engine.database.base import now, session_of
from engine.person import Person

if TYPE_CHECKING:
    from engine.case.case import Case


def followed_by(case: "Case", actor: Person) -> bool:
    """True if the actor is the subject, or started it and still stands to the subject as at the start.

    In SQL the same rule is `engine.inbox.cases.followed`.
    """
    if actor.id == case.subject_id:
        return True
    if actor.id != case.starter_id:
        return False
    session = session_of(case)
    subject = session.get(Person, case.subject_id) if case.subject_id else None
    if subject is None:
        return True
    relations = [case.starter_relation] if case.starter_relation else []
    return person.relation_to(session, actor, subject, relations, now(session)) is not None
