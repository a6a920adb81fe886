"""The scope of an expression at its place: the variables there, and the names that the engine provides for it alone."""

from engine import spiff
from engine.lint.dataflow.reach import Reach
from engine.lint.dataflow.shape import ANY, Shape, of, record, union

COUNTS = ("numberOfInstances", "numberOfCompletedInstances", "numberOfActiveInstances", "numberOfTerminatedInstances")
NUMBER = of("number")


def seen_by(reach: Reach, element: str, where: str) -> Shape:
    """The scope of an expression of an element (a node or a flow) at the place that `Compiled.expressions` names."""
    if element in reach.compiled.flows:
        return _flow_scope(reach, reach.nodes[reach.compiled.flows[element].source])
    node = reach.nodes[element]
    if where in ("loop_collection", "loop_cardinality"):
        return reach.seen(node)
    if where.startswith("output:") or where == "completion":
        return _later(reach, node)
    if where in ("loop_output", "loop_condition"):
        return _with(_later(reach, node), _counted(node))
    if where == "activation":
        flows = [flow.id for flow in reach.ways.graph.into[element]]
        return _with(reach.inner(node), dict.fromkeys([*flows, "activationCount"], NUMBER))
    return reach.inner(node)


def _flow_scope(reach: Reach, source: spiff.Node) -> Shape:
    """The scope of the conditions of the flows that leave this element."""
    own = {"waitingForStart": of("boolean")} if source.kind == "complex_gateway" else {}
    return _with(reach.out(source.id), own)


def _later(reach: Reach, node: spiff.Node) -> Shape:
    """The variables after an element was done, once or several times."""
    return union([reach.output_scope(node), reach.out(node.id)])


def _counted(node: spiff.Node) -> dict[str, Shape]:
    """The variables that a loop counts and gathers in."""
    if node.loop is None:
        return {"loopCounter": NUMBER}
    return {**dict.fromkeys(COUNTS, NUMBER), **({node.loop.output: ANY} if node.loop.output else {})}


def _with(seen: Shape, own: dict[str, Shape]) -> Shape:
    return record({**seen.fields, **own}, seen.is_open)
