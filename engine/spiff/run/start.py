"""Begins a case: at its start without an event, or with the event that one of its starts waits for."""

from typing import Any

from engine import feel
from engine.errors import Conflict, NotFound
from engine.spiff.model.events import EventDefinition
from engine.spiff.specs.events import EventGateway, JointStart
from engine.spiff.tokens import due_dates
from engine.spiff.tokens.step import Json
from engine.spiff.tokens.workflow import CaseTokens, engine_of


def begin(top: CaseTokens, at: str | None, values: Json) -> None:
    """Sends the first tokens. Raises Conflict `start_needs_event`, `start_condition_false`, NotFound."""
    for listener in top.spec.listeners:
        top.arrive(top.add(listener))
    if at is not None:
        _by_event(top, at, values)
        return
    if not top.spec.entries:
        raise Conflict("start_needs_event")
    for entry in top.spec.entries:
        top.arrive(top.add(entry))


def first_time(event: EventDefinition, env: feel.EvalContext) -> Json:
    """The time of a process's first timer start (`due`), with what `next_time` needs. Raises Failure."""
    mode, text = feel.text_of(event.time or "")
    value = feel.parse(text).evaluate({}, env) if mode == "expression" else text
    return due_dates.times(event.timer, value, env)


def next_time(schedule: Json, env: feel.EvalContext) -> Json:
    """The next time of a cycle, in the form that `first_time` returns."""
    return due_dates.next_of(schedule, env)


def _by_event(top: CaseTokens, at: str, values: Json) -> None:
    name, _, number = at.rstrip("]").partition("[")
    spec = top.spec.task_specs.get(name)
    gateway = next(
        (
            each
            for each in top.spec.task_specs.values()
            if isinstance(each, EventGateway)
            and each.node.instantiate
            and any(flow.target == name for flow in each.flows)
        ),
        None,
    )
    if gateway is not None:
        gateway.started_by(top.task_tree, name, values)
    elif isinstance(spec, JointStart):
        _jointly(top, spec, number, values)
    elif spec is not None and (spec.node.kind == "start_event" or spec.node.instantiate):
        _ask(top, spec)
        top.arrive(top.add(spec, values=values))
    else:
        raise NotFound(element=at)


def _jointly(top: CaseTokens, spec: JointStart, number: str, values: Json) -> None:
    if not number.isdecimal() or int(number) >= len(spec.parts):
        raise NotFound(element=spec.node.id, event=number)
    spec.begin_with(top.add(spec), int(number), values)


def _ask(top: CaseTokens, spec: Any) -> None:
    """Raises Conflict where a conditional start's condition does not hold."""
    condition = spec.node.event.condition
    if condition and engine_of(top.task_tree).feel(spec.node.id, "condition", condition, 0) is not True:
        raise Conflict("start_condition_false", element=spec.node.id)
