"""The sequence flows of a bundle as a graph: what comes in, what goes out, what can be reached."""

from collections.abc import Iterable

from engine.spiff.model.nodes import Flow, Node


def links(nodes: Iterable[Node]) -> list[Flow]:
    """The flows that pairs of link events stand for: from each throwing link to the catching one of its name."""
    linked = [node for node in nodes if node.event.kind == "link"]
    catches = {(node.container, node.event.message): node.id for node in linked if node.kind == "catch_event"}
    pairs = [
        (node.id, catches.get((node.container, node.event.message))) for node in linked if node.kind == "throw_event"
    ]
    return [Flow(f"{source}[link]", source, target, drawn=False) for source, target in pairs if target]


class Graph:
    """Flows by their ends, boundary events by their activity; only between nodes that exist."""

    def __init__(self, nodes: Iterable[Node], flows: Iterable[Flow]) -> None:
        self.nodes = {node.id: node for node in nodes}
        flows = [*flows, *links(self.nodes.values())]
        known = [flow for flow in flows if flow.source in self.nodes and flow.target in self.nodes]
        self.out: dict[str, list[Flow]] = {name: [] for name in self.nodes}
        self.into: dict[str, list[Flow]] = {name: [] for name in self.nodes}
        for flow in known:
            self.out[flow.source].append(flow)
            self.into[flow.target].append(flow)
        self.boundaries: dict[str, list[Node]] = {name: [] for name in self.nodes}
        for node in self.nodes.values():
            if node.attached_to in self.boundaries:
                self.boundaries[node.attached_to].append(node)

    def next(self, name: str) -> list[str]:
        """The nodes to which a token at this node can go directly, by its boundary events too."""
        return [flow.target for flow in self.out[name]] + [node.id for node in self.boundaries[name]]

    def reached(self, starts: Iterable[str]) -> set[str]:
        """All nodes that can be reached from these, themselves included."""
        reached, open_ = set(starts), list(starts)
        while open_:
            fresh = [name for name in self.next(open_.pop()) if name not in reached]
            reached.update(fresh)
            open_.extend(fresh)
        return reached
