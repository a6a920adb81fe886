"""What expressions of a case know of the world: the clock in its zone and the working days of its unit."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from engine import calendar, feel
from engine.database.base import now


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of a unit, read when the first expression asks for it."""

    session: Session
    per_week: int

    def is_working(self, day: date) -> bool:
        """Whether people work on `day`."""
        return calendar.load(self.session, self.per_week).is_working(day)


def env(session: Session, zone: str, working_days: int = 5, at: datetime | None = None) -> feel.EvalContext:
    """Clock (of this transaction, else `at`) and calendar for expressions in a zone where people work so many days."""
    return feel.EvalContext(
        now=(at or now(session)).astimezone(ZoneInfo(zone)), calendar=WorkingDays(session, working_days)
    )
