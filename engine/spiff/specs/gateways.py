"""Gateways: which flow a token takes, and how tokens join again.

A join counts tokens and nothing else: each arrival waits at it as a task that knows its flow, and firing consumes
one arrival of each flow. No earlier round of a loop can be mistaken for this one, because consumed arrivals are gone.
(Stock joins look at the finished history and fire early from the second round on.)
"""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.spiff.model.nodes import Flow
from engine.spiff.specs.element import Element
from engine.spiff.tokens.cancellation import cancel
from engine.spiff.tokens.failure import Failure
from engine.spiff.tokens.variable_scopes import scope_of
from engine.spiff.tokens.workflow import engine_of


class Gateway(Element):
    """A gateway that decides when it is passed; `leaving` then takes what was decided."""

    def work(self, task: Any) -> None:
        task.internal_data["take"] = [flow.id for flow in self.choose(task)]

    def leaving(self, task: Any) -> list[Flow]:
        taken = task.internal_data.get("take")
        return self.flows if taken is None else [flow for flow in self.flows if flow.id in taken]

    def choose(self, task: Any) -> list[Flow]:
        """The flows to take. Raises Failure `no_matching_flow`, `condition_not_boolean`, `expression_failed`."""
        return self.flows

    def default(self) -> list[Flow]:
        """The default flow, or the only one if it has no condition. Raises Failure `no_matching_flow`."""
        flows = [
            flow for flow in self.flows if flow.id == self.node.default or (len(self.flows) == 1 and not flow.condition)
        ]
        if not flows:
            raise Failure("no_matching_flow")
        return flows

    def holds(self, task: Any, flow: Flow, **names: Any) -> bool:
        """True if the condition of a flow is true; it sees `names` besides the variables."""
        if flow.condition is None:
            return False
        return engine_of(task).condition(self.node.id, flow.condition, scope_of(task), names, flow=flow.id)


class Leaving(Gateway):
    """The flows out of an activity: those without a condition, those whose condition holds, else the default.

    It stands behind its activity, so that a condition that fails stops there and undoes nothing.
    """

    def choose(self, task: Any) -> list[Flow]:
        conditional = [flow for flow in self.flows if flow.condition and self.holds(task, flow)]
        always = [flow for flow in self.flows if not flow.condition and flow.id != self.node.default]
        if not conditional and self.node.default:
            conditional = [flow for flow in self.flows if flow.id == self.node.default]
        if not conditional and not always:
            raise Failure("no_matching_flow")
        return [flow for flow in self.flows if flow in conditional or flow in always]

    def _update(self, my_task: Any) -> None:
        my_task.workflow.top_workflow.arrive(my_task)

    def _on_complete_hook(self, my_task: Any) -> None:
        self.go_on(my_task)

    def go_on(self, task: Any) -> None:
        """Sends a token along each flow; the activity itself sent as many tokens here as it ends with."""
        for flow in self.leaving(task):
            engine_of(task).log.trail.append(flow.id)
            task.workflow.add(self._wf_spec.task_specs[flow.target], task, flow=flow.id)


class ExclusiveGateway(Gateway):
    """One way: the first flow whose condition is true, in the order of the file, else the default."""

    def choose(self, task: Any) -> list[Flow]:
        for flow in self.flows:
            if flow.id != self.node.default and self.holds(task, flow):
                return [flow]
        return self.default()


class Join(Gateway):
    """A gateway that waits for tokens if several flows come in."""

    def _update(self, my_task: Any) -> None:
        if len(self.incoming) < 2:
            super()._update(my_task)
            return
        my_task._set_state(TaskState.WAITING)
        self.collected(my_task.workflow)

    def collected(self, workflow: Any) -> None:
        """Called when a token has come to wait here."""

    def arrivals(self, workflow: Any) -> dict[str, Any]:
        """The oldest waiting token of each incoming flow that has one."""
        arrivals: dict[str, Any] = {}
        for task in workflow.live():
            if task.task_spec is self and task.state == TaskState.WAITING:
                arrivals.setdefault(task.internal_data["flow"], task)
        return arrivals

    def fire(self, arrivals: dict[str, Any]) -> None:
        """Joins the arrivals into one token and queues it."""
        first, *others = sorted(arrivals.values(), key=lambda task: task.id)
        for task in others:
            cancel(task)
        first._set_state(TaskState.FUTURE)
        first.workflow.top_workflow.arrive(first)


class ParallelGateway(Join):
    """Waits for a token on each incoming flow, leaves by all."""

    def collected(self, workflow: Any) -> None:
        arrivals = self.arrivals(workflow)
        if len(arrivals) == len(self.incoming):
            self.fire(arrivals)


class InclusiveGateway(Join):
    """Leaves by every flow whose condition is true, else the default; waits for what may still come (13.4.3)."""

    def choose(self, task: Any) -> list[Flow]:
        flows_taken = [flow for flow in self.flows if flow.id != self.node.default and self.holds(task, flow)]
        return flows_taken or self.default()

    def settle(self, workflow: Any) -> bool:
        """True if it fired: when no token can reach an empty incoming flow without also reaching a filled one."""
        arrivals = self.arrivals(workflow)
        if not arrivals:
            return False
        if self.may_still_come(workflow, set(self.incoming) - set(arrivals), set(arrivals)):
            return False
        self.fire(arrivals)
        return True

    def may_still_come(self, workflow: Any, empty: set[str], filled: set[str]) -> bool:
        """True if a token can reach an empty incoming flow, and not a filled one as well."""
        blocking = self._behind(empty) - self._behind(filled)
        return any(task.task_spec.name in blocking for task in workflow.busy() if task.task_spec is not self)

    def _behind(self, flows: set[str]) -> set[str]:
        """The nodes from which one of these incoming flows can be reached without passing this gateway."""
        specs = [spec for spec in self._wf_spec.task_specs.values() if isinstance(spec, Element) and spec is not self]
        reached = {spec.name for spec in specs for flow in spec.flows if flow.id in flows}
        grown = True
        while grown:
            names = {spec.name for spec in specs if reached.intersection(_next(spec))}
            grown = not names <= reached
            reached |= names
        return reached


def _next(spec: Element) -> list[str]:
    return [flow.target for flow in spec.flows] + spec.boundaries
