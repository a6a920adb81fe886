"""A process is begun by people, messages, signals or the clock: nobody watches a condition before there is a case."""

from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, LintContext


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`start_condition_unwatched` for a start event with a condition."""
    for node in contents.compiled.starts if contents.compiled else ():
        if node.event.is_("conditional"):
            yield Finding("start_condition_unwatched", "error", node.file, node.id, node.name)
