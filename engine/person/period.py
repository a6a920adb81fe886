"""Checks of the days between which somebody holds an office, has a superior or stands in for somebody."""

from datetime import date, timedelta
from typing import Any

from engine.errors import Refusal

DAY = timedelta(days=1)
FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)


def check_day(day: date) -> None:
    """Check that a day is between 1900 and 2200, thus not mistyped. Raises Refusal("day_beyond")."""
    if not FIRST <= day <= LAST:
        values = {"given": day.isoformat(), "first": str(FIRST.year), "last": str(LAST.year)}
        raise Refusal("day_beyond", **values)


def check_period(since: date, until: date | None) -> None:
    """Check the days of a period and their order. Raises Refusal (`day_beyond`, `period_reversed`)."""
    check_day(since)
    if until:
        check_day(until)
        if until < since:
            raise _reversed(since, until)


def check_end(since: date, until: date) -> None:
    """Check that a period from `since` may end on `until`; the day before undoes it. Raises as `check_period`."""
    check_day(until)
    if (since - until).days > 1:
        raise _reversed(since, until)


def ends_on(period: Any, on: date) -> date | None:
    """The last day of a period ended now: `on`, or the day that undoes it before it begins; None where it is over."""
    if period.until is not None and period.until < max(on, period.since):
        return None
    return on if period.since <= on else period.since - DAY


def _reversed(since: date, until: date) -> Refusal:
    return Refusal("period_reversed", since=since.isoformat(), until=until.isoformat())
