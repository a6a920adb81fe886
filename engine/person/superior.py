"""Who is named as somebody's superior, between two dates, and which office is above an office."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import audit
from engine.audit import EventKind
from engine.database import version_cache
from engine.database.base import Base, new_key, session_of
from engine.errors import Conflict, Refusal
from engine.person.period import check_end, check_period
from engine.person.unit import Role, role_named

if TYPE_CHECKING:
    from engine.person.person import Person


class Superior(Base):
    """Who is named as a person's superior, from `since` to `until` (both included, in the zone of his unit)."""

    __tablename__ = "superior"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    superior_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]

    def end(self, actor: "Person | None", until: date) -> None:
        """Let `until` be the last day; the day before `since` undoes it.

        Raises NotAllowed, Refusal (`day_beyond`, `period_reversed`, `superior_circle`), or the
        Conflict `superior_named_later`.
        """
        if actor:
            actor.require("administrator")
        check_end(self.since, until)
        session = session_of(self)
        if self.until and until > self.until:
            _refuse_circle(session, self.person_id, self.superior_id, self.until + timedelta(days=1), until)
            meeting = session.scalars(_meeting({self.person_id}, self.since, until).order_by(Superior.since))
            _refuse_later(one for one in meeting if one.since > self.since and one.id != self.id)
        self.until = until
        version_cache.changed(session, {self.person_id, self.superior_id})
        audit.record(
            session,
            EventKind.SUPERIOR_ENDED,
            actor=actor,
            person_id=self.person_id,
            parts={"superior": self.described()},
        )

    def says(self, superior_id: int, since: date, until: date | None) -> bool:
        """Whether it names this superior from that day or before, until that day."""
        undone = self.until is not None and self.until < self.since
        return self.superior_id == superior_id and self.since <= since and self.until == until and not undone

    def described(self) -> dict[str, str | None]:
        """What the audit says of it."""
        return {
            "id": str(self.id),
            "superior": str(self.superior_id),
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
        }


def name_superior(
    session: Session, actor: "Person | None", person: "Person", superior: "Person", since: date, until: date | None
) -> Superior:
    """Name the superior of `person`; the verb is `Person.name_superior`, which says what it raises."""
    check_period(since, until)
    running = session.scalars(_meeting({person.id}, since, until).order_by(Superior.since)).all()
    for one in running:
        if one.says(superior.id, since, until):
            return one
    if superior.id == person.id:
        raise Refusal("own_superior", name=person.name)
    _refuse_circle(session, person.id, superior.id, since, until)
    _refuse_later(one for one in running if one.since > since)
    for one in running:
        one.end(actor, since - timedelta(days=1))
    link = Superior(id=new_key(), person_id=person.id, superior_id=superior.id, since=since, until=until)
    session.add(link)
    session.flush()
    version_cache.changed(session, {person.id, superior.id})
    audit.record(
        session, EventKind.SUPERIOR_NAMED, actor=actor, person_id=person.id, parts={"superior": link.described()}
    )
    return link


def place_office(session: Session, actor: "Person | None", key: str, superior_key: str | None) -> Role:
    """Say which office is above an office; None: the head of the unit is, as for everybody.

    Raises NotAllowed, NotFound("role_unknown"), Refusal (`superior_no_office`, `office_above_itself`).
    """
    if actor:
        actor.require("administrator")
    role = role_named(session, key)
    above = role_named(session, superior_key) if superior_key else None
    if above and (role.kind, above.kind) != ("office", "office"):
        raise Refusal("superior_no_office", role=role.key, superior=above.key)
    if above and role in above.line():
        raise Refusal("office_above_itself", role=role.key, superior=above.key)
    if role.superior_key != superior_key:
        role.superior_key = superior_key
        session.flush()
        version_cache.changed(session, ())
        audit.record(
            session, EventKind.ROLE_CHANGED, actor=actor, parts={"role": {"key": key, "superior": superior_key}}
        )
    return role


def _meeting(people: Collection[int], since: date, until: date | None) -> Select[Superior]:
    """What is named for these people on some day of a period; what was undone has no days."""
    days = or_(Superior.until.is_(None), Superior.until >= since), Superior.since <= (until or date.max)
    runs = or_(Superior.until.is_(None), Superior.until >= Superior.since)
    return select(Superior).where(Superior.person_id.in_(people), *days, runs)


def _refuse_later(later: Iterable[Superior]) -> None:
    if other := next(iter(later), None):
        raise Conflict("superior_named_later", **other.described())


def _refuse_circle(session: Session, person_id: int, superior_id: int, since: date, until: date | None) -> None:
    above, seen = {superior_id}, set[int]()
    while above:
        seen |= above
        above = {link.superior_id for link in session.scalars(_meeting(above, since, until))} - seen
        if person_id in above:
            raise Refusal("superior_circle", name=_name(session, superior_id))


def _name(session: Session, person_id: int) -> str:
    from engine.person.person import Person

    return session.get_one(Person, person_id).name


def superiors_of(session: Session, person: "Person") -> Sequence[Superior]:
    """Who was ever named as a person's superior, the newest first; without what was undone."""
    query = _meeting({person.id}, date.min, None)
    return session.scalars(query.order_by(Superior.since.desc(), Superior.id)).all()
