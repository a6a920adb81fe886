"""When something is due: date-times and durations of expressions and constants, as UTC."""

import datetime
import re
from typing import Any

from engine import feel
from engine.spiff.failure import Failure

CYCLE = re.compile(r"R(?P<count>\d{0,6})/(?:(?P<start>[^/P][^/]*)/)?(?P<every>P[^/]+)")
LAST_SECOND = datetime.time(23, 59, 59)


def at(value: Any, env: feel.Env, **told: object) -> datetime.datetime:
    """The moment that a date-time, a date or its ISO 8601 text means; a day is over at its last second.

    Without an offset it is in the zone of the clock. Raises Failure `not_a_moment` for everything else.
    """
    if isinstance(value, str):
        value = _evaluated('if contains(text, "T") then date and time(text) else date(text)', {"text": value}, env)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        value = datetime.datetime.combine(value, LAST_SECOND)
    if not isinstance(value, datetime.datetime):
        raise Failure("not_a_moment", result=_told(value), **told)
    if value.tzinfo is None:
        value = value.replace(tzinfo=env.now.tzinfo)
    try:
        return value.astimezone(datetime.UTC)
    except OverflowError:
        raise Failure("not_a_moment", result=_told(value), **told) from None


def after(value: Any, env: feel.Env, **told: object) -> datetime.datetime:
    """The moment that lies a duration, or its ISO 8601 text, after the clock. Raises Failure `not_a_duration`."""
    length = _evaluated("duration(text)", {"text": _without_idle(value)}, env) if isinstance(value, str) else value
    moment = None
    if isinstance(length, datetime.timedelta | feel.YearsMonths):
        moment = _evaluated("clock + length", {"clock": env.now, "length": length}, env)
    if not isinstance(moment, datetime.datetime):
        raise Failure("not_a_duration", result=_told(value), **told)
    return at(moment, env, **told)


def _without_idle(text: str) -> str:
    """A duration as other modelers write it (`P0Y0M2DT0H`, `P2W`), in parts that FEEL has: days and time, or months."""
    weeks = re.fullmatch(r"P(\d{1,6})W", text.strip())
    return f"P{int(weeks[1]) * 7}D" if weeks else re.sub(r"^(-?P)(?:0+Y)?(?:0+M)?(?=\d+D|T)", r"\1", text.strip())


def duration(value: Any, env: feel.Env, **told: object) -> str | None:
    """A duration as ISO 8601 text, None for null. Raises Failure `not_a_duration`."""
    if value is None or value == "":
        return None
    after(value, env, **told)
    return str(value) if isinstance(value, str) else str(feel.to_json(value))


def cycle(value: Any, env: feel.Env, **told: object) -> dict[str, Any]:
    """When a cycle first comes, how often after (-1: without end), and how far apart. Raises Failure `not_a_cycle`.

    It is written as ISO 8601 does: `R3/PT1H`, `R/2026-07-01T09:00:00+07:00/P1D`.
    """
    found = CYCLE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or found["count"] == "0":
        raise Failure("not_a_cycle", result=_told(value), **told)
    first = at(found["start"], env, **told) if found["start"] else after(found["every"], env, **told)
    after(found["every"], env, **told)
    return {"due": text(first), "left": int(found["count"]) - 1 if found["count"] else -1, "every": found["every"]}


def next_of(told: dict[str, Any], env: feel.Env) -> tuple[str, int]:
    """The next time of a cycle, and how often after it. An endless one leaves out what was missed."""
    due, left = datetime.datetime.fromisoformat(told["due"]), told["left"]
    while True:
        clock = feel.Env(now=due, calendar=env.calendar)
        due = after(told["every"], clock)
        if left > 0 or due > env.now:
            return text(due), max(left - 1, -1) if left > 0 else -1


def text(moment: datetime.datetime) -> str:
    """ISO 8601 in UTC."""
    return moment.isoformat()


def _evaluated(source: str, scope: dict[str, object], env: feel.Env) -> Any:
    try:
        return feel.parse(source).evaluate(scope, env)
    except feel.FeelError:
        return None


def _told(value: Any) -> Any:
    try:
        return feel.to_json(value)
    except feel.FeelError:
        return None
