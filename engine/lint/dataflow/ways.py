"""The ways that lead to each element: along flows and links, at a beginning, and after what is done around it."""

from collections import defaultdict

from engine import spiff


class Ways:
    """`into` names what leads to each element, `beside` what may run at any time among the elements of a container."""

    def __init__(self, compiled: spiff.Compiled) -> None:
        self.nodes = compiled.nodes
        self.graph = spiff.Graph(self.nodes.values(), compiled.flows.values())
        self.into = {name: [flow.source for flow in flows] for name, flows in self.graph.into.items()}
        self.handlers = {node.handler for node in self.nodes.values()}
        self.inside: dict[str, list[spiff.Node]] = defaultdict(list)
        for node in self.nodes.values():
            self.inside[node.container].append(node)
        self.beside = {name: [node for node in nodes if self._beside(node)] for name, nodes in self.inside.items()}

    def begins(self, node: spiff.Node) -> bool:
        """True if a process or subprocess may begin here: at a start, else at all that nothing leads to."""
        return node.instantiate or not (self.into[node.id] or node.attached_to or self.answers(node))

    def answers(self, node: spiff.Node) -> bool:
        """True if it is begun by what happens around it: an event subprocess, or a compensation handler."""
        return node.kind == "event_sub_process" or node.for_compensation or node.id in self.handlers

    def container(self, node: spiff.Node) -> spiff.Node | None:
        """The subprocess around a node; None in a process, whose id a global task shares."""
        return self.nodes[node.container] if node.container != node.process else None

    def around(self, node: spiff.Node) -> list[spiff.Node]:
        """The elements of every container around: each of them may be done before this one is triggered."""
        elements, container = list(self.inside[node.container]), self.container(node)
        return elements + (self.around(container) if container is not None else [])

    def _beside(self, node: spiff.Node) -> bool:
        """True if its scope goes on after it began; an interrupting event ends everything else."""
        starts = [each.event for each in self.inside.get(node.id, ()) if each.kind == "start_event"]
        return self.answers(node) and all(not each.interrupting or each.is_("compensate") for each in starts)
