"""What may begin a case (`begins`) is a message or a signal that leaves the case, and begins procedures that exist."""

from collections.abc import Iterable
from difflib import get_close_matches

from engine import spiff
from engine.lint.contents import Contents, Finding, LintContext

THROWERS = ("throw_event", "end_event", "send_task")


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`begins_nothing`: nothing is sent there; `begins_unknown`: no such procedure is published yet."""
    known = None if context.processes is None else {*context.processes, contents.key}
    for node in contents.compiled.nodes.values() if contents.compiled else ():
        keys = spiff.listed(node.properties.get("begins"))
        sends = node.kind in THROWERS and (node.event.is_("message") or node.event.is_("signal"))
        if keys and not sends:
            yield Finding("begins_nothing", "warning", node.file, node.id, node.name)
        for key in keys if known is not None else ():
            if known is not None and key not in known:
                nearest = next(iter(get_close_matches(key, sorted(known), 1, 0.5)), None)
                values = {"process": key, "nearest": nearest}
                yield Finding("begins_unknown", "warning", node.file, node.id, node.name, values)
