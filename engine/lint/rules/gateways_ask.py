"""A gateway that chooses is a question, and the flows that leave it are its answers: the diagram reads aloud."""

from collections import Counter
from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, LintContext

CHOOSING = ("exclusive_gateway", "inclusive_gateway")


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`gateway_without_question`, `flow_without_answer`, `condition_not_asked`."""
    if contents.compiled is None:
        return
    nodes, flows = contents.compiled.nodes, contents.compiled.flows
    leaving = Counter(flow.source for flow in flows.values())
    choosing = {node.id for node in nodes.values() if node.kind in CHOOSING}
    asking = {node_id for node_id in choosing if leaving[node_id] > 1}
    for node_id in sorted(asking):
        if not nodes[node_id].name.strip():
            yield Finding("gateway_without_question", "warning", nodes[node_id].file, node_id)
    for flow in flows.values():
        if flow.source in asking and not flow.name.strip():
            yield Finding("flow_without_answer", "warning", nodes[flow.source].file, flow.id)
        if flow.condition and nodes[flow.source].kind == "parallel_gateway":
            yield Finding("condition_not_asked", "warning", nodes[flow.source].file, flow.id)
