"""What went wrong in a case, where, and that somebody mended it: retry or skip."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, func, select, tuple_
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from engine.base import Base, derived_key, now, session_of
from engine.errors import AlreadyDone, Invalid, NotAllowed, OwnCase

if TYPE_CHECKING:
    from engine.instance import ProcessInstance

ROWS = 50


class Incident(Base):
    """A stop that needs a hand. `ref` names the waiting element of the run; None: the step itself could not be done."""

    __tablename__ = "incident"
    __table_args__ = (Index(None, "instance_id", "status"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
    ref: Mapped[int | None]
    job_id: Mapped[int | None]
    element: Mapped[str | None]
    code: Mapped[str]
    values: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(default="open")
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None]
    instance: Mapped["ProcessInstance"] = relationship()

    def retry(self, actor: Any) -> None:
        """Run again what stopped. Raises AlreadyDone, NotAllowed to all but operators."""
        self._close(actor)
        self.instance.mend(self, actor, "incident_retried")

    def skip(self, actor: Any, reason: str) -> None:
        """Go on as if the element had been done, with a reason.

        Raises AlreadyDone, NotAllowed to all but operators, OwnCase to the subject, Invalid without a reason.
        """
        if actor.id == self.instance.subject_id:
            raise OwnCase()
        if not reason.strip():
            raise Invalid({"reason": [("required", {})]})
        self._close(actor)
        self.instance.mend(self, actor, "incident_skipped", reason)

    def _close(self, actor: Any) -> None:
        self.instance.lock()
        session_of(self).refresh(self, ["status"])
        if not actor.has_role("operator"):
            raise NotAllowed(role="operator")
        if self.status != "open":
            raise AlreadyDone(incident=str(self.id))
        self.status, self.closed_at, self.closed_by_id = "closed", now(session_of(self)), actor.id


def open_incident(
    session: Session, instance_id: int, code: str, values: dict[str, Any], *, origin: int,
    ref: int | None = None, element: str | None = None, job_id: int | None = None,
) -> Incident:  # fmt: skip
    """Write down what went wrong."""
    incident = Incident(
        id=derived_key(origin, "incident", ref, job_id), instance_id=instance_id, ref=ref, job_id=job_id,
        element=element, code=code, values=values, opened_at=now(session), status="open",
    )  # fmt: skip
    session.add(incident)
    return incident


def all_open(
    session: Session, *, code: str | None = None, after: int | None = None, limit: int = ROWS
) -> Sequence[Incident]:
    """The open incidents of all cases, newest first; `after` is the key of the last one seen."""
    asked = select(Incident).where(Incident.status == "open")
    if code:
        asked = asked.where(Incident.code == code)
    if after and (seen := session.get(Incident, after)):
        asked = asked.where(tuple_(Incident.opened_at, Incident.id) < tuple_(seen.opened_at, seen.id))
    newest = asked.options(joinedload(Incident.instance)).order_by(Incident.opened_at.desc(), Incident.id.desc())
    return session.scalars(newest.limit(limit)).all()


def count_open(session: Session) -> Mapping[str, int]:
    """How many incidents are open, by code."""
    asked = select(Incident.code, func.count()).where(Incident.status == "open").group_by(Incident.code)
    return dict(session.execute(asked).tuples().all())


def open_in(session: Session, instance_id: int) -> list[Incident]:
    """The open incidents of an instance, oldest first."""
    asked = select(Incident).where(Incident.instance_id == instance_id, Incident.status == "open")
    return list(session.scalars(asked.order_by(Incident.opened_at, Incident.id)))
