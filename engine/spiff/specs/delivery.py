"""Delivers what is thrown: errors and escalations to the scope that catches them, signals to all, messages out."""

from collections.abc import Callable, Iterator
from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.spiff.model.events import EventDefinition
from engine.spiff.specs.incidents import fail
from engine.spiff.tokens import due_dates
from engine.spiff.tokens.failure import Failure
from engine.spiff.tokens.step import Json, Thrown
from engine.spiff.tokens.variable_scopes import local_of, outer_of, scope_of, text_or_none
from engine.spiff.tokens.workflow import engine_of

OURS = ("correlationKey", "messageId", "timeToLive")
Catcher = Callable[[Json], None]


def throw_error(task: Any, code: str | None, values: Json, *, itself: bool = False) -> bool:
    """True if an error was caught: by the nearest scope around that can, or by the task `itself`."""
    return _throw(task, "error", code, values, itself=itself)


def throw_escalation(task: Any, code: str | None, values: Json) -> bool:
    """True if an escalation was caught by the nearest scope around; nothing happens where none catches it."""
    return _throw(task, "escalation", code, values)


def throw_cancel(transaction: Any) -> None:
    """Triggers the cancel event of a transaction that was cancelled."""
    for catcher in _attached_to(transaction, "cancel", None):
        catcher({})
        return


def throw_signal(task: Any, event: EventDefinition, *, beside: Any = None) -> None:
    """Triggers all that wait for a signal in this case, oldest first, and logs it for other cases.

    `beside`: an activity whose own boundary events go on without interrupting it.
    """
    engine, node = engine_of(task), task.task_spec.node
    name = text_or_none(
        engine.text(node.id, "correlation", event.message or "", scope_of(task), what="name"), "signal_name_not_text"
    )
    if name is None:
        raise Failure("signal_name_not_text", result=None)
    payload = {key: value for key, value in local_of(task).items() if _mapped(node, key)}
    engine.log.thrown.append(Thrown(name, None, None, None, payload, node.id, "signal"))
    broadcast(task.workflow.top_workflow, name, payload, beside=beside)


def broadcast(top: Any, name: str, values: Json, *, beside: Any = None) -> int:
    """Triggers all tokens that wait for a signal now; how many there were."""
    waiting = [each for each in top.everything() if waits_for(each, name)]
    for each in waiting:
        if each.state != TaskState.WAITING:
            continue
        try:
            if beside is not None and each.parent is beside:
                each.task_spec.beside(beside, values)
            else:
                each.internal_data["how"] = "received"
                each.task_spec.trigger(each, values)
        except Failure as failure:
            fail(each, failure, "activate")
    return len(waiting)


def waits_for(task: Any, name: str) -> bool:
    """True if a token waits for the signal of this name."""
    waits = task.state == TaskState.WAITING and task.internal_data.get("message") == name
    return bool(waits and task.task_spec.event.kind == "signal")


def _throw(task: Any, kind: str, code: str | None, values: Json, *, itself: bool = False) -> bool:
    for catcher in _catchers(task, kind, code, itself=itself):
        catcher(values)
        return True
    return False


def _catchers(task: Any, kind: str, code: str | None, *, itself: bool) -> Iterator[Catcher]:
    """From inside out: the task's own boundary events, the event subprocesses of its scope, those around."""
    at = _host(task) if itself else task
    if itself:
        yield from _attached_to(at, kind, code)
    while at is not None:
        yield from _within(at.workflow, kind, code)
        outer = outer_of(at)
        at = None if outer is None else _host(outer)
        if at is not None:
            yield from _attached_to(at, kind, code)


def _host(task: Any) -> Any:
    """The token at which boundary events listen: a loop's own for what runs in it."""
    return task.parent if task.task_spec.of_loop and not task.internal_data.get("kept") else task


def _attached_to(activity: Any, kind: str, code: str | None) -> Iterator[Catcher]:
    specs = [activity.workflow.spec.task_specs[name] for name in activity.task_spec.boundaries]
    for spec in _fitting(specs, lambda spec: spec, kind, code):
        yield lambda values, spec=spec: spec.caught(activity, values)  # type: ignore[misc]


def _within(workflow: Any, kind: str, code: str | None) -> Iterator[Catcher]:
    tokens = [
        each
        for each in workflow.live()
        if each.task_spec in workflow.spec.listeners and each.state == TaskState.WAITING
    ]
    for token in _fitting(tokens, lambda token: token.task_spec, kind, code):
        yield lambda values, token=token: token.task_spec.caught(token, values)  # type: ignore[misc]


def _fitting(catchers: list[Any], spec_of: Callable[[Any], Any], kind: str, code: str | None) -> list[Any]:
    """The things that catch the code by its name, then those that catch every code."""
    codes = {
        id(catcher): [each.code for each in spec_of(catcher).node.event.each if each.kind == kind]
        for catcher in catchers
    }
    exact = [catcher for catcher in catchers if code is not None and code in codes[id(catcher)]]
    return exact + [catcher for catcher in catchers if None in codes[id(catcher)]]


def throw_message(task: Any, event: EventDefinition) -> None:
    """Logs a message that leaves the case: its input mappings are key, id, time to live and payload."""
    engine, node, inputs = engine_of(task), task.task_spec.node, local_of(task)
    name = text_or_none(
        engine.text(node.id, "correlation", event.message or "", scope_of(task), what="name"), "message_name_not_text"
    )
    if name is None:
        raise Failure("message_name_not_text", result=None)
    engine.log.thrown.append(
        Thrown(
            name,
            text_or_none(inputs.get("correlationKey"), "correlation_key_not_text"),
            text_or_none(inputs.get("messageId"), "message_id_not_text"),
            due_dates.duration(inputs.get("timeToLive"), engine.step_environment.env),
            {key: value for key, value in inputs.items() if key not in OURS and _mapped(node, key)},
            node.id,
        )
    )


def _mapped(node: Any, name: str) -> bool:
    return any(target.split(".")[0] == name for _source, target in node.inputs)
