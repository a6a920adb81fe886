"""A decision that a business rule task calls is in one of the definition's tables, and in one only."""

from collections import Counter
from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, LintContext


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`decision_unknown` with the decisions there are; `decision_twice` for an id in two files."""
    counts = Counter(decision for model in contents.models.values() for decision in model.decisions)
    for decision, times in counts.items():
        if times > 1:
            files = [path for path, model in contents.models.items() if decision in model.decisions]
            yield Finding("decision_twice", "error", files[-1], decision, values={"files": files})
    for node in contents.compiled.nodes.values() if contents.compiled else ():
        if node.decision and not node.decision.startswith("=") and node.decision not in counts:
            values = {"decision": node.decision, "known": sorted(counts)}
            yield Finding("decision_unknown", "error", node.file, node.id, node.name, values)
