"""Arithmetic with dates and times: position on the time line, durations added, differences (DMN 1.5, 10.3.2.3)."""

import datetime

from engine.feel.values.extended_temporal import (
    NANOS_A_DAY,
    Date,
    DateTime,
    Duration,
    FarDateTime,
    FineTime,
    Time,
    days_of_month,
    from_ordinal,
    join,
    length_of,
    make_date,
    make_duration,
    nanos_of_day,
    ordinal,
    time_of_nanos,
)
from engine.feel.values.values import YearsMonths

Moment = Date | Time | DateTime


def offset_of(value: Time | DateTime) -> datetime.timedelta | None:
    """The offset from UTC, None for a local time and for a zone whose offset depends on an unknown day."""
    if value.tzinfo is None:
        return None
    if isinstance(value, datetime.datetime | datetime.time):
        return value.utcoffset()
    if isinstance(value, FineTime):
        return value.tzinfo.utcoffset(None)
    near = datetime.datetime(min(max(value.year, 1), 9999), value.month, min(value.day, 28), value.hour, value.minute)
    return near.replace(tzinfo=value.tzinfo).utcoffset()


def _offset_nanos(value: Time | DateTime) -> int:
    offset = offset_of(value)
    return 0 if offset is None else round(offset.total_seconds()) * 10**9


def day_number(value: Date | DateTime) -> int:
    """The ordinal of the day shown."""
    return ordinal(value.year, value.month, value.day)


def worth(value: Moment) -> int:
    """Billionths of a second by which moments of one kind are ordered; a date is its midnight in UTC."""
    if isinstance(value, datetime.time | FineTime):
        return nanos_of_day(value) - _offset_nanos(value)
    if isinstance(value, datetime.datetime | FarDateTime):
        return day_number(value) * NANOS_A_DAY + nanos_of_day(value) - _offset_nanos(value)
    return day_number(value) * NANOS_A_DAY


def as_date_time(value: Date | DateTime) -> DateTime:
    """A date as its midnight in UTC, a date and time as it is."""
    if isinstance(value, datetime.datetime | FarDateTime):
        return value
    return join(value, datetime.time(0, 0, 0, 0, datetime.UTC))


def difference(left: Date | DateTime, right: Date | DateTime) -> Duration | None:
    """`left - right`; None between a local and a zoned date and time."""
    if type(left) is not type(right):
        left, right = as_date_time(left), as_date_time(right)
    if isinstance(left, datetime.datetime | FarDateTime) and _is_local(left) != _is_local(as_date_time(right)):
        return None
    return make_duration(worth(left) - worth(right))


def _is_local(value: DateTime) -> bool:
    return offset_of(value) is None


def time_difference(left: Time, right: Time) -> Duration | None:
    """`left - right` of times of day; None between a local and a zoned time."""
    if (left.tzinfo is None) != (right.tzinfo is None):
        return None
    return make_duration(worth(left) - worth(right))


def date_part(value: Date | DateTime) -> Date:
    """The date shown."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if not isinstance(value, FarDateTime):
        return value
    day = make_date(value.year, value.month, value.day)
    assert day is not None
    return day


def time_part(value: DateTime) -> Time:
    """The time of day shown, with its zone."""
    if isinstance(value, datetime.datetime):
        return value.timetz()
    return time_of_nanos(nanos_of_day(value), value.tzinfo)


def plus_months(value: Date | DateTime, duration: YearsMonths) -> Date | DateTime | None:
    """The same day so many months later, the last of the month where there is no such day."""
    months = value.year * 12 + value.month - 1 + duration.total
    year, month = months // 12, months % 12 + 1
    day = make_date(year, month, min(value.day, days_of_month(year, month)))
    if day is None or not isinstance(value, datetime.datetime | FarDateTime):
        return day
    return join(day, time_part(value))


def plus_time(value: Date | DateTime, duration: Duration) -> Date | DateTime | None:
    """The value plus a duration, on its own clock; a date stays a date, moved by whole days."""
    nanos = length_of(duration)
    if not isinstance(value, datetime.datetime | FarDateTime):
        return make_date(*from_ordinal(day_number(value) + nanos // NANOS_A_DAY))
    if (
        isinstance(value, datetime.datetime)
        and isinstance(duration, datetime.timedelta)
        and hasattr(value.tzinfo, "key")
    ):
        return _plus_in_zone(value, duration)
    days, rest = divmod(nanos_of_day(value) + nanos, NANOS_A_DAY)
    day = make_date(*from_ordinal(day_number(value) + days))
    return join(day, time_of_nanos(rest, value.tzinfo)) if day is not None else None


def _plus_in_zone(value: datetime.datetime, duration: datetime.timedelta) -> datetime.datetime | None:
    # By elapsed time, so that a change of the zone's clocks in between does not count.
    try:
        return (value.astimezone(datetime.UTC) + duration).astimezone(value.tzinfo)
    except OverflowError:
        return None


def clock_plus(value: Time, duration: Duration) -> Time:
    """The time of day plus a duration, past midnight from the start of the day."""
    return time_of_nanos(nanos_of_day(value) + length_of(duration), value.tzinfo)
