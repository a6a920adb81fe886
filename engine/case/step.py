"""The environment of one step of a case, and the parts of the event that record it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy.orm import Session

from engine import calendar, dmn, feel, spiff
from engine.database.base import now, session_of
from engine.definition import latest
from engine.task import known

if TYPE_CHECKING:
    from engine.case.case import Case


@dataclass(frozen=True)
class UnitCalendar:
    """The calendar of a unit, read when the first expression asks for it."""

    session: Session
    per_week: int

    def is_working(self, day: date) -> bool:
        """True if people work on `day`."""
        return calendar.load(self.session, self.per_week).is_working(day)


def eval_context(session: Session, zone: str, working_days: int = 5, at: datetime | None = None) -> feel.EvalContext:
    """Clock (of this transaction, else `at`) and calendar for expressions in a zone where people work so many days."""
    return feel.EvalContext(
        now=(at or now(session)).astimezone(ZoneInfo(zone)), calendar=UnitCalendar(session, working_days)
    )


def environment(case: "Case", at: datetime | None = None) -> spiff.Environment:
    """The environment of a step beside its variables (clock, calendar, decisions, people), now or as it was `at`."""

    def decide(decision: str, binding: str, scope: Mapping[str, object], env: feel.EvalContext) -> dmn.DecisionResult:
        newest = latest(session_of(case), case.definition.key, at) if binding == "latest" else None
        used = newest or case.definition
        return used.contents().decide(decision, scope, env)._replace(digest=used.digest)

    return spiff.Environment(case.eval_context(at), decide, partial(known, session_of(case)))


def record_of(step: spiff.Step) -> dict[str, object]:
    """The parts of an event that say what its step did: evaluations, effects, the state after it."""
    opened = [{"ref": w.ref, "kind": w.kind, "element": w.element, **_catches(w)} for w in step.opened]
    closed = [{"ref": c.ref, "how": c.how, "element": c.element} for c in step.closed]
    effects = {
        "opened": opened,
        "closed": closed,
        "trail": step.trail,
        "thrown": [{"name": t.name, "key": t.correlation_key} for t in step.thrown],
        "ended": vars(step.ended) if step.ended else None,
    }
    return {
        "evaluations": [vars(evaluation) for evaluation in step.evaluations],
        "effects": effects,
        "state": {"state": step.state, "variables": orjson.Fragment(step.variables_json)},
    }


def _catches(waiting: spiff.Waiting) -> dict[str, str | None]:
    return {"name": waiting.message, "key": waiting.key} if waiting.kind in ("message", "signal") else {}
