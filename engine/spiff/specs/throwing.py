"""Events that are thrown, on the way and at an end."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.spiff.model.events import EventDefinition
from engine.spiff.model.nodes import Node
from engine.spiff.specs.delivery import throw_cancel, throw_error, throw_escalation, throw_message, throw_signal
from engine.spiff.specs.element import Element
from engine.spiff.specs.tasks import JobTask
from engine.spiff.tokens import compensation
from engine.spiff.tokens.cancellation import cancel_all, consume
from engine.spiff.tokens.step import Ended
from engine.spiff.tokens.variable_scopes import give_out, outer_of
from engine.spiff.tokens.workflow import LIVE, engine_of

PUBLISH = "publish_message"


class ThrowEvent(Element):
    """Throws its events, or nothing (a milestone). It waits only for compensation."""

    def __init__(self, wf_spec: Any, name: str, node: Node, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, node, **kwargs)
        self.later = node.event.is_("signal")

    def begin(self, task: Any) -> None:
        task._ready()
        self.work(task)
        if not task.has_state(LIVE):
            return
        self.round_off(task)
        undone = self._undone()
        if undone is None:
            task.complete()
        elif undone.wait:
            self.undo_all(task, undone.activity)
        else:
            self.undo_all(task.workflow.add(self, aside=True), undone.activity)
            task.complete()

    def work(self, task: Any) -> None:
        give_out(task, {})
        for each in self.node.event.each:
            if each.kind == "message":
                throw_message(task, each)
            elif each.kind == "signal":
                throw_signal(task, each)
            elif each.kind == "escalation":
                throw_escalation(task, each.code, {})

    def undo_all(self, task: Any, activity: str | None) -> None:
        """Begins to compensate, the last done first."""
        task._set_state(TaskState.STARTED)
        task.internal_data["plan"] = compensation.plan(task, activity)
        self.proceed(task)

    def proceed(self, task: Any) -> None:
        if not compensation.undo_next(task):
            return
        if task.internal_data.pop("aside", False):
            consume(task)
        else:
            task.complete()

    def _undone(self) -> EventDefinition | None:
        return next((each for each in self.node.event.each if each.kind == "compensate"), None)


class EndEvent(ThrowEvent):
    """Ends a token; a terminate end ends everything around it, an error end is caught by the nearest scope that can."""

    def begin(self, task: Any) -> None:
        if not self.node.event.is_("cancel"):
            super().begin(task)
            return
        task._ready()
        self.work(task)
        compensation.cancel_scope(task)
        self.undo_all(task, None)

    def _on_complete_hook(self, my_task: Any) -> None:
        super()._on_complete_hook(my_task)
        end(my_task)


class JobEndEvent(JobTask):
    """A message end that is a job of another type than ours."""

    def _on_complete_hook(self, my_task: Any) -> None:
        super()._on_complete_hook(my_task)
        end(my_task)


def end(task: Any) -> None:
    """Carries out the end event: terminates, cancels or throws into the scopes around it."""
    event, workflow, log = task.task_spec.node.event, task.workflow, engine_of(task).log
    for each in event.each:
        if each.kind == "terminate":
            cancel_all(workflow, but=task)
            if workflow is workflow.top_workflow:
                log.last_end = Ended(task.task_spec.node.id, "terminate")
        elif each.kind == "cancel":
            throw_cancel(outer_of(task))
        elif each.kind == "error" and not throw_error(task, each.code, {}):
            cancel_all(workflow.top_workflow, but=task)
            log.last_end = Ended(task.task_spec.node.id, "error", each.code)
