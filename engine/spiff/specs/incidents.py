"""Incidents: a token that waits unrun at an element that failed, until somebody retries or skips it."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.errors import Conflict
from engine.spiff.specs.gateways import Join, Leaving
from engine.spiff.tokens.cancellation import close
from engine.spiff.tokens.failure import Failure
from engine.spiff.tokens.script_engine import plain
from engine.spiff.tokens.step import Json, Waiting
from engine.spiff.tokens.variable_scopes import scope_of
from engine.spiff.tokens.workflow import engine_of

CHOOSING = ("exclusive_gateway", "inclusive_gateway", "complex_gateway", "event_based_gateway")


class CannotSkip(Conflict):
    """A gateway that chooses a flow cannot be skipped."""

    code = "cannot_skip"


def fail(task: Any, failure: Failure, phase: str) -> None:
    """Leaves the token at its element with an incident. `phase`, activate, proceed or join, is what a retry repeats."""
    if phase == "activate":
        task.task_spec.undo(task)
    close(task, "cancelled")
    task._set_state(TaskState.ERROR)
    top, node = task.workflow.top_workflow, task.task_spec.node
    ref = top.ordinal()
    task.internal_data.update(phase=phase, open=ref)
    values = {name: plain(value) for name, value in failure.values.items()}
    engine_of(task).log.open(
        Waiting(ref, "incident", node.id, scope_of(task), name=node.name, code=failure.code, values=values)
    )


def retry(task: Any) -> None:
    """Runs the failed element again."""
    phase = task.internal_data.pop("phase")
    close(task, "retried")
    if phase == "join":
        task._set_state(TaskState.WAITING)
        task.task_spec.collected(task.workflow)
        return
    task._set_state(TaskState.FUTURE if phase == "activate" else TaskState.STARTED)
    task.workflow.top_workflow.arrive(task)


def skip(task: Any, values: Json) -> None:
    """Passes the failed element as if it had given `values`. Raises CannotSkip at a gateway that chooses."""
    spec = task.task_spec
    chooses = isinstance(spec, Leaving) or spec.node.kind in CHOOSING
    if chooses and len(spec.flows) > 1:
        raise CannotSkip(element=spec.node.id)
    task.internal_data.pop("phase")
    task.internal_data.update(how="skipped", skipped=True)
    engine_of(task).scopes.write_all(scope_of(task), values)
    spec.round_off(task)
    spec.undo(task)
    task.complete()


def starved(workflow: Any) -> bool:
    """True if a workflow got an incident, because its joins wait for tokens that can never come."""
    busy = workflow.busy()
    stuck = bool(busy) and all(_collects(task) for task in busy)
    if stuck:
        fail(busy[0], Failure("join_never_fires"), "join")
    return stuck


def _collects(task: Any) -> bool:
    counts = isinstance(task.task_spec, Join) or task.internal_data.get("counted")
    return bool(counts and task.state == TaskState.WAITING)
