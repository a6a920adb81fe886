"""What each kind of node must say, and say rightly."""

import re
from collections.abc import Iterator

from engine.spiff.graph import Graph
from engine.spiff.model import Node

ACTIVITIES = (
    "user_task", "manual_task", "task", "service_task", "send_task", "receive_task", "script_task",
    "business_rule_task", "call_activity", "sub_process",
)  # fmt: skip
PATH = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
Told = tuple[str, dict[str, object]]
NEEDED = {
    "business_rule_task": ("decision", "result"),
    "script_task": ("script", "result"),
    "service_task": ("job_type",),
    "send_task": ("job_type",),
    "call_activity": ("called",),
}


def node_findings(node: Node, graph: Graph, known: set[str]) -> Iterator[Told]:
    """What keeps this node from being executed, as codes with values."""
    yield from _needed(node)
    yield from _constants(node)
    yield from _targets(node)
    yield from _events(node)
    yield from _attached(node, graph)
    if node.script and not node.script.startswith("="):
        yield "script_not_feel", {"text": node.script}
    if node.called and not node.called.startswith("=") and node.called not in known:
        yield "called_unknown", {"process": node.called}
    if node.loop and node.kind not in ACTIVITIES:
        yield "loop_misplaced", {}


def _needed(node: Node) -> Iterator[Told]:
    needed = NEEDED.get(node.kind, ())
    if node.event.kind == "message" and node.kind in ("throw_event", "end_event"):
        needed = ("job_type",)
    for name in needed:
        if not getattr(node, name):
            yield f"{name}_missing", {}
    if node.kind == "send_task" and node.job_type == "publish_message" and node.event.kind != "message":
        yield "message_missing", {}


def _constants(node: Node) -> Iterator[Told]:
    for where, value in (
        ("form", node.form),
        ("decision", node.decision),
        ("called", node.called),
        ("result", node.result),
    ):
        if value and value.startswith("="):
            yield "must_be_constant", {"where": where, "text": value}


def _targets(node: Node) -> Iterator[Told]:
    names = [target for _source, target in (*node.inputs, *node.outputs)] + ([node.result] if node.result else [])
    if node.loop:
        names += [name for name in (node.loop.element, node.loop.output) if name]
    for name in names:
        if not PATH.fullmatch(name):
            yield "target_invalid", {"target": name}
    if node.loop and any("." in (name or "") for name in (node.loop.element, node.loop.output)):
        yield "target_invalid", {"target": node.loop.element or node.loop.output}
    for source, target in (*node.inputs, *node.outputs):
        if not source:
            yield "source_missing", {"target": target}


def _events(node: Node) -> Iterator[Told]:
    if node.kind in ("catch_event", "boundary_event") and node.event.kind == "none":
        yield "event_missing", {}


def _attached(node: Node, graph: Graph) -> Iterator[Told]:
    if node.kind == "boundary_event":
        host = graph.nodes.get(node.attached_to or "")
        if host is None or host.container != node.container or host.kind not in ACTIVITIES:
            yield "boundary_unattached", {"attached_to": node.attached_to}
    codes = [each.event.code for each in graph.boundaries[node.id] if each.event.kind == "error"]
    for code in sorted({str(code) for code in codes if codes.count(code) > 1}):
        yield "error_caught_twice", {"error": code}
