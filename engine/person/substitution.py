"""Substitution: a person stands in for another one: Plh (away for a while), Plt (the post is vacant), leave."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Select, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import audit
from engine.audit import Actor, EventKind
from engine.database import version_cache
from engine.database.base import Base, new_key, now, session_of
from engine.errors import Conflict, Refusal
from engine.person.membership import Membership
from engine.person.name import check_name
from engine.person.period import check_end, check_period
from engine.person.person_like import PersonLike
from engine.person.superior import Superior
from engine.person.unit import role_named, unit_named

KINDS = ("plh", "plt", "leave")


class Substitution(Base):
    """`substitute` does what `absent` would, from `since` to `until` (included, in the unit's zone), under a letter.

    Without a role it covers every office of the absent; without a unit, the role wherever they hold it. Without an
    absent it is a Plt on a vacant post.
    """

    __tablename__ = "substitution"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    absent_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    substitute_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role_key: Mapped[str | None] = mapped_column(ForeignKey("role.key"))
    unit_key: Mapped[str | None] = mapped_column(ForeignKey("unit.key"))
    kind: Mapped[str]
    since: Mapped[date]
    until: Mapped[date]
    letter: Mapped[str]
    created_at: Mapped[datetime]

    def end(self, actor: Actor | None, until: date) -> None:
        """Let `until` be the last day; the day before `since` undoes it.

        Raises NotAllowed, `day_beyond`, `period_reversed`, Conflict("already_substituted").
        """
        if actor:
            actor.require("administrator")
        check_end(self.since, until)
        session = session_of(self)
        if until > self.until:
            first = self.until + timedelta(days=1)
            _refuse_overlap(session, self.absent_id, self.role_key, self.unit_key, first, until, but=self.id)
        self.until = until
        version_cache.changed(session, self.people())
        audit.record(
            session,
            EventKind.SUBSTITUTION_ENDED,
            actor=actor,
            person_id=self.absent_id,
            mandate=self.letter,
            parts={"substitution": self.to_audit()},
        )

    def people(self) -> set[int]:
        """The substitute, and the absent one if there is one."""
        return {self.substitute_id, *([self.absent_id] if self.absent_id else [])}

    def to_audit(self) -> dict[str, str | None]:
        """The substitution as the audit records it."""
        return {
            "id": str(self.id),
            "absent": str(self.absent_id) if self.absent_id else None,
            "substitute": str(self.substitute_id),
            "role": self.role_key,
            "unit": self.unit_key,
            "kind": self.kind,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "letter": self.letter,
        }


def substitute(
    session: Session,
    actor: Actor | None,
    absent: PersonLike | None,
    substitute: PersonLike,
    *,
    kind: str,
    since: date,
    until: date,
    letter: str,
    role: str | None = None,
    unit: str | None = None,
) -> Substitution:
    """Let `substitute` stand in for `absent`, or, with `absent` None and kind plt, on the vacant post `role` at `unit`.

    The right to decide on oneself never passes: the one who acts is checked as themselves.
    Raises NotAllowed; Refusal `substitution_kind`, `day_beyond`, `period_reversed`, `letter_missing`, `bad_name`,
    `own_substitute`, `substitute_inactive`, `house_role`, `vacant_needs_role`, `nothing_to_substitute`; Conflict
    `already_substituted`, `substitute_absent`.
    """
    if actor:
        actor.require("administrator")
    _check_terms(kind, since, until, letter)
    _check_hands(session, absent, substitute, since, until)
    seat = _seat(session, absent, kind, role, unit, since, until)
    _refuse_overlap(session, absent.id if absent else None, role, seat, since, until)
    substitution = Substitution(
        id=new_key(),
        absent_id=absent.id if absent else None,
        substitute_id=substitute.id,
        role_key=role,
        unit_key=seat,
        kind=kind,
        since=since,
        until=until,
        letter=letter.strip(),
        created_at=now(session),
    )
    session.add(substitution)
    session.flush()
    version_cache.changed(session, substitution.people())
    audit.record(
        session,
        EventKind.SUBSTITUTE_NAMED,
        actor=actor,
        person_id=substitution.absent_id,
        mandate=substitution.letter,
        parts={"substitution": substitution.to_audit()},
    )
    return substitution


def substitutions(session: Session, on: date | None = None) -> Sequence[Substitution]:
    """The substitutions that run on that day or will run after it, first to begin first; all if no day is given."""
    query = select(Substitution).where(*([Substitution.until >= on] if on else []))
    return session.scalars(query.order_by(Substitution.since, Substitution.id)).all()


def _check_terms(kind: str, since: date, until: date, letter: str) -> None:
    if kind not in KINDS:
        raise Refusal("substitution_kind", kind=kind, kinds=KINDS)
    check_period(since, until)
    if not letter.strip():
        raise Refusal("letter_missing")
    check_name(letter)


def _check_hands(session: Session, absent: PersonLike | None, substitute: PersonLike, since: date, until: date) -> None:
    if absent and absent.id == substitute.id:
        raise Refusal("own_substitute", person=str(substitute.id))
    if not substitute.active:
        raise Refusal("substitute_inactive", person=str(substitute.id))
    away = _overlapping(since, until, Substitution.absent_id == substitute.id, Substitution.role_key.is_(None))
    absence = session.scalars(away).first()
    if absence:
        raise Conflict("substitute_absent", substitution=absence.to_audit())


def _seat(
    session: Session,
    absent: PersonLike | None,
    kind: str,
    role_key: str | None,
    unit_key: str | None,
    since: date,
    until: date,
) -> str | None:
    """The unit that the substitution is limited to; checks that there is an office to hold."""
    role = role_named(session, role_key) if role_key else None
    if role and role.kind == "house":
        raise Refusal("house_role", role=role.key)
    seat = role.unit_key if role and role.kind == "office" else unit_key and unit_named(session, unit_key).key
    if absent is None:
        if kind != "plt" or role is None or seat is None:
            raise Refusal("vacant_needs_role", kind=kind, role=role_key, unit=unit_key)
    elif not (role_key is None and seat is None and _leads_by_name(session, absent)) and not any(
        role_key in (None, membership.role_key) and seat in (None, _at(membership))
        for membership in _held(session, absent, since, until)
    ):
        raise Refusal("nothing_to_substitute", absent=str(absent.id), role=role_key, unit=unit_key)
    return seat


def _held(session: Session, absent: PersonLike, since: date, until: date) -> list[Membership]:
    query = select(Membership).where(
        Membership.person_id == absent.id,
        Membership.since <= until,
        or_(Membership.until.is_(None), Membership.until >= since),
    )
    return [membership for membership in session.scalars(query) if membership.role.kind != "house"]


def _leads_by_name(session: Session, absent: PersonLike) -> bool:
    return session.scalar(select(Superior.id).where(Superior.superior_id == absent.id).limit(1)) is not None


def _at(membership: Membership) -> str | None:
    return membership.role.unit_key if membership.role.kind == "office" else membership.unit_key


def _refuse_overlap(
    session: Session, absent_id: int | None, role: str | None, unit: str | None, since: date, until: date, but: int = 0
) -> None:
    if absent_id is None:
        which = [Substitution.absent_id.is_(None), Substitution.role_key == role, Substitution.unit_key == unit]
    else:
        which = [
            Substitution.absent_id == absent_id,
            *_same(Substitution.role_key, role),
            *_same(Substitution.unit_key, unit),
        ]
    overlapping = session.scalars(_overlapping(since, until, Substitution.id != but, *which)).first()
    if overlapping:
        raise Conflict("already_substituted", substitution=overlapping.to_audit())


def _same(column: Any, value: str | None) -> list[ColumnElement[bool]]:
    # What is left open covers everything, so it meets every other substitution.
    return [or_(column.is_(None), column == value)] if value else []


def _overlapping(since: date, until: date, *which: ColumnElement[bool]) -> Select[Substitution]:
    return select(Substitution).where(Substitution.since <= until, Substitution.until >= since, *which)
