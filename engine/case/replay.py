"""Replays a case: every state recomputed from the one before and from what its history says was done."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from engine import audit, spiff
from engine.audit import AuditEvent, EventKind
from engine.case import step
from engine.case.case import Case
from engine.database.base import canonical, session_of
from engine.verify import Misfit

Part = Mapping[str, Any]
Act = Callable[[spiff.Run, AuditEvent, int], spiff.Step]

START_FACTS = ("starter", "case", "subject")
"""The variables that a case has from its start, beside the answer to its form."""

ACTS: dict[tuple[str, str | None], Act] = {
    (EventKind.TASK_COMPLETED, "completed"): lambda run, event, ref: run.complete(
        ref, event.part("answer"), event.part("doer")
    ),
    (EventKind.TIMER_FIRED, "fired"): lambda run, _event, ref: run.fire(ref),
    (EventKind.JOB_COMPLETED, "completed"): lambda run, event, ref: run.finish(ref, event.part("job")["result"]),
    (EventKind.ERROR_THROWN, "thrown"): lambda run, event, ref: run.throw_error(ref, **_error(event)),
    (EventKind.MESSAGE_RECEIVED, "received"): lambda run, event, ref: run.receive(
        ref, event.part("message")["payload"]
    ),
    (EventKind.INCIDENT_RETRIED, "retried"): lambda run, _event, ref: run.retry(ref),
    (EventKind.INCIDENT_SKIPPED, "skipped"): lambda run, _event, ref: run.skip(ref, {}),
    (EventKind.INCIDENT_SKIPPED, "completed"): lambda run, _event, ref: run.finish(ref, {}),
}
"""The verb of the run behind each kind of event, by how its element closed."""


def _error(event: AuditEvent) -> Part:
    report = event.part("job")
    return {"code": report["error"], "variables": report["result"]}


def replay(case: Case) -> list[Misfit]:
    """Every event whose step comes out otherwise when it is done again, and a row that is not its last state.

    What was erased cannot be done again: the replay goes on from the state after it. Working days are today's calendar.
    """
    session_of(case).refresh(case)
    return list(_misfits(case))


def _misfits(case: Case) -> Iterator[Misfit]:
    states: list[Part] = []
    for event in audit.events(session_of(case), case.id, whole=True):
        if "state" not in event.commitments:
            continue
        after = event.part("state")
        if after is None or any(payload.content is None for payload in event.payloads):
            states = [*states[-1:], after] if after else []
            continue
        if len(states) > (event.kind == EventKind.TASK_WITHDRAWN) or event.seq == 0:
            yield from _differences(case, event, states)
        states = [*states[-1:], after]
    if states and canonical(states[-1]) != canonical({"state": case.state, "variables": case.variables}):
        yield Misfit(None, "row_differs", {})


def _differences(case: Case, event: AuditEvent, states: list[Part]) -> Iterator[Misfit]:
    try:
        parts = _done_again(case, event, states)
    except Exception as error:  # a step that does not fit may raise anything: it is a misfit, and the next one follows
        yield Misfit(event.seq, "replay_failed", {"kind": event.kind, "detail": str(error) or type(error).__name__})
        return
    differing = [name for name, value in parts.items() if canonical(value) != canonical(event.part(name))]
    if differing:
        yield Misfit(event.seq, "replay_differs", {"kind": event.kind, "parts": differing})


def _done_again(case: Case, event: AuditEvent, states: list[Part]) -> Mapping[str, object]:
    """The parts that the event would have if its step were done today."""
    if event.kind == EventKind.TASK_WITHDRAWN:
        before, last = states[-2], states[-1]["state"]["last"]
        return {"state": {"state": {**before["state"], "last": last}, "variables": before["variables"]}}
    before = states[-1] if states else {"state": None, "variables": None}
    environment = step.environment(case, event.at)
    if all(opened["kind"] != "incident" for opened in event.part("effects")["opened"]):
        # Those who were asked were there, and may have left since.
        environment = replace(environment, knows=lambda _kind, _name: True)
    run = spiff.Run(case.definition.contents().diagrams, environment, before["state"], before["variables"])
    return step.record_of(_act(event, run))


def _act(event: AuditEvent, run: spiff.Run) -> spiff.Step:
    if event.seq == 0:
        root = spiff.root(event.part("state")["variables"])
        answer, facts = event.part("answer"), {name: root[name] for name in START_FACTS if name in root}
        begun = event.part("begun")
        return run.start(facts, begun["by"], answer) if begun else run.start({**answer, **facts})
    if event.kind == EventKind.SIGNAL_RECEIVED:
        return run.signal(event.part("signal")["name"], event.part("signal")["payload"])
    if event.kind == EventKind.INSTANCE_CANCELLED:
        return run.cancel()
    for closed in event.part("effects")["closed"]:
        act = ACTS.get((event.kind, closed["how"]))
        if act and closed["element"] == event.element:
            return act(run, event, closed["ref"])
    raise LookupError(event.kind)
