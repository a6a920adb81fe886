"""A diagram fits on a page: at most 20 flow nodes, then a called process."""

from collections import Counter
from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, LintContext

NODES = 20


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`diagram_large`, with how many flow nodes there are."""
    nodes = contents.compiled.nodes.values() if contents.compiled else ()
    counted = Counter((node.process, node.file) for node in nodes)
    for (process, file), count in counted.items():
        if count > NODES:
            yield Finding("diagram_large", "warning", file, process, values={"found": count, "limit": NODES})
