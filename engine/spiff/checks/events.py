"""Checks events: where each kind may stand, and what it refers to."""

import datetime
from collections.abc import Iterator

from engine import feel
from engine.spiff.checks.nodes import Problem
from engine.spiff.model.graph import Graph
from engine.spiff.model.nodes import ACTIVITIES, Node
from engine.spiff.tokens import due_dates
from engine.spiff.tokens.failure import Failure

# Any day will do: a text that means a time on one means one on each.
SOME_DAY = feel.EvalContext(now=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))


def event_findings(node: Node, graph: Graph) -> Iterator[Problem]:
    """The reasons why an event cannot be executed, as codes with values."""
    if node.kind in ("catch_event", "boundary_event") and node.event.kind == "none":
        yield "event_missing", {}
    if node.kind == "catch_event" and any((part.time or "").startswith("R/") for part in node.event.each):
        yield "timer_endless", {}
    yield from _times(node)
    yield from _attached(node, graph)
    yield from _cancel(node, graph)
    yield from _compensation(node, graph)
    if node.event.kind == "link":
        yield from _link(node, graph)
    elif node.event.is_("link"):
        yield "link_among_others", {}


def _times(node: Node) -> Iterator[Problem]:
    for part in node.event.each:
        if part.kind == "timer" and part.time and not part.time.startswith("="):
            try:
                due_dates.times(part.timer, part.time, SOME_DAY)
            except Failure as failure:
                if failure.code == "cycle_too_close":
                    yield "cycle_too_close", {**failure.values}
                else:
                    yield "timer_invalid", {"text": part.time}


def _attached(node: Node, graph: Graph) -> Iterator[Problem]:
    if node.kind == "boundary_event":
        host = graph.nodes.get(node.attached_to or "")
        if host is None or host.container != node.container or host.kind not in ACTIVITIES:
            yield "boundary_unattached", {"attached_to": node.attached_to}
    parts = [part for each in graph.boundaries[node.id] for part in each.event.each]
    codes = [part.code for part in parts if part.kind == "error"]
    for code in sorted({str(code) for code in codes if codes.count(code) > 1}):
        yield "error_caught_twice", {"error": code}


def _cancel(node: Node, graph: Graph) -> Iterator[Problem]:
    inside = graph.nodes.get(node.container if node.kind == "end_event" else node.attached_to or "")
    if not node.event.is_("cancel"):
        return
    if inside is None or inside.kind != "transaction":
        yield "cancel_misplaced", {}
    elif node.kind == "end_event" and not any(each.event.is_("cancel") for each in graph.boundaries[inside.id]):
        yield "cancel_uncaught", {"transaction": inside.id}


def _compensation(node: Node, graph: Graph) -> Iterator[Problem]:
    for part in node.event.each:
        if part.kind == "compensate" and part.activity and part.activity not in graph.nodes:
            yield "compensated_unknown", {"activity": part.activity}
    if node.kind == "boundary_event" and node.event.is_("compensate"):
        handler = graph.nodes.get(node.handler or "")
        if handler is None or not handler.for_compensation or handler.container != node.container:
            yield "handler_missing", {}
        if node.event.kind != "compensate":
            yield "compensation_among_others", {}


def _link(node: Node, graph: Graph) -> Iterator[Problem]:
    same = [
        other
        for other in graph.nodes.values()
        if other.event.kind == "link" and (other.container, other.event.message) == (node.container, node.event.message)
    ]
    catches = [other for other in same if other.kind == "catch_event"]
    if len(catches) == len(same) or not catches:
        yield "link_unmatched", {"link": node.event.message}
    if len(catches) > 1 and node.kind == "catch_event":
        yield "link_twice", {"link": node.event.message}
