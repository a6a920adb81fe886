"""The task itself: its row and its verbs."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

import forms
from engine import document, notice
from engine.database import direct_sql
from engine.database.base import Base, now, session_of
from engine.errors import AlreadyDone, Conflict, Invalid, NotAllowed, NotYours, OwnCase, SameHands
from engine.person import Person
from engine.task import adrift, history, separation_of_duties
from engine.task import answer as answers
from engine.task.authorization import Right, offered, refusal, right_to
from engine.task.offer import OPEN, TaskCandidate, TaskExclusion, kept_from, offers_of, set_free
from engine.task.performed_by import doer

if TYPE_CHECKING:
    from engine import spiff
    from engine.case import Case


class Task(Base):
    """One thing a person is asked to do in a case.

    `personal`: the diagram says who, `named_id` (None: it came out as nobody); `by_superior`: whoever is the superior.
    `stranded`: nobody may do it now.
    """

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_inbox", "assignee_id", "status", "due_order", "id"),
        Index(None, "case_id", "ref"),
        Index(None, "completed_by_id", "case_id"),
        *adrift.indexes(),
        Index("ix_task_open_name", "name", sqlite_where=OPEN, postgresql_where=OPEN),
    )
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    ref: Mapped[int]
    scope_ref: Mapped[int]
    element: Mapped[str]
    name: Mapped[str]
    form_id: Mapped[str | None]
    process_key: Mapped[str]
    unit_key: Mapped[str | None]
    subject_id: Mapped[int | None]
    assignee_id: Mapped[int | None]
    personal: Mapped[bool]
    named_id: Mapped[int | None]
    by_superior: Mapped[bool] = mapped_column(default=False)
    stranded: Mapped[bool] = mapped_column(default=False)
    priority: Mapped[int]
    due_at: Mapped[datetime | None]
    due_order: Mapped[datetime]
    follow_up_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(default="open")
    created_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    completed_by_id: Mapped[int | None]
    on_behalf_of_id: Mapped[int | None]
    outcome: Mapped[str | None]
    case: Mapped["Case"] = relationship()
    offers: Mapped[str | None] = column_property(offers_of(id), deferred=True)  # noqa: A003 (the column)
    kept: Mapped[str | None] = column_property(kept_from(id), deferred=True)  # noqa: A003
    candidates: Mapped[list[TaskCandidate]] = relationship(order_by=TaskCandidate.role_key)
    exclusions: Mapped[list[TaskExclusion]] = relationship(cascade="all, delete-orphan")

    def node(self) -> "spiff.Node":
        """What the diagram says of it."""
        return self.case.definition.contents().diagrams.nodes[self.element]

    def form(self) -> forms.Form | None:
        """The form, as frozen with the case's definition."""
        return self.case.definition.form(self.form_id) if self.form_id else None

    def scope(self) -> dict[str, Any]:
        """What expressions of this task see."""
        return self.case.visible(self.scope_ref)

    def late(self) -> bool:
        """Whether it is open and past its due time."""
        return self.status == "open" and self.due_at is not None and self.due_at < now(session_of(self))

    def right_of(self, actor: Person) -> Right:
        """By what right `actor` does this task. Raises AlreadyDone, OwnCase, SameHands or NotYours."""
        if self.status != "open":
            closed = "already_closed" if self.status == "cancelled" else None
            raise AlreadyDone(closed, by=self.completed_by_id, legal_basis=self.node().legal_basis)
        if self.subject_id == actor.id and not (self.personal and self.assignee_id == actor.id):
            raise OwnCase()
        if self.is_kept_from(actor):
            raise SameHands(separate_from=sorted(separation_of_duties.apart_from(self.case, self.element)))
        if (right := right_to(self, actor)) is None:
            raise refusal(self, actor)
        return right

    def claim(self, actor: Person) -> None:
        """Take the task for oneself. Raises AlreadyDone, NotYours, OwnCase, SameHands."""
        self.case.lock_for(self)
        right = self.right_of(actor)
        if right.code != "assignee":  # else he has it already, by no office that a claim could last with
            self.assign(actor.id, now(session_of(self)), right.on_behalf_of)
        history.note(self, "task_claimed", actor, right)

    def release(self, actor: Person) -> None:
        """Give it back to the group; an operator may, too, where whoever has it is gone.

        Raises NotYours, and Conflict where the diagram named a person.
        """
        self.case.lock_for(self)
        right = Right("role", "operator") if actor.has_role("operator") else self.right_of(actor)
        if self.status != "open" or self.assignee_id is None or not (self.claimed_at if self.personal else self.offers):
            raise Conflict("task_not_releasable")
        self.assign(adrift.able(self))
        history.note(self, "task_released", actor, right)

    def delegate(self, actor: Person, to: Person, reason: str) -> None:
        """Hand it to a colleague of one's unit or of the task's group, with a reason.

        Never to the subject or to hands kept apart. Raises Invalid for a missing reason or such a person.
        """
        self.case.lock_for(self)
        right = self.right_of(actor)
        if not reason.strip():
            raise Invalid({"reason": [("required", {})]})
        of_unit = to.unit_key is not None and to.unit_key == actor.unit_key
        colleague = to.active and to.id != actor.id and (of_unit or any(offered(self, to)))
        if self.personal or not colleague or to.id == self.subject_id or self.is_kept_from(to):
            raise Invalid({"to": [("delegate_not_allowed", {})]})
        self.assign(to.id)
        history.note(self, "task_delegated", actor, right, delegation={"to": str(to.id), "reason": reason.strip()})
        notice.tell(
            session_of(self),
            to.id,
            "task_delegated",
            {"task": self.name},
            case_id=self.case_id,
            task_id=self.id,
        )

    def complete(self, actor: Person, answer: Mapping[str, Any]) -> None:
        """Answer it and move the case on. Raises AlreadyDone, NotYours, OwnCase, SameHands, InvalidAnswer per field."""
        crowded = self.case.lock_for(self, settle=True)
        right, form = self.right_of(actor), self.form()
        given = answers.checked(self, form, answer)
        if form:
            document.attach(session_of(self), actor, form.documents(given), self.case, self.id)
        at = now(session_of(self))
        direct_sql.put(
            self,
            status="completed",
            outcome=answers.outcome(form, given),
            completed_at=at,
            completed_by_id=actor.id,
            assignee_id=actor.id,
            claimed_at=self.claimed_at if self.assignee_id == actor.id else at,
            on_behalf_of_id=right.on_behalf_of,
        )
        set_free(self, False)
        if self.stranded:
            self.case.attend(self)
        for other in separation_of_duties.others(self) if crowded else ():
            other.keep_from(actor)
        told = doer(self, actor, right)
        self.case.advance(
            lambda run: run.complete(self.ref, given, told),
            "task_completed",
            actor=actor,
            task=self,
            right=right,
            parts={"answer": given, **({"doer": told} if told else {})},
        )

    def withdraw(self, actor: Person, reason: str) -> None:
        """Take one's own answer back by a right that still holds. Raises Conflict where somebody went on from it."""
        self.case.lock_for(self)
        if self.completed_by_id != actor.id or self.status != "completed":
            raise NotAllowed("not_your_answer")
        if right_to(self, actor) is None:
            raise NotYours(assignee=self.assignee_id)
        if not reason.strip():
            raise Invalid({"reason": [("required", {})]})
        self.case.take_back(self, actor, reason.strip())

    def cancel(self) -> None:
        """Nobody needs to do it any more."""
        self.status, self.completed_at = "cancelled", now(session_of(self))
        set_free(self, False)
        if self.stranded:
            self.case.attend(self)

    def reopen(self) -> None:
        """Open again what was completed or cancelled, for whoever had it, as a withdrawal does."""
        self.status, self.completed_at, self.completed_by_id, self.outcome = "open", None, None, None
        set_free(self, self.assignee_id is None)
        for touched in (self, *separation_of_duties.others(self)):
            separation_of_duties.renew(touched)
            touched.case.attend(touched)

    def keep_from(self, actor: Person) -> None:
        """Never let `actor` do it; what he took of it goes back to the group."""
        if not self.is_kept_from(actor):
            separation_of_duties.exclude(self, {actor.id})
        self.case.attend(self)

    def is_kept_from(self, actor: Person) -> bool:
        return str(actor.id) in (self.kept or "").split(",")

    def assign(self, person_id: int | None, claimed_at: datetime | None = None, principal: int | None = None) -> None:
        self.assignee_id, self.claimed_at, self.on_behalf_of_id = person_id, claimed_at, principal
        set_free(self, person_id is None)
