"""Ids are snake_case English: stories, audits and conditions use them for years."""

import re
from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, LintContext

PLAIN = re.compile(r"[a-z][a-z0-9_]*")


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`id_not_plain` for elements that people or rules name; the key is part of addresses and must be plain."""
    if not PLAIN.fullmatch(contents.key):
        yield Finding("id_not_plain", "error", f"{contents.key}.bpmn", contents.key)
    for node in contents.compiled.nodes.values() if contents.compiled else ():
        if not PLAIN.fullmatch(node.id):
            yield Finding("id_not_plain", "warning", node.file, node.id, node.name)
