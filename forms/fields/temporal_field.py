"""Dates and times as HTML sends them, and as variables hold them (ISO 8601)."""

import datetime
import re

DATE = re.compile(r"(?:19|20|21)\d\d-\d\d-\d\d\Z", re.ASCII)
TIME = re.compile(r"\d\d:\d\d(?::\d\d)?\Z", re.ASCII)
ZONE = re.compile(r"(.+?)(Z|[+-]\d\d:\d\d)?\Z", re.ASCII)


def read_date(raw: object) -> str | None:
    """`2026-07-08`, None for anything else; years 1900 to 2199."""
    if not isinstance(raw, str) or not DATE.match(raw):
        return None
    try:
        return datetime.date.fromisoformat(raw).isoformat()
    except ValueError:
        return None


def read_time(raw: object) -> str | None:
    """`09:30` or `09:30:00`, written with seconds as FEEL wants it."""
    if not isinstance(raw, str) or not TIME.match(raw):
        return None
    try:
        return datetime.time.fromisoformat(raw).isoformat(timespec="seconds")
    except ValueError:
        return None


def read_moment(raw: object, serializing: str, zone: datetime.tzinfo | None) -> str | None:
    """`2026-07-08T09:30`, with an offset or in `zone`; written as `timeSerializingFormat` says.

    `utc_offset` (the default) writes the zone's offset, `utc_normalized` UTC, `no_timezone` local time without offset.
    """
    match = ZONE.match(raw) if isinstance(raw, str) and len(raw) <= 40 else None
    if not match:
        return None
    day, _, time = match[1].partition("T")
    date_text, time_text = read_date(day), read_time(time)
    if date_text is None or time_text is None:
        return None
    try:
        moment = datetime.datetime.fromisoformat(f"{date_text}T{time_text}{match[2] or ''}")
        return _written(moment if moment.tzinfo else moment.replace(tzinfo=zone), serializing, zone)
    except (ValueError, OverflowError):
        return None


def _written(moment: datetime.datetime, serializing: str, zone: datetime.tzinfo | None) -> str:
    if serializing == "no_timezone":
        return moment.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds")
    if serializing == "utc_normalized":
        return moment.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return moment.isoformat(timespec="seconds")


def to_html(value: str, subtype: object, zone: datetime.tzinfo | None) -> str:
    """The value as an HTML input wants it: local time in `zone`, without seconds."""
    if subtype == "time":
        return value[:5] if read_time(value) else value
    if subtype != "datetime":
        return value
    local = read_moment(value, "no_timezone", zone)
    return local[:16] if local else value
