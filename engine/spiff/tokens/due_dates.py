"""Due times: date-times and durations of expressions and constants, as UTC."""

import datetime
import re
from typing import Any

from engine import feel
from engine.spiff.tokens.failure import Failure

CYCLE = re.compile(r"R(?P<count>\d{0,6})/(?:(?P<start>[^/P][^/]*)/)?(?P<every>P[^/]+)")
# One without an end may not fill the queue; one that is counted must move the clock.
LEAST_ENDLESS, LEAST_COUNTED = datetime.timedelta(minutes=1), datetime.timedelta(seconds=1)
LAST_SECOND = datetime.time(23, 59, 59)


def at(value: Any, env: feel.EvalContext, **failure_values: object) -> datetime.datetime:
    """The moment that a date-time, a date or its ISO 8601 text means; a day is over at its last second.

    Without an offset it is in the zone of the clock. Raises Failure `not_a_moment` for everything else.
    """
    if isinstance(value, str):
        value = _evaluated('if contains(text, "T") then date and time(text) else date(text)', {"text": value}, env)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        value = datetime.datetime.combine(value, LAST_SECOND)
    if not isinstance(value, datetime.datetime):
        raise Failure("not_a_moment", result=_to_json(value), **failure_values)
    if value.tzinfo is None:
        value = value.replace(tzinfo=env.now.tzinfo)
    try:
        return value.astimezone(datetime.UTC)
    except OverflowError:
        raise Failure("not_a_moment", result=_to_json(value), **failure_values) from None


def after(value: Any, env: feel.EvalContext, **failure_values: object) -> datetime.datetime:
    """The moment that lies a duration, or its ISO 8601 text, after the clock. Raises Failure `not_a_duration`."""
    length = _evaluated("duration(text)", {"text": _without_idle(value)}, env) if isinstance(value, str) else value
    moment = None
    if isinstance(length, datetime.timedelta | feel.YearsMonths):
        moment = _evaluated("clock + length", {"clock": env.now, "length": length}, env)
    if not isinstance(moment, datetime.datetime):
        raise Failure("not_a_duration", result=_to_json(value), **failure_values)
    return at(moment, env, **failure_values)


def _without_idle(text: str) -> str:
    """A duration as other modelers write it (`P0Y0M2DT0H`, `P2W`), in parts that FEEL has: days and time, or months."""
    weeks = re.fullmatch(r"P(\d{1,6})W", text.strip())
    return f"P{int(weeks[1]) * 7}D" if weeks else re.sub(r"^(-?P)(?:0+Y)?(?:0+M)?(?=\d+D|T)", r"\1", text.strip())


def duration(value: Any, env: feel.EvalContext, **failure_values: object) -> str | None:
    """A duration as ISO 8601 text, None for null. Raises Failure `not_a_duration`."""
    if value is None or value == "":
        return None
    after(value, env, **failure_values)
    return str(value) if isinstance(value, str) else str(feel.to_json(value))


def times(timer: str | None, value: Any, env: feel.EvalContext, **failure_values: object) -> dict[str, Any]:
    """The time at which a date, a duration or a cycle is first due, and the values for the next. Raises Failure."""
    if timer == "cycle":
        return cycle(value, env, **failure_values)
    return {"due": text((after if timer == "duration" else at)(value, env, **failure_values))}


def cycle(value: Any, env: feel.EvalContext, **failure_values: object) -> dict[str, Any]:
    """The first time of a cycle, its repeats (-1: without end), their distance, and the time it is counted from.

    It is written as ISO 8601 does: `R3/PT1H`, `R/2026-07-01T09:00:00+07:00/P1D`. Raises Failure `not_a_cycle`,
    `cycle_too_close`.
    """
    match = CYCLE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or match["count"] == "0":
        raise Failure("not_a_cycle", result=_to_json(value), **failure_values)
    next_ = after(match["every"], env, **failure_values)
    least = LEAST_COUNTED if match["count"] else LEAST_ENDLESS
    if next_ < env.now + least:
        raise Failure("cycle_too_close", result=_to_json(value), least=int(least.total_seconds()), **failure_values)
    first = at(match["start"], env, **failure_values) if match["start"] else next_
    since = first if match["start"] else env.now.astimezone(datetime.UTC)
    left = int(match["count"]) - 1 if match["count"] else -1
    return {"due": text(first), "left": left, "every": match["every"], "since": text(since)}


def next_of(schedule: dict[str, Any], env: feel.EvalContext) -> dict[str, Any]:
    """The next time of a cycle, and how often after it. An endless one leaves out what was missed.

    It is counted from the beginning, so that months keep their day. Raises Failure `not_a_moment` where time ends.
    """
    due, left = datetime.datetime.fromisoformat(schedule["due"]), schedule["left"]
    since = datetime.datetime.fromisoformat(schedule.get("since", schedule["due"]))
    past = due if left > 0 else max(due, env.now.astimezone(datetime.UTC))
    length = _evaluated("duration(text)", {"text": _without_idle(schedule["every"])}, env)
    try:
        months = isinstance(length, feel.YearsMonths)
        moment = _next_month(since, length, past, env) if months else since + length * ((past - since) // length + 1)
    except ArithmeticError:  # no date is so late, or a cycle of old stands still
        moment = None
    return {"due": text(at(moment, env)), "left": left - 1 if left > 0 else -1, "since": text(since)}


def _next_month(
    since: datetime.datetime, every: feel.YearsMonths, past: datetime.datetime, env: feel.EvalContext
) -> Any:
    """The first time after `past` that lies so many whole months after `since`, in the zone of the clock."""
    first, last = since.astimezone(env.now.tzinfo), past.astimezone(env.now.tzinfo)
    number = ((last.year - first.year) * 12 + last.month - first.month) // every.total

    def reached(number: int) -> Any:
        length = feel.YearsMonths(number * every.total)
        return _evaluated("first + length", {"first": first, "length": length}, env)

    moment = reached(number)
    return moment if isinstance(moment, datetime.datetime) and moment > last else reached(number + 1)


def text(moment: datetime.datetime) -> str:
    """ISO 8601 in UTC."""
    return moment.isoformat()


def _evaluated(source: str, scope: dict[str, object], env: feel.EvalContext) -> Any:
    try:
        return feel.parse(source).evaluate(scope, env)
    except feel.FeelError:
        return None


def _to_json(value: Any) -> Any:
    try:
        return feel.to_json(value)
    except feel.FeelError:
        return None
