"""The state as JSON: live tokens under their ordinals, nothing else. No spec, no history, no clock, no random name."""

from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.errors import Conflict
from engine.spiff.specs.subprocesses import SubProcess
from engine.spiff.tokens.step import Json
from engine.spiff.tokens.workflow import CaseTokens

FORMAT = 1
NAMES = {
    TaskState.FUTURE: "future",
    TaskState.WAITING: "waiting",
    TaskState.READY: "ready",
    TaskState.STARTED: "started",
    TaskState.ERROR: "error",
    TaskState.COMPLETED: "completed",
    TaskState.CANCELLED: "cancelled",
}
STATES = {name: state for state, name in NAMES.items()}


class WrongState(Conflict):
    """A state that does not fit the definition: of another format, or at an element that is not there."""

    code = "wrong_state"


def encode(top: CaseTokens) -> Json:
    """The state: the last ordinal given, and each token: where, in which state, inside and hanging on what."""
    tokens = [
        _token(task, inside)
        for inside, workflow in [(0, top), *top.subprocesses.items()]
        for task in workflow.tasks.values()
        if task is not workflow.task_tree
    ]
    return {"format": FORMAT, "last": top.last, "tokens": sorted(tokens, key=lambda token: token["ref"])}


def _token(task: Any, inside: int) -> Json:
    token: Json = {"ref": task.id, "at": task.task_spec.name, "is": NAMES[task.state]}
    if inside:
        token["in"] = inside
    if task.parent is not task.workflow.task_tree:
        token["of"] = task.parent.id
    if task.internal_data:
        token["keep"] = dict(sorted(task.internal_data.items()))
    return token


def decode(state: Json, top: CaseTokens) -> None:
    """Puts the tokens of a state into an empty workflow. Raises WrongState."""
    if state.get("format") != FORMAT:
        raise WrongState(format=state.get("format"))
    top.last = state["last"]
    for token in state["tokens"]:
        _restore(token, top)


def _restore(token: Json, top: CaseTokens) -> None:
    workflow = top.subprocesses.get(token.get("in", 0), top)
    spec = workflow.spec.task_specs.get(token["at"])
    if spec is None:
        raise WrongState(element=token["at"])
    parent = workflow.tasks.get(token.get("of"), workflow.task_tree)
    task = Task(workflow, spec, parent, state=STATES[token["is"]], id=token["ref"])
    task.internal_data.update(token.get("keep", {}))
    internal = task.internal_data
    inside = task.state == TaskState.STARTED or internal.get("phase") == "proceed" or internal.get("kept")
    if inside and isinstance(spec, SubProcess):
        top.create_subprocess(task, spec.inside)
