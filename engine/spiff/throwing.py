"""What is thrown: errors to whoever catches them around, messages out of the instance."""

from typing import Any

from engine.spiff import moments
from engine.spiff.failure import Failure
from engine.spiff.placing import local_of, outer_of, scope_of, text_or_none
from engine.spiff.step import Json, Thrown
from engine.spiff.workflow import engine_of

OURS = ("correlationKey", "messageId", "timeToLive")


def throw_error(task: Any, code: str | None, values: Json, *, itself: bool = False) -> bool:
    """Hands an error to the nearest activity around (or the task `itself`) that catches it. Says whether one did."""
    activity = task if itself else _around(task)
    while activity is not None:
        catcher = _catcher(activity, code)
        if catcher is not None:
            catcher.caught(activity, values)
            return True
        activity = _around(activity)
    return False


def _around(task: Any) -> Any:
    return task.parent if task.task_spec.of_loop else outer_of(task)


def _catcher(activity: Any, code: str | None) -> Any:
    specs = [activity.workflow.spec.task_specs[name] for name in activity.task_spec.boundaries]
    errors = [spec for spec in specs if spec.node.event.kind == "error"]
    exact = [spec for spec in errors if spec.node.event.code == code and code is not None]
    return next(iter(exact + [spec for spec in errors if spec.node.event.code is None]), None)


def throw_message(task: Any) -> None:
    """Writes down a message that leaves the instance: its input mappings are key, id, time to live and payload."""
    engine, node, inputs = engine_of(task), task.task_spec.node, local_of(task)
    name = text_or_none(
        engine.text(node.id, "correlation", node.event.message, scope_of(task), what="name"), "message_name_not_text"
    )
    if name is None:
        raise Failure("message_name_not_text", result=None)
    engine.log.thrown.append(Thrown(
        name,
        text_or_none(inputs.get("correlationKey"), "correlation_key_not_text"),
        text_or_none(inputs.get("messageId"), "message_id_not_text"),
        moments.duration(inputs.get("timeToLive"), engine.world.env),
        {key: value for key, value in inputs.items() if key not in OURS and _mapped(node, key)},
        node.id,
    ))  # fmt: skip


def _mapped(node: Any, name: str) -> bool:
    return any(target.split(".")[0] == name for _source, target in node.inputs)
