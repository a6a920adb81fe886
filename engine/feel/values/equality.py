"""Equality and order of values (DMN 1.5, tables 49 to 51): None where the kinds differ."""

import datetime
from decimal import Decimal
from typing import Any

from engine.feel.values.extended_temporal import Duration, FarDate, FarDateTime, FarDuration, FineTime, length_of
from engine.feel.values.step_budget import StepBudget
from engine.feel.values.temporal_arithmetic import worth
from engine.feel.values.values import Range, YearsMonths, kind_of

_DIRECT = frozenset({Decimal, str, bool, datetime.date, datetime.timedelta})
_ORDERED = frozenset({Decimal, str, datetime.date, datetime.timedelta, FarDuration, YearsMonths})
_MOMENTS = frozenset({datetime.date, datetime.time, datetime.datetime, FarDate, FineTime, FarDateTime})


def equal(left: Any, right: Any, budget: StepBudget | None = None) -> bool | None:
    """True if two values are equal; None if they are of different kinds. Long values are charged to `budget`."""
    kind = type(left)
    if kind is type(right) and kind in _DIRECT:
        return bool(left == right)
    if left is None or right is None:
        return left is right
    name = kind_of(left)
    if name != kind_of(right):
        return None
    if kind in _MOMENTS:
        return _same_moment(left, right)
    if name in ("list", "context"):
        return _same_parts(left, right, budget)
    if name == "range":
        return _same_range(left, right, budget)
    return left is right if name == "function" else bool(left == right)


def _same_parts(left: Any, right: Any, budget: StepBudget | None) -> bool:
    if left is right:
        return True
    if len(left) != len(right) or (type(left) is dict and left.keys() != right.keys()):
        return False
    if budget is not None:
        budget.charge(1 + len(left) // 8)
    pairs = ((left[key], right[key]) for key in left) if type(left) is dict else zip(left, right, strict=True)
    return all(equal(first, second, budget) is True for first, second in pairs)


def _same_moment(left: Any, right: Any) -> bool:
    # The kit compares times to the whole second (0068-feel-equality).
    local = getattr(left, "tzinfo", None) is None, getattr(right, "tzinfo", None) is None
    return local[0] == local[1] and worth(left) // 10**9 == worth(right) // 10**9


def _same_range(left: Range, right: Range, budget: StepBudget | None) -> bool:
    shape = (left.operator, left.start_included, left.end_included) == (
        right.operator,
        right.start_included,
        right.end_included,
    )
    return shape and equal(left.start, right.start, budget) is True and equal(left.end, right.end, budget) is True


def order(left: Any, right: Any) -> int | None:
    """-1, 0 or 1 as `left` is less than, equal to or greater than `right`; None if they have no order."""
    kind = type(left)
    if kind is not type(right) or kind not in _ORDERED:
        return _order_of_moments(left, right)
    return -1 if left < right else int(left > right)


def _order_of_moments(left: Any, right: Any) -> int | None:
    if isinstance(left, Duration) and isinstance(right, Duration):
        return -1 if length_of(left) < length_of(right) else 1
    if type(left) not in _MOMENTS or kind_of(left) != kind_of(right):
        return None
    if (getattr(left, "tzinfo", None) is None) != (getattr(right, "tzinfo", None) is None):
        return None
    first, second = worth(left), worth(right)
    return -1 if first < second else int(first > second)


def within(value: Any, range_: Range, budget: StepBudget | None = None) -> bool | None:
    """True if a value lies in a range; None if it cannot be compared with an end."""
    if range_.operator in ("=", "!="):
        same = equal(value, range_.start, budget)
        return same if range_.operator == "=" or same is None else not same
    above = True if range_.start is None else _beyond(order(value, range_.start), range_.start_included)
    below = True if range_.end is None else _beyond(_minus(order(value, range_.end)), range_.end_included)
    if above is False or below is False:
        return False
    return None if above is None or below is None else True


def _minus(sign: int | None) -> int | None:
    return None if sign is None else -sign


def _beyond(sign: int | None, included: bool) -> bool | None:
    return None if sign is None else sign > 0 or (included and sign == 0)


def matches(value: Any, test: Any, budget: StepBudget | None = None) -> bool | None:
    """The truth of `value in test`: equal to it, within it, or either of these for an item of a list."""
    if type(test) is Range:
        return within(value, test, budget)
    if type(test) is list:
        if budget is not None:
            budget.charge(1 + len(test) // 8 + (len(test) * (len(value) >> 12) if type(value) is str else 0))
        same = equal(value, test, budget)
        return True if same is True else any(matches_one(value, item, budget) is True for item in test)
    return equal(value, test, budget)


def matches_one(value: Any, item: Any, budget: StepBudget | None = None) -> bool | None:
    """True if a value equals an item of a list or lies in it."""
    return within(value, item, budget) if type(item) is Range else equal(value, item, budget)
