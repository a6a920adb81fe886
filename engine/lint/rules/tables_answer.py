"""Decision tables have an answer for all inputs, and only one; a finding brings values to try."""

from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, LintContext

STOPPING = frozenset({"table_overlap", "table_conflict", "output_not_allowed"})
"""The codes that stop a case, or give it a result that the author did not foresee: errors, not warnings."""


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`table_gap`, `table_overlap`, `table_conflict`, `row_shadowed`, `row_impossible`, `output_never`,
    `output_not_allowed`, `table_too_large`; each with `example`, values of the inputs, where there can be one."""
    for path, model in contents.models.items():
        for code, element, values in model.flaws():
            severity = "error" if code in STOPPING else "warning"
            yield Finding(code, severity, path, element, str(values["table"]) or None, values)
