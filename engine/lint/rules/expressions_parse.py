"""Every expression is FEEL that can be read: a slip is told at publishing, not to the person whose case stops."""

from collections.abc import Iterable

from engine import feel
from engine.lint.contents import Contents, Finding, Surroundings


def check(contents: Contents, around: Surroundings) -> Iterable[Finding]:
    """`expression_wrong` with what is wrong and where."""
    for file, element, where, text, *_ in contents.compiled.expressions() if contents.compiled else ():
        try:
            feel.parse(text)
        except feel.FeelError as error:
            line, column = error.position or (1, 1)
            values = {"where": where, "text": text, "code": error.code, "line": line, "column": column, **error.values}
            yield Finding("expression_wrong", "error", file, element, values=values)
