"""Our own built-in functions for working days, by the calendar of the evaluation context."""

import datetime
from decimal import Decimal
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.values.decimals import whole
from engine.feel.values.evaluation import EvalRun, WorkingCalendar
from engine.feel.values.extended_temporal import FarDate, FarDateTime
from engine.feel.values.temporal_arithmetic import date_part

_DATE = "date|date and time"
_MOST_DAYS = 40_000


def _calendar_day(value: Any) -> datetime.date | None:
    day = date_part(value)
    return None if isinstance(day, FarDate | FarDateTime) else day


def _working(run: EvalRun, calendar: WorkingCalendar, day: datetime.date) -> bool:
    run.charge(1)
    return calendar.is_working(day)


@builtin("working days after", f"date: {_DATE}", "n: number", result="date")
def working_days_after(run: EvalRun, date: Any, n: Decimal) -> datetime.date | None:
    """The date of the n-th working day after `date`, which itself is not counted; before it for a negative n.

    5 working days after 16 March 2026 is 30 March (SKB libur nasional dan cuti bersama 2026). Zero: the date itself.
    """
    day, left, calendar = _calendar_day(date), whole(n), run.env.calendar
    if day is None or calendar is None or abs(left) > _MOST_DAYS:
        return None
    step = datetime.timedelta(days=1 if left > 0 else -1)
    while left:
        if not datetime.date.min < day < datetime.date.max:
            return None
        day += step
        left -= step.days * _working(run, calendar, day)
    return day


@builtin("working days between", f"a: {_DATE}", f"b: {_DATE}", result="number")
def working_days_between(run: EvalRun, a: Any, b: Any) -> Decimal | None:
    """The number of working days after `a` up to and with `b`; negative where `b` is before `a`.

    It undoes `working days after`: `working days between(a, working days after(a, n))` is n.
    """
    first, last, calendar = _calendar_day(a), _calendar_day(b), run.env.calendar
    if first is None or last is None or calendar is None:
        return None
    if first > last:
        return Decimal(
            -sum(
                _working(run, calendar, first - datetime.timedelta(days)) for days in range(1, (first - last).days + 1)
            )
        )
    return Decimal(
        sum(_working(run, calendar, first + datetime.timedelta(days)) for days in range(1, (last - first).days + 1))
    )
