"""Incidents: what went wrong in a case or before it could begin, and how an operator resolves it: retry or skip."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, func, select, tuple_
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from engine import audit, job, message
from engine.audit import EventKind
from engine.database.base import Base, derived_key, now, session_of
from engine.definition import ProcessDefinition
from engine.errors import AlreadyDone, Conflict, Invalid, NotAllowed, NotFound, OwnCase
from engine.job import Job

if TYPE_CHECKING:
    from engine.case import Case

ROWS = 50
NOBODY_MAY, NOBODY_NAMED, NAMED_MAY_NOT = BESIDE = "nobody_may", "nobody_named", "named_may_not"
"""Codes of incidents beside an open task: nothing stopped, so there is no retry or skip; they close by themselves."""


class Incident(Base):
    """A stop that needs a hand. `ref` names the waiting element of the run; None: the step itself could not be done.

    One that is `beside` stops nothing: a task is open, and nobody may do it.

    Without a case (`case_id` None) none of `definition_id` could begin: the job would have begun it.
    """

    __tablename__ = "incident"
    __table_args__ = (Index(None, "case_id", "status"), Index(None, "code", "status"))
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    definition_id: Mapped[int | None] = mapped_column(ForeignKey("process_definition.id"))
    ref: Mapped[int | None]
    job_id: Mapped[int | None]
    element: Mapped[str | None]
    code: Mapped[str]
    values: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(default="open")
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None]
    case: Mapped["Case | None"] = relationship()
    definition: Mapped[ProcessDefinition | None] = relationship()

    @property
    def beside(self) -> bool:
        """True if it stops nothing and closes by itself."""
        return self.code in BESIDE

    def retry(self, actor: Any) -> None:
        """Run again what stopped, or begin again what did not begin.

        Raises AlreadyDone, NotAllowed to all but operators, Conflict (`message_expired`, `nothing_stopped`).
        """
        failed = self._close(actor)
        if self.case is not None:
            self.case.resolve(self, actor, EventKind.INCIDENT_RETRIED)
        elif failed is not None:
            if message.expired(session_of(self), failed):
                raise Conflict("message_expired")
            failed.renew()
            self.note_start(EventKind.START_RETRIED, failed, actor)

    def skip(self, actor: Any, reason: str) -> None:
        """Go on as if the element had been done, with a reason.

        Raises AlreadyDone, NotAllowed to all but operators, OwnCase to the subject, Invalid without a reason, Conflict
        (`nothing_stopped`).
        """
        if self.case is not None and actor.id == self.case.subject_id:
            raise OwnCase()
        if not reason.strip():
            raise Invalid({"reason": [("required", {})]})
        failed = self._close(actor)
        if self.case is not None:
            self.case.resolve(self, actor, EventKind.INCIDENT_SKIPPED, reason)
        elif failed is not None:
            failed.status = "cancelled"
            self.note_start(EventKind.START_SKIPPED, failed, actor, reason=reason)

    def note_start(self, kind: EventKind, failed: Job, actor: Any = None, **details: object) -> None:
        """Record what became of a case that did not begin: an event of the house, as no case has a chain for it."""
        definition = self.definition
        if definition is not None:
            process = {"process": definition.title, "key": definition.key, "version": definition.version}
            start = {**process, "code": self.code, **details}
            audit.record(
                session_of(self),
                kind,
                actor=actor,
                element=self.element,
                digest=definition.digest,
                parts={"start": start, "job": {"type": failed.type, "key": failed.key}},
            )

    def _close(self, actor: Any) -> Job | None:
        """Close the incident, with the case locked, else the job that was to begin one; that job, None for a case."""
        failed = None
        if self.case is not None:
            self.case.lock()
        elif self.job_id is not None:
            failed = job.find(session_of(self), self.job_id, lock=True)
        session_of(self).refresh(self, ["status"])
        if not actor.has_role("operator"):
            raise NotAllowed(role="operator")
        if self.status != "open":
            raise AlreadyDone(incident=str(self.id))
        if self.beside:
            raise Conflict("nothing_stopped")
        self.status, self.closed_at, self.closed_by_id = "closed", now(session_of(self)), actor.id
        return failed


def open_incident(
    session: Session,
    case_id: int | None,
    code: str,
    values: dict[str, Any],
    *,
    origin: int,
    ref: int | None = None,
    element: str | None = None,
    job_id: int | None = None,
    definition_id: int | None = None,
) -> Incident:
    """A new open incident, added to the session."""
    incident = Incident(
        id=derived_key(origin, "incident", ref, job_id),
        case_id=case_id,
        ref=ref,
        job_id=job_id,
        definition_id=definition_id,
        element=element,
        code=code,
        values=values,
        opened_at=now(session),
        status="open",
    )
    session.add(incident)
    return incident


def close_beside(session: Session, case_id: int, ref: int) -> None:
    """Close the incident beside a task that somebody may do again, or that nobody needs to do."""
    for incident in open_in(session, case_id):
        if incident.beside and incident.ref == ref:
            incident.status, incident.closed_at = "closed", now(session)


def of_start(session: Session, incident_id: int) -> Incident:
    """The incident of a case that could not begin. Raises NotFound, also for one that a case has."""
    incident = session.get(Incident, incident_id)
    if incident is None or incident.case_id is not None:
        raise NotFound(incident=str(incident_id))
    return incident


def all_open(
    session: Session, *, code: str | None = None, after: int | None = None, limit: int = ROWS
) -> Sequence[Incident]:
    """The open incidents of all cases and starts, newest first; `after` is the key of the last one seen."""
    query = select(Incident).where(Incident.status == "open")
    if code:
        query = query.where(Incident.code == code)
    if after and (seen := session.get(Incident, after)):
        query = query.where(tuple_(Incident.opened_at, Incident.id) < tuple_(seen.opened_at, seen.id))
    newest = query.options(joinedload(Incident.case), joinedload(Incident.definition)).order_by(
        Incident.opened_at.desc(), Incident.id.desc()
    )
    return session.scalars(newest.limit(limit)).all()


def count_open(session: Session) -> Mapping[str, int]:
    """The number of open incidents by code."""
    query = select(Incident.code, func.count()).where(Incident.status == "open").group_by(Incident.code)
    return dict(session.execute(query).tuples().all())


def open_in(session: Session, case_id: int, *, beside: bool = True) -> list[Incident]:
    """The open incidents of a case, oldest first; without `beside`, those alone that stop it."""
    query = select(Incident).where(Incident.case_id == case_id, Incident.status == "open")
    query = query if beside else query.where(Incident.code.not_in(BESIDE))
    return list(session.scalars(query.order_by(Incident.opened_at, Incident.id)))
