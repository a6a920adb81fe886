"""Superior: somebody is named as a person's superior, between two dates; and the office above an office."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import ForeignKey, Select, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from engine import audit
from engine.audit import Actor, EventKind
from engine.database import version_cache
from engine.database.base import Base, new_key, session_of
from engine.errors import Conflict, Refusal
from engine.person.period import check_end, check_period
from engine.person.person_like import PersonLike
from engine.person.unit import Role, role_named


class Superior(Base):
    """The named superior of a person, from `since` to `until` (both included, in the zone of the person's unit)."""

    __tablename__ = "superior"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    superior_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    superior: Mapped[PersonLike] = relationship("Person", foreign_keys=superior_id, viewonly=True)

    def end(self, actor: Actor | None, until: date) -> None:
        """Let `until` be the last day; the day before `since` undoes it.

        Raises NotAllowed, Refusal (`day_beyond`, `period_reversed`, `superior_circle`), or the
        Conflict `superior_named_later`.
        """
        if actor:
            actor.require("administrator")
        check_end(self.since, until)
        session = session_of(self)
        if self.until and until > self.until:
            _refuse_circle(session, self.person_id, self.superior, self.until + timedelta(days=1), until)
            meeting = session.scalars(_meeting({self.person_id}, self.since, until).order_by(Superior.since))
            _refuse_later(link for link in meeting if link.since > self.since and link.id != self.id)
        self.until = until
        version_cache.changed(session, {self.person_id, self.superior_id})
        audit.record(
            session,
            EventKind.SUPERIOR_ENDED,
            actor=actor,
            person_id=self.person_id,
            parts={"superior": self.to_audit()},
        )

    def names(self, superior_id: int, since: date, until: date | None) -> bool:
        """True if it names this superior from that day or before, until that day."""
        undone = self.until is not None and self.until < self.since
        return self.superior_id == superior_id and self.since <= since and self.until == until and not undone

    def to_audit(self) -> dict[str, str | None]:
        """The named superior as the audit records it."""
        return {
            "id": str(self.id),
            "superior": str(self.superior_id),
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
        }


def name_superior(
    session: Session, actor: Actor | None, person: PersonLike, superior: PersonLike, since: date, until: date | None
) -> Superior:
    """Name the superior of `person`; the verb is `Person.name_superior`, which says what it raises."""
    check_period(since, until)
    running = session.scalars(_meeting({person.id}, since, until).order_by(Superior.since)).all()
    for named in running:
        if named.names(superior.id, since, until):
            return named
    if superior.id == person.id:
        raise Refusal("own_superior", name=person.name)
    _refuse_circle(session, person.id, superior, since, until)
    _refuse_later(named for named in running if named.since > since)
    for named in running:
        named.end(actor, since - timedelta(days=1))
    link = Superior(id=new_key(), person_id=person.id, superior_id=superior.id, since=since, until=until)
    session.add(link)
    session.flush()
    version_cache.changed(session, {person.id, superior.id})
    audit.record(
        session, EventKind.SUPERIOR_NAMED, actor=actor, person_id=person.id, parts={"superior": link.to_audit()}
    )
    return link


def place_office(session: Session, actor: Actor | None, key: str, superior_key: str | None) -> Role:
    """Set the office above an office and return the role; None: the head of the unit is above it, as by default.

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
    """Selects what is named for these people on some day of a period; what was undone has no days."""
    days = or_(Superior.until.is_(None), Superior.until >= since), Superior.since <= (until or date.max)
    runs = or_(Superior.until.is_(None), Superior.until >= Superior.since)
    return select(Superior).where(Superior.person_id.in_(people), *days, runs)


def _refuse_later(later: Iterable[Superior]) -> None:
    if first := next(iter(later), None):
        raise Conflict("superior_named_later", **first.to_audit())


def _refuse_circle(session: Session, person_id: int, superior: PersonLike, since: date, until: date | None) -> None:
    above, seen = {superior.id}, set[int]()
    while above:
        seen |= above
        above = {link.superior_id for link in session.scalars(_meeting(above, since, until))} - seen
        if person_id in above:
            raise Refusal("superior_circle", name=superior.name)


def superiors_of(session: Session, person: PersonLike) -> Sequence[Superior]:
    """The superiors that a person ever had by name, the newest first; without what was undone."""
    query = _meeting({person.id}, date.min, None)
    return session.scalars(query.order_by(Superior.since.desc(), Superior.id)).all()
