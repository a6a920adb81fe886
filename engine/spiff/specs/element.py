"""The base class of all specs: how a token arrives, begins, ends and leaves. Nothing is predicted."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.util.task import TaskState

from engine.spiff.model.nodes import Flow, Node
from engine.spiff.tokens.cancellation import cancel, close, stop_listening
from engine.spiff.tokens.step import Ended, Json, Waiting
from engine.spiff.tokens.variable_scopes import give_out, outer_of, scope_of, take_in
from engine.spiff.tokens.workflow import LIVE, engine_of


class Element(BpmnSpecMixin):
    """A node of the diagram. Its outgoing `flows` carry ids, so that the path of a token can be recorded.

    Life of a token: FUTURE (arrived, in the queue), then `activate`: it passes at once, or waits as READY (a person),
    WAITING (a time, a message, a join) or STARTED (a job, something inside). An ERROR waits unrun with its incident.
    `waits`: others can listen at it. `listens`: while it is WAITING it keeps nothing going. `later`: it yields to
    every other token that can move, so that those who wait for what it throws stand there when it is thrown.
    """

    waits = False
    listens = False
    later = False

    def __init__(self, wf_spec: Any, name: str, node: Node, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, bpmn_name=node.name, lane=node.lane, documentation=node.documentation, **kwargs)
        self.bpmn_id = node.id
        self.node = node
        self.flows: list[Flow] = []
        self.incoming: list[str] = []
        self.boundaries: list[str] = []
        self.of_loop = False
        self.loop_result: str | None = None

    def follow(self, flow: Flow, target: "Element") -> None:
        """Connects a sequence flow."""
        self.flows.append(flow)
        target.incoming.append(flow.id)
        self.connect(target)

    def test(self) -> None:
        """Nothing to do: the compiler has checked everything."""

    def _predict(self, my_task: Any, *args: Any, **kwargs: Any) -> None:
        """Nothing is predicted: the next task is made when this one is done."""

    def _update(self, my_task: Any) -> None:
        if self.node.start_quantity > 1 and not self.of_loop and my_task.state == TaskState.FUTURE:
            my_task._set_state(TaskState.WAITING)
            my_task.internal_data["counted"] = True
            self.collected(my_task.workflow)
        else:
            my_task.workflow.top_workflow.arrive(my_task)

    def collected(self, workflow: Any) -> None:
        """A token came to wait for others: it begins once for every `startQuantity` tokens."""
        counted = [each for each in workflow.live() if each.task_spec is self and each.internal_data.get("counted")]
        if len(counted) >= self.node.start_quantity:
            first, *others = counted[: self.node.start_quantity]
            for each in others:
                cancel(each)
            del first.internal_data["counted"]
            first._set_state(TaskState.FUTURE)
            workflow.top_workflow.arrive(first)

    def activate(self, task: Any) -> None:
        """Begins the element for an arrived token. Raises Failure, then nothing of it stays."""
        take_in(task)
        if not self.waits:
            self.attach(task)
        if task.has_state(LIVE):
            self.begin(task)
        if self.waits:
            self.attach(task)

    def attach(self, task: Any) -> None:
        """Lets the boundary events listen; what is passed at once only a condition that holds already can interrupt."""
        for name in self.boundaries:
            spec = self._wf_spec.task_specs[name]
            listens = spec.awaits if self.waits else spec.node.event.kind == "conditional"
            if listens and task.has_state(LIVE):
                spec.listen(task.workflow.add(spec, task))

    def begin(self, task: Any) -> None:
        """Passes at once; kinds that wait override it."""
        task._ready()
        self.work(task)
        # What it threw may have ended it.
        if task.has_state(LIVE):
            self.round_off(task)
            task.complete()

    def proceed(self, task: Any) -> None:
        """Goes on after something inside ended; only for kinds that hold something inside."""

    def pass_on(self, task: Any, values: Json) -> None:
        """Completes a waiting element with its results."""
        give_out(task, values)
        self.round_off(task)
        task.complete()

    def round_off(self, task: Any) -> None:
        """Lets a loop read the results of its child before the child's scope is dropped."""
        if self.of_loop:
            task.parent.task_spec.gather(task.parent, task)

    def leaving(self, task: Any) -> list[Flow]:
        """The flows that the token leaves by: all."""
        return self.flows

    def open(self, task: Any, kind: str, **fields: Any) -> None:
        """Logs that the case now waits here, with these `fields` of `Waiting`."""
        top, internal = task.workflow.top_workflow, task.internal_data
        ref = top.ordinal() if internal.get("opened") else task.id
        internal.update(open=ref, opened=True)
        scope = fields.pop("scope", None)
        waiting = Waiting(
            ref, kind, self.node.id, scope_of(task) if scope is None else scope, name=self.node.name, **fields
        )
        engine_of(task).log.open(waiting)

    def work(self, task: Any) -> None:
        """Does the work of an element that passes at once."""

    def _on_complete_hook(self, my_task: Any) -> None:
        close(my_task, "completed")
        stop_listening(my_task)
        self.drop_scope(my_task)
        if self.of_loop:
            my_task.parent.task_spec.child_done(my_task.parent)
            return
        engine_of(my_task).log.trail.append(self.node.id)
        self.remember(my_task)
        self.go_on(my_task)
        around = outer_of(my_task)
        if around is not None:
            around.task_spec.inner_done(around, self)
        handled_for = my_task.internal_data.get("for")
        if handled_for is not None:
            my_task.workflow.top_workflow.wake(handled_for)

    def drop_scope(self, task: Any) -> None:
        """Drops the scope of the element itself."""
        engine_of(task).scopes.close(task.id)

    def remember(self, task: Any) -> None:
        """Record that the activity was done, where a compensation handler may have to undo it."""
        for name in self.boundaries:
            spec = self._wf_spec.task_specs[name]
            if spec.handler:
                task.workflow.add(spec)._set_state(TaskState.WAITING)

    def go_on(self, task: Any) -> None:
        """Sends tokens along the flows."""
        workflow, log = task.workflow, engine_of(task).log
        if not self.flows and workflow is workflow.top_workflow:
            log.last_end = Ended(self.node.id, "none")
        for flow in self.leaving(task):
            if flow.drawn:
                log.trail.append(flow.id)
            for _token in range(self.node.completion_quantity):
                workflow.add(self._wf_spec.task_specs[flow.target], task, flow=flow.id)

    def inner_done(self, task: Any, done: "Element") -> None:
        """An element inside this one ended; only ad-hoc subprocesses need it."""

    def undo(self, task: Any) -> None:
        """Undo what a failed `activate` began."""
        cancel(task, keep=True)
