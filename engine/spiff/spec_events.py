"""Events: starts, ends, what is waited for and what is thrown."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.spiff import moments
from engine.spiff.ending import cancel, cancel_all
from engine.spiff.failure import Failure
from engine.spiff.placing import give_out, scope_of, text_or_none
from engine.spiff.spec_element import Element
from engine.spiff.spec_tasks import JobTask
from engine.spiff.step import Ended, Json
from engine.spiff.throwing import throw_error, throw_message
from engine.spiff.workflow import engine_of

PUBLISH = "publish_message"


class StartEvent(Element):
    """Where a process or subprocess begins."""


class CatchEvent(Element):
    """Waits for a time or a message: an intermediate event, a receive task, or one way of an event-based gateway."""

    waits = True

    @property
    def listens(self) -> bool:
        """Whether a token waits for it; errors are found when they are thrown."""
        return self.node.event.kind in ("timer", "message")

    def begin(self, task: Any) -> None:
        self.listen(task)

    def listen(self, task: Any, scope: int | None = None) -> None:
        """Waits. Raises Failure where the time or the key cannot be said."""
        event, seen = self.node.event, scope_of(task) if scope is None else scope
        if event.kind == "timer":
            self._wait(task, seen, due=self._due(task, seen))
        else:
            name = self._text(task, event.message, seen, "message_name_not_text", "name")
            self._wait(
                task, seen, message=name, key=self._text(task, event.key, seen, "correlation_key_not_text", "key")
            )

    def trigger(self, task: Any, values: Json) -> None:
        """What was waited for came, with these values."""
        gateway = task.parent if task.parent.task_spec.__class__ is EventGateway else None
        if gateway is not None and not gateway.has_state(TaskState.FINISHED_MASK):
            gateway.task_spec.decided(gateway, task)
        self.pass_on(task, values)

    def _wait(self, task: Any, scope: int, **told: Any) -> None:
        task._set_state(TaskState.WAITING)
        task.internal_data.update(told)
        attached = task.parent if self.node.attached_to else None
        ref = None if attached is None else attached.internal_data.get("open", attached.id)
        self.open(task, self.node.event.kind, scope=scope, attached_to=ref, **told)

    def _due(self, task: Any, scope: int) -> str:
        engine, event = engine_of(task), self.node.event
        value = engine.text(self.node.id, "timer", event.time or "", scope)
        kind = moments.after if event.timer == "duration" else moments.at
        return moments.text(kind(value, engine.world.env, event=self.node.id))

    def _text(self, task: Any, text: str | None, scope: int, code: str, what: str) -> str:
        value = engine_of(task).text(self.node.id, "correlation", text or "", scope, what=what)
        told = text_or_none(value, code, event=self.node.id)
        if told is None:
            raise Failure(code, result=None, event=self.node.id)
        return told


class BoundaryEvent(CatchEvent):
    """Listens at an activity, from inside its scope; interrupts it or not."""

    def listen(self, task: Any, scope: int | None = None) -> None:
        super().listen(task, scope_of(task.parent) if scope is None else scope)

    def trigger(self, task: Any, values: Json) -> None:
        activity = task.parent
        if self.node.event.interrupting:
            self._detach(task)
            cancel(activity)
        elif self.node.event.kind == "message":
            again = {name: task.internal_data[name] for name in ("message", "key")}
            self._wait(task.workflow.add(self, activity), scope_of(activity), **again)
        self.pass_on(task, values)

    def caught(self, activity: Any, values: Json) -> None:
        """An error of the activity is caught here."""
        workflow = activity.workflow
        cancel(activity)
        workflow.top_workflow.arrive(workflow.add(self, values=values))

    def begin(self, task: Any) -> None:
        self.pass_on(task, task.internal_data.get("values", {}))

    @staticmethod
    def _detach(task: Any) -> None:
        task.parent._children.remove(task.id)
        task.parent = task.workflow.task_tree
        task.parent._children.append(task.id)


class EventGateway(Element):
    """Waits for the first of several events; each has its own time or key."""

    def begin(self, task: Any) -> None:
        task._set_state(TaskState.WAITING)
        for flow in self.flows:
            spec = self._wf_spec.task_specs[flow.target]
            spec.activate(task.workflow.add(spec, task, flow=flow.id))

    def decided(self, task: Any, winner: Any) -> None:
        """The winner goes on, the others are cancelled."""
        for child in task.children:
            if child is not winner and not child.has_state(TaskState.FINISHED_MASK):
                cancel(child)
        engine_of(task).log.trail += [self.node.id, winner.internal_data["flow"]]
        task._set_state(TaskState.COMPLETED)
        task.workflow.forget(task)


class ThrowEvent(Element):
    """Throws a message, or nothing (a mark on the way). It is passed at once."""

    def work(self, task: Any) -> None:
        if self.node.event.kind == "message":
            throw_message(task)
        give_out(task, {})


class EndEvent(Element):
    """Ends a token; a terminate end ends everything around it, an error end looks for who catches it."""

    def work(self, task: Any) -> None:
        if self.node.event.kind == "message":
            throw_message(task)
        give_out(task, {})

    def _on_complete_hook(self, my_task: Any) -> None:
        super()._on_complete_hook(my_task)
        end(my_task)


class JobEndEvent(JobTask):
    """A message end that is a job of another type than ours."""

    def _on_complete_hook(self, my_task: Any) -> None:
        super()._on_complete_hook(my_task)
        end(my_task)


def end(task: Any) -> None:
    """What an end does to what is around it."""
    node, workflow, log = task.task_spec.node, task.workflow, engine_of(task).log
    kind = node.event.kind
    if kind in ("terminate", "error"):
        cancel_all(workflow, but=task)
    if kind == "error" and throw_error(task, node.event.code, {}):
        return
    if kind == "error":
        cancel_all(workflow.top_workflow, but=task)
    if workflow is workflow.top_workflow or kind == "error":
        log.last_end = Ended(node.id, kind if kind in ("terminate", "error") else "none", node.event.code)
