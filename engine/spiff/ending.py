"""How tokens end before their time: cancelling an activity with all that is inside it and attached to it."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.spiff.workflow import LIVE, engine_of


def close(task: Any, how: str) -> None:
    """Tells that the instance waits here no more."""
    ref = task.internal_data.pop("open", None)
    if ref is not None:
        engine_of(task).log.close(ref, task.task_spec.node.id, task.internal_data.pop("how", how))


def stop_listening(task: Any) -> None:
    """Cancels the boundary events that still listen at an activity."""
    for child in task.children:
        if child.task_spec.node.attached_to and child.state == TaskState.WAITING:
            cancel(child)


def cancel(task: Any, *, keep: bool = False) -> None:
    """Cancels a token, what is inside its activity and what listens at it; `keep` spares the token itself."""
    top = task.workflow.top_workflow
    inner = top.subprocesses.pop(task.id, None)
    for each in inner.live() if inner is not None else []:
        cancel(each)
    for child in task.children:
        if child.has_state(LIVE):
            cancel(child)
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
