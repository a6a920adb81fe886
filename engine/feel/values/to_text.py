"""Values as text: what `string(...)` gives, and the ISO 8601 form that JSON stores."""

import datetime
from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.error import FeelError
from engine.feel.values.extended_temporal import (
    NANOS_A_SECOND,
    Duration,
    FarDate,
    FarDateTime,
    FineTime,
    length_of,
    nano_of,
)
from engine.feel.values.values import Function, Range, YearsMonths


def to_text(value: Any) -> str:
    """The text of a FEEL value as `string(...)` gives it (DMN 1.5, 10.3.4.1).

    Raises FeelError `string_too_long` or `too_deep`.
    """
    if isinstance(value, str):
        return value
    pieces = _Pieces()
    pieces.add(value, 0)
    return "".join(pieces.texts)


class _Pieces:
    """The pieces of a text, with their size bounded: a small value can hold the same list very often."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.size = 0

    def put(self, text: str) -> None:
        self.texts.append(text)
        self.size += len(text)
        if self.size > limits.CHARACTERS:
            raise FeelError("string_too_long", limit=limits.CHARACTERS, size=self.size)

    def add(self, value: Any, depth: int) -> None:
        if depth > limits.NESTED_VALUE:
            raise FeelError("too_deep", limit=limits.NESTED_VALUE)
        if isinstance(value, list):
            self.put("[")
            for at, item in enumerate(value):
                self.put(", " if at else "")
                self.add(item, depth + 1)
            self.put("]")
        elif isinstance(value, dict):
            self.put("{")
            for at, (key, item) in enumerate(value.items()):
                self.put((", " if at else "") + _key(key) + ": ")
                self.add(item, depth + 1)
            self.put("}")
        elif isinstance(value, Range):
            self.range(value, depth)
        else:
            self.put(_inner(value))

    def range(self, value: Range, depth: int) -> None:
        if value.operator:
            self.put(f"({value.operator} ")
            self.add(value.end if value.operator.startswith("<") else value.start, depth + 1)
            self.put(")")
            return
        self.put("[" if value.start_included else "(")
        self.add(value.start, depth + 1)
        self.put(" .. ")
        self.add(value.end, depth + 1)
        self.put("]" if value.end_included else ")")


def _inner(value: Any) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Function):
        return "function(" + ", ".join(value.parameters) + ")"
    return temporal_text(value)


def _key(key: str) -> str:
    return key if key.replace(" ", "").replace("_", "").isalnum() else _inner(key)


def number_text(value: Decimal) -> str:
    """A number without exponent and without trailing zeros."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def temporal_text(value: Any) -> str:
    """A date, time, date and time or duration in ISO 8601, a zone appended as `@Asia/Jakarta`."""
    if isinstance(value, YearsMonths):
        return _years_months(value)
    if isinstance(value, Duration):
        return _days_time(value)
    if isinstance(value, datetime.datetime | FarDateTime):
        return f"{_date(value)}T{_time(value)}"
    return _time(value) if isinstance(value, datetime.time | FineTime) else _date(value)


def _date(value: datetime.date | FarDate | FarDateTime) -> str:
    sign = "-" if value.year < 0 else ""
    return f"{sign}{abs(value.year):04d}-{value.month:02d}-{value.day:02d}"


def _time(value: datetime.time | FineTime | datetime.datetime | FarDateTime) -> str:
    fraction = f".{nano_of(value):09d}".rstrip("0").rstrip(".")
    return f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}{fraction}{zone_text(value.tzinfo)}"


def zone_text(zone: datetime.tzinfo | None) -> str:
    """`Z`, `+07:00`, `@Asia/Jakarta`, or nothing for a local time."""
    if zone is None:
        return ""
    key = getattr(zone, "key", None)
    if key is not None:
        return f"@{key}"
    seconds = round((zone.utcoffset(None) or datetime.timedelta(0)).total_seconds())
    if seconds == 0:
        return "Z"
    hours, rest = divmod(abs(seconds), 3600)
    tail = f":{rest % 60:02d}" if rest % 60 else ""
    return f"{'-' if seconds < 0 else '+'}{hours:02d}:{rest // 60:02d}{tail}"


def _years_months(value: YearsMonths) -> str:
    years, months = divmod(abs(value.total), 12)
    parts = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
    return ("-" if value.total < 0 else "") + "P" + (parts or "0M")


def _days_time(value: Duration) -> str:
    nanos = length_of(value)
    seconds, nano = divmod(abs(nanos), NANOS_A_SECOND)
    days, seconds = divmod(seconds, 86_400)
    minutes, seconds = divmod(seconds, 60)
    fraction = f".{nano:09d}".rstrip("0") if nano else ""
    clock = f"{minutes // 60}H" if minutes >= 60 else ""
    clock += f"{minutes % 60}M" if minutes % 60 else ""
    clock += f"{seconds}{fraction}S" if seconds or nano else ""
    if not nanos:
        return "PT0S"
    return ("-" if nanos < 0 else "") + "P" + (f"{days}D" if days else "") + ("T" + clock if clock else "")
