"""Elements that may run beside each other: what one of them sets, another one may find set."""

from engine import spiff

CHOOSING = ("exclusive_gateway", "event_based_gateway")


def regions(compiled: spiff.Compiled) -> list[frozenset[str]]:
    """For each place where a token becomes several, all that can be reached from there."""
    leaving: dict[str, list[str]] = {name: [] for name in compiled.nodes}
    for flow in compiled.flows.values():
        leaving[flow.source].append(flow.target)
    starts = [starts for node in compiled.nodes.values() if (starts := _beside(node, leaving[node.id]))]
    for node in compiled.nodes.values():
        if node.attached_to in leaving:
            leaving[node.attached_to].append(node.id)
    return list(dict.fromkeys(_reached(each, leaving) for each in starts))


def _beside(node: spiff.Node, targets: list[str]) -> list[str]:
    """Where tokens go on from a node at the same time."""
    if node.kind == "boundary_event" and not node.event.interrupting:
        return [node.id, node.attached_to or node.id]
    return list(targets) if len(targets) > 1 and node.kind not in CHOOSING else []


def _reached(starts: list[str], leaving: dict[str, list[str]]) -> frozenset[str]:
    found, waiting = set(starts), list(starts)
    while waiting:
        fresh = [name for name in leaving[waiting.pop()] if name not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return frozenset(found)
