"""A form that a task or the start names is there; a task that nobody can fill in never leaves the inbox."""

from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, LintContext


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`form_unknown`, with the forms there are."""
    if contents.compiled is None:
        return
    known = sorted(contents.forms)
    for node in contents.compiled.nodes.values():
        if node.form and node.form not in contents.forms:
            yield Finding("form_unknown", "error", node.file, node.id, node.name, {"form": node.form, "known": known})
    for process in contents.compiled.processes.values():
        if process.start_form and process.start_form not in contents.forms and process.foreign is None:
            yield Finding(
                "form_unknown",
                "error",
                process.file,
                process.id,
                process.name,
                {"form": process.start_form, "known": known},
            )
