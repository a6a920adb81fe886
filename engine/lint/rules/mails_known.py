"""A service task that sends mail names a text that is there, and says to whom it goes."""

from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, Surroundings


def check(contents: Contents, around: Surroundings) -> Iterable[Finding]:
    """`mail_unknown`, with the texts there are; `mail_without_receiver` where no input `to` is mapped in."""
    known = sorted(path.removeprefix("mails/") for path in contents.files if path.startswith("mails/"))
    for node in contents.compiled.nodes.values() if contents.compiled else ():
        if node.job_type != "mail":
            continue
        if node.headers.get("template") not in known:
            values = {"template": node.headers.get("template"), "known": known}
            yield Finding("mail_unknown", "error", node.file, node.id, node.name, values)
        if not any(target == "to" for _source, target in node.inputs):
            yield Finding("mail_without_receiver", "error", node.file, node.id, node.name)
