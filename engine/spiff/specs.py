"""SpiffWorkflow's specs, built from what was frozen at compiling, once per process and digest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec

from engine.spiff.model import Flow, Node
from engine.spiff.spec_element import Element
from engine.spiff.spec_events import (
    PUBLISH,
    BoundaryEvent,
    CatchEvent,
    EndEvent,
    EventGateway,
    JobEndEvent,
    StartEvent,
    ThrowEvent,
)
from engine.spiff.spec_gateways import ExclusiveGateway, InclusiveGateway, ParallelGateway
from engine.spiff.spec_loop import MultiInstance
from engine.spiff.spec_scopes import CallActivity, SubProcess
from engine.spiff.spec_tasks import JobTask, PassingTask, RuleTask, ScriptTask, UserTask

CLASSES: Mapping[str, type[Element]] = {
    "start_event": StartEvent, "end_event": EndEvent, "catch_event": CatchEvent, "throw_event": ThrowEvent,
    "boundary_event": BoundaryEvent, "user_task": UserTask, "manual_task": PassingTask, "task": PassingTask,
    "service_task": JobTask, "send_task": JobTask, "receive_task": CatchEvent, "script_task": ScriptTask,
    "business_rule_task": RuleTask, "call_activity": CallActivity, "sub_process": SubProcess,
    "exclusive_gateway": ExclusiveGateway, "inclusive_gateway": InclusiveGateway, "parallel_gateway": ParallelGateway,
    "event_based_gateway": EventGateway,
}  # fmt: skip
THROWS = {"send_task": ThrowEvent, "throw_event": ThrowEvent, "end_event": EndEvent}
WORKS = {"throw_event": JobTask, "end_event": JobEndEvent}


@dataclass(frozen=True)
class Plan:
    """Nodes and flows under the digest of their JSON: two plans of one digest are one."""

    digest: str
    nodes: tuple[Node, ...] = field(compare=False)
    flows: tuple[Flow, ...] = field(compare=False)


@lru_cache(maxsize=128)
def built(plan: Plan) -> dict[str, BpmnProcessSpec]:
    """The specs of all processes and subprocesses, by id. They are read only: instances share them."""
    specs: dict[str, BpmnProcessSpec] = {}
    for container in dict.fromkeys(node.container for node in plan.nodes):
        inside = [node for node in plan.nodes if node.container == container]
        specs[container] = _spec(container, inside, plan.flows)
    return specs


def _spec(name: str, nodes: Iterable[Node], flows: Iterable[Flow]) -> BpmnProcessSpec:
    spec = BpmnProcessSpec(name=name)
    elements = {node.id: _element(spec, node) for node in nodes}
    for flow in flows:
        if flow.source in elements:
            elements[flow.source].follow(flow, elements[flow.target])
    for element in elements.values():
        if element.node.attached_to:
            elements[element.node.attached_to].boundaries.append(element.name)
        if isinstance(element, StartEvent):
            spec.start.connect(element)
    return spec


def _element(spec: BpmnProcessSpec, node: Node) -> Element:
    made = _class(node)(spec, f"{node.id}[each]" if node.loop else node.id, node)
    if node.loop is None:
        return made
    body = MultiInstance(spec, node.id, node)
    body.child = made
    made.of_loop = True
    made.loop_result = _name(node.loop.output_element)
    return body


def _class(node: Node) -> type[Element]:
    if node.event.kind == "message" and node.kind in THROWS and node.job_type == PUBLISH:
        return THROWS[node.kind]
    if node.event.kind == "message" and node.kind in WORKS:
        return WORKS[node.kind]
    return CLASSES[node.kind]


def _name(expression: str | None) -> str | None:
    """The variable that a loop's result expression names, None where it is more than a path."""
    path = (expression or "").removeprefix("=").strip()
    return path.split(".")[0] if all(part.isidentifier() for part in path.split(".")) else None
