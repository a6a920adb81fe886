"""ProcessDefinition: the files of a procedure, checked, hashed, frozen, numbered."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, func, select, tuple_
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

import forms
from engine import audit, feel, job, lint, machine, person, spiff
from engine.audit import EventKind
from engine.bundle import Bundle
from engine.database.base import Base, new_key, now
from engine.errors import Invalid, NotFound, NotPublished
from engine.lint import Contents, Finding, LintContext


class DefinitionFile(Base):
    """One file of a definition, frozen."""

    __tablename__ = "definition_file"
    definition_id: Mapped[int] = mapped_column(ForeignKey("process_definition.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ProcessDefinition(Base):
    """One published version of a procedure. It never changes."""

    __tablename__ = "process_definition"
    __table_args__ = (UniqueConstraint("key", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str]
    version: Mapped[int]
    digest: Mapped[str]
    title: Mapped[str]
    properties: Mapped[dict[str, Any]]
    compiled: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None]
    reason: Mapped[str]
    files: Mapped[list[DefinitionFile]] = relationship(order_by=DefinitionFile.path)

    def bundle(self) -> Bundle:
        """The files as they were published."""
        return Bundle(self.key, {file.path: file.content for file in self.files})

    def contents(self) -> Contents:
        """The files, read: kept in memory by digest, as a definition never changes."""
        if self.digest not in _CONTENTS:
            files = self.bundle().files
            _CONTENTS[self.digest], _ = lint.read(self.key, files, spiff.Compiled.from_json(self.compiled))
            while len(_CONTENTS) > 50:
                _CONTENTS.popitem(last=False)
        return _CONTENTS[self.digest]

    def form(self, form_id: str) -> forms.Form:
        """The form with this id. Raises NotFound."""
        form = self.contents().forms.get(form_id)
        if form is None:
            raise NotFound(form=form_id)
        return form

    def listed(self, name: str) -> tuple[str, ...]:
        """The parts of a property of the process that is a list with commas."""
        return spiff.listed(self.properties.get(name))

    def process(self) -> spiff.Process:
        """The process of the main diagram: its properties, start form and lanes."""
        diagrams = self.contents().diagrams
        return diagrams.processes[diagrams.main]

    def start_times(self, env: feel.EvalContext, element: str | None = None) -> list[tuple[str, dict[str, Any]]]:
        """The start events with a timer (or this one), each with the time at which it first begins a case.

        Raises Refusal.
        """
        timers = [(at, event) for at, event in self.contents().diagrams.triggers if event.kind == "timer"]
        return [(at, spiff.first_time(event, env)) for at, event in timers if element in (None, at)]

    @staticmethod
    def next_start(due: dict[str, Any], env: feel.EvalContext) -> dict[str, Any]:
        """The start time that follows `due`, one of those that `start_times` gives."""
        return spiff.next_time(due, env)


_CONTENTS: OrderedDict[str, Contents] = OrderedDict()


def check(session: Session | None, bundle: Bundle) -> list[Finding]:
    """The findings that forbid publishing, and warnings. Without a session no role counts as unknown."""
    return _read_and_check(session, bundle)[1]


def publish(session: Session, actor: Any, bundle: Bundle, reason: str) -> ProcessDefinition:
    """Check, freeze and number a definition; the same files as the newest version give that version, nothing new.

    Raises NotPublished with `findings` if anything forbids it.
    """
    newest = latest(session, bundle.key)
    if newest and newest.digest == bundle.digest:
        return newest
    contents, findings = _read_and_check(session, bundle)
    if any(finding.severity == "error" for finding in findings):
        raise NotPublished(key=bundle.key, findings=findings)
    process = contents.diagrams.processes[contents.diagrams.main]
    definition = ProcessDefinition(
        id=new_key(),
        key=bundle.key,
        version=newest.version + 1 if newest else 1,
        digest=bundle.digest,
        title=process.properties.get("title") or process.name or bundle.key,
        properties=process.properties,
        compiled=contents.diagrams.to_json(),
        published_at=now(session),
        published_by_id=actor.id if actor else None,
        reason=reason,
        files=[DefinitionFile(path=path, content=content) for path, content in bundle.files.items()],
    )
    session.add(definition)
    parts = {"definition": {"key": bundle.key, "version": definition.version, "reason": reason}}
    audit.record(session, EventKind.DEFINITION_PUBLISHED, actor=actor, digest=bundle.digest, parts=parts)
    for at in [at for at, event in contents.diagrams.triggers if event.kind == "timer"]:
        # Each has a job of its own: one that fails does not hold up the others.
        payload = {"definition": str(definition.id), "element": at}
        job.enqueue(session, "schedule_starts", f"schedule-{definition.id}-{at}", payload, origin=definition.id)
    return definition


def latest(session: Session, key: str, at: datetime | None = None) -> ProcessDefinition | None:
    """The newest version of a definition, or the one that was the newest `at` a time; None where there is none."""
    query = select(ProcessDefinition).where(ProcessDefinition.key == key)
    if at is not None:
        query = query.where(ProcessDefinition.published_at <= at)
    return session.scalars(query.order_by(ProcessDefinition.version.desc()).limit(1)).first()


def all_latest(session: Session) -> Sequence[ProcessDefinition]:
    """The newest version of every definition, by title."""
    newest = select(ProcessDefinition.key, func.max(ProcessDefinition.version)).group_by(ProcessDefinition.key)
    pair = tuple_(ProcessDefinition.key, ProcessDefinition.version)
    return session.scalars(select(ProcessDefinition).where(pair.in_(newest)).order_by(ProcessDefinition.title)).all()


def check_keys(session: Session, keys: Iterable[str]) -> None:
    """Check that each is the key of a published procedure. Raises Invalid, which names the nearest key."""
    known = set(session.scalars(select(ProcessDefinition.key).distinct()))
    for key in keys:
        if key not in known:
            nearest = next(iter(get_close_matches(key, sorted(known), 1, 0.5)), None)
            raise Invalid({"begins": [("machine_process_unknown", {"process": key, "nearest": nearest})]})


def started_by(session: Session, kind: str, name: str) -> list[tuple[ProcessDefinition, str]]:
    """The newest definitions that a message or signal of this name begins, each with the element that waits for it."""
    return [
        (definition, at)
        for definition in all_latest(session)
        for at, event in definition.contents().diagrams.triggers
        if event.kind == kind and event.message == name
    ]


def successor(session: Session, definition: ProcessDefinition, element: str) -> ProcessDefinition:
    """The newest version, if the same event begins it at this element; else the one given."""
    newest = latest(session, definition.key) or definition
    return newest if _trigger(newest, element) == _trigger(definition, element) else definition


def _trigger(definition: ProcessDefinition, element: str) -> tuple[str, str | None] | None:
    triggers = definition.contents().diagrams.triggers
    return next(((event.kind, event.message) for at, event in triggers if at == element), None)


def versions(session: Session, key: str) -> Sequence[ProcessDefinition]:
    """Every version of a definition, newest first."""
    query = select(ProcessDefinition).where(ProcessDefinition.key == key)
    return session.scalars(query.order_by(ProcessDefinition.version.desc())).all()


def _read_and_check(session: Session | None, bundle: Bundle) -> tuple[Contents, list[Finding]]:
    contents, findings = lint.read(bundle.key, bundle.files)
    return contents, findings + lint.check(contents, _lint_context(session))


def _lint_context(session: Session | None) -> LintContext:
    """The context of lint in this installation: roles, job types, systems; without a session nothing is missing."""
    internal = frozenset(kind for kind, handler in job.HANDLERS.items() if handler.internal)
    built_in = frozenset(job.HANDLERS) - internal
    if session is None:
        return LintContext(None, built_in or None, internal=internal)
    machine_types, outside = machine.job_types(session), job.integrations_of(session)
    unset = built_in - machine_types - frozenset(job.done_here(session)) if outside else frozenset()
    systems = {name: system.methods for name, system in outside.systems.items()} if outside else None
    known = (built_in | machine_types) or None
    keys = frozenset(session.scalars(select(ProcessDefinition.key).distinct()))
    return LintContext(person.role_kinds(session), known, unset, internal, systems, keys)
