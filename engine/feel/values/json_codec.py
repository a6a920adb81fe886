"""The conversion between JSON, which variables hold, and FEEL values, which expressions see."""

import datetime
import math
from collections.abc import Mapping
from decimal import Context, Decimal
from typing import Any

from engine.feel import limits
from engine.feel.error import FeelError
from engine.feel.values.decimals import CONTEXT
from engine.feel.values.extended_temporal import FarDate, FarDateTime, FarDuration, FineTime
from engine.feel.values.to_text import to_text
from engine.feel.values.values import Function, Range, YearsMonths

SCALARS: frozenset[type] = frozenset({str, bool, type(None), Decimal})
_LEAVES: frozenset[type] = frozenset(
    {
        datetime.date,
        datetime.time,
        datetime.datetime,
        datetime.timedelta,
        FarDate,
        FineTime,
        FarDateTime,
        FarDuration,
        YearsMonths,
        Range,
        Function,
    }
)
_ROUNDED = Context(prec=15)
FEEL_TYPES: frozenset[type] = SCALARS | _LEAVES
"""The types of FEEL values that need no conversion."""
FREE_ITEMS = 6
"""Items of a list whose conversion takes no step yet (see `EvalRun.converted_once`)."""
_NAMES = frozenset({str})


class _Counter:
    """The values still allowed in one conversion: a small value can hold the same list very often."""

    def __init__(self) -> None:
        self.left = limits.PLAIN_VALUES

    def count(self, depth: int) -> None:
        self.left -= 1
        if self.left < 0:
            raise FeelError("list_too_long", limit=limits.PLAIN_VALUES)
        if depth > limits.NESTED_VALUE:
            raise FeelError("too_deep", limit=limits.NESTED_VALUE)


def from_json(value: object) -> Any:
    """The FEEL value of a JSON value (FEEL values pass); NaN and infinity become None.

    Raises FeelError `foreign_value` for any other object of the host, `too_deep` or `list_too_long` beyond the bounds.
    """
    return converted(value)[0]


def converted(value: object) -> tuple[Any, int]:
    """The FEEL value as `from_json` gives it, and how many values were converted."""
    counter = _Counter()
    return _from(value, 0, counter), limits.PLAIN_VALUES - counter.left


def _from(value: Any, depth: int, counter: _Counter) -> Any:
    kind = type(value)
    if kind in FEEL_TYPES:
        return value
    counter.count(depth)
    if kind is dict or isinstance(value, Mapping):
        if kind is dict and _NAMES.issuperset(map(type, value)) and FEEL_TYPES.issuperset(map(type, value.values())):
            return dict(value)
        return {str(key): _from(item, depth + 1, counter) for key, item in value.items()}
    if isinstance(value, list | tuple):
        counter.left -= len(value)
        if FEEL_TYPES.issuperset(map(type, value)):
            return list(value)
        return [_from(item, depth + 1, counter) for item in value]
    return _leaf(value)


def _leaf(value: object) -> Any:
    if isinstance(value, int):
        return _number(value)
    if isinstance(value, float):
        return Decimal(repr(value)) if math.isfinite(value) else None
    if isinstance(value, datetime.datetime):
        return datetime.datetime.combine(value.date(), value.timetz())
    if isinstance(value, datetime.date):
        return datetime.date(value.year, value.month, value.day)
    if isinstance(value, str):
        return str.__str__(value)
    raise FeelError("foreign_value", kind=type(value).__name__)


def _number(value: int) -> Decimal:
    if value.bit_length() > 20_000:
        raise FeelError("number_too_large", limit=limits.EXPONENT)
    return CONTEXT.create_decimal(value)


def to_json(value: object) -> Any:
    """The JSON value of a FEEL value: numbers of 15 significant digits, dates and durations as ISO 8601 strings.

    Raises FeelError `not_json` for ranges and functions, `too_deep` and `list_too_long` for values without end.
    """
    return _to(value, 0, _Counter())


def _to(value: object, depth: int, counter: _Counter) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Decimal):
        return _json_number(value)
    counter.count(depth)
    if isinstance(value, Mapping):
        return {str(key): _to(item, depth + 1, counter) for key, item in value.items()}
    if isinstance(value, list | tuple):
        counter.left -= len(value)
        return [_to(item, depth + 1, counter) for item in value]
    if isinstance(value, int | float):
        return _to(from_json(value), depth, counter)
    if type(value) in _LEAVES and not isinstance(value, Range | Function):
        return to_text(value)
    raise FeelError("not_json", kind=type(value).__name__)


def _json_number(value: Decimal) -> int | float | None:
    if not value.is_finite():
        return None
    if value.adjusted() < 18 and value == value.to_integral_value():
        return int(value)
    rounded = float(_ROUNDED.plus(value))
    return rounded if math.isfinite(rounded) else None
