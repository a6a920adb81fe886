"""The complex gateway: it fires when its activation condition holds, and swallows what comes after (13.4.5)."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine import feel
from engine.spiff.model.nodes import Flow
from engine.spiff.specs.element import Element
from engine.spiff.specs.gateways import InclusiveGateway
from engine.spiff.tokens.cancellation import cancel, consume
from engine.spiff.tokens.step import Json
from engine.spiff.tokens.variable_scopes import scope_of
from engine.spiff.tokens.workflow import engine_of


class ComplexGateway(InclusiveGateway):
    """Waits for its start, then for the rest of the tokens of that round (its reset).

    The activation condition sees `activationCount`, how many incoming flows hold a token, and 0 or 1 by each flow's
    id; without a condition it waits as an inclusive gateway does. Conditions of the flows that leave see
    `waitingForStart`; one that names it is evaluated at the reset too.
    """

    def choose(self, task: Any) -> list[Flow]:
        starts = not task.internal_data.get("resets")
        conditional = [flow for flow in self.flows if flow.condition and (starts or _asks_for_reset(flow))]
        flows_taken = [
            flow
            for flow in conditional
            if flow.id != self.node.default and self.holds(task, flow, waitingForStart=starts)
        ]
        always = [flow for flow in self.flows if starts and not flow.condition and flow.id != self.node.default]
        if flows_taken or always or not starts:
            return [flow for flow in self.flows if flow in flows_taken or flow in always]
        return self.default()

    def settle(self, workflow: Any) -> bool:
        """True if it started or reset."""
        waits = next((task for task in workflow.live() if _resetting(task, self)), None)
        return self._start(workflow) if waits is None else self._reset(workflow, waits)

    def _start(self, workflow: Any) -> bool:
        arrivals = self.arrivals(workflow)
        if not arrivals or len(self.incoming) < 2:
            return False
        if not self.node.activation:
            return super().settle(workflow)
        first = min(arrivals.values(), key=lambda task: task.id)
        if not self._activated(first, arrivals):
            return False
        self.fire(arrivals)
        if set(self.incoming) - set(arrivals):
            waits = workflow.add(self, resets=sorted(arrivals))
            waits.internal_data["kept"] = True
            waits._set_state(TaskState.WAITING)
        return True

    def _activated(self, task: Any, arrivals: dict[str, Any]) -> bool:
        names: Json = {flow: int(flow in arrivals) for flow in self.incoming}
        names["activationCount"] = len(arrivals)
        count = len(engine_of(task).log.evaluations)
        holds = engine_of(task).condition(self.node.id, self.node.activation or "", scope_of(task), names)
        if not holds:
            del engine_of(task).log.evaluations[count:]
        return holds

    def _reset(self, workflow: Any, waits: Any) -> bool:
        used = set(waits.internal_data["resets"])
        late = {flow: task for flow, task in self.arrivals(workflow).items() if flow not in used}
        if self.may_still_come(workflow, set(self.incoming) - used - set(late), set(late)):
            return False
        for task in late.values():
            cancel(task)
        consume(waits)
        if any(_asks_for_reset(flow) for flow in self.flows):
            workflow.top_workflow.arrive(workflow.add(self, resets=True))
        return True

    def arrivals(self, workflow: Any) -> dict[str, Any]:
        arrivals: dict[str, Any] = {}
        for task in workflow.live():
            if task.task_spec is self and task.state == TaskState.WAITING and "flow" in task.internal_data:
                arrivals.setdefault(task.internal_data["flow"], task)
        return arrivals


def _resetting(task: Any, spec: Element) -> bool:
    return task.task_spec is spec and task.state == TaskState.WAITING and bool(task.internal_data.get("kept"))


def _asks_for_reset(flow: Flow) -> bool:
    condition = feel.parse(flow.condition) if flow.condition else None
    return condition is not None and "waitingForStart" in condition.names | condition.perhaps
