"""Counts, on the graph of a diagram alone, how many tasks SpiffWorkflow would predict for it.

Stock SpiffWorkflow lays out every definite way ahead and does not merge ways at joins, so k splits of w ways in a row
are some w^k tasks. A diagram beyond the bound is refused, whatever our own specs would make of it.
"""

from collections.abc import Iterator

from engine.spiff.model.graph import Graph

LIMIT = 2_000
CHOOSING = ("exclusive_gateway", "inclusive_gateway", "event_based_gateway")


def predicted(graph: Graph, container: str) -> int:
    """The largest number of tasks ahead of any node of a process or subprocess; ways back in a loop count once."""
    sizes: dict[str, int] = {}
    for name in _backwards(graph, [node.id for node in graph.nodes.values() if node.container == container]):
        targets = graph.next(name)
        chooses = graph.nodes[name].kind in CHOOSING and len(targets) > 1
        sizes[name] = 1 + (2 * len(targets) if chooses else sum(sizes.get(target, 0) for target in targets))
    return max(sizes.values(), default=0)


def _backwards(graph: Graph, names: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        trail = [(name, iter(graph.next(name)))] if name not in seen else []
        seen.add(name)
        while trail:
            _at, ahead = trail[-1]
            fresh = next((target for target in ahead if target not in seen), None)
            if fresh is None:
                yield trail.pop()[0]
            else:
                seen.add(fresh)
                trail.append((fresh, iter(graph.next(fresh))))
