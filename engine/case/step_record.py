"""What an event records of its step."""

import orjson

from engine import spiff


def step_record(step: spiff.Step) -> dict[str, object]:
    """The parts of an event that say what its step did: evaluations, effects, the state after it."""
    opened = [{"ref": w.ref, "kind": w.kind, "element": w.element, **_heard(w)} for w in step.opened]
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


def _heard(waiting: spiff.Waiting) -> dict[str, str | None]:
    return {"name": waiting.message, "key": waiting.key} if waiting.kind in ("message", "signal") else {}
