"""The members of values: entries of contexts, properties of dates, durations and ranges (DMN 1.5, table 65)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.builtins.dates import weekday
from engine.feel.values.evaluation import EvalRun
from engine.feel.values.extended_temporal import NANOS_A_SECOND, Duration, length_of
from engine.feel.values.temporal_arithmetic import offset_of
from engine.feel.values.values import KINDS

Property = Callable[[Any], Any]


def _number(attribute: str) -> Property:
    return lambda value: Decimal(getattr(value, attribute))


def _zone(value: Any) -> str | None:
    key = getattr(value.tzinfo, "key", None)
    return key if isinstance(key, str) else None


def _part(divisor: int, modulus: int | None) -> Property:
    """The number of times that so many whole seconds fit into a duration, with its sign."""

    def read(value: Duration) -> Decimal:
        nanos = length_of(value)
        parts = abs(nanos) // NANOS_A_SECOND // divisor
        return Decimal((parts if modulus is None else parts % modulus) * (1 if nanos > 0 else -1))

    return read


def _seconds(value: Duration) -> Decimal:
    nanos = length_of(value)
    return Decimal(abs(nanos) % (60 * NANOS_A_SECOND) * (1 if nanos > 0 else -1)).scaleb(-9).normalize()


_DATE = {
    "year": _number("year"),
    "month": _number("month"),
    "day": _number("day"),
    "weekday": lambda value: Decimal(weekday(value)),
}
_CLOCK: dict[str, Property] = {
    "hour": _number("hour"),
    "minute": _number("minute"),
    "second": _number("second"),
    "time offset": offset_of,
    "timezone": _zone,
}
PROPERTIES: dict[str, dict[str, Property]] = {
    "date": {**_DATE, **{name: lambda value: Decimal(0) for name in ("hour", "minute", "second")}},
    "time": _CLOCK,
    "date and time": {**_DATE, **_CLOCK},
    "years and months duration": {"years": _number("years"), "months": _number("months")},
    "days and time duration": {
        "days": _part(86_400, None),
        "hours": _part(3600, 24),
        "minutes": _part(60, 60),
        "seconds": _seconds,
    },
    "range": {
        "start": lambda value: value.start,
        "end": lambda value: value.end,
        "start included": lambda value: value.start_included,
        "end included": lambda value: value.end_included,
    },
}


def member(value: Any, name: str, run: EvalRun) -> Any:
    """`value.name`: an entry, a property, or for a list that of each item; None where there is none."""
    kind = type(value)
    if kind is dict:
        return value.get(name)
    if kind is list:
        run.charge(1 + (len(value) >> 3))
        return [member(item, name, run) for item in value]
    read = PROPERTIES.get(KINDS.get(kind, ""), {}).get(name)
    return None if read is None else read(value)
