"""Dates, times and durations beyond those of Python: far years, long durations, billionths of a second.

Everywhere else the values are those of `datetime`; `make_*` chooses.
"""

import datetime
from dataclasses import dataclass

from engine.feel import limits

NANOS_A_SECOND = 1_000_000_000
NANOS_A_DAY = 86_400 * NANOS_A_SECOND


@dataclass(frozen=True, slots=True)
class FarDate:
    """A date of a year that `datetime.date` does not reach."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class FineTime:
    """A time of day with a fraction of a second that `datetime.time` does not hold."""

    hour: int
    minute: int
    second: int
    nano: int
    tzinfo: datetime.tzinfo | None = None


@dataclass(frozen=True, slots=True)
class FarDateTime:
    """A date and time that `datetime.datetime` does not hold."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    nano: int
    tzinfo: datetime.tzinfo | None = None


@dataclass(frozen=True, slots=True, order=True)
class FarDuration:
    """A duration of days and time that `datetime.timedelta` does not hold, in billionths of a second."""

    nanos: int


Date = datetime.date | FarDate
Time = datetime.time | FineTime
DateTime = datetime.datetime | FarDateTime
Duration = datetime.timedelta | FarDuration


def days_of_month(year: int, month: int) -> int:
    """The number of days of a month in the proleptic Gregorian calendar."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def ordinal(year: int, month: int, day: int) -> int:
    """Days since 1 January of year 1 plus one, as `date.toordinal`, for any year."""
    moved = year - (month <= 2)
    era, of_era = divmod(moved, 400)
    of_year = (153 * ((month - 3) % 12) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 305


def from_ordinal(days: int) -> tuple[int, int, int]:
    """Year, month and day of an ordinal."""
    era, of_era = divmod(days + 305, 146_097)
    years = (of_era - of_era // 1_460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    moved = (5 * of_year + 2) // 153
    month = moved + 3 if moved < 10 else moved - 9
    return era * 400 + years + (month <= 2), month, of_year - (153 * moved + 2) // 5 + 1


def make_date(year: int, month: int, day: int) -> Date | None:
    """The date, or None where there is none."""
    if not (1 <= month <= 12 and -limits.YEAR <= year <= limits.YEAR and 1 <= day <= days_of_month(year, month)):
        return None
    return datetime.date(year, month, day) if 1 <= year <= 9999 else FarDate(year, month, day)


def make_time(hour: int, minute: int, second: int, nano: int, zone: datetime.tzinfo | None) -> Time | None:
    """The time of day, or None where there is none."""
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60 and 0 <= nano < NANOS_A_SECOND):
        return None
    if nano % 1000:
        return FineTime(hour, minute, second, nano, zone)
    return datetime.time(hour, minute, second, nano // 1000, zone)


def join(date: Date, time: Time) -> DateTime:
    """The date and time of a date and a time of day."""
    if isinstance(date, datetime.date) and isinstance(time, datetime.time):
        return datetime.datetime.combine(date, time)
    clock = (time.hour, time.minute, time.second, nano_of(time), time.tzinfo)
    return FarDateTime(date.year, date.month, date.day, *clock)


def nano_of(value: Time | DateTime) -> int:
    """Billionths of a second beside the whole second."""
    return value.nano if isinstance(value, FineTime | FarDateTime) else value.microsecond * 1000


def nanos_of_day(value: Time | DateTime) -> int:
    """Billionths of a second since midnight on the clock shown."""
    return (value.hour * 3600 + value.minute * 60 + value.second) * NANOS_A_SECOND + nano_of(value)


def time_of_nanos(nanos: int, zone: datetime.tzinfo | None) -> Time:
    """The time of day so many billionths of a second after midnight."""
    seconds, nano = divmod(nanos % NANOS_A_DAY, NANOS_A_SECOND)
    clock_time = make_time(seconds // 3600, seconds // 60 % 60, seconds % 60, nano, zone)
    assert clock_time is not None
    return clock_time


def make_duration(nanos: int) -> Duration | None:
    """The duration of so many billionths of a second, None where it is too long."""
    if abs(nanos) > limits.DURATION * NANOS_A_SECOND:
        return None
    days, rest = divmod(nanos, NANOS_A_DAY)
    if rest % 1000 or abs(days) >= 999_999_999:
        return FarDuration(nanos)
    return datetime.timedelta(days=days, microseconds=rest // 1000)


def length_of(duration: Duration) -> int:
    """Billionths of a second of a duration."""
    if isinstance(duration, FarDuration):
        return duration.nanos
    return (duration.days * 86_400 + duration.seconds) * NANOS_A_SECOND + duration.microseconds * 1000
