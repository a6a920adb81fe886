"""Every expression can have a value: a slip is found at publishing, before a case stops at it."""

from collections.abc import Iterable

from engine import feel
from engine.lint.contents import Contents, Finding, LintContext


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`expression_wrong` with what is wrong and where; what cannot be parsed at all is a finding of reading."""
    for file, element, where, text, names in contents.compiled.expressions() if contents.compiled else ():
        for slip in feel.static_errors(feel.parse(text), names):
            values = {"where": where, **feel.report(slip, text)}
            yield Finding("expression_wrong", "error", file, element, values=values)
