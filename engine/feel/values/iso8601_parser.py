"""The parser of ISO 8601: dates, times with offset or zone, dates and times, durations of both kinds."""

import datetime
import re
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel.values.extended_temporal import (
    Date,
    DateTime,
    Duration,
    Time,
    from_ordinal,
    join,
    length_of,
    make_date,
    make_duration,
    make_time,
    ordinal,
)
from engine.feel.values.values import YearsMonths

_DATE = re.compile(r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(
    r"(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9})\d{0,30})?([Zz]|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z0-9_+/-]{1,60})?",
    re.ASCII,
)
_MONTHS = re.compile(r"(-)?P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?", re.ASCII)
_DAYS = re.compile(
    r"(-)?P(?:(\d{1,18})D)?(?:T(?:(\d{1,15})H)?(?:(\d{1,15})M)?(?:(\d{1,19})(?:\.(\d{0,30}))?S)?)?", re.ASCII
)
_MOST_OFFSET = 18 * 3600


def parse_temporal(text: str) -> Any:
    """The date, time, date and time or duration of a text, None if it is none of them."""
    if text[:1] == "P" or text[:2] == "-P":
        return parse_duration(text)
    if "T" in text:
        return parse_date_time(text)
    return parse_time(text) if ":" in text else parse_date(text)


def parse_date(text: str) -> Date | None:
    """`2026-03-16`."""
    match = _DATE.fullmatch(text)
    return make_date(int(match[1]), int(match[2]), int(match[3])) if match and match[1] != "-0000" else None


def parse_time(text: str) -> Time | None:
    """`23:59:59`, with `Z`, `+07:00` or `@Asia/Jakarta`."""
    parts = _clock(text)
    if parts is None:
        return None
    nanos, zone = parts
    return make_time(*_split(nanos), zone) if nanos < 86_400 * 10**9 else make_time(0, 0, 0, 0, zone)


def parse_date_time(text: str) -> DateTime | None:
    """`2026-03-16T23:59:59`; the hour 24:00:00 is midnight of the next day."""
    day_text, _, time_text = text.partition("T")
    day, parts = parse_date(day_text), _clock(time_text)
    if day is None or parts is None:
        return None
    nanos, zone = parts
    if nanos == 86_400 * 10**9:
        nanos, day = 0, make_date(*from_ordinal(ordinal(day.year, day.month, day.day) + 1))
    clock = make_time(*_split(nanos), zone)
    return join(day, clock) if day is not None and clock is not None else None


def _split(nanos: int) -> tuple[int, int, int, int]:
    seconds, nano = divmod(nanos, 10**9)
    return seconds // 3600, seconds // 60 % 60, seconds % 60, nano


def _clock(text: str) -> tuple[int, datetime.tzinfo | None] | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3])
    nano = int((match[4] or "").ljust(9, "0"))
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and minute + second + nano > 0):
        return None
    zone = _zone(match[5])
    if match[5] and zone is None:
        return None
    return ((hour * 60 + minute) * 60 + second) * 10**9 + nano, zone


def _zone(text: str | None) -> datetime.tzinfo | None:
    if not text or text in "Zz":
        return datetime.UTC if text else None
    if text.startswith("@"):
        return zone_named(text[1:])
    parts = [int(part) for part in text[1:].split(":")]
    seconds = parts[0] * 3600 + parts[1] * 60 + (parts[2] if len(parts) > 2 else 0)
    if max(parts[1:]) > 59:
        return None
    return zone_of_offset(datetime.timedelta(seconds=-seconds if text[0] == "-" else seconds))


def zone_of_offset(offset: Duration) -> datetime.tzinfo | None:
    """The zone of a fixed offset of whole seconds, None beyond 18 hours."""
    seconds, rest = divmod(length_of(offset), 10**9)
    if abs(seconds) > _MOST_OFFSET or rest:
        return None
    return datetime.timezone(datetime.timedelta(seconds=seconds)) if seconds else datetime.UTC


def zone_named(name: str) -> datetime.tzinfo | None:
    """The IANA zone of a name, None where there is none."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None


def parse_duration(text: str) -> YearsMonths | Duration | None:
    """`P1Y2M` or `P1DT2H3M4.5S`, a minus before it allowed."""
    months = _MONTHS.fullmatch(text)
    if months and (months[2] or months[3]):
        total = int(months[2] or 0) * 12 + int(months[3] or 0)
        return YearsMonths(-total if months[1] else total)
    days = _DAYS.fullmatch(text)
    if days is None or text.endswith(("T", "P")):
        return None
    seconds = int(days[2] or 0) * 86_400 + int(days[3] or 0) * 3600 + int(days[4] or 0) * 60 + int(days[5] or 0)
    nanos = seconds * 10**9 + int((days[6] or "0")[:9].ljust(9, "0"))
    return make_duration(-nanos if days[1] else nanos)
