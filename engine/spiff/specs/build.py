"""SpiffWorkflow's specs, built from what was frozen at compiling, once per process and digest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec

from engine.spiff.model.graph import links
from engine.spiff.model.nodes import ACTIVITIES, Flow, Node
from engine.spiff.specs.catching import CatchingElement, EventPart
from engine.spiff.specs.complex_gateway import ComplexGateway
from engine.spiff.specs.element import Element
from engine.spiff.specs.events import BoundaryEvent, CatchEvent, EventGateway, EventStart, JointStart, StartEvent
from engine.spiff.specs.gateways import ExclusiveGateway, InclusiveGateway, Leaving, ParallelGateway
from engine.spiff.specs.multi_instance import MultiInstance
from engine.spiff.specs.standard_loop import StandardLoop
from engine.spiff.specs.subprocesses import AdHocSubProcess, CallActivity, EventSubProcess, SubProcess
from engine.spiff.specs.tasks import JobTask, PassingTask, RuleTask, ScriptTask, UserTask
from engine.spiff.specs.throwing import PUBLISH, EndEvent, JobEndEvent, ThrowEvent
from engine.spiff.tokens.workflow import Container

CLASSES: Mapping[str, type[Element]] = {
    "start_event": StartEvent,
    "end_event": EndEvent,
    "catch_event": CatchEvent,
    "throw_event": ThrowEvent,
    "boundary_event": BoundaryEvent,
    "user_task": UserTask,
    "manual_task": PassingTask,
    "task": PassingTask,
    "service_task": JobTask,
    "send_task": JobTask,
    "receive_task": CatchEvent,
    "script_task": ScriptTask,
    "business_rule_task": RuleTask,
    "call_activity": CallActivity,
    "sub_process": SubProcess,
    "transaction": SubProcess,
    "ad_hoc": AdHocSubProcess,
    "event_sub_process": EventSubProcess,
    "exclusive_gateway": ExclusiveGateway,
    "inclusive_gateway": InclusiveGateway,
    "parallel_gateway": ParallelGateway,
    "complex_gateway": ComplexGateway,
    "event_based_gateway": EventGateway,
}
THROWS = {"send_task": ThrowEvent, "throw_event": ThrowEvent, "end_event": EndEvent}
WORKS = {"throw_event": JobTask, "end_event": JobEndEvent}
NEVER_FIRST = ("start_event", "boundary_event", "event_sub_process")


@dataclass(frozen=True)
class SpecSource:
    """Nodes, flows and the data of processes under the digest of their JSON: two plans of one digest are one."""

    digest: str
    nodes: tuple[Node, ...] = field(compare=False)
    flows: tuple[Flow, ...] = field(compare=False)
    data: Mapping[str, list[str]] = field(compare=False, default_factory=dict)


@lru_cache(maxsize=128)
def build_specs(source: SpecSource) -> dict[str, BpmnProcessSpec]:
    """The specs of all processes and subprocesses, by id. They are read only: cases share them."""
    specs: dict[str, BpmnProcessSpec] = {}
    starts = {node.container: node for node in source.nodes if node.kind == "start_event"}
    for container in dict.fromkeys(node.container for node in source.nodes):
        inside = [node for node in source.nodes if node.container == container]
        spec = specs[container] = _spec(container, inside, (*source.flows, *links(inside)), starts)
        spec.data = source.data.get(container, [])
    return specs


def _spec(name: str, nodes: list[Node], flows: Iterable[Flow], starts: Mapping[str, Node]) -> Container:
    spec = Container(name)
    spec.watches = any(node.event.is_("conditional") for node in (*nodes, *starts.values()))
    elements = {node.id: _element(spec, node) for node in nodes}
    ways = {name: _out(spec, element, flows) for name, element in elements.items()}
    for flow in flows:
        if flow.source in elements:
            ways[flow.source].follow(flow, elements[flow.target])
    for element in elements.values():
        _attach(element, elements)
        if element.node.kind == "event_sub_process":
            spec.listeners.append(_listener(spec, element, starts[element.node.id]))
        elif _first(element, elements):
            spec.entries.append(element)
    return spec


def _element(spec: Container, node: Node) -> Element:
    looped = node.loop is not None or node.repeat is not None
    element = _class(node)(spec, f"{node.id}[each]" if looped else node.id, node)
    _parts(spec, element)
    if not looped:
        return element
    body: MultiInstance | StandardLoop = (MultiInstance if node.loop else StandardLoop)(spec, node.id, node)
    body.child = element
    element.of_loop = True
    element.loop_result = _name(node.loop.output_element) if node.loop else None
    return body


def _out(spec: Container, element: Element, flows: Iterable[Flow]) -> Element:
    """The element that the flows of a node leave from: one of its own behind an activity with conditions."""
    own = [flow for flow in flows if flow.source == element.node.id]
    if element.node.kind not in ACTIVITIES or not any(flow.condition for flow in own):
        return element
    leaving = Leaving(spec, f"{element.node.id}[out]", element.node)
    element.follow(Flow(leaving.name, element.node.id, leaving.name, drawn=False), leaving)
    return leaving


def _attach(element: Element, elements: Mapping[str, Element]) -> None:
    if not isinstance(element, BoundaryEvent):
        return
    elements[element.node.attached_to or ""].boundaries.append(element.name)
    if element.node.event.is_("compensate"):
        element.handler = element.node.handler


def _listener(spec: Container, element: Element, start: Node) -> EventStart:
    listener = EventStart(spec, f"{element.node.id}[start]", start)
    listener.undoes = element
    _parts(spec, listener)
    return listener


def _parts(spec: Container, element: Element) -> None:
    if isinstance(element, CatchingElement):
        element.parts = [EventPart(spec, element, index) for index in range(len(element.event.parts))]


def _first(element: Element, elements: Mapping[str, Element]) -> bool:
    """True if a process or subprocess begins here: at its start without an event, else wherever no flow leads to."""
    node, begun = element.node, any(other.node.kind == "start_event" for other in elements.values())
    if node.kind == "start_event":
        # Inside an event subprocess the event has come when its start begins.
        return node.event.kind == "none" or node.container != node.process
    led = bool(element.incoming) or node.for_compensation or node.instantiate or node.event.kind == "link"
    return not begun and not led and node.kind not in NEVER_FIRST


def _class(node: Node) -> type[Element]:
    if node.kind == "start_event" and node.event.parallel and node.container == node.process:
        return JointStart
    if node.event.kind == "message" and node.kind in THROWS and node.job_type == PUBLISH:
        return THROWS[node.kind]
    if node.event.kind == "message" and node.kind in WORKS:
        return WORKS[node.kind]
    return CLASSES[node.kind]


def _name(expression: str | None) -> str | None:
    """The variable that a loop's result expression names, None where it is more than a path."""
    path = (expression or "").removeprefix("=").strip()
    return path.split(".")[0] if all(part.isidentifier() for part in path.split(".")) else None
