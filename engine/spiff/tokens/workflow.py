"""SpiffWorkflow's workflow and task tree, held small: ordinals for names, a queue for a walk, no prediction.

Only what is live stays in the tree: a finished task is forgotten as soon as those after it stand, unless the whole
history is requested (`collapse=False`, to compare). So a step costs what it moves, however long the case lives.
"""

import logging
from collections import deque
from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.errors import Runaway
from engine.spiff.tokens.script_engine import ScriptEngine

# The library writes a line with the task's data at every change of state: the audit is ours.
logging.getLogger("spiff").setLevel(logging.WARNING)
LIVE = TaskState.FUTURE | TaskState.WAITING | TaskState.READY | TaskState.STARTED | TaskState.ERROR


class Container(BpmnProcessSpec):
    """The spec of a process or subprocess. `entries` begin with it, `listeners` are its event subprocesses' starts.

    `data` are the variables that it declares; it `watches` where something in it waits for a condition.
    The elements that SpiffWorkflow puts into every process (`Start`, `End`, a join) are taken out: a diagram may
    call its own so.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.task_specs.clear()
        self.entries: list[Any] = []
        self.listeners: list[Any] = []
        self.data: list[str] = []
        self.watches = False


class _TokenTree:
    """The tree of tokens, as the case's workflow and those of its subprocesses and called processes have it."""

    spec: Any
    tasks: dict[Any, Any]
    top_workflow: "CaseTokens"

    def plant(self, name: str) -> None:
        """The root of the tree, which is always done."""
        self.task_tree = Task(self, self.spec.start, state=TaskState.COMPLETED, id=name)

    def live(self) -> list[Any]:
        """The tokens that are still somewhere, oldest first; one with an incident is among them."""
        tokens = [task for task in self.tasks.values() if task.has_state(LIVE)]
        return sorted(tokens, key=lambda task: task.id)

    def busy(self) -> list[Any]:
        """The tokens that keep the scope going: not those that only listen or only stay for compensation."""
        return [task for task in self.live() if not _idle(task)]

    def add(self, spec: Any, parent: Any = None, **internal: object) -> Any:
        """A token at `spec`, not yet arrived."""
        task = Task(self, spec, parent or self.task_tree, state=TaskState.FUTURE, id=self.top_workflow.ordinal())
        task.internal_data.update(internal)
        return task

    def enter(self) -> None:
        """Begin what is inside: first the listeners, then the entries."""
        for spec in (*self.spec.listeners, *self.spec.entries):
            self.top_workflow.arrive(self.add(spec))

    def forget(self, task: Any) -> None:
        """Takes a finished task out of the tree; what hung below it hangs at the root."""
        if not self.top_workflow.collapse or task.id not in self.tasks:
            return
        self._free(task)
        task.parent._children.remove(task.id)
        del self.tasks[task.id]

    def _free(self, task: Any) -> None:
        for child in task.children:
            child.parent = self.task_tree
            self.task_tree._children.append(child.id)
        task._children.clear()

    def _task_completed_notify(self, task: Any) -> None:
        if task.internal_data.get("kept"):
            self._free(task)
            task._set_state(TaskState.WAITING)
        else:
            self.forget(task)


def _idle(task: Any) -> bool:
    return task.state == TaskState.WAITING and bool(task.task_spec.listens or task.internal_data.get("kept"))


class SubprocessTokens(_TokenTree, BpmnSubWorkflow):
    """The tokens inside one subprocess or called process."""


class CaseTokens(_TokenTree, BpmnWorkflow):
    """The tokens of a case.

    `queue` holds those not moved yet, `last` is the last ordinal used, `bound` the highest allowed.
    """

    def __init__(
        self, specs: Mapping[str, BpmnProcessSpec], main: str, engine: ScriptEngine, *, collapse: bool
    ) -> None:
        super().__init__(specs[main], specs, engine, deserializing=True)
        self.collapse = collapse
        self.last = 0
        self.bound = 0
        self.queue: deque[Any] = deque()
        self.later: deque[Any] = deque()
        self.watches = any(spec.watches for spec in specs.values() if isinstance(spec, Container))
        self.plant("root")

    def ordinal(self) -> int:
        """The next number: never used twice in the life of a case. Raises Runaway at the step's bound."""
        if self.last >= self.bound:
            raise Runaway(bound=self.bound)
        self.last += 1
        return self.last

    def arrive(self, task: Any) -> None:
        """Queues a token; tokens are moved in the order in which they arrive."""
        (self.later if task.task_spec.later else self.queue).append(task)

    def wake(self, ref: int) -> None:
        """Queues the token with this ref, if it is still there."""
        token = next((task for task in self.everything() if task.id == ref), None)
        if token is not None:
            self.queue.append(token)

    def create_subprocess(self, my_task: Any, spec_name: str) -> SubprocessTokens:
        """The inner workflow of an activity, still without a token."""
        inner = SubprocessTokens(self.subprocess_specs[spec_name], my_task.id, self, deserializing=True)
        inner.plant(f"root of {my_task.id}")
        self.subprocesses[my_task.id] = inner
        return inner

    def everything(self) -> list[Any]:
        """Every live token of the case, oldest first."""
        tokens = [task for workflow in self.workflows() for task in workflow.live()]
        return sorted(tokens, key=lambda task: task.id)

    def workflows(self) -> list[Any]:
        """The case's own workflow and those inside it."""
        return [self, *self.subprocesses.values()]


def engine_of(task: Any) -> ScriptEngine:
    """The script engine of the run that this task belongs to."""
    engine: ScriptEngine = task.workflow.top_workflow.script_engine
    return engine
