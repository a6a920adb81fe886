"""A service task that calls another system names one that the settings know, a method it allows, and a plain path."""

from collections.abc import Iterable

from engine.job import http
from engine.lint.contents import Contents, Finding, LintContext


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`call_path` for a path that could lead elsewhere; `system_unknown`, `method_not_allowed` with what there is."""
    for node in contents.compiled.nodes.values() if contents.compiled else ():
        if node.job_type != "http":
            continue
        path, system = node.headers.get("path", ""), node.headers.get("system", "")
        method = node.headers.get("method", "GET")
        if not http.plain(path):
            yield Finding("call_path", "error", node.file, node.id, node.name, {"path": path})
        if context.systems is None:
            continue
        if system not in context.systems:
            values = {"system": system, "known": sorted(context.systems)}
            yield Finding("system_unknown", "error", node.file, node.id, node.name, values)
        elif method not in context.systems[system]:
            values = {"method": method, "system": system, "known": list(context.systems[system])}
            yield Finding("method_not_allowed", "error", node.file, node.id, node.name, values)
