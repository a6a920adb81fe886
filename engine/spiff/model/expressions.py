"""Every expression of a diagram, and where it stands."""

from collections.abc import Iterable, Iterator

from engine.spiff.model.nodes import Flow, Node

LocatedExpression = tuple[str, str, str, str, tuple[str, ...]]
COUNTS = ("numberOfInstances", "numberOfCompletedInstances", "numberOfActiveInstances", "numberOfTerminatedInstances")


def expressions_of(nodes: Iterable[Node], flows: Iterable[tuple[str, Flow]]) -> list[LocatedExpression]:
    """(file, element, where, text without `=`, names visible besides the case's variables), in document order."""
    of_nodes = [
        (node.file, node.id, where, text[1:].strip(), names)
        for node in nodes
        for where, text, names in _of_node(node)
        if text and text.startswith("=")
    ]
    return of_nodes + [(file, flow.id, "condition", flow.condition, ()) for file, flow in flows if flow.condition]


def _of_node(node: Node) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    item = _loop_names(node)
    for source, target in node.inputs:
        yield f"input:{target}", source, item
    local = item + tuple(target.split(".")[0] for _source, target in node.inputs)
    for source, target in node.outputs:
        yield f"output:{target}", source, local + ((node.result,) if node.result else ())
    for where, text in (*node.assignment.items(), *node.schedule.items()):
        yield where, text, local
    yield "priority", node.priority, local
    yield "script", node.script, local
    yield "job_type", node.job_type, local
    yield "retries", node.retries, local
    for event in node.event.each:
        yield "timer", event.time, local
        yield event.kind, event.message if event.kind in ("message", "signal") else None, local
        yield "correlation_key", event.key, local
        yield "condition", _formula(event.condition), local
    yield "activation", _formula(node.activation), (*local, "activationCount")
    yield "completion", _formula(node.ad_hoc.condition if node.ad_hoc else None), local
    yield from _of_loop(node, local)


def _of_loop(node: Node, local: tuple[str, ...]) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    if node.repeat is not None:
        yield "loop_condition", _formula(node.repeat.condition), local
    if node.loop is None:
        return
    yield "loop_collection", node.loop.collection, ()
    yield "loop_cardinality", node.loop.cardinality, ()
    yield "loop_output", node.loop.output_element, local
    output = (node.loop.output,) if node.loop.output else ()
    yield "loop_condition", _formula(node.loop.condition), local + COUNTS + output
    for condition, _event in node.loop.complex:
        yield "loop_condition", _formula(condition), local + COUNTS + output


def _formula(condition: str | None) -> str | None:
    return f"={condition}" if condition else None


def _loop_names(node: Node) -> tuple[str, ...]:
    if node.loop is None:
        return ("loopCounter",) if node.repeat else ()
    return ("loopCounter", node.loop.element) if node.loop.element else ("loopCounter",)
