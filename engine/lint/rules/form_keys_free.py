"""A form writes to names of its own: an answer must not change what decisions read as fact about the case."""

from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, LintContext
from engine.lint.dataflow.inputs import RESERVED


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`form_key_reserved` for keys under `subject`, `case`, `starter` and `done`."""
    for form in contents.forms.values():
        for key in form.keys:
            if key.split(".")[0] in RESERVED:
                yield Finding("form_key_reserved", "error", f"forms/{form.id}.form", key, values={"key": key})
