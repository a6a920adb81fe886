"""Process properties: the subject is a field of the start form, roles exist, starts are limited to known people."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from engine import spiff
from engine.lint.contents import Contents, Finding, LintContext
from engine.person.relation import RELATIONS

KNOWN = {"title", "subject", "startableBy", "startableFor", "uniqueFor", "readableBy", "retention"}
ANYBODY = {"everyone", "public"}
BESIDES_ROLES = {"startableBy": ANYBODY, "readableBy": ANYBODY, "startableFor": set(RELATIONS)}


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`property_unknown`, `subject_unknown`, `role_unknown`, and what `startableFor` and `uniqueFor` lack."""
    if contents.compiled is None:
        return
    process = contents.compiled.processes[contents.compiled.main]
    form = contents.forms.get(process.start_form or "")
    fields = set(form.keys) if form else set()
    for name in sorted(set(process.properties) - KNOWN):
        yield Finding("property_unknown", "warning", process.file, process.id, process.name, {"property": name})
    yield from _subject(process, fields)
    yield from _unique(process, fields)
    yield from _roles(process, context)


def _subject(process: spiff.Process, fields: set[str]) -> Iterator[Finding]:
    """A person named in the start form must be in a declared relation to the starter."""
    place, subject = (process.file, process.id, process.name), process.properties.get("subject", "starter")
    values = {"subject": subject}
    if subject != "starter" and subject.removeprefix("=").strip() not in fields:
        yield Finding("subject_unknown", "error", *place, values)
    if subject != "starter" and not _parts(process, "startableFor"):
        yield Finding("startable_for_missing", "error", *place, values)
    if _parts(process, "startableFor") and "subject" not in process.properties:
        yield Finding("startable_for_nobody", "error", *place)


def _unique(process: spiff.Process, fields: set[str]) -> Iterator[Finding]:
    """One open case is of one person: `uniqueFor` names the subject, and fields of the start form."""
    place, keys = (process.file, process.id, process.name), _parts(process, "uniqueFor")
    if keys and ("subject" not in keys or "subject" not in process.properties):
        yield Finding("unique_without_subject", "error", *place)
    for key in keys:
        if key != "subject" and key not in fields:
            values = {"key": key, "nearest": _nearest(key, fields)}
            yield Finding("unique_key_unknown", "error", *place, values)


def _roles(process: spiff.Process, context: LintContext) -> Iterator[Finding]:
    for name, besides in BESIDES_ROLES.items() if context.roles is not None else ():
        known = {*(context.roles or ()), *besides}
        for role in (part for part in _parts(process, name) if part not in known):
            values = {"role": role, "nearest": _nearest(role, known)}
            yield Finding("role_unknown", "error", process.file, process.id, process.name, values)


def _nearest(word: str, known: Iterable[str]) -> str | None:
    return next(iter(get_close_matches(word, sorted(known), 1, 0.5)), None)


def _parts(process: spiff.Process, name: str) -> tuple[str, ...]:
    return spiff.listed(process.properties.get(name))
