"""A service task that sends mail names a text that is there and can be filled, and maps in a receiver."""

from collections.abc import Iterable

from engine import spiff
from engine.job import mail
from engine.lint.contents import Contents, Finding, LintContext


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`mail_unknown`, with the texts there are; `mail_unreadable`, `mail_place_unmapped` for what is wrong in one;
    `mail_without_receiver` where no input `to` is mapped in."""
    for node in contents.compiled.nodes.values() if contents.compiled else ():
        if node.job_type == "mail":
            mapped = {target.split(".")[0] for _source, target in node.inputs}
            yield from _text(contents, node, mapped)
            if "to" not in mapped:
                yield Finding("mail_without_receiver", "error", node.file, node.id, node.name)


def _text(contents: Contents, node: spiff.Node, mapped: set[str]) -> Iterable[Finding]:
    named = node.headers.get("template")
    source = contents.files.get(f"mails/{named}")
    if source is None:
        known = sorted(path.removeprefix("mails/") for path in contents.files if path.startswith("mails/"))
        yield Finding("mail_unknown", "error", node.file, node.id, node.name, {"template": named, "known": known})
        return
    text = source.decode("utf-8", errors="replace")
    if mail.split(text) is None:
        yield Finding("mail_unreadable", "error", f"mails/{named}", node.id, node.name)
    for place in sorted(mail.places(text) - mapped):
        yield Finding("mail_place_unmapped", "error", f"mails/{named}", node.id, node.name, {"place": place})
