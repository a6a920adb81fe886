"""The task itself: its row and its verbs."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

import forms
from engine import audit, document, notice
from engine.base import Base, now, session_of
from engine.errors import AlreadyDone, Conflict, Invalid, InvalidAnswer, NotAllowed, NotYours, OwnCase, SameHands
from engine.person import Person
from engine.task.offer import Right, TaskCandidate, TaskExclusion, offered

if TYPE_CHECKING:
    from engine import spiff
    from engine.instance import ProcessInstance


class Task(Base):
    """One thing a person is asked to do in a case."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_inbox", "assignee_id", "status", "due_order", "id"),
        Index(None, "instance_id", "ref"),
        Index(None, "completed_by_id", "instance_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"))
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
    instance: Mapped["ProcessInstance"] = relationship()
    candidates: Mapped[list[TaskCandidate]] = relationship(order_by=TaskCandidate.role_key)
    exclusions: Mapped[list[TaskExclusion]] = relationship()

    def node(self) -> "spiff.Node":
        """What the diagram says of this task."""
        return self.instance.definition.contents().diagrams.nodes[self.element]

    def form(self) -> forms.Form | None:
        """The form, as frozen with the case's definition."""
        return self.instance.definition.form(self.form_id) if self.form_id else None

    def scope(self) -> dict[str, Any]:
        """What expressions of this task see."""
        return self.instance.visible(self.scope_ref)

    def late(self) -> bool:
        """Whether it is open and past its due time."""
        return self.status == "open" and self.due_at is not None and self.due_at < now(session_of(self))

    def right_of(self, actor: Person) -> Right:
        """By what right `actor` does this task. Raises AlreadyDone, OwnCase, SameHands or NotYours."""
        if self.status != "open":
            raise AlreadyDone(status=self.status, by=self.completed_by_id)
        if self.assignee_id == actor.id and (self.personal or self.subject_id != actor.id):
            return offered(self, actor) or Right("assignee")
        if self.subject_id == actor.id:
            raise OwnCase()
        if any(exclusion.person_id == actor.id for exclusion in self.exclusions):
            raise SameHands(separate_from=self.node().separate_from)
        right = offered(self, actor)
        if right is None or self.assignee_id not in (None, right.on_behalf_of):
            raise NotYours(assignee=self.assignee_id)
        return right

    def claim(self, actor: Person) -> None:
        """Take the task for oneself. Raises AlreadyDone, NotYours, OwnCase, SameHands."""
        self._lock()
        right = self.right_of(actor)
        self._assign(actor.id)
        self.claimed_at = now(session_of(self))
        self._record("task_claimed", actor, right)

    def release(self, actor: Person) -> None:
        """Give it back to the group. Raises NotYours, and Conflict where the diagram named a person."""
        self._lock()
        right = self.right_of(actor)
        if self.assignee_id is None or self.personal or not self.candidates:
            raise Conflict("task_not_releasable")
        self._assign(None)
        self.claimed_at = None
        self._record("task_released", actor, right)

    def delegate(self, actor: Person, to: Person, reason: str) -> None:
        """Hand it to a colleague of one's unit or of the task's group, with a reason.

        Never to the subject or to hands kept apart. Raises Invalid for a missing reason or such a person.
        """
        self._lock()
        right = self.right_of(actor)
        if not reason.strip():
            raise Invalid({"reason": [("required", {})]})
        colleague = to.active and (to.unit_key == actor.unit_key or offered(self, to) is not None)
        apart = to.id == self.subject_id or any(exclusion.person_id == to.id for exclusion in self.exclusions)
        if self.personal or not colleague or apart or to.id == actor.id:
            raise Invalid({"to": [("delegate_not_allowed", {"name": to.name})]})
        self._assign(to.id)
        self._record("task_delegated", actor, right, parts={"delegation": {"to": str(to.id), "reason": reason.strip()}})
        notice.tell(
            session_of(self),
            to.id,
            "task_delegated",
            {"task": self.name},
            instance_id=self.instance_id,
            task_id=self.id,
        )

    def complete(self, actor: Person, answer: Mapping[str, Any]) -> None:
        """Answer the task and move the case on.

        Raises AlreadyDone, NotYours, OwnCase, SameHands; InvalidAnswer with a message per field.
        """
        self._lock()
        self.instance.settle()
        right = self.right_of(actor)
        form = self.form()
        given = self._checked(form, answer)
        if form:
            document.attach(session_of(self), actor, form.documents(given), self.instance, self.id)
        self.status, self.completed_at, self.completed_by_id = "completed", now(session_of(self)), actor.id
        self.assignee_id, self.on_behalf_of_id = actor.id, right.on_behalf_of
        self.outcome = _at(given, form.outcome.path) if form and form.outcome else None
        self._free(False)
        self._keep_apart(actor)
        self.instance.advance(lambda run: run.complete(self.ref, given), "task_completed", actor=actor, task=self,
                              right=right, parts={"answer": given})  # fmt: skip

    def withdraw(self, actor: Person, reason: str) -> None:
        """Take one's own answer back while nobody has gone on from it. Raises Conflict where somebody has."""
        self._lock()
        if self.completed_by_id != actor.id or self.status != "completed":
            raise NotAllowed("not_your_answer")
        if not reason.strip():
            raise Invalid({"reason": [("required", {})]})
        self.instance.take_back(self, actor, reason.strip())

    def cancel(self) -> None:
        """Nobody needs to do it any more."""
        self.status, self.completed_at = "cancelled", now(session_of(self))
        self._free(False)

    def reopen(self) -> None:
        """Open again what was completed, as a withdrawal does."""
        self.status, self.completed_at, self.completed_by_id, self.outcome = "open", None, None, None
        self.on_behalf_of_id = None

    def _lock(self) -> None:
        self.instance.lock()
        session_of(self).refresh(self, ["status", "assignee_id", "completed_by_id"])

    def _checked(self, form: forms.Form | None, answer: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return form.load(answer, self.scope(), self.instance.env()) if form else {}
        except forms.InvalidAnswer as invalid:
            raise InvalidAnswer(invalid.errors) from None

    def _assign(self, person_id: int | None) -> None:
        self.assignee_id = person_id
        self._free(person_id is None)

    def _free(self, free: bool) -> None:
        for candidate in self.candidates:
            candidate.free = free

    def _keep_apart(self, actor: Person) -> None:
        nodes = self.instance.definition.contents().diagrams.nodes
        kept = {node.id for node in nodes.values() if self.element in node.separate_from}
        for other in self.instance.open_tasks() if kept else ():
            if other.id != self.id and other.element in kept:
                session_of(self).merge(TaskExclusion(task_id=other.id, person_id=actor.id))

    def _record(self, kind: str, actor: Person, right: Right, parts: Mapping[str, object] | None = None) -> None:
        audit.record(
            session_of(self), kind, actor=actor, chain=self.instance, on_behalf_of=right.on_behalf_of,
            mandate=right.letter, person_id=self.subject_id, task_id=self.id, element=self.element,
            digest=self.instance.definition.digest, parts={"right": vars(right), **(parts or {})},
        )  # fmt: skip


def _at(answer: Mapping[str, Any], path: str) -> Any:
    value: Any = answer
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
