"""Membership: a person holds a role, at a unit or in the whole house, between two dates."""

from datetime import date, timedelta

from sqlalchemy import ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from engine import audit
from engine.audit import Actor, EventKind
from engine.database import version_cache
from engine.database.base import Base, new_key, session_of
from engine.errors import Conflict, Refusal
from engine.person.period import check_end, check_period
from engine.person.person_like import PersonLike
from engine.person.unit import Role, role_named, unit_named


class Membership(Base):
    """A person's role at a unit, from `since` to `until` (both included, in the unit's zone; no end: None)."""

    __tablename__ = "membership"
    __table_args__ = (Index(None, "role_key", "unit_key"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role_key: Mapped[str] = mapped_column(ForeignKey("role.key"))
    unit_key: Mapped[str | None] = mapped_column(ForeignKey("unit.key"))
    since: Mapped[date]
    until: Mapped[date | None]
    role: Mapped[Role] = relationship()

    def end(self, actor: Actor | None, until: date) -> None:
        """Let `until` be the last day; the day before `since` undoes it.

        Raises NotAllowed, `day_beyond`, `period_reversed`, Conflict("already_appointed").
        """
        if actor:
            actor.require("administrator")
        check_end(self.since, until)
        session = session_of(self)
        if self.until and until > self.until:
            first = self.until + timedelta(days=1)
            _refuse_overlap(session, self.person_id, self.role_key, self.unit_key, first, until, but=self.id)
        self.until = until
        version_cache.changed(session, _whose(role_named(session, self.role_key), self.person_id))
        audit.record(
            session,
            EventKind.MEMBERSHIP_ENDED,
            actor=actor,
            person_id=self.person_id,
            parts={"membership": self.to_audit()},
        )

    def to_audit(self) -> dict[str, str | None]:
        """The membership as the audit records it."""
        return {
            "id": str(self.id),
            "role": self.role_key,
            "unit": self.unit_key,
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
        }


def appoint(
    session: Session,
    actor: Actor | None,
    person: PersonLike,
    role_key: str,
    unit_key: str | None,
    since: date,
    until: date | None,
) -> Membership:
    """Give `person` a role; the verb is `Person.appoint`, which says what it raises."""
    role = role_named(session, role_key)
    unit = _seat(session, role, unit_key or person.unit_key)
    check_period(since, until)
    _refuse_overlap(session, person.id, role_key, unit, since, until)
    membership = Membership(
        id=new_key(), person_id=person.id, role_key=role_key, unit_key=unit, since=since, until=until
    )
    session.add(membership)
    session.flush()
    version_cache.changed(session, _whose(role, person.id))
    audit.record(
        session,
        EventKind.PERSON_APPOINTED,
        actor=actor,
        person_id=person.id,
        parts={"membership": membership.to_audit()},
    )
    return membership


def _whose(role: Role, person_id: int) -> set[int] | None:
    """The person whose offices change; None for a house role, as hardly any task is offered to one."""
    return None if role.kind == "house" else {person_id}


def _seat(session: Session, role: Role, unit_key: str | None) -> str | None:
    if role.kind != "unit":
        return role.unit_key
    if unit_key is None:
        raise Refusal("role_needs_unit", role=role.key)
    return unit_named(session, unit_key).key


def _refuse_overlap(
    session: Session, person_id: int, role_key: str, unit_key: str | None, since: date, until: date | None, but: int = 0
) -> None:
    same = select(Membership).where(
        Membership.id != but,
        Membership.person_id == person_id,
        Membership.role_key == role_key,
        Membership.unit_key.is_(None) if unit_key is None else Membership.unit_key == unit_key,
        or_(Membership.until.is_(None), Membership.until >= since),
        Membership.since <= (until or date.max),
    )
    overlapping = session.scalars(same.order_by(Membership.since).limit(1)).first()
    if overlapping:
        raise Conflict("already_appointed", membership=overlapping.to_audit())
