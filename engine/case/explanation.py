"""Explains a recorded decision: it is made once more from the frozen files and the inputs recorded then."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from engine import dmn, feel
from engine.audit import AuditEvent
from engine.case.step import UnitCalendar
from engine.database.base import session_of
from engine.definition import ProcessDefinition
from engine.errors import NotFound, Refusal

if TYPE_CHECKING:
    from engine.case.case import Case


@dataclass(frozen=True)
class Explained:
    """The story of a decision, the definition that decided, and whether it still gives what was recorded.

    `same` is False where a holiday was added or taken away since: working days are not part of what is recorded.
    """

    story: dmn.Explanation
    definition: ProcessDefinition
    same: bool


def explain(case: "Case", event: AuditEvent, number: int) -> Explained:
    """The explanation of an evaluation, by its place (from 0) in an event. Raises NotFound if none was recorded so."""
    recorded = event.part("evaluations") or []
    evaluation: Mapping[str, Any] = recorded[number] if 0 <= number < len(recorded) else {}
    detail = evaluation.get("detail", {})
    if evaluation.get("kind") != "decision" or "read" not in detail:
        raise NotFound("decision_not_recorded", decision=evaluation.get("source", str(number)))
    definition = _definition(case, detail.get("digest"))
    contents, scope = definition.contents(), nested(detail["read"])
    at = event.at.astimezone(ZoneInfo(case.zone))
    env = feel.EvalContext(now=at, calendar=UnitCalendar(session_of(case), case.working_days))
    story = contents.explain(evaluation["source"], scope, env)
    return Explained(story, definition, _still_decides(contents, evaluation, scope, env))


def _definition(case: "Case", digest: str | None) -> ProcessDefinition:
    """The version that decided: another than the case's own where the diagram binds the latest."""
    if digest in (None, case.definition.digest):
        return case.definition
    query = select(ProcessDefinition).where(ProcessDefinition.digest == digest)
    return session_of(case).scalars(query).first() or case.definition


def _still_decides(
    contents: Any, evaluation: Mapping[str, Any], scope: Mapping[str, object], env: feel.EvalContext
) -> bool:
    try:
        return bool(feel.to_json(contents.decide(evaluation["source"], scope, env).value) == evaluation["result"])
    except Refusal:
        return False


def nested(read: Mapping[str, object]) -> dict[str, Any]:
    """Variables from dotted paths; a path under one that was read whole adds nothing."""
    scope: dict[str, Any] = {}
    for path in sorted(read, key=len):
        parts = path.split(".")
        if not any(".".join(parts[:end]) in read for end in range(1, len(parts))):
            inner = scope
            for name in parts[:-1]:
                inner = inner.setdefault(name, {})
            inner[parts[-1]] = read[path]
    return scope
