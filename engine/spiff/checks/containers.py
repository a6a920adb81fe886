"""Checks that a process or subprocess has a start and an end, and that every node is reached."""

from collections.abc import Iterator

from engine.spiff.model.graph import Graph
from engine.spiff.model.nodes import Node, Process

ContainerProblem = tuple[Process | Node, str, dict[str, object]]


def container_findings(container: Process | Node, inside: list[Node], graph: Graph) -> Iterator[ContainerProblem]:
    """The reasons why a process or subprocess cannot begin or end, as (where, code, values)."""
    starts = [node for node in inside if node.kind == "start_event"]
    kind = container.kind if isinstance(container, Node) else "process"
    if kind == "event_sub_process":
        yield from _event_start(container, starts)
    elif kind != "ad_hoc":
        yield from _plain_starts(container, starts, inside)
    if not inside:
        yield container, "start_missing", {}
    if starts and not any(node.kind == "end_event" for node in inside):
        yield container, "end_missing", {}
    begins = [node.id for node in inside if _begins(node, graph, implicit=not starts)]
    reached = graph.reached(begins)
    for node in inside:
        if node.id not in reached:
            yield node, "unreachable", {}


def _event_start(container: Process | Node, starts: list[Node]) -> Iterator[ContainerProblem]:
    if len(starts) != 1 or starts[0].event.kind == "none":
        yield container, "event_start_missing", {}


def _plain_starts(container: Process | Node, starts: list[Node], inside: list[Node]) -> Iterator[ContainerProblem]:
    plain = [node.id for node in starts if node.event.kind == "none"]
    if len(plain) > 1:
        yield container, "several_starts", {"starts": plain}
    instantiates = any(node.instantiate for node in inside)
    # BPMN 2.0, 10.5.2: where there is an end event, there must be a start event.
    if not starts and not instantiates and any(node.kind == "end_event" for node in inside):
        yield container, "start_missing", {}
    for node in starts:
        allowed = ("none",) if isinstance(container, Node) else ("none", "timer", "message", "signal", "conditional")
        if any(part.kind not in allowed for part in node.event.each):
            yield node, "start_misplaced", {}


def _begins(node: Node, graph: Graph, *, implicit: bool) -> bool:
    if node.kind in ("start_event", "event_sub_process") or node.instantiate:
        return True
    if node.for_compensation:
        return any(node.id == other.handler for other in graph.nodes.values())
    return implicit and not graph.into[node.id] and node.kind != "boundary_event"
