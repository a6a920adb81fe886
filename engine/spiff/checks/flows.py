"""Checks which flows may enter and leave a node, and which of them may carry a condition."""

from collections.abc import Iterator

from engine.spiff.checks.nodes import Problem
from engine.spiff.model.graph import Graph
from engine.spiff.model.nodes import ACTIVITIES, Flow, Node

CHOOSING = ("exclusive_gateway", "inclusive_gateway")
# A parallel gateway takes every flow: the standard has it not ask (13.4.1).
ASKED = (*CHOOSING, "complex_gateway", "parallel_gateway", *ACTIVITIES)


def flow_findings(node: Node, graph: Graph) -> Iterator[Problem]:
    """The errors in the flows of a node, as codes with values."""
    out, into = graph.out[node.id], graph.into[node.id]
    if out and node.kind == "end_event":
        yield "flow_out_of_end", {}
    elif _drawn(out) and _leads_nowhere(node):
        yield "flow_misplaced", {}
    if into and node.kind in ("start_event", "boundary_event"):
        yield "flow_into_start", {}
    elif _drawn(into) and (_stands_apart(node) or (node.event.kind == "link" and node.kind == "catch_event")):
        yield "flow_misplaced", {}
    if not out and not _leads_nowhere(node) and node.kind != "end_event" and _has_end(node, graph):
        yield "dead_end", {}
    yield from _choices(node, out)
    if node.kind == "event_based_gateway":
        yield from _event_ways(node, out, graph)
    if node.instantiate and into:
        yield "instantiate_within", {}


def _leads_nowhere(node: Node) -> bool:
    linked = node.event.kind == "link" and node.kind == "throw_event"
    undone = node.kind == "boundary_event" and node.event.is_("compensate")
    return linked or undone or _stands_apart(node)


def _stands_apart(node: Node) -> bool:
    return node.kind == "event_sub_process" or node.for_compensation


def _drawn(flows: list[Flow]) -> bool:
    return any(flow.drawn for flow in flows)


def _has_end(node: Node, graph: Graph) -> bool:
    """True if paths end at end events here: then every path must (BPMN 2.0, 10.5.3)."""
    return any(other.kind == "end_event" and other.container == node.container for other in graph.nodes.values())


def _choices(node: Node, out: list[Flow]) -> Iterator[Problem]:
    if node.default is not None and node.default not in [flow.id for flow in out]:
        yield "default_unknown", {"flow": node.default}
    for flow in out:
        if flow.id == node.default and flow.condition:
            yield "default_with_condition", {"flow": flow.id}
        if flow.condition and node.kind not in ASKED:
            yield "condition_misplaced", {"flow": flow.id}
        if node.kind in CHOOSING and flow.id != node.default and not flow.condition and len(out) > 1:
            yield "condition_missing", {"flow": flow.id}


def _event_ways(node: Node, out: list[Flow], graph: Graph) -> Iterator[Problem]:
    if node.parallel and not node.instantiate:
        yield "events_all_at_start_only", {}
    for flow in out:
        target = graph.nodes[flow.target]
        waits = target.kind == "receive_task" or (target.kind == "catch_event" and target.event.kind != "link")
        if not waits or len(graph.into[target.id]) > 1 or target.loop or target.repeat:
            yield "event_way_misplaced", {"flow": flow.id, "target": target.id}
