"""Compensation: what was done is undone by its handlers, the last first (BPMN 2.0, 10.7).

A done activity with a handler leaves a token at its compensation event. A done subprocess stays with the tokens of
what was done in it, and with its variables, until it is compensated or its scope is gone.
"""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.spiff.tokens.cancellation import cancel, consume, interrupt, remembered, undoes_scope
from engine.spiff.tokens.variable_scopes import outer_of


def plan(task: Any, activity: str | None) -> list[int]:
    """The refs of the tokens that a throwing token has to compensate, in order."""
    tokens: list[Any] = []
    workflow: Any = task.workflow
    while workflow is not None:
        tokens += [each for each in workflow.live() if remembered(each) and activity in (None, _activity(each))]
        outer = None if workflow is workflow.top_workflow else _outer(workflow)
        # Inside an event subprocess, what was done around it is in reach too.
        workflow = outer.workflow if outer is not None and outer.task_spec.node.kind == "event_sub_process" else None
    return [ref for each in _last_first(tokens) for ref in _undoing(each)]


def undo_next(task: Any) -> bool:
    """True if everything is undone; else the next of a throwing token's plan has begun."""
    top, todo = task.workflow.top_workflow, task.internal_data["plan"]
    while todo:
        ref = todo.pop(0)
        done = next((each for each in top.everything() if each.id == ref and each.state == TaskState.WAITING), None)
        if done is None:
            continue
        if done.internal_data.get("done_at"):
            cancel(done)
        else:
            top.arrive(done.workflow.add(done.task_spec.undoes, **{"for": task.id}))
            consume(done)
            return False
    return True


def keep_inside(task: Any) -> None:
    """Keeps a subprocess that is done, with what was done in it, if that can be compensated."""
    top = task.workflow.top_workflow
    inner = top.subprocesses.get(task.id)
    explicit = any(task.workflow.spec.task_specs[name].handler for name in task.task_spec.boundaries)
    if inner is None or explicit or not any(remembered(each) or undoes_scope(each) for each in inner.live()):
        return
    for each in inner.live():
        if not remembered(each) and not undoes_scope(each):
            cancel(each)
    task.internal_data.update({"kept": True, "done_at": top.ordinal()})


def cancel_scope(task: Any) -> None:
    """Ends what runs in the scope of a token that cancels its transaction."""
    interrupt(task.workflow, but=task)


def _undoing(done: Any) -> list[int]:
    if not done.internal_data.get("done_at"):
        return [done.id]
    inside = done.workflow.top_workflow.subprocesses[done.id].live()
    own = [each.id for each in inside if undoes_scope(each)]
    below = [ref for each in _last_first([each for each in inside if remembered(each)]) for ref in _undoing(each)]
    return [*(own or below), done.id]


def _last_first(tokens: list[Any]) -> list[Any]:
    return sorted(tokens, key=lambda each: -(each.internal_data.get("done_at") or each.id))


def _activity(done: Any) -> str | None:
    node = done.task_spec.node
    return node.attached_to or node.id


def _outer(workflow: Any) -> Any:
    return outer_of(next(iter(workflow.tasks.values())))
