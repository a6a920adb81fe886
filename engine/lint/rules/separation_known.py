"""The tasks that `separateFrom` names are user tasks of the same definition."""

from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, LintContext


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`separation_unknown`: nobody does it as a task, so the separation would silently not hold."""
    nodes = contents.compiled.nodes if contents.compiled else {}
    for node in nodes.values():
        for task_id in node.separate_from:
            if task_id not in nodes or nodes[task_id].kind != "user_task":
                yield Finding("separation_unknown", "error", node.file, node.id, node.name, {"other": task_id})
