"""Elements that may run beside each other: what one of them sets, another one may find set."""

from engine import spiff
from engine.lint.dataflow.ways import Ways

CHOOSING = ("exclusive_gateway", "event_based_gateway")


def regions(ways: Ways) -> list[frozenset[str]]:
    """For each place where one token becomes several, the elements that can be reached from there."""
    starts = [_beside(node, ways) for node in ways.nodes.values()] + [
        _begun(nodes, ways) for nodes in ways.inside.values()
    ]
    return list(dict.fromkeys(frozenset(ways.graph.reached(each)) for each in starts if each))


def _beside(node: spiff.Node, ways: Ways) -> list[str]:
    """The elements at which tokens go on from a node at the same time."""
    host, targets = ways.nodes.get(node.attached_to or ""), [flow.target for flow in ways.graph.out[node.id]]
    if host is not None:
        goes_on = not node.event.interrupting or (host.loop is not None and host.loop.behavior != "All")
        return [node.id, host.id] if goes_on else []
    chooses = node.kind in CHOOSING and not node.parallel
    again = node.kind == "catch_event" and node.event.timer == "cycle"
    return targets if (len(targets) > 1 and not chooses) or node.completion_quantity > 1 or again else []


def _begun(nodes: list[spiff.Node], ways: Ways) -> list[str]:
    """The elements at which a container begins at the same time, if there are several."""
    starts = [node.id for node in nodes if node.kind != "start_event" and ways.begins(node)]
    return starts if len(starts) > 1 else []
