"""Events: starts, intermediate events, boundary events, event-based gateways."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.spiff.specs.catching import CatchingElement
from engine.spiff.specs.element import Element
from engine.spiff.tokens.cancellation import cancel, close, consume, interrupt
from engine.spiff.tokens.step import Json
from engine.spiff.tokens.variable_scopes import around, scope_of
from engine.spiff.tokens.workflow import LIVE, engine_of


class StartEvent(Element):
    """The start of a process or subprocess, with the variables that its event brought."""

    def begin(self, task: Any) -> None:
        self.pass_on(task, task.internal_data.get("values", {}))


class CatchEvent(CatchingElement):
    """An intermediate event, a receive task, or one way of an event-based gateway. A link is passed at once."""

    waits = True

    def begin(self, task: Any) -> None:
        if "values" in task.internal_data or self.event.kind == "link":
            self.pass_on(task, task.internal_data.get("values", {}))
        else:
            self.listen(task)

    def trigger(self, task: Any, values: Json) -> None:
        gateway = task.parent if isinstance(task.parent.task_spec, EventGateway) else None
        if gateway is not None and not gateway.has_state(TaskState.FINISHED_MASK):
            gateway.task_spec.decided(gateway, task)
        elif gateway is None and self.event.kind == "timer" and self.comes_again(task):
            self.again(task, task.workflow.add(self), around(task))
        self.pass_on(task, values)


class JointStart(CatchEvent):
    """A start that takes several events together: begun by the first of them, it waits for the others."""

    def begin_with(self, task: Any, index: int, values: Json) -> None:
        """The event of this number has come."""
        self.listen(task)
        came = next(child for child in task.children if child.task_spec is self.parts[index])
        came.task_spec.trigger(came, values)


class BoundaryEvent(CatchingElement):
    """Listens at an activity, from inside its scope; interrupts it or not. `undoes` is its compensation handler."""

    listens = True
    handler: str | None = None

    @property
    def undoes(self) -> Element:
        """The activity that compensates."""
        handler: Element = self._wf_spec.task_specs[self.handler]
        return handler

    def listen(self, task: Any, scope: int | None = None, *, again: bool = False) -> None:
        super().listen(task, scope_of(task.parent) if scope is None else scope, again=again)

    def trigger(self, task: Any, values: Json) -> None:
        activity = task.parent
        if self.event.interrupting:
            self._detach(task)
            cancel(activity)
        elif self.comes_again(task):
            self.again(task, task.workflow.add(self, activity), scope_of(activity))
        self.pass_on(task, values)

    def caught(self, activity: Any, values: Json) -> None:
        """Something thrown inside the activity is caught here."""
        if self.event.interrupting:
            cancel(activity)
        self.beside(activity, values)

    def beside(self, activity: Any, values: Json) -> None:
        """Goes on from here without touching the activity."""
        workflow = activity.workflow
        workflow.top_workflow.arrive(workflow.add(self, values=values))

    def begin(self, task: Any) -> None:
        self.pass_on(task, task.internal_data.get("values", {}))

    @staticmethod
    def _detach(task: Any) -> None:
        task.parent._children.remove(task.id)
        task.parent = task.workflow.task_tree
        task.parent._children.append(task.id)


class EventStart(CatchingElement):
    """The start of an event subprocess: it listens in the scope around. `undoes` is the subprocess that it begins."""

    listens = True
    undoes: Element

    def activate(self, task: Any) -> None:
        self.listen(task)

    def trigger(self, task: Any, values: Json) -> None:
        workflow, top = task.workflow, task.workflow.top_workflow
        if self.event.interrupting:
            interrupt(workflow, but=task)
        elif self.comes_again(task):
            self.again(task, workflow.add(self), scope_of(task))
        close(task, "received")
        consume(task)
        top.arrive(workflow.add(self.undoes, values=values))

    def caught(self, task: Any, values: Json) -> None:
        """Something thrown in the scope is caught here."""
        self.trigger(task, values)


class EventGateway(Element):
    """Waits for the first of several events; each has its own time or key."""

    def begin(self, task: Any) -> None:
        task._set_state(TaskState.WAITING)
        for flow in self.flows:
            spec = self._wf_spec.task_specs[flow.target]
            # A condition that holds already has decided.
            if task.state == TaskState.WAITING:
                spec.activate(task.workflow.add(spec, task, flow=flow.id))

    def decided(self, task: Any, winner: Any) -> None:
        """Cancels all waiting events but the winner."""
        for child in task.children:
            if child is not winner and child.has_state(LIVE):
                cancel(child)
        engine_of(task).log.trail += [self.node.id, winner.internal_data["flow"]]
        task._set_state(TaskState.COMPLETED)
        task.workflow.forget(task)

    def started_by(self, task_of: Any, name: str, values: Json) -> None:
        """Begins the process with one of the events; where all are needed the others are waited for."""
        workflow, log = task_of.workflow, engine_of(task_of).log
        log.trail.append(self.node.id)
        for flow in self.flows:
            if flow.target == name or self.node.parallel:
                log.trail.append(flow.id)
                internal = {"values": values} if flow.target == name else {}
                workflow.top_workflow.arrive(
                    workflow.add(self._wf_spec.task_specs[flow.target], flow=flow.id, **internal)
                )
