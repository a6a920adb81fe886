"""The running case: its row, and the verbs that move it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, Select, bindparam, exists, select
from sqlalchemy.orm import Mapped, Session, aliased, contains_eager, mapped_column, relationship

from engine import audit, document, feel, job, letter, message, spiff
from engine.audit import AuditEvent, Chained, EventKind
from engine.case import (
    followers,
    incident_resolution,
    locking,
    path_taken,
    projection,
    step,
    stranded_tasks,
    withdrawal,
)
from engine.case.projection import RUNNING
from engine.database.base import now, session_of
from engine.definition import ProcessDefinition
from engine.errors import Conflict, Invalid, NotAllowed
from engine.incident import Incident
from engine.job import Job
from engine.person import Person
from engine.task import Authorization, Task, with_terms

Act = Callable[[spiff.Run], spiff.Step]
INDEXES = ("status", "started_at"), ("unit_key", "status"), ("number", "id"), ("definition_id", "id")


class Case(Chained):
    """One case: its definition for life, its state and variables, who and what it is about."""

    __tablename__ = "cases"
    __table_args__ = tuple(Index(None, *columns) for columns in INDEXES)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    definition_id: Mapped[int] = mapped_column(ForeignKey("process_definition.id"))
    number: Mapped[str] = mapped_column(unique=True)
    start_key: Mapped[str | None] = mapped_column(unique=True, index=True)
    title: Mapped[str]
    status: Mapped[str] = mapped_column(default="running")
    subject_id: Mapped[int | None] = mapped_column(index=True)
    starter_id: Mapped[int | None] = mapped_column(index=True)
    starter_relation: Mapped[str | None]
    unit_key: Mapped[str | None]
    zone: Mapped[str]
    working_days: Mapped[int]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_event: Mapped[str | None]
    state: Mapped[dict[str, Any]]
    variables: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(default=0)
    definition: Mapped[ProcessDefinition] = relationship()
    __mapper_args__ = {"version_id_col": revision}

    def advance(
        self,
        act: Act,
        kind: EventKind,
        *,
        actor: Person | None = None,
        task: Task | None = None,
        authorization: Authorization | None = None,
        element: str | None = None,
        parts: Mapping[str, object] | None = None,
    ) -> None:
        """Do one step: run it, write its event with every evaluation made, project into rows what opened and closed.

        Raises Conflict where the case has ended, Runaway where the step would not end.
        """
        if self.status not in RUNNING:
            raise Conflict("case_ended", number=self.number, status=self.status)
        session = session_of(self)
        diagrams = self.definition.contents().diagrams
        taken = act(spiff.Run(diagrams, step.environment(self), self.state or None, self.variables or None))
        origin = audit.record(
            session,
            kind,
            actor=actor,
            chain=self,
            on_behalf_of=authorization.on_behalf_of if authorization else None,
            mandate=authorization.letter if authorization else None,
            person_id=self.subject_id,
            task_id=task.id if task else None,
            element=element or (task.element if task else None),
            digest=self.definition.digest,
            parts={
                **(parts or {}),
                **({"right": vars(authorization)} if authorization else {}),
                **step.record_of(taken),
            },
            moved={"state": taken.state, "variables": taken.variables_json},
        )
        projection.project(self, taken, origin, task)

    def settle(self) -> bool:
        """Fire the timers that fell due, before anything else is done in this case; True if any did."""
        due_timers = projection.due_timers(self)
        for due in due_timers:
            if due.status == "pending":
                self.fire(due)
        return bool(due_timers)

    def fire(self, due: Job) -> None:
        """Fire a timer that fell due."""
        due.status, due.lease_until = "done", None
        self.advance(lambda run: run.fire(due.ref or 0), EventKind.TIMER_FIRED, element=due.element)

    def finish(self, done: Job, variables: Mapping[str, Any]) -> None:
        """Go on behind a service task whose job is done, with the variables that it brought."""
        self.advance(
            lambda run: run.finish(done.ref or 0, dict(variables)),
            EventKind.JOB_COMPLETED,
            element=done.element,
            parts={"job": {"type": done.type, "key": done.key, "result": dict(variables)}},
        )

    def receive_message(self, received: message.Message, waiting: message.Subscription) -> None:
        """Go on at the element that waits for this message."""
        self.advance(
            lambda run: run.receive(waiting.ref, received.payload),
            EventKind.MESSAGE_RECEIVED,
            element=waiting.element,
            parts={"message": {"name": received.name, "key": received.key, "payload": received.payload}},
        )

    def receive_signal(self, name: str, payload: Mapping[str, Any], waiting: message.Subscription) -> None:
        """Go on at all elements that wait for this signal of another case."""
        self.advance(
            lambda run: run.signal(name, dict(payload)),
            EventKind.SIGNAL_RECEIVED,
            element=waiting.element,
            parts={"signal": {"name": name, "payload": dict(payload)}},
        )

    def cancel(self, actor: Person, reason: str) -> None:
        """End it before its time; for its starter, subject, operators. Raises NotAllowed, Invalid, Conflict (ended)."""
        self.lock()
        if not (followers.followed_by(self, actor) or actor.has_role("operator")):
            raise NotAllowed("cancel_not_allowed")
        if not reason.strip():
            raise Invalid({"reason": [("required", {})]})
        parts = {"cancellation": {"reason": reason.strip()}}
        self.advance(lambda run: run.cancel(), EventKind.INSTANCE_CANCELLED, actor=actor, parts=parts)

    def take_back(self, task: Task, actor: Person, reason: str) -> None:
        """Undo the last step, if `task` was completed in it. Raises Conflict("moved_on")."""
        withdrawal.take_back(self, task, actor, reason)

    def resolve(self, stop: Incident, actor: Person, kind: EventKind, reason: str | None = None) -> None:
        """Retry or skip what stopped. Raises Conflict."""
        incident_resolution.resolve(self, stop, actor, kind, reason)

    def reassess(self, task: Task) -> None:
        """Assign a task of the case anew; where nobody may do it, open an incident beside it."""
        stranded_tasks.reassess(self, task)

    def lock(self) -> None:
        """Lock this case: nobody else moves it until the transaction ends."""
        locking.lock(self)

    def lock_for(self, task: Task, *, settle: bool = False) -> bool:
        """Lock it for a verb of a task; True if others may be open. With `settle`, what fell due happens first."""
        return locking.lock_for(self, task, settle)

    @staticmethod
    def locked_task(session: Session, task_id: int) -> Task | None:
        """The task with this key, read once its case is locked; None where there is none."""
        return locking.read_locked(session, task_id, _LOCK_BY_TASK, _TASK_TO_CHANGE)

    def followed_by(self, actor: Person) -> bool:
        """True if it is about the actor, or they began it and still may see what comes of it."""
        return followers.followed_by(self, actor)

    def visible(self, scope: int) -> dict[str, Any]:
        """The variables that expressions in this scope of the run see."""
        return spiff.visible(self.variables, scope)

    def root(self) -> dict[str, Any]:
        """The variables of the main process."""
        return spiff.root(self.variables)

    def eval_context(self, at: datetime | None = None) -> feel.EvalContext:
        """Clock (of this transaction, else `at`) and calendar for expressions, in the zone of the case's unit."""
        return step.eval_context(session_of(self), self.zone, self.working_days, at)

    def today(self) -> date:
        """Today's date in the zone of the case."""
        return self.day_of(now(session_of(self)))

    def day_of(self, at: datetime) -> date:
        """The date of a moment in the zone of the case."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def open_tasks(self) -> Sequence[Task]:
        """The tasks that wait for people."""
        query = select(Task).where(Task.case_id == self.id, Task.status == "open").order_by(Task.due_order, Task.id)
        return session_of(self).scalars(query).all()

    def tasks(self) -> Sequence[Task]:
        """All tasks, open and done, as they came."""
        query = select(Task).where(Task.case_id == self.id).order_by(Task.created_at, Task.id)
        return session_of(self).scalars(query).all()

    def documents(self) -> Sequence[document.Document]:
        """The papers of the case, oldest first."""
        return document.of(session_of(self), self.id)

    def letters(self) -> Sequence[letter.Letter]:
        """The letters that were written in it, oldest first."""
        return letter.of(session_of(self), self.id)

    def events(self) -> Sequence[AuditEvent]:
        """The whole history."""
        return audit.events(session_of(self), self.id)

    def path_taken(self) -> dict[str, list[str]]:
        """Ids of elements and flows: where the case went, where it stands, where it is stuck."""
        return path_taken.of(self)


def _task_to_change() -> Select[Task, bool, bool]:
    """A task as the last holder of the lock left it; whether timers of its case are due, and other tasks open."""
    due, other = exists().where(*job.due_timers(Task.case_id)), aliased(Task)
    others = exists().where(other.case_id == Task.case_id, other.status == "open", other.id != Task.id)
    case = contains_eager(Task.case).joinedload(Case.definition, innerjoin=True)
    query = select(Task, due, others).join(Task.case).where(Task.id == bindparam("task")).options(case, with_terms())
    return query.execution_options(populate_existing=True)


# Put together once: that takes longer than to run them.
_TASK_TO_CHANGE = _task_to_change()
_LOCK_BY_TASK = (
    select(Case.id).join(Task, Task.case_id == Case.id).where(Task.id == bindparam("task")).with_for_update(of=Case)
)
