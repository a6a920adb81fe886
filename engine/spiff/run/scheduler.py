"""Moves tokens until every one of them waits."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine import feel
from engine.errors import Runaway
from engine.spiff.specs.gateways import InclusiveGateway
from engine.spiff.specs.incidents import fail, starved
from engine.spiff.specs.subprocesses import SubProcess
from engine.spiff.tokens.cancellation import cancel_all
from engine.spiff.tokens.failure import Failure
from engine.spiff.tokens.step import Ended
from engine.spiff.tokens.workflow import CaseTokens, engine_of


def settle(top: CaseTokens, budget: int) -> None:
    """Moves tokens, oldest arrival first. Raises Runaway after `budget` moves."""
    while True:
        while top.queue or top.later:
            budget -= 1
            task = (top.queue or top.later).popleft()
            if budget < 0:
                raise Runaway(at=task.task_spec.bpmn_id)
            _move(task)
            _watch(top)
        if not (_empty(top) or _joins(top) or _conditions(top) or any(starved(each) for each in top.workflows())):
            break
    if not top.busy():
        cancel_all(top)
        log = engine_of(top.task_tree).log
        log.ended = log.last_end or Ended(None, "none")


def _move(task: Any) -> None:
    phase = {TaskState.FUTURE: "activate", TaskState.STARTED: "proceed"}.get(task.state)
    if phase is None:
        return
    thrown = len(engine_of(task).log.thrown)
    try:
        task.task_spec.activate(task) if phase == "activate" else task.task_spec.proceed(task)
    except (Failure, feel.FeelError) as error:
        del engine_of(task).log.thrown[thrown:]
        failure = error if isinstance(error, Failure) else Failure("expression_failed", reason=error.code)
        fail(task, failure, phase)


def _empty(top: CaseTokens) -> bool:
    ready = [task for task in top.everything() if _ready_to_end(top, task)]
    for task in ready:
        top.arrive(task)
    return bool(ready)


def _ready_to_end(top: CaseTokens, task: Any) -> bool:
    if task.state != TaskState.STARTED or not isinstance(task.task_spec, SubProcess):
        return False
    inner = top.subprocesses.get(task.id)
    return inner is not None and not inner.busy()


def _joins(top: CaseTokens) -> bool:
    for workflow in top.workflows():
        for spec in dict.fromkeys(task.task_spec for task in workflow.live()):
            if isinstance(spec, InclusiveGateway) and spec.settle(workflow):
                return True
    return False


def _watch(top: CaseTokens) -> None:
    """Evaluates awaited conditions once a variable was written, so that what they interrupt does not run on."""
    scopes = engine_of(top.task_tree).scopes
    if scopes.changed:
        scopes.changed = False
        _conditions(top)


def _conditions(top: CaseTokens) -> bool:
    """True if an awaited condition has come to hold; the first one is enough for now."""
    if not top.watches:
        return False
    waiting = [task for task in top.everything() if "holds" in task.internal_data and task.state == TaskState.WAITING]
    return any(task.task_spec.look(task) for task in waiting)
