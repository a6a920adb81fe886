"""A service task names a kind of work that somebody does."""

from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, LintContext


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`job_type_internal` for work that Jenjang gives itself, `job_type_unset` for want of settings;
    `job_type_unknown`, with the types there are: an outside worker's would wait for ever unnoticed."""
    if context.job_types is None or contents.compiled is None:
        return
    for node in contents.compiled.nodes.values():
        if node.job_type in context.internal:
            yield Finding("job_type_internal", "error", node.file, node.id, node.name, {"type": node.job_type})
        elif node.job_type in context.unset:
            yield Finding("job_type_unset", "error", node.file, node.id, node.name, {"type": node.job_type})
        elif node.job_type and node.job_type not in {*context.job_types, "publish_message"}:
            values = {"type": node.job_type, "known": sorted(context.job_types)}
            yield Finding("job_type_unknown", "warning", node.file, node.id, node.name, values)
