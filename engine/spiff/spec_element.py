"""The spec class that all others stand on: how a token arrives, begins, ends and leaves. Nothing is predicted."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.util.task import TaskState

from engine.spiff.ending import cancel, close, stop_listening
from engine.spiff.model import Flow, Node
from engine.spiff.placing import give_out, scope_of, take_in
from engine.spiff.step import Json, Waiting
from engine.spiff.workflow import engine_of


class Element(BpmnSpecMixin):
    """A node of the diagram. Its outgoing `flows` carry ids, so that the way a token went can be told.

    Life of a token: FUTURE (arrived, in the queue), then `activate`: it passes at once, or waits as READY (a person),
    WAITING (a time, a message, a join) or STARTED (a job, something inside). An ERROR waits unrun with its incident.
    """

    waits = False

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
        """Nothing: the checks of the compiler said all."""

    def _predict(self, my_task: Any, *args: Any, **kwargs: Any) -> None:
        """Nothing is predicted: the next task is made when this one is done."""

    def _update(self, my_task: Any) -> None:
        my_task.workflow.top_workflow.arrive(my_task)

    def activate(self, task: Any) -> None:
        """Begins the element for an arrived token. Raises Failure, then nothing of it stays."""
        take_in(task)
        self.begin(task)
        self.attach(task)

    def attach(self, task: Any) -> None:
        """Lets the boundary events listen, if the element waits."""
        if not self.waits or task.has_state(TaskState.FINISHED_MASK):
            return
        for name in self.boundaries:
            spec = self._wf_spec.task_specs[name]
            if spec.listens:
                spec.listen(task.workflow.add(spec, task))

    def begin(self, task: Any) -> None:
        """Passes at once; kinds that wait say otherwise."""
        task._ready()
        task.run()

    def proceed(self, task: Any) -> None:
        """Goes on after something inside ended; only for kinds that hold something inside."""

    def pass_on(self, task: Any, values: Json) -> None:
        """Ends a waiting element with what it was given."""
        give_out(task, values)
        self.round_off(task)
        task.complete()

    def round_off(self, task: Any) -> None:
        """What a loop reads of its child before the child's scope is dropped."""
        if self.of_loop:
            task.parent.task_spec.gather(task.parent, task)

    def leaving(self, task: Any) -> list[Flow]:
        """The flows that the token leaves by: all."""
        return self.flows

    def open(self, task: Any, kind: str, **told: Any) -> None:
        """Tells that the instance now waits here."""
        top, internal = task.workflow.top_workflow, task.internal_data
        ref = top.ordinal() if internal.get("opened") else task.id
        internal.update(open=ref, opened=True)
        scope = told.pop("scope", None)
        waiting = Waiting(
            ref, kind, self.node.id, scope_of(task) if scope is None else scope, name=self.node.name, **told
        )
        engine_of(task).log.open(waiting)

    def _run_hook(self, my_task: Any) -> bool | None:
        self.work(my_task)
        self.round_off(my_task)
        return True

    def work(self, task: Any) -> None:
        """What an element that passes at once does."""

    def _on_complete_hook(self, my_task: Any) -> None:
        log = engine_of(my_task).log
        close(my_task, "completed")
        stop_listening(my_task)
        engine_of(my_task).scopes.close(my_task.id)
        if self.of_loop:
            my_task.parent.task_spec.child_done(my_task.parent)
            return
        log.trail.append(self.node.id)
        for flow in self.leaving(my_task):
            log.trail.append(flow.id)
            my_task.workflow.add(self._wf_spec.task_specs[flow.target], my_task, flow=flow.id)

    def undo(self, task: Any) -> None:
        """Takes back what a failed `activate` began."""
        cancel(task, keep=True)
