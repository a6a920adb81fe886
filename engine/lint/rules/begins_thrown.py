"""What may begin a case (`begins`) is a message or a signal that leaves the case."""

from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, Surroundings

THROWERS = ("throw_event", "end_event", "send_task")


def check(contents: Contents, around: Surroundings) -> Iterable[Finding]:
    """`begins_nothing`: the property stands where nothing is sent, so that it would begin nothing."""
    for node in contents.compiled.nodes.values() if contents.compiled else ():
        sends = node.kind in THROWERS and (node.event.is_("message") or node.event.is_("signal"))
        if "begins" in node.properties and not sends:
            yield Finding("begins_nothing", "warning", node.file, node.id, node.name)
