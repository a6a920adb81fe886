"""The days between which somebody holds an office, has a superior or stands in: in order, and in times that occur."""

from datetime import date, timedelta
from typing import Any

from engine.errors import Refusal

DAY = timedelta(days=1)
FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)


def check_day(day: date) -> None:
    """Raises Refusal("day_beyond") for a day that somebody can only have mistyped."""
    if not FIRST <= day <= LAST:
        raise Refusal("day_beyond", given=day.isoformat(), first=str(FIRST.year), last=str(LAST.year))


def check_period(since: date, until: date | None) -> None:
    """Raises Refusal (`day_beyond`, `period_reversed`)."""
    check_day(since)
    if until:
        check_day(until)
        if until < since:
            raise _reversed(since, until)


def check_end(since: date, until: date) -> None:
    """What began on `since` may end on `until`; the day before undoes it. Raises Refusal as `check_period`."""
    check_day(until)
    if (since - until).days > 1:
        raise _reversed(since, until)


def ends_on(period: Any, on: date) -> date | None:
    """The last day if a period is ended now: `on`, or before it began the day that undoes it; None where it is over."""
    if period.until is not None and period.until < max(on, period.since):
        return None
    return on if period.since <= on else period.since - DAY


def _reversed(since: date, until: date) -> Refusal:
    return Refusal("period_reversed", since=since.isoformat(), until=until.isoformat())
