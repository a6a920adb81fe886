"""Checks what each kind of node must declare."""

import re
from collections.abc import Iterator

from engine.spiff.model.nodes import ACTIVITIES, Node

PATH = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
Problem = tuple[str, dict[str, object]]
NEEDED = {
    "business_rule_task": ("decision", "result"),
    "script_task": ("script", "result"),
    "service_task": ("job_type",),
    "send_task": ("job_type",),
    "call_activity": ("called",),
}


def node_findings(node: Node, known: set[str]) -> Iterator[Problem]:
    """The reasons why this node cannot be executed, as codes with values."""
    yield from _needed(node)
    yield from _constants(node)
    yield from _targets(node)
    if node.script and not node.script.startswith("="):
        yield "script_not_feel", {"text": node.script}
    if node.called and not node.called.startswith("=") and node.called not in known:
        yield "called_unknown", {"process": node.called}
    if (node.loop or node.repeat) and node.kind not in ACTIVITIES:
        yield "loop_misplaced", {}
    if node.loop and node.repeat:
        yield "loop_twice", {}
    counted = node.loop.cardinality if node.loop else None
    if counted and not counted.startswith("=") and not counted.isdecimal():
        yield "number_too_small", {"attribute": "loopCardinality", "value": counted, "least": 0}


def _needed(node: Node) -> Iterator[Problem]:
    needed = NEEDED.get(node.kind, ())
    if node.event.kind == "message" and node.kind in ("throw_event", "end_event"):
        needed = ("job_type",)
    for name in needed:
        if not getattr(node, name):
            yield f"{name}_missing", {}
    if node.kind == "send_task" and node.job_type == "publish_message" and node.event.kind != "message":
        yield "message_missing", {}


def _constants(node: Node) -> Iterator[Problem]:
    for where, value in (
        ("form", node.form),
        ("decision", node.decision),
        ("called", node.called),
        ("result", node.result),
    ):
        if value and value.startswith("="):
            yield "must_be_constant", {"where": where, "text": value}


def _targets(node: Node) -> Iterator[Problem]:
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
