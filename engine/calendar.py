"""Working days, national holidays, cuti bersama, and what day it is in the zone of a unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import extract, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from engine import audit
from engine.audit import Actor, EventKind
from engine.database import version_cache
from engine.database.base import Base, now, session_of
from engine.errors import Conflict, NotFound, Refusal

WIB = "Asia/Jakarta"
KINDS = ("public", "joint_leave", "local")


class Zoned(Protocol):
    """Something in a time zone: a unit, or a row that has its zone."""

    @property
    def zone(self) -> str: ...


class Holiday(Base):
    """A day on which nobody works: `public` (libur nasional), `joint_leave` (cuti bersama) or `local`."""

    __tablename__ = "holiday"
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]

    def withdraw(self, actor: Actor | None) -> None:
        """Make the day a working day again. Raises NotAllowed unless `actor` is an administrator (None: the system)."""
        _guard(actor)
        session = session_of(self)
        session.delete(self)
        version_cache.changed(session)
        audit.record(session, EventKind.HOLIDAY_WITHDRAWN, actor=actor, parts={"holiday": self.to_audit()})

    def to_audit(self) -> dict[str, str]:
        """The holiday as the audit records it."""
        return {"day": self.day.isoformat(), "name": self.name, "kind": self.kind}


_DAYS_OFF = select(Holiday.day)


@dataclass(frozen=True)
class Calendar:
    """The days off of a unit that works `working_days` days a week; it is what FEEL's working-day functions ask."""

    days_off: frozenset[date]
    working_days: int = 5

    def is_working(self, day: date) -> bool:
        """True if people work on `day`."""
        return day.weekday() < self.working_days and day not in self.days_off

    @property
    def years(self) -> frozenset[int]:
        """The years whose holidays are known; in any other year only the weekends are off."""
        return frozenset(day.year for day in self.days_off)


def load(session: Session, working_days: int = 5) -> Calendar:
    """The calendar of units with 5 or 6 working days a week; it is remembered until somebody changes it."""

    def read() -> Calendar:
        days_off = session.connection().scalars(_DAYS_OFF)
        return Calendar(frozenset(days_off), working_days)

    return version_cache.recall(session, ("calendar", working_days), read)


def declare(session: Session, actor: Actor | None, day: date, name: str, kind: str = "local") -> Holiday:
    """Make `day` a holiday beside those of the decree of its year, and return it.

    Raises NotAllowed, Conflict("holiday_known") or Refusal("holiday_kind").
    """
    _guard(actor)
    if kind not in KINDS:
        raise Refusal("holiday_kind", kind=kind, kinds=KINDS)
    seed(session, [day.year])  # later it would take the year for one that people edited, and leave the decree out
    if session.get(Holiday, day):
        raise Conflict("holiday_known", day=day.isoformat())
    holiday = Holiday(day=day, name=name.strip(), kind=kind)
    session.add(holiday)
    session.flush()
    version_cache.changed(session)
    audit.record(session, EventKind.HOLIDAY_DECLARED, actor=actor, parts={"holiday": holiday.to_audit()})
    return holiday


def holidays(session: Session, year: int) -> Sequence[Holiday]:
    """The holidays of a year, by day."""
    return session.scalars(select(Holiday).where(extract("year", Holiday.day) == year).order_by(Holiday.day)).all()


def holiday_on(session: Session, day: date) -> Holiday:
    """The holiday on that day. Raises NotFound("holiday_unknown")."""
    holiday = session.get(Holiday, day)
    if holiday is None:
        raise NotFound("holiday_unknown", day=day.isoformat())
    return holiday


def seed(session: Session, years: Iterable[int]) -> None:
    """Add the holidays of `years`, as the yearly joint decree of three ministers (SKB) sets them.

    A year that has any holiday is left as people edited it. Lunar days of a year without a decree are estimates.
    """
    for year in years:
        if session.scalar(select(Holiday.day).where(extract("year", Holiday.day) == year).limit(1)) is None:
            session.add_all(Holiday(day=day, name=name, kind=kind) for day, (name, kind) in _decreed(year).items())
    session.flush()
    version_cache.changed(session)


def zone(unit: Zoned | None) -> ZoneInfo:
    """The zone of a unit; western Indonesian time (WIB) for what belongs to none."""
    return ZoneInfo(unit.zone if unit else WIB)


def today(session: Session, unit: Zoned | None = None) -> date:
    """The day of this transaction in the zone of `unit`."""
    return now(session).astimezone(zone(unit)).date()


def day_of(moment: date, zone_name: str | None) -> date:
    """The day that `moment` falls on in that zone; a plain date is taken as it is."""
    return moment.astimezone(ZoneInfo(zone_name or WIB)).date() if isinstance(moment, datetime) else moment


def _decreed(year: int) -> dict[date, tuple[str, str]]:
    import holidays as decree  # slow to import, and only seeding needs it

    decreed: dict[date, tuple[str, str]] = {}
    for category, kind in (("government", "joint_leave"), ("public", "public")):
        names = decree.country_holidays("ID", years=[year], categories=(category,), language="id")
        decreed |= {day: (name, kind) for day, name in names.items()}
    return decreed


def _guard(actor: Actor | None) -> None:
    if actor:
        actor.require("administrator")
