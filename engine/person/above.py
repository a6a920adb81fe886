"""The superior of a person: the one named, the holder of the office above, or the head of the unit."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.database import version_cache
from engine.person.chart import Chart, Post, chart_on
from engine.person.offices import around, covers, quarter
from engine.person.person import Person
from engine.person.superior import Superior


def superior_of(session: Session, person: Person, on: date, *, acting: bool = True) -> Person | None:
    """The person's superior on that day or at that moment; None where there is nobody up to the top.

    In this order: the superior who is named; the holder of the office above an office of the person; for a head of a
    unit the head of the unit above; the head of the person's unit. A vacant post is passed over, upwards. A substitute
    (Plh, Plt, leave) is the superior meanwhile; without `acting` it is the absent person.
    """
    post = post_above(session, person, on)
    if post is None:
        return None
    return session.get(Person, post.acting[0].person_id if acting else post.holder_id)


def is_superior_of(session: Session, person: Person, subject: Person, on: date) -> bool:
    """True if `person` is the superior of `subject` on that day, or stands in for the superior."""
    post = post_above(session, subject, on)
    return post is not None and any(acting.person_id == person.id for acting in post.acting)


def leads(session: Session, person: Person, on: date) -> bool:
    """True if `person` can be a superior on that day: by name, by an office above others, or as head of a unit."""
    key = ("leads", person.id, quarter(on))
    return bool(version_cache.recall(session, key, lambda: "yes" if _leads(session, person, on) else ""))


def _leads(session: Session, person: Person, on: date) -> bool:
    chart = chart_on(session, on)
    query = select(Superior.id).where(Superior.superior_id.in_({person.id, *chart.lenders(person.id)}))
    return chart.leads(person.id) or session.scalar(query.limit(1)) is not None


def post_above(session: Session, person: Person, on: date) -> Post | None:
    """The post of the person's superior on that day; None where there is none."""
    return next(iter(posts_above(session, person, on)), None)


def posts_above(session: Session, person: Person, on: date) -> tuple[Post, ...]:
    """The posts above the person on that day: those of named superiors, then those of the chart, nearest first."""
    key = ("posts above", person.id, quarter(on))
    return version_cache.recall(
        session, key, lambda: _posts_above(session, person, on, _links(session, {person.id}, on))
    )


def superior_ids(session: Session, person_ids: Collection[int], on: date) -> dict[int, int | None]:
    """For each of these people the id of the superior, as `superior_of` without `acting`, read for all at once."""
    by_person: dict[int, list[Superior]] = defaultdict(list)
    for link in _links(session, person_ids, on):
        by_person[link.person_id].append(link)
    named = {link.superior_id for links in by_person.values() for link in links}
    people = session.scalars(select(Person).where(Person.id.in_({*person_ids, *named}))).all()
    posts = {
        person.id: _posts_above(session, person, on, by_person.get(person.id, ()))
        for person in people
        if person.id in person_ids
    }
    return {key: above[0].holder_id if above else None for key, above in posts.items()}


def _links(session: Session, person_ids: Collection[int], on: date) -> Sequence[Superior]:
    query = select(Superior).where(Superior.person_id.in_(person_ids), Superior.since <= around(on)[1])
    return session.scalars(query.order_by(Superior.since.desc(), Superior.id)).all()


def _posts_above(session: Session, person: Person, on: date, links: Sequence[Superior]) -> tuple[Post, ...]:
    chart = chart_on(session, on)
    posts = (*_named(session, chart, person, on, links), *chart.posts_above(person))
    return tuple(filter(None, (post.above(person.id) for post in posts)))


def _named(session: Session, chart: Chart, person: Person, on: date, links: Sequence[Superior]) -> Iterator[Post]:
    zone = chart.zone(person.unit_key)
    for link in links:
        superior = session.get(Person, link.superior_id) if covers(link, on, zone) else None
        if superior is not None and superior.active:
            yield chart.personal(superior)
