"""Cancels tokens: an activity with all that is inside it and attached to it."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.spiff.tokens.workflow import LIVE, engine_of


def close(task: Any, how: str) -> None:
    """Logs that the case no longer waits here."""
    ref = task.internal_data.pop("open", None)
    if ref is not None:
        engine_of(task).log.close(ref, task.task_spec.node.id, task.internal_data.pop("how", how))


def stop_listening(task: Any) -> None:
    """Cancels the boundary events that still listen at an activity."""
    for child in task.children:
        if child.task_spec.node.attached_to and child.state == TaskState.WAITING:
            cancel(child)


def consume(task: Any, how: str = "completed") -> None:
    """Ends a token where it stands; it leaves by no flow."""
    for child in task.children:
        if child.has_state(LIVE):
            cancel(child)
    close(task, how)
    task._set_state(TaskState.COMPLETED)
    task.workflow.forget(task)


def cancel(task: Any, *, keep: bool = False) -> None:
    """Cancels a token, what is inside its activity and what listens at it; `keep` spares the token itself."""
    top = task.workflow.top_workflow
    inner = top.subprocesses.pop(task.id, None)
    for each in inner.live() if inner is not None else []:
        cancel(each)
    for each in (*task.children, *_handlers(task)):
        if each.has_state(LIVE):
            cancel(each)
    scopes = engine_of(task).scopes
    called = task.internal_data.pop("called", None)
    if called is not None:
        scopes.close(called)
    if keep and task.task_spec.of_loop:
        return
    scopes.close(task.id)
    if not keep:
        close(task, "cancelled")
        task._set_state(TaskState.CANCELLED)
        task.workflow.forget(task)


def cancel_all(workflow: Any, *, but: Any = None) -> None:
    """Cancels every token of a workflow, one excepted."""
    for task in workflow.live():
        if task is not but and task.has_state(LIVE):
            cancel(task)


def interrupt(workflow: Any, *, but: Any = None) -> None:
    """Cancels what runs and listens in a scope; what was done in it, and itself, can still be compensated."""
    for task in workflow.live():
        if task is not but and task.has_state(LIVE) and not remembered(task) and not undoes_scope(task):
            cancel(task)


def remembered(task: Any) -> bool:
    """True if a token stands for something done that can be compensated."""
    if task.state != TaskState.WAITING:
        return False
    return bool(getattr(task.task_spec, "handler", None) or task.internal_data.get("done_at"))


def undoes_scope(task: Any) -> bool:
    """True if a token is the start of the event subprocess that compensates its scope."""
    spec = task.task_spec
    return bool(spec.node.kind == "start_event" and spec.node.event.is_("compensate") and spec.listens)


def _handlers(task: Any) -> list[Any]:
    """The compensation handlers that run for a token that throws."""
    if "plan" not in task.internal_data:
        return []
    return [each for each in task.workflow.top_workflow.everything() if each.internal_data.get("for") == task.id]
