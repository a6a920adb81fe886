"""Who may do a task where those whom it is for may not: the superior of the one who must not, and on upwards."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from engine import person
from engine.database import version_cache
from engine.database.base import now, session_of
from engine.person import Acting, Chart, Person, Post, chart_on

if TYPE_CHECKING:
    from engine.task.task import Task


@dataclass(frozen=True)
class Terms:
    """To whom a task is offered, whom its diagram named, whom it is about, and from whose hands it is kept."""

    offers: frozenset[tuple[str, str]]
    excluded: frozenset[int]
    subject_id: int | None
    personal: bool
    named_id: int | None


def terms_of(task: "Task") -> Terms:
    """The terms of a task as its row says."""
    pairs = (offer.partition("@") for offer in (task.offers or "").split(",") if offer)
    excluded = frozenset(int(key) for key in (task.kept or "").split(",") if key)
    offers = frozenset((role, unit) for role, _, unit in pairs)
    return Terms(offers, excluded, task.subject_id, task.personal, task.named_id)


def climbed(session: Session, terms: Terms) -> Iterator[tuple[Post, Acting]]:
    """Those to whom the task climbs: for each who must not do it, the nearest above who may, or stand in there."""
    for start in dict.fromkeys(_starts(session, terms)):
        for post in _line(session, start):
            if able := [one for one in post.acting if _able(terms, one)]:
                yield from ((post, one) for one in able)
                break


def substitutes(session: Session, terms: Terms) -> Iterator[tuple[Post, Acting]]:
    """Those who stand in for whom the diagram named: in everything, or in the post by which he is the superior."""
    named = session.get(Person, terms.named_id) if terms.named_id not in (None, terms.subject_id) else None
    if named is None:
        return
    posts = [chart_on(session, now(session)).personal(named)]
    subject = session.get(Person, terms.subject_id) if terms.subject_id else None
    if subject and (above := person.post_above(session, subject, now(session))):
        posts.append(above)
    for post in posts:
        yield from ((post, one) for one in post.acting if one.on_behalf_of == named.id)


def anybody(session: Session, terms: Terms) -> bool:
    """Whether there is an active person who may do the task now."""
    if terms.personal:
        by_name = named_able(session, terms) or any(_able(terms, one) for _, one in substitutes(session, terms))
        return by_name or any(climbed(session, terms))
    at = now(session)
    terms = _that_matter(terms, chart_on(session, at))
    key = ("anybody", terms, person.quarter(at))
    return bool(version_cache.recall(session, key, lambda: "yes" if _anybody(session, terms) else ""))


def _anybody(session: Session, terms: Terms) -> bool:
    chart = chart_on(session, now(session))
    direct = (one for role, unit in terms.offers for one in _acting(chart, role, unit))
    return any(_able(terms, one) for one in direct) or any(climbed(session, terms))


def _that_matter(terms: Terms, chart: Chart) -> Terms:
    """The terms without the people who act nowhere: by them thousands of tasks are one."""
    if terms.subject_id in chart.involved:
        return terms
    return replace(terms, subject_id=None, excluded=terms.excluded & chart.involved)


def _starts(session: Session, terms: Terms) -> Iterator[int]:
    """Those from whom it climbs: who is named and may not; the subject, where nobody else may who holds the role."""
    if terms.personal:
        if terms.named_id not in (None, terms.subject_id) and not named_able(session, terms):
            yield terms.named_id or 0
        return
    chart: Chart = chart_on(session, now(session))
    for role, unit in sorted(terms.offers) if terms.subject_id is not None else ():
        seat = unit or chart.fixed_unit(role)
        if seat and not any(_able(terms, one) for one in chart.acting(role, seat)):
            yield from chart.holding(terms.subject_id or 0, role, seat)


def named_able(session: Session, terms: Terms) -> bool:
    """Whether whom the diagram named is there and may do it."""
    named = session.get(Person, terms.named_id) if terms.named_id else None
    return named is not None and named.active and named.id not in terms.excluded


def _acting(chart: Chart, role: str, unit: str) -> Iterator[Acting]:
    yield from chart.acting(role, unit) if unit else chart.anywhere(role)


def _able(terms: Terms, one: Acting) -> bool:
    """Nobody decides on himself, nor on him for whom he stands in, nor with hands that are kept apart."""
    return one.person_id not in terms.excluded and terms.subject_id not in (one.person_id, one.on_behalf_of or 0)


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
    """How the task climbs to this person."""
    for post, one in climbed(session_of(task), terms_of(task)):
        if one.person_id == actor.id:
            yield post, one
