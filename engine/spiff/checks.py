"""What must hold of a bundle before it can run, beyond the dialect: ends, ways, names, bounds."""

import re
from collections.abc import Iterator, Mapping

from engine import feel
from engine.spiff import estimate
from engine.spiff.checks_nodes import Told, node_findings
from engine.spiff.finding import Finding
from engine.spiff.graph import Graph
from engine.spiff.model import Flow, Node, Process
from engine.spiff.texts import texts_of

NODES = 250
RESERVED = re.compile(r"Start|End|root|.*\.EndJoin|.*\[.*")
NO_FLOW_IN = ("start_event", "boundary_event")


class Checks:
    """The checks of one bundle; `known` are the ids of the processes that may be called."""

    def __init__(
        self, processes: Mapping[str, Process], nodes: Mapping[str, Node], flows: Mapping[str, Flow], known: set[str]
    ) -> None:
        self.processes, self.nodes, self.flows, self.known = processes, nodes, flows, known
        self.graph = Graph(nodes.values(), flows.values())

    def findings(self, *, whole: bool) -> list[Finding]:
        """Every finding, in document order within its kind; the ways are not judged where elements were not read."""
        found = [*self._names(), *self._bounds()]
        if whole:
            found += [*self._containers(), *self._flows()]
            found += [self._at(node, code, values) for node in self.nodes.values() for code, values in self._ways(node)]
        found += [
            self._at(node, code, values)
            for node in self.nodes.values()
            for code, values in node_findings(node, self.graph, self.known)
        ]
        return found + list(self._expressions())

    def _names(self) -> Iterator[Finding]:
        things: list[Process | Node] = [*self.processes.values(), *self.nodes.values()]
        for thing in things:
            if RESERVED.fullmatch(thing.id):
                yield Finding("id_reserved", thing.file, thing.id, thing.name)

    def _bounds(self) -> Iterator[Finding]:
        for process in self.processes.values():
            count = sum(node.process == process.id for node in self.nodes.values())
            if count > NODES:
                yield Finding(
                    "too_many_nodes", process.file, process.id, process.name, {"count": count, "limit": NODES}
                )

    def _containers(self) -> Iterator[Finding]:
        things: list[Process | Node] = [*self.processes.values()]
        things += [node for node in self.nodes.values() if node.kind == "sub_process"]
        for thing in things:
            inside = [node for node in self.nodes.values() if node.container == thing.id]
            starts = [node.id for node in inside if node.kind == "start_event"]
            for code, values in self._container(thing.id, inside, starts):
                yield Finding(code, thing.file, thing.id, thing.name, values)
            reached = self.graph.reached(starts)
            for node in inside:
                if starts and node.id not in reached:
                    yield self._at(node, "unreachable", {})

    def _container(self, name: str, inside: list[Node], starts: list[str]) -> Iterator[Told]:
        if not starts:
            yield "start_missing", {}
        if len(starts) > 1:
            yield "several_starts", {"starts": starts}
        if not any(node.kind == "end_event" for node in inside):
            yield "end_missing", {}
        count = estimate.predicted(self.graph, name)
        if count > estimate.LIMIT:
            yield "too_many_ways", {"estimate": min(10**9, count), "limit": estimate.LIMIT}

    def _flows(self) -> Iterator[Finding]:
        for flow in self.flows.values():
            source, target = self.nodes.get(flow.source), self.nodes.get(flow.target)
            if source is None or target is None or source.container != target.container:
                file = (source or target or next(iter(self.processes.values()))).file
                yield Finding("flow_broken", file, flow.id, flow.name, {"source": flow.source, "target": flow.target})

    def _ways(self, node: Node) -> Iterator[Told]:
        out, into = self.graph.out[node.id], self.graph.into[node.id]
        if node.kind == "end_event" and out:
            yield "flow_out_of_end", {}
        if node.kind in NO_FLOW_IN and into:
            yield "flow_into_start", {}
        if node.kind != "end_event" and not out:
            yield "dead_end", {}
        if node.kind in ("exclusive_gateway", "inclusive_gateway"):
            yield from self._choices(node, out)
        else:
            for flow in out:
                if flow.condition:
                    yield "condition_misplaced", {"flow": flow.id}
        if node.kind == "event_based_gateway":
            yield from self._event_ways(out)

    def _choices(self, node: Node, out: list[Flow]) -> Iterator[Told]:
        if node.default is not None and node.default not in [flow.id for flow in out]:
            yield "default_unknown", {"flow": node.default}
        for flow in out:
            if flow.id == node.default and flow.condition:
                yield "default_with_condition", {"flow": flow.id}
            if flow.id != node.default and not flow.condition and len(out) > 1:
                yield "condition_missing", {"flow": flow.id}

    def _event_ways(self, out: list[Flow]) -> Iterator[Told]:
        for flow in out:
            target = self.nodes[flow.target]
            if target.kind not in ("catch_event", "receive_task") or len(self.graph.into[target.id]) > 1 or target.loop:
                yield "event_way_misplaced", {"flow": flow.id, "target": target.id}

    def _expressions(self) -> Iterator[Finding]:
        flows = [(self.nodes[flow.source].file, flow) for flow in self.flows.values() if flow.source in self.nodes]
        for file, element, where, text, _names in texts_of(self.nodes.values(), flows):
            try:
                feel.parse(text)
            except feel.FeelError as error:
                named = self.nodes.get(element) or self.flows[element]
                values = {"where": where, **feel.report(error, text)}
                yield Finding("expression_invalid", file, element, named.name, values)

    @staticmethod
    def _at(node: Node, code: str, values: dict[str, object]) -> Finding:
        return Finding(code, node.file, node.id, node.name, values)
