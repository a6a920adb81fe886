"""Built-in functions that make and read dates, times and durations (DMN 1.5, 10.3.4.1 and 10.3.4.8)."""

import datetime
from decimal import Decimal
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.values.decimals import whole
from engine.feel.values.evaluation import EvalRun
from engine.feel.values.extended_temporal import (
    Date,
    DateTime,
    Duration,
    Time,
    days_of_month,
    join,
    make_date,
    make_time,
    nanos_of_day,
)
from engine.feel.values.iso8601_parser import (
    parse_date,
    parse_date_time,
    parse_duration,
    parse_time,
    zone_named,
    zone_of_offset,
)
from engine.feel.values.temporal_arithmetic import as_date_time, date_part, day_number, time_part
from engine.feel.values.values import YearsMonths, kind_of

_DAY = "date|date and time"
_CALENDAR = ("year: number", "month: number", "day: number")
_CLOCK = ("hour: number", "minute: number", "second: number")
_DURATION = "days and time duration|years and months duration"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@builtin("today", result="date")
def today(run: EvalRun) -> datetime.date:
    """The date of the event's clock, in its zone."""
    return run.env.now.date()


@builtin("now", result="date and time")
def now(run: EvalRun) -> datetime.datetime:
    """The date and time of the event's clock, with its offset."""
    moment = run.env.now
    offset = moment.utcoffset()
    zone = zone_of_offset(offset) if offset is not None and not hasattr(moment.tzinfo, "key") else moment.tzinfo
    return datetime.datetime.combine(moment.date(), moment.time(), zone)


@builtin("date", f"from: string|{_DAY}", result="date")
def date(_run: EvalRun, from_: Any) -> Date | None:
    """The date of an ISO 8601 text, or of a date and time."""
    return parse_date(from_) if type(from_) is str else date_part(from_)


@builtin("date", *_CALENDAR, result="date")
def date_of(_run: EvalRun, year: Decimal, month: Decimal, day: Decimal) -> Date | None:
    """The date of its parts."""
    return make_date(whole(year), whole(month), whole(day))


@builtin("time", f"from: string|time|{_DAY}", result="time")
def time(_run: EvalRun, from_: Any) -> Time | None:
    """The time of an ISO 8601 text, or of a date and time; a date is midnight in UTC."""
    if type(from_) is str:
        return parse_time(from_)
    return from_ if kind_of(from_) == "time" else time_part(as_date_time(from_))


def _clock(hour: Decimal, minute: Decimal, second: Decimal, zone: Any) -> Time | None:
    if zone is not None:
        zone = zone_named(zone) if type(zone) is str else zone_of_offset(zone)
        if zone is None:
            return None
    nano = whole(second % 1 * 10**9)
    return make_time(whole(hour), whole(minute), whole(second), nano, zone)


@builtin("time", *_CLOCK, "offset?: days and time duration", result="time")
def time_of(_run: EvalRun, hour: Decimal, minute: Decimal, second: Decimal, offset: Any = None) -> Time | None:
    """The time of its parts, local or with an offset."""
    return _clock(hour, minute, second, offset)


@builtin("date and time", "from: string|date and time", result="date and time")
def date_and_time(_run: EvalRun, from_: Any) -> DateTime | None:
    """The date and time of an ISO 8601 text; a date alone is its midnight."""
    if type(from_) is not str:
        return from_  # type: ignore[no-any-return]
    day = None if "T" in from_ else parse_date(from_)
    return parse_date_time(from_) if day is None else join(day, datetime.time())


@builtin("date and time", f"date: {_DAY}", "time: time", result="date and time")
def date_and_time_of(_run: EvalRun, date: Any, time: Time) -> DateTime:
    """The date and time of a date and a time."""
    return join(date_part(date), time)


@builtin("date and time", *_CALENDAR, *_CLOCK, "offset?: days and time duration", result="date and time")
@builtin("date and time", *_CALENDAR, *_CLOCK, "timezone?: string", result="date and time")
def date_and_time_of_parts(
    run: EvalRun,
    year: Decimal,
    month: Decimal,
    day: Decimal,
    hour: Decimal,
    minute: Decimal,
    second: Decimal,
    zone: Any = None,
) -> DateTime | None:
    """The date and time of its parts, local, with an offset or in a zone."""
    calendar_day, clock = date_of(run, year, month, day), _clock(hour, minute, second, zone)
    return join(calendar_day, clock) if calendar_day is not None and clock is not None else None


@builtin("duration", f"from: string|{_DURATION}", result=_DURATION)
def duration(_run: EvalRun, from_: Any) -> YearsMonths | Duration | None:
    """The duration of an ISO 8601 text."""
    return parse_duration(from_) if type(from_) is str else from_


@builtin("years and months duration", f"from: {_DAY}", f"to: {_DAY}", result="years and months duration")
def years_and_months_duration(_run: EvalRun, from_: Any, to: Any) -> YearsMonths:
    """The whole months from one date to another."""
    months = (to.year - from_.year) * 12 + to.month - from_.month
    first, last = (from_.day, _clock_of(from_)), (to.day, _clock_of(to))
    if months > 0 and last < first:
        months -= 1
    elif months < 0 and last > first:
        months += 1
    return YearsMonths(months)


def _clock_of(value: Any) -> int:
    return nanos_of_day(value) if kind_of(value) == "date and time" else 0


@builtin("day of week", f"date: {_DAY}", result="string")
def day_of_week(_run: EvalRun, date: Any) -> str:
    """`Monday` to `Sunday`."""
    return _WEEKDAYS[weekday(date) - 1]


def weekday(value: Any) -> int:
    """1 for Monday to 7 for Sunday."""
    return (day_number(value) - 1) % 7 + 1


@builtin("month of year", f"date: {_DAY}", result="string")
def month_of_year(_run: EvalRun, date: Any) -> str:
    """`January` to `December`."""
    return _MONTHS[date.month - 1]


@builtin("day of year", f"date: {_DAY}", result="number")
def day_of_year(_run: EvalRun, date: Any) -> Decimal:
    """1 for 1 January."""
    return Decimal(_alike(date).timetuple().tm_yday)


@builtin("week of year", f"date: {_DAY}", result="number")
def week_of_year(_run: EvalRun, date: Any) -> Decimal:
    """The week by ISO 8601."""
    return Decimal(_alike(date).isocalendar().week)


def _alike(value: Any) -> datetime.date:
    # The calendar repeats every 400 years, weekdays included.
    return datetime.date(value.year % 400 + 2000, value.month, value.day)


@builtin("last day of month", f"date: {_DAY}", result="any")
def last_day_of_month(_run: EvalRun, date: Any) -> Date | None:
    """The last date of the month (Camunda's addition)."""
    return make_date(date.year, date.month, days_of_month(date.year, date.month))
