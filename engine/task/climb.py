"""A task climbs from people who must not do it to their superior, and on upwards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from engine import person
from engine.database import version_cache
from engine.database.base import now, session_of
from engine.person import Acting, Chart, Person, Post, chart_on
from engine.task.terms import Terms, terms_of

if TYPE_CHECKING:
    from engine.task.task import Task


def climbed(session: Session, terms: Terms) -> Iterator[tuple[Post, Acting]]:
    """The posts to which the task climbs, and who acts in them: for each who must not, the nearest above who may."""
    for start in dict.fromkeys(_starts(session, terms)):
        for post in _line(session, start):
            if able := [acting for acting in post.acting if _able(terms, acting)]:
                yield from ((post, acting) for acting in able)
                break


def substitutes(session: Session, terms: Terms) -> Iterator[tuple[Post, Acting]]:
    """The substitutes of the person named, each with the post: in everything, or as superior of the subject."""
    named = session.get(Person, terms.named_id) if terms.named_id not in (None, terms.subject_id) else None
    if named is None:
        return
    posts = [chart_on(session, now(session)).personal(named)]
    subject = session.get(Person, terms.subject_id) if terms.subject_id else None
    if subject and (above := person.post_above(session, subject, now(session))):
        posts.append(above)
    for post in posts:
        yield from ((post, acting) for acting in post.acting if acting.on_behalf_of == named.id)


def anybody(session: Session, terms: Terms) -> bool:
    """True if an active person may do the task now."""
    if terms.personal:
        by_name = named_able(session, terms) or any(
            _able(terms, acting) for _post, acting in substitutes(session, terms)
        )
        return by_name or any(climbed(session, terms))
    at = now(session)
    terms = _that_matter(terms, chart_on(session, at))
    key = ("anybody", terms, person.quarter(at))
    return bool(version_cache.recall(session, key, lambda: "yes" if _anybody(session, terms) else ""))


def _anybody(session: Session, terms: Terms) -> bool:
    chart = chart_on(session, now(session))
    direct = (acting for role, unit in terms.offers for acting in _acting(chart, role, unit))
    return any(_able(terms, acting) for acting in direct) or any(climbed(session, terms))


def _that_matter(terms: Terms, chart: Chart) -> Terms:
    """The terms without people who act nowhere, so that thousands of tasks share one entry in the cache."""
    if terms.subject_id in chart.involved:
        return terms
    return replace(terms, subject_id=None, excluded=terms.excluded & chart.involved)


def _starts(session: Session, terms: Terms) -> Iterator[int]:
    """The people from whom it climbs: the one named who may not; the subject, if nobody else with the role may."""
    if terms.personal:
        if terms.named_id not in (None, terms.subject_id) and not named_able(session, terms):
            yield terms.named_id or 0
        return
    chart: Chart = chart_on(session, now(session))
    for role, unit in sorted(terms.offers) if terms.subject_id is not None else ():
        seat = unit or chart.fixed_unit(role)
        if seat and not any(_able(terms, acting) for acting in chart.acting(role, seat)):
            yield from chart.holding(terms.subject_id or 0, role, seat)


def named_able(session: Session, terms: Terms) -> bool:
    """True if the person whom the diagram named is active and not excluded."""
    named = session.get(Person, terms.named_id) if terms.named_id else None
    return named is not None and named.active and named.id not in terms.excluded


def _acting(chart: Chart, role: str, unit: str) -> Iterator[Acting]:
    yield from chart.acting(role, unit) if unit else chart.anywhere(role)


def _able(terms: Terms, acting: Acting) -> bool:
    """True unless one would decide on oneself or on the principal, or is excluded."""
    about = acting.person_id, acting.on_behalf_of or 0
    return acting.person_id not in terms.excluded and terms.subject_id not in about


def _line(session: Session, start: int) -> Iterator[Post]:
    """The posts above a person, nearest first; where one leads back to who was passed, the next one above."""
    at: datetime = now(session)
    passed, here = {start}, session.get(Person, start)
    while here:
        post = next((one for one in person.posts_above(session, here, at) if one.holder_id not in passed), None)
        if post is None:
            return
        yield post
        passed.add(post.holder_id)
        here = session.get(Person, post.holder_id)


def climbs_to(task: "Task", actor: Person) -> Iterator[tuple[Post, Acting]]:
    """The posts by which the task climbs to this person."""
    for post, acting in climbed(session_of(task), terms_of(task)):
        if acting.person_id == actor.id:
            yield post, acting
