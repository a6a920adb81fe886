"""Dates, deadlines and numbers as Indonesians write them, in the zone of the unit."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal

from engine.calendar import WIB

ABBREVIATIONS = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
CLOCK = {"id": "HH.mm", "en": "HH:mm"}
FARTHEST = 400  # days that a deadline is counted ahead or back; beyond that its date says more


class WorkingDays(Protocol):
    """What a deadline asks of a calendar."""

    def is_working(self, day: date) -> bool: ...


def zone_of(name: str | None) -> ZoneInfo:
    return ZoneInfo(name or WIB)


def moment(at: datetime | str, language: str, zone: str | None = None, *, short: bool = False) -> str:
    """ "Jumat, 17 Juli 2026 16.40 WIB", short: "17 Jul 2026 16.40 WIB"."""
    local = aware(at).astimezone(zone_of(zone))
    pattern = ("d MMM y" if short else "EEEE, d MMMM y") + " " + CLOCK[language]
    return f"{format_datetime(local, pattern, locale=language)} {ABBREVIATIONS.get(zone or WIB, local.tzname())}"


def day(on: date | str, language: str, *, short: bool = False) -> str:
    """ "17 Juli 2026", short: "17 Jul 2026"."""
    return format_date(
        date.fromisoformat(on) if isinstance(on, str) else on, "d MMM y" if short else "d MMMM y", locale=language
    )


def clock(at: time | str, language: str) -> str:
    """ "16.40"."""
    return format_time(time.fromisoformat(at) if isinstance(at, str) else at, CLOCK[language], locale=language)


def number(value: int | float | Decimal, language: str) -> str:
    """ "1.234,5"."""
    return format_decimal(value, locale=language)


def aware(at: datetime | str) -> datetime:
    """An aware time from a datetime or its ISO text; without an offset it is UTC."""
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def deadline(
    due: datetime, now: datetime, calendar: WorkingDays, zone: str | None = None
) -> tuple[str, dict[str, object]]:
    """How far off a deadline is, as a code for the words: late, today, tomorrow, soon, and working days (count)."""
    ends, today = due.astimezone(zone_of(zone)).date(), now.astimezone(zone_of(zone)).date()
    if due < now:
        days = working_days(ends, today, calendar)
        return ("late", {"days": days}) if days else ("late_today", {"due": due})
    if ends == today:
        return "today", {}
    days = working_days(today, ends, calendar)
    return ("left", {"days": days}) if days else ("before_working_day", {})


def working_days(start: date, end: date, calendar: WorkingDays) -> int:
    """Working days after `start` up to and with `end`, at most `FARTHEST` days far."""
    span = min((end - start).days, FARTHEST)
    return sum(calendar.is_working(start + timedelta(days=step)) for step in range(1, span + 1))
