"""Reads the diagrams of one bundle into processes, nodes and flows; what it cannot read becomes a finding."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine import xml
from engine.errors import Refusal
from engine.spiff.model.finding import DiagramFinding
from engine.spiff.model.nodes import CONTAINERS, Flow, Node, Process
from engine.spiff.reader import allow_list, dialect
from engine.spiff.reader.data import data_of, handlers_of
from engine.spiff.reader.events import Events
from engine.spiff.reader.expressions import condition, whole_number
from engine.spiff.reader.extensions import about, binding, io, job, properties, user_task
from engine.spiff.reader.lanes import lanes_of, roles_of
from engine.spiff.reader.loops import repeating
from engine.spiff.reader.xml import Element, FindingCollector, child, children, extension, local, plain, space, text

KINDS = {
    "startEvent": "start_event",
    "endEvent": "end_event",
    "intermediateCatchEvent": "catch_event",
    "intermediateThrowEvent": "throw_event",
    "boundaryEvent": "boundary_event",
    "userTask": "user_task",
    "manualTask": "manual_task",
    "task": "task",
    "serviceTask": "service_task",
    "sendTask": "send_task",
    "receiveTask": "receive_task",
    "scriptTask": "script_task",
    "businessRuleTask": "business_rule_task",
    "callActivity": "call_activity",
    "subProcess": "sub_process",
    "transaction": "transaction",
    "adHocSubProcess": "ad_hoc",
    "exclusiveGateway": "exclusive_gateway",
    "inclusiveGateway": "inclusive_gateway",
    "complexGateway": "complex_gateway",
    "parallelGateway": "parallel_gateway",
    "eventBasedGateway": "event_based_gateway",
}


@dataclass
class ParsedBundle:
    """The contents of a bundle's files, in document order, and a finding for each thing that cannot be executed."""

    processes: dict[str, Process] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    findings: FindingCollector = field(default_factory=FindingCollector)

    def add(self, file: str, element: Element, thing: Process | Node | Flow) -> None:
        """Adds a thing; an id that is missing or already taken is a finding."""
        if not thing.id:
            self.findings.at(file, element, "id_missing")
        if thing.id in self.processes or thing.id in self.nodes or thing.id in self.flows:
            self.findings.at(file, element, "duplicate_id", id=thing.id)
        if isinstance(thing, Process):
            self.processes.setdefault(thing.id, thing)
        elif isinstance(thing, Node):
            self.nodes.setdefault(thing.id, thing)
        else:
            self.flows.setdefault(thing.id, thing)


def read(diagrams: Mapping[str, bytes], main: str) -> ParsedBundle:
    """The contents of the diagrams, with a finding for each thing that is not executed.

    A process marked as not executable is skipped, unless it is `main`: it only pictures what others do.
    """
    parsed = ParsedBundle()
    for file, source in sorted(diagrams.items()):
        try:
            root = xml.parse(source)
        except Refusal as error:
            parsed.findings.append(DiagramFinding(error.code, file, values=dict(error.values)))
            continue
        if space(root) != dialect.BPMN or local(root) != "definitions":
            parsed.findings.append(DiagramFinding("not_bpmn", file, values={"tag": str(root.tag)}))
            continue
        for process in [each for each in children(root, "process") if each.get("isExecutable") == "false"]:
            if process.get("id") != main:
                root.remove(process)
        allow_list.check(root, file, parsed.findings)
        _File(parsed, file, root).read()
    return parsed


class _File:
    def __init__(self, parsed: ParsedBundle, file: str, root: Element) -> None:
        self.parsed, self.file, self.root = parsed, file, root
        self.events = Events(root, file, parsed.findings)

    def read(self) -> None:
        for process in children(self.root, "process"):
            if process.get("isExecutable") == "false":
                self.parsed.findings.at(self.file, process, "process_not_executable")
            self._process(process)
        for task in children(self.root, *dialect.GLOBALS):
            self._global(task)

    def _global(self, element: Element) -> None:
        """A task that stands alone is a process of one task: both have its id."""
        identity = element.get("id", "")
        self.parsed.add(self.file, element, Process(identity, element.get("name", ""), self.file))
        self.parsed.nodes.setdefault(identity, self._node(element, identity, identity, {}, {}))

    def _process(self, element: Element) -> None:
        identity = element.get("id", "")
        tag = extension(element, "versionTag")
        start = next(
            (each for each in children(element, "startEvent") if extension(each, "formDefinition") is not None), None
        )
        form = None if start is None else extension(start, "formDefinition")
        process = Process(
            identity,
            element.get("name", ""),
            self.file,
            properties(element),
            None if form is None else form.get("formId"),
            roles_of(element),
            None if tag is None else tag.get("value"),
            text(child(element, "documentation")),
            data=data_of(element),
        )
        self.parsed.add(self.file, element, process)
        self._container(element, identity, identity, lanes_of(element))

    def _container(self, element: Element, process: str, container: str, lanes: Mapping[str, str]) -> None:
        handlers = handlers_of(element)
        for each in children(element, *dialect.NODES):
            node = self._node(each, process, container, lanes, handlers)
            self.parsed.add(self.file, each, node)
            if node.kind in CONTAINERS:
                inside = {inner.get("id", ""): node.lane for inner in each.iter(f"{{{dialect.BPMN}}}*") if node.lane}
                self._container(each, process, node.id, {**inside, **lanes, **lanes_of(each)})
        for each in children(element, "sequenceFlow"):
            self.parsed.add(self.file, each, self._flow(each))

    def _flow(self, element: Element) -> Flow:
        asks = condition(child(element, "conditionExpression"), element, self.file, self.parsed.findings)
        ends = (element.get("sourceRef", ""), element.get("targetRef", ""))
        return Flow(element.get("id", ""), *ends, element.get("name", ""), asks)

    def _node(
        self, element: Element, process: str, container: str, lanes: Mapping[str, str], handlers: Mapping[str, str]
    ) -> Node:
        name, identity = local(element), element.get("id", "")
        kind = KINDS[dialect.GLOBALS.get(name, name)]
        if kind == "sub_process" and element.get("triggeredByEvent") == "true":
            kind = "event_sub_process"
        own_properties = properties(element)
        fields: dict[str, object] = {
            **about(element),
            **binding(element),
            **io(element),
            **job(element),
            **repeating(element, self.events),
            **(user_task(element) if kind == "user_task" else {}),
            **self._counts(element),
        }
        return Node(
            id=identity,
            process=process,
            container=container,
            kind=kind,
            file=self.file,
            name=element.get("name", ""),
            lane=lanes.get(identity),
            documentation=text(child(element, "documentation")),
            properties=own_properties,
            separate_from=own_properties.get("separateFrom", "").replace(",", " ").split(),
            legal_basis=own_properties.get("legalBasis"),
            event=self.events.of(element),
            attached_to=plain(element.get("attachedToRef") or "") or None,
            default=element.get("default"),
            data=data_of(element),
            handler=handlers.get(identity),
            for_compensation=element.get("isForCompensation") == "true" and kind != "event_sub_process",
            instantiate=element.get("instantiate") == "true",
            parallel=element.get("eventGatewayType") == "Parallel",
            **fields,  # type: ignore[arg-type]
        )

    def _counts(self, element: Element) -> dict[str, object]:
        """The numbers of tokens that begin and end it, and what a complex gateway waits for."""
        file, findings = self.file, self.parsed.findings
        return {
            "start_quantity": whole_number(element, "startQuantity", file, findings) or 1,
            "completion_quantity": whole_number(element, "completionQuantity", file, findings) or 1,
            "activation": condition(child(element, "activationCondition"), element, file, findings),
        }
