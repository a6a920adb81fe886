"""A service task that writes a letter names a template that is there."""

from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, LintContext


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`letter_unknown`, with the templates there are."""
    known = sorted(path.removeprefix("letters/") for path in contents.files if path.startswith("letters/"))
    for node in contents.compiled.nodes.values() if contents.compiled else ():
        if node.job_type == "letter" and node.headers.get("template") not in known:
            values = {"template": node.headers.get("template"), "known": known}
            yield Finding("letter_unknown", "error", node.file, node.id, node.name, values)
