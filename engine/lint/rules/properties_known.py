"""Process properties: `subject` is the starter or a field of the start form; roles of who starts and reads exist."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from engine.lint.contents import Contents, Finding, Surroundings

KNOWN = {"title", "subject", "startableBy", "readableBy", "retention"}
ANYBODY = {"everyone", "public"}


def check(contents: Contents, around: Surroundings) -> Iterable[Finding]:
    """`property_unknown`, `subject_unknown`, `role_unknown`."""
    if contents.compiled is None:
        return
    process = contents.compiled.processes[contents.compiled.main]
    for name in sorted(set(process.properties) - KNOWN):
        yield Finding("property_unknown", "warning", process.file, process.id, process.name, {"property": name})
    subject = process.properties.get("subject", "starter")
    form = contents.forms.get(process.start_form or "")
    if subject != "starter" and (form is None or subject.removeprefix("=").strip() not in form.keys):
        yield Finding("subject_unknown", "error", process.file, process.id, process.name, {"subject": subject})
    for role in _named(process.properties, around):
        values = {"role": role, "nearest": next(iter(get_close_matches(role, around.roles or (), 1, 0.5)), None)}
        yield Finding("role_unknown", "error", process.file, process.id, process.name, values)


def _named(properties: dict[str, str], around: Surroundings) -> Iterator[str]:
    for name in ("startableBy", "readableBy"):
        for role in filter(None, (part.strip() for part in properties.get(name, "").split(","))):
            if around.roles is not None and role not in {*around.roles, *ANYBODY}:
                yield role
