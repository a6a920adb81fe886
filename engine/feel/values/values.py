"""The values that Python has no type for: months, ranges, functions; and the name of every value's kind."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.feel.values.extended_temporal import FarDate, FarDateTime, FarDuration, FineTime


@dataclass(frozen=True, slots=True, order=True)
class YearsMonths:
    """A duration of years and months, counted in months."""

    total: int

    @property
    def years(self) -> int:
        """Whole years, with the sign of the duration."""
        return abs(self.total) // 12 * (1 if self.total >= 0 else -1)

    @property
    def months(self) -> int:
        """Months beside the whole years, with the sign of the duration."""
        return abs(self.total) % 12 * (1 if self.total >= 0 else -1)


@dataclass(frozen=True, slots=True)
class Range:
    """An interval, or a unary comparison such as `(< 10)`; an end of None is open to infinity."""

    start: Any
    end: Any
    start_included: bool = True
    end_included: bool = True
    operator: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function value: its parameters, and `call`, which takes the EvalRun and one value per parameter.

    `types` and `result` are what calls convert to; `shape` is the type of one that converts by itself.
    """

    parameters: Sequence[str]
    call: Callable[[Any, list[Any]], Any]
    types: Sequence[Any] = ()
    result: Any = None
    shape: Any = None


KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    datetime.date: "date",
    FarDate: "date",
    datetime.time: "time",
    FineTime: "time",
    datetime.datetime: "date and time",
    FarDateTime: "date and time",
    datetime.timedelta: "days and time duration",
    FarDuration: "days and time duration",
    YearsMonths: "years and months duration",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
}


def kind_of(value: object) -> str:
    """The name of the kind of a FEEL value, as `instance of` spells it."""
    return KINDS.get(type(value), "function")
