"""The outcomes of a task that end something: a decision or a letter comes before the next person's task."""

from collections.abc import Iterator

from engine import feel, spiff
from engine.lint.contents import Contents
from engine.lint.dataflow.ways import Ways

QUIET = ("none", "link")
HOLDING = (*spiff.CONTAINERS, "call_activity")


def endings(contents: Contents, element: str) -> frozenset[str]:
    """The outcomes (as tokens; "" for completing a task without outcomes) from which something may end.

    It may where the flows lead to an end event, a job, a message or a signal before another person's task. A condition
    counts as passed unless the outcome alone shows that it is false: what nobody can know is taken to end something.
    """
    node, ways = contents.diagrams.nodes[element], Ways(contents.diagrams)
    form = contents.forms.get(node.form or "")
    if form is None or form.outcome is None:
        return frozenset({""} if _Walk(ways, "", None).ends(node) else ())
    options = form.outcome.component.options
    # An answer that the diagram maps elsewhere is not where the conditions read it.
    path = "" if node.outputs else form.outcome.path
    choices = options.fixed if options else ()
    return frozenset(option.token for option in choices if _Walk(ways, path, option.value).ends(node))


class _Walk:
    """The ways on from a task, as far as the value of its outcome at `path` decides them ("": not at all)."""

    def __init__(self, ways: Ways, path: str, value: object) -> None:
        self.ways, self.path, self.value = ways, path, value

    def ends(self, task: spiff.Node) -> bool:
        """True if an end is reached before another user task; an answer can also fulfil a condition event."""
        waiting = [node.id for node in self.ways.nodes.values() if node.event.is_("conditional")]
        ahead = [*((name, True) for name in self._chosen(task, True)), *((name, False) for name in waiting)]
        seen: set[tuple[str, bool]] = set()
        while ahead:
            step = ahead.pop()
            node, known = self.ways.nodes[step[0]], step[1]
            if node.kind == "user_task" or step in seen:
                continue
            if self._is_end(node):
                return True
            seen.add(step)
            # Behind anything but a choice of one way, something may have written what the outcome wrote.
            known = known and node.kind == "exclusive_gateway"
            ahead += [(name, known) for name in self._on(node, step[1])]
        return not self.ways.graph.out[task.id]

    def _is_end(self, node: spiff.Node) -> bool:
        thrown = node.kind == "throw_event" and not all(part.kind in QUIET for part in node.event.each)
        return node.kind == "end_event" or bool(node.job_type) or thrown or not list(self._on(node, False))

    def _on(self, node: spiff.Node, known: bool) -> Iterator[str]:
        """The nodes that follow: those inside a container, else the targets of the flows."""
        if node.kind not in HOLDING:
            yield from self._chosen(node, known)
            return
        inside = self.ways.inside.get(node.called or "" if node.kind == "call_activity" else node.id, [])
        yield from (each.id for each in inside if self.ways.begins(each))

    def _chosen(self, node: spiff.Node, known: bool) -> Iterator[str]:
        """The targets of the flows that may be taken; the default only where no other is sure to be."""
        flows = self.ways.graph.out[node.id]
        passed = {flow.id: self._passes(flow, known) for flow in flows}
        sure = any(passed[flow.id] for flow in flows if flow.condition)
        yield from (
            flow.target for flow in flows if passed[flow.id] is not False and not (sure and flow.id == node.default)
        )

    def _passes(self, flow: spiff.Flow, known: bool) -> bool | None:
        """True if the outcome alone opens or closes the flow; None where that cannot be known."""
        if not flow.condition:
            return True
        opened = feel.constant_value(feel.parse(flow.condition), self.path, self.value) if known else None
        return opened if isinstance(opened, bool) else None
