"""The task itself: its row and its verbs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import ForeignKey, Index, Select, bindparam, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

import forms
from engine import notice
from engine.audit import EventKind
from engine.database.base import Base, now, session_of
from engine.errors import Conflict, Invalid, NotAllowed, NotYours
from engine.person import Person
from engine.task import assignment, authorization, completion, history, terms
from engine.task.authorization import Authorization
from engine.task.terms import OPEN, TERMS, TaskCandidate, TaskExclusion, excluded_from, offers_of, set_free, with_terms

if TYPE_CHECKING:
    from engine import spiff
    from engine.case import Case


class Task(Base):
    """A task of a person in a case.

    `personal`: the diagram says who, `named_id` (None: it came out as nobody); `by_superior`: the superior at the time.
    `stranded`: nobody may do it now. `offers` are roles and units ("" for anywhere), `excluded_ids` keys of persons.
    """

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_inbox", "assignee_id", "status", "due_order", "id"),
        Index(None, "case_id", "ref"),
        Index(None, "completed_by_id", "case_id"),
        *assignment.indexes(),
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
    offers: Mapped[frozenset[tuple[str, str]]] = column_property(offers_of(id), deferred=True, group=TERMS)  # noqa: A003 (column)
    excluded_ids: Mapped[frozenset[int]] = column_property(excluded_from(id), deferred=True, group=TERMS)  # noqa: A003
    candidates: Mapped[list[TaskCandidate]] = relationship(order_by=TaskCandidate.role_key)
    exclusions: Mapped[list[TaskExclusion]] = relationship(cascade="all, delete-orphan")

    def node(self) -> "spiff.Node":
        """The node of the diagram that it is."""
        return self.case.definition.contents().diagrams.nodes[self.element]

    def form(self) -> forms.Form | None:
        """The form, as frozen with the case's definition."""
        return self.case.definition.form(self.form_id) if self.form_id else None

    def scope(self) -> dict[str, Any]:
        """The variables that expressions of this task see."""
        return self.case.visible(self.scope_ref)

    def late(self) -> bool:
        """True if it is open and past its due time."""
        return self.status == "open" and self.due_at is not None and self.due_at < now(session_of(self))

    def authorize(self, actor: Person) -> Authorization:
        """The authorization by which `actor` does this task. Raises AlreadyDone, OwnCase, SameHands or NotYours."""
        return authorization.authorize(self, actor)

    def authorization_of(self, actor: Person) -> Authorization | None:
        """The authorization by which `actor` may do this task now; None where they may not."""
        return authorization.authorization_of(self, actor)

    def claim(self, actor: Person) -> None:
        """Take the task for oneself. Raises AlreadyDone, NotYours, OwnCase, SameHands."""
        self.case.lock_for(self)
        authorized = self.authorize(actor)
        if authorized.code != "assignee":  # else they have it already, by no office that a claim could last with
            self.assign(actor.id, now(session_of(self)), authorized.on_behalf_of)
        history.note(self, EventKind.TASK_CLAIMED, actor, authorized)

    def release(self, actor: Person) -> None:
        """Give it back to the group; an operator may, too, if the person who has it is gone.

        Raises NotYours, and Conflict where the diagram named a person.
        """
        self.case.lock_for(self)
        authorized = Authorization("role", "operator") if actor.has_role("operator") else self.authorize(actor)
        if self.status != "open" or self.assignee_id is None or not (self.claimed_at if self.personal else self.offers):
            raise Conflict("task_not_releasable")
        self.assign(assignment.able(self))
        history.note(self, EventKind.TASK_RELEASED, actor, authorized)

    def delegate(self, actor: Person, to: Person, reason: str) -> None:
        """Hand it to a colleague of one's unit or of the task's group, with a reason.

        Never to the subject or to one who is excluded. Raises Invalid for a missing reason or such a person.
        """
        self.case.lock_for(self)
        authorized = self.authorize(actor)
        if not reason.strip():
            raise Invalid({"reason": [("required", {})]})
        of_unit = to.unit_key is not None and to.unit_key == actor.unit_key
        colleague = to.active and to.id != actor.id and (of_unit or any(authorization.authorizations(self, to)))
        if self.personal or not colleague or to.id == self.subject_id or to.id in self.excluded_ids:
            raise Invalid({"to": [("delegate_not_allowed", {})]})
        self.assign(to.id)
        history.note(
            self, EventKind.TASK_DELEGATED, actor, authorized, delegation={"to": str(to.id), "reason": reason.strip()}
        )
        notice.notify(
            session_of(self),
            to.id,
            "task_delegated",
            {"task": self.name},
            case_id=self.case_id,
            task_id=self.id,
        )

    def complete(self, actor: Person, answer: Mapping[str, Any]) -> None:
        """Answer it and move the case on: authorize, check the answer, close the task, advance the case.

        Raises AlreadyDone, NotYours, OwnCase, SameHands, AnswerRejected with codes per field.
        """
        others_open = self.case.lock_for(self, settle=True)
        authorized = self.authorize(actor)
        checked = completion.check_answer(self, answer)
        completion.close(self, actor, authorized, checked, others_open)
        completion.advance_case(self, actor, authorized, checked)

    def withdraw(self, actor: Person, reason: str) -> None:
        """Take one's own answer back while one may still do the task. Raises Conflict if somebody went on from it."""
        self.case.lock_for(self)
        if self.completed_by_id != actor.id or self.status != "completed":
            raise NotAllowed("not_your_answer")
        if authorization.held_by(self, actor) is None:
            raise NotYours(assignee=self.assignee_id)
        if not reason.strip():
            raise Invalid({"reason": [("required", {})]})
        self.case.take_back(self, actor, reason.strip())

    def cancel(self) -> None:
        """Cancel it: nobody needs to do it any more."""
        self.status, self.completed_at = "cancelled", now(session_of(self))
        set_free(self, False)
        if self.stranded:
            self.case.reassess(self)

    def reopen(self) -> None:
        """Open again what was completed or cancelled, for the person who had it, as a withdrawal does."""
        self.status, self.completed_at, self.completed_by_id, self.outcome = "open", None, None, None
        set_free(self, self.assignee_id is None)
        for touched in (self, *self.separate_tasks()):
            terms.exclude_exactly(touched, touched.earlier_hands())
            touched.case.reassess(touched)

    def exclude(self, actor: Person) -> None:
        """Never let `actor` do it; what they took of it goes back to the group."""
        if actor.id not in self.excluded_ids:
            terms.exclude(self, {actor.id})
        self.case.reassess(self)

    def separate_tasks(self) -> Sequence["Task"]:
        """The open tasks of the case that other hands must do than this one, read anew."""
        if not (elements := terms.separate_elements(self.case, self.element)):
            return []
        params = {"case": self.case_id, "elements": sorted(elements), "task": self.id}
        return session_of(self).scalars(_SEPARATE, params).all()

    def earlier_hands(self) -> set[int]:
        """The keys of the persons who did what other hands must do than this one."""
        if not (elements := terms.separate_elements(self.case, self.element)):
            return set()
        return set(session_of(self).scalars(HANDS, {"case": self.case_id, "elements": sorted(elements)}))

    def assign(self, person_id: int | None, claimed_at: datetime | None = None, principal: int | None = None) -> None:
        self.assignee_id, self.claimed_at, self.on_behalf_of_id = person_id, claimed_at, principal
        set_free(self, person_id is None)


# Put together once: that takes longer than to run them.
_OF_ELEMENTS = Task.case_id == bindparam("case"), Task.element.in_(bindparam("elements", expanding=True))
_DONE = Task.status == "completed", Task.completed_by_id.is_not(None)
HANDS = cast(Select[int], select(Task.completed_by_id).where(*_OF_ELEMENTS, *_DONE).distinct())
"""The keys of the persons who did these elements of a case."""
_SEPARATE = (
    select(Task)
    .where(*_OF_ELEMENTS, Task.status == "open", Task.id != bindparam("task"))
    .options(with_terms())
    .execution_options(populate_existing=True)
)
