"""The standard loop: an activity again and again while a condition holds, within a bound (13.3.6)."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.spiff.model.loops import Repeat
from engine.spiff.specs.element import Element
from engine.spiff.specs.multi_instance import running
from engine.spiff.tokens.variable_scopes import around, scope_of
from engine.spiff.tokens.workflow import engine_of


class StandardLoop(Element):
    """The body of a loop: one child at a time, at the spec `child`; its scope holds `loopCounter`."""

    waits = True
    child: Element

    @property
    def repeat(self) -> Repeat:
        """The loop's own settings."""
        return self.node.repeat or Repeat()

    def activate(self, task: Any) -> None:
        self.begin(task)
        self.attach(task)

    def begin(self, task: Any) -> None:
        scopes = engine_of(task).scopes
        if not scopes.has(task.id):
            scopes.open(task.id, around(task), {})
        task.internal_data["done"] = 0
        begins = not self.repeat.before or self._again(task)
        task._set_state(TaskState.STARTED)
        if begins:
            self._start(task)
        else:
            task.workflow.top_workflow.arrive(task)

    def gather(self, task: Any, child: Any) -> None:
        """Nothing is gathered: what a round writes is seen by the next."""

    def child_done(self, task: Any) -> None:
        """A round ended."""
        task.internal_data["done"] += 1
        task.workflow.top_workflow.arrive(task)

    def proceed(self, task: Any) -> None:
        if running(task):
            return
        if task.internal_data["done"] and self._again(task):
            self._start(task)
        else:
            task.complete()

    def _again(self, task: Any) -> bool:
        done, loop = task.internal_data["done"], self.repeat
        if loop.maximum is not None and done >= loop.maximum:
            return False
        names = {"loopCounter": done}
        return loop.condition is None or engine_of(task).condition(
            self.node.id, loop.condition, scope_of(task), names, "loop", what="again"
        )

    def _start(self, task: Any) -> None:
        child = task.workflow.add(self.child, task)
        engine_of(task).scopes.open(child.id, task.id, {"loopCounter": task.internal_data["done"] + 1})
        task.workflow.top_workflow.arrive(child)
