"""Arithmetic over numbers, strings, dates and durations (DMN 1.5, tables 52 to 58): None where operands do not fit."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.values.decimals import CONTEXT, finite
from engine.feel.values.evaluation import bounded
from engine.feel.values.extended_temporal import Duration, FarDate, FarDateTime, FineTime, length_of, make_duration
from engine.feel.values.temporal_arithmetic import clock_plus, difference, plus_months, plus_time, time_difference
from engine.feel.values.values import YearsMonths

_DAYS = datetime.date | FarDate | FarDateTime
_TIMES = datetime.time | FineTime
_MOST_MONTHS = 12 * 2 * limits.YEAR


def add(left: Any, right: Any) -> Any:
    """`left + right`."""
    kind = type(left)
    if kind is Decimal and type(right) is Decimal:
        return finite(CONTEXT.add(left, right))
    if kind is str and type(right) is str:
        bounded(len(left) + len(right), limits.CHARACTERS, "string_too_long")
        return left + right
    if isinstance(left, YearsMonths | Duration) and not isinstance(right, YearsMonths | Duration):
        left, right = right, left
    return _later(left, right)


def _later(left: Any, duration: Any) -> Any:
    if isinstance(duration, YearsMonths):
        if isinstance(left, YearsMonths):
            return _months(left.total + duration.total)
        return plus_months(left, duration) if isinstance(left, _DAYS) else None
    if not isinstance(duration, Duration):
        return None
    if isinstance(left, Duration):
        return make_duration(length_of(left) + length_of(duration))
    if isinstance(left, _DAYS):
        return plus_time(left, duration)
    return clock_plus(left, duration) if isinstance(left, _TIMES) else None


def subtract(left: Any, right: Any) -> Any:
    """`left - right`."""
    if type(left) is Decimal and type(right) is Decimal:
        return finite(CONTEXT.subtract(left, right))
    if isinstance(left, _DAYS) and isinstance(right, _DAYS):
        return difference(left, right)
    if isinstance(left, _TIMES) and isinstance(right, _TIMES):
        return time_difference(left, right)
    if isinstance(right, YearsMonths | Duration):
        return _later(left, negate(right))
    return None


def multiply(left: Any, right: Any) -> Any:
    """`left * right`."""
    if type(left) is Decimal and type(right) is Decimal:
        return finite(CONTEXT.multiply(left, right))
    if type(left) is Decimal:
        left, right = right, left
    return _scaled(left, right, CONTEXT.multiply) if type(right) is Decimal else None


def divide(left: Any, right: Any) -> Any:
    """`left / right`; None for a division by zero."""
    if type(left) is Decimal and type(right) is Decimal:
        return finite(CONTEXT.divide(left, right))
    if type(right) is Decimal:
        return _scaled(left, right, CONTEXT.divide)
    if isinstance(left, YearsMonths) and isinstance(right, YearsMonths):
        return finite(CONTEXT.divide(Decimal(left.total), Decimal(right.total)))
    if isinstance(left, Duration) and isinstance(right, Duration):
        return finite(CONTEXT.divide(Decimal(length_of(left)), Decimal(length_of(right))))
    return None


def power(left: Any, right: Any) -> Any:
    """`left ** right`."""
    if type(left) is not Decimal or type(right) is not Decimal:
        return None
    return Decimal(1) if right == 0 and left == 0 else finite(CONTEXT.power(left, right))


def negate(value: Any) -> Any:
    """`-value`."""
    if type(value) is Decimal:
        return CONTEXT.minus(value)
    if isinstance(value, YearsMonths):
        return YearsMonths(-value.total)
    return make_duration(-length_of(value)) if isinstance(value, Duration) else None


def _months(months: int) -> YearsMonths | None:
    return YearsMonths(months) if abs(months) <= _MOST_MONTHS else None


def _scaled(value: Any, factor: Decimal, operation: Callable[[Decimal, Decimal], Decimal]) -> Any:
    if not isinstance(value, YearsMonths | Duration):
        return None
    months = isinstance(value, YearsMonths)
    size = operation(Decimal(value.total if isinstance(value, YearsMonths) else length_of(value)), factor)
    if not size.is_finite() or size.adjusted() > 30:
        return None
    return _months(int(size)) if months else make_duration(int(size))


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {"+": add, "-": subtract, "*": multiply, "/": divide, "**": power}
