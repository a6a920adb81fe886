"""Checks a bundle before it can run, beyond the dialect: names, limits, flows, expressions."""

from collections.abc import Callable, Iterator, Mapping

from engine import feel
from engine.spiff.checks import estimate
from engine.spiff.checks.containers import container_findings
from engine.spiff.checks.events import event_findings
from engine.spiff.checks.flows import flow_findings
from engine.spiff.checks.nodes import Problem, node_findings
from engine.spiff.model.expressions import expressions_of
from engine.spiff.model.finding import DiagramFinding
from engine.spiff.model.graph import Graph
from engine.spiff.model.nodes import CONTAINERS, Flow, Node, Process

NODES = 250
# Square brackets mark what the engine adds to a diagram.
RESERVED = "["


class BundleChecks:
    """The checks of one bundle; `known` are the ids of the processes that may be called."""

    def __init__(
        self, processes: Mapping[str, Process], nodes: Mapping[str, Node], flows: Mapping[str, Flow], known: set[str]
    ) -> None:
        self.processes, self.nodes, self.flows, self.known = processes, nodes, flows, known
        self.graph = Graph(nodes.values(), flows.values())

    def findings(self, *, complete: bool) -> list[DiagramFinding]:
        """Every finding, in document order within its kind; flows only if the bundle was read completely."""
        findings = [*self._names(), *self._bounds()]
        if complete:
            findings += [*self._containers(), *self._flows()]
            findings += self._of_nodes(lambda node: flow_findings(node, self.graph))
        findings += self._of_nodes(lambda node: node_findings(node, self.known))
        findings += self._of_nodes(lambda node: event_findings(node, self.graph))
        return findings + list(self._expressions())

    def _of_nodes(self, judge: Callable[[Node], Iterator[Problem]]) -> list[DiagramFinding]:
        return [_at(node, code, values) for node in self.nodes.values() for code, values in judge(node)]

    def _names(self) -> Iterator[DiagramFinding]:
        elements: list[Process | Node] = [*self.processes.values(), *self.nodes.values()]
        for element in elements:
            if RESERVED in element.id:
                yield DiagramFinding("id_reserved", element.file, element.id, element.name)

    def _bounds(self) -> Iterator[DiagramFinding]:
        for process in self.processes.values():
            count = sum(node.process == process.id for node in self.nodes.values())
            if count > NODES:
                yield DiagramFinding(
                    "too_many_nodes", process.file, process.id, process.name, {"count": count, "limit": NODES}
                )

    def _containers(self) -> Iterator[DiagramFinding]:
        elements: list[Process | Node] = [*self.processes.values()]
        elements += [node for node in self.nodes.values() if node.kind in CONTAINERS]
        for element in elements:
            inside = [node for node in self.nodes.values() if node.container == element.id]
            for node, code, values in container_findings(element, inside, self.graph):
                yield _at(node, code, values)
            count = estimate.predicted(self.graph, element.id)
            if count > estimate.LIMIT:
                yield _at(element, "too_many_ways", {"estimate": min(10**9, count), "limit": estimate.LIMIT})

    def _flows(self) -> Iterator[DiagramFinding]:
        for flow in self.flows.values():
            source, target = self.nodes.get(flow.source), self.nodes.get(flow.target)
            if source is None or target is None or source.container != target.container:
                file = (source or target or next(iter(self.processes.values()))).file
                yield DiagramFinding(
                    "flow_broken", file, flow.id, flow.name, {"source": flow.source, "target": flow.target}
                )

    def _expressions(self) -> Iterator[DiagramFinding]:
        flows = [(self.nodes[flow.source].file, flow) for flow in self.flows.values() if flow.source in self.nodes]
        for file, element, where, text, _names in expressions_of(self.nodes.values(), flows):
            try:
                feel.parse(text)
            except feel.FeelError as error:
                named = self.nodes.get(element) or self.flows[element]
                values = {"where": where, **feel.report(error, text)}
                yield DiagramFinding("expression_invalid", file, element, named.name, values)


def _at(element: Process | Node, code: str, values: dict[str, object]) -> DiagramFinding:
    return DiagramFinding(code, element.file, element.id, element.name, values)
