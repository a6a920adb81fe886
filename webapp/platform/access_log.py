"""Reads of what is sensitive (appraisals, discipline, papers): events too, one a day for each reader and case."""

from collections.abc import Iterable
from contextlib import nullcontext
from datetime import UTC, datetime, time

from engine import audit, inbox
from engine.audit import AuditEvent, EventKind
from engine.case import Case
from webapp.platform import db, recorded_request
from webapp.platform.auth import me

ABOUT_PEOPLE = {"fact", "facts", "person", "before", "after"}
"""What events say of a person outside any case."""


def note_events(events: Iterable[AuditEvent]) -> None:
    """Record that somebody else read about these people among events: one event for each person."""
    subjects = {event.person_id for event in events if ABOUT_PEOPLE & event.commitments.keys()} - {None, me().id}
    if not subjects:
        return
    with db.database().write() as writing:
        for key in sorted(subjects, key=str):
            audit.record(
                writing,
                EventKind.SENSITIVE_READ,
                actor=me(),
                person_id=key,
                parts={"read": {"page": recorded_request.view()}},
            )
        writing.commit()


def note_read(*cases: Case) -> None:
    """Write down that somebody else than its subject read each case, once a day where the case is.

    A page that only reads has a short transaction of its own for it, so that readers never queue for a turn. Where a
    POST shows the page it is the POST's own: it must have nothing else left to make last.
    """
    if not (unread := [case for case in cases if case.subject_id not in (None, me().id) and not _noted_today(case)]):
        return
    with nullcontext(db.session()) if db.writing() else db.database().write() as writing:
        for case in unread:
            read = {"case": case.number, "page": recorded_request.view()}
            audit.record(writing, EventKind.SENSITIVE_READ, actor=me(), person_id=case.subject_id, parts={"read": read})
        writing.commit()


def _noted_today(case: Case) -> bool:
    midnight = datetime.combine(case.today(), time(), case.eval_context().now.tzinfo).astimezone(UTC)
    return inbox.has_read(db.session(), me(), case, midnight)
