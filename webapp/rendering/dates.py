"""Dates, deadlines and numbers as Indonesians write them, in the zone of the unit."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

from engine.calendar import WIB
from webapp.rendering import languages

ABBREVIATIONS = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
FARTHEST = 400  # days that a deadline is counted ahead or back; beyond that its date says more


class WorkingDayCalendar(Protocol):
    """A calendar as deadlines need it."""

    def is_working(self, day: date) -> bool: ...


def zone_of(name: str | None) -> ZoneInfo:
    return ZoneInfo(name or WIB)


def moment(at: datetime | str, language: str, zone: str | None = None, *, short: bool = False) -> str:
    """ "Jumat, 17 Juli 2026 16.40 WIB", short: "17 Jul 2026 16.40 WIB"."""
    local = aware(at).astimezone(zone_of(zone))
    weekday = "" if short else f"{languages.of(language).weekday(local.weekday())}, "
    abbreviation = ABBREVIATIONS.get(zone or WIB, local.tzname())
    return f"{weekday}{day(local.date(), language, short=short)} {clock(local.time(), language)} {abbreviation}"


def day(on: date | str, language: str, *, short: bool = False) -> str:
    """ "17 Juli 2026", short: "17 Jul 2026"."""
    on = date.fromisoformat(on) if isinstance(on, str) else on
    return f"{on.day} {languages.of(language).month(on.month, short=short)} {on.year}"


def clock(at: time | str, language: str) -> str:
    """ "16.40"."""
    at = time.fromisoformat(at) if isinstance(at, str) else at
    return f"{at.hour:02}{languages.of(language).clock}{at.minute:02}"


def number(value: int | float | Decimal, language: str, pattern: str | None = None) -> str:
    """ "1.234,5"; `pattern` is one of CLDR."""
    return format_decimal(value, pattern, locale=languages.of(language).locale)


def aware(at: datetime | str) -> datetime:
    """An aware time from a datetime or its ISO text; without an offset it is UTC."""
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def deadline(
    due: datetime, now: datetime, calendar: WorkingDayCalendar, zone: str | None = None
) -> tuple[str, dict[str, object]]:
    """The distance of a deadline, as a code for the words (late, today, tomorrow, soon), and as working days."""
    ends, today = due.astimezone(zone_of(zone)).date(), now.astimezone(zone_of(zone)).date()
    if due < now:
        days = working_days(ends, today, calendar)
        return ("late", {"days": days}) if days else ("late_today", {"due": due})
    if ends == today:
        return "today", {}
    days = working_days(today, ends, calendar)
    return ("left", {"days": days}) if days else ("before_working_day", {})


def working_days(start: date, end: date, calendar: WorkingDayCalendar) -> int:
    """Working days after `start` up to and with `end`, at most `FARTHEST` days far."""
    span = min((end - start).days, FARTHEST)
    return sum(calendar.is_working(start + timedelta(days=step)) for step in range(1, span + 1))
