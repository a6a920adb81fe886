"""Events that are waited for: a time, a message, a signal, a condition, or several of them."""

from abc import ABC, abstractmethod
from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.spiff.model.events import EventDefinition
from engine.spiff.specs.element import Element
from engine.spiff.specs.incidents import fail
from engine.spiff.tokens import due_dates
from engine.spiff.tokens.cancellation import close, consume
from engine.spiff.tokens.failure import Failure
from engine.spiff.tokens.step import Json
from engine.spiff.tokens.variable_scopes import scope_of, text_or_none
from engine.spiff.tokens.workflow import engine_of

OUTSIDE = ("timer", "message", "signal")
"""The kinds that come from outside the case; each wait has a ref."""


class CatchingElement(Element, ABC):
    """An element whose token waits for its event. Several events are `parts`, each with a token below it."""

    parts: list["EventPart"]

    @property
    def event(self) -> EventDefinition:
        """The definition of the event that it waits for."""
        return self.node.event

    @property
    def awaits(self) -> bool:
        """True if a token waits for it; errors, escalations and cancellations are found when they are thrown."""
        return any(part.kind in (*OUTSIDE, "conditional") for part in self.event.each)

    def listen(self, task: Any, scope: int | None = None, *, again: bool = False) -> None:
        """Begins to wait. Raises Failure where the time, the key or the name cannot be computed.

        `again`: it happened already, so a condition that still holds is nothing new.
        """
        seen = scope_of(task) if scope is None else scope
        task._set_state(TaskState.WAITING)
        if self.event.kind == "multiple":
            for part in self.parts:
                if task.state == TaskState.WAITING:
                    part.listen(task.workflow.add(part, task), seen, again=again)
        elif self.event.kind == "timer":
            self._wait(task, seen, **self._times(task, seen))
        elif self.event.kind == "message":
            key = self._text(task, self.event.key, seen, "correlation_key_not_text", "key")
            self._wait(task, seen, message=self._name(task, seen), key=key)
        elif self.event.kind == "signal":
            self._wait(task, seen, message=self._name(task, seen))
        elif self.event.kind == "conditional":
            task.internal_data.update(holds=again, seen=seen)
            if not again:
                self.look(task)

    def look(self, task: Any) -> bool:
        """True if the condition has come to hold, which triggers the event."""
        engine, internal = engine_of(task), task.internal_data
        before, count = internal["holds"], len(engine.log.evaluations)
        internal["holds"] = engine.feel(self.node.id, "condition", self.event.condition or "", internal["seen"]) is True
        if internal["holds"] == before:
            del engine.log.evaluations[count:]
        if internal["holds"] and not before:
            try:
                self.trigger(task, {})
            except Failure as failure:
                fail(task, failure, "activate")
        return bool(internal["holds"] and not before)

    @abstractmethod
    def trigger(self, task: Any, values: Json) -> None:
        """Goes on: the event has come, with these values."""

    def part_came(self, task: Any, part: Any, values: Json) -> None:
        """One of several events came; where all are needed it waits for the rest."""
        came = {**task.internal_data.get("came", {}), **values}
        close(part, "received")
        consume(part)
        rest = [child for child in task.children if isinstance(child.task_spec, EventPart)]
        if self.event.parallel and any(child.state == TaskState.WAITING for child in rest):
            task.internal_data["came"] = came
            return
        for child in rest:
            if child.state == TaskState.WAITING:
                consume(child, "cancelled")
        task.internal_data.pop("came", None)
        self.trigger(task, came)

    def again(self, task: Any, new: Any, scope: int) -> None:
        """Waits at the token `new` for the next time, as `task` waited."""
        internal = task.internal_data
        if self.event.kind in ("multiple", "conditional"):
            self.listen(new, scope, again=True)
        elif self.event.kind == "timer":
            env = engine_of(task).step_environment.env
            self._wait(new, scope, every=internal["every"], **due_dates.next_of(internal, env))
        elif self.event.kind in OUTSIDE:
            self._wait(new, scope, **{name: internal[name] for name in ("message", "key") if name in internal})
        else:
            new._set_state(TaskState.WAITING)

    def comes_again(self, task: Any) -> bool:
        """True if the event can happen once more: every kind can, a time only if it is a cycle that is not over."""
        return self.event.kind != "timer" or task.internal_data.get("left", 0) != 0

    def _wait(self, task: Any, scope: int, **awaited: Any) -> None:
        task._set_state(TaskState.WAITING)
        task.internal_data.update(awaited)
        visible = {name: awaited[name] for name in ("due", "message", "key") if name in awaited}
        self.open(task, self.event.kind, scope=scope, attached_to=self._host(task), **visible)

    def _host(self, task: Any) -> int | None:
        attached = task.parent if self.node.attached_to else None
        return None if attached is None else int(attached.internal_data.get("open", attached.id))

    def _times(self, task: Any, scope: int) -> Json:
        engine, event = engine_of(task), self.event
        value, env = engine.text(self.node.id, "timer", event.time or "", scope), engine.step_environment.env
        return due_dates.times(event.timer, value, env, event=self.node.id)

    def _name(self, task: Any, scope: int) -> str:
        return self._text(task, self.event.message, scope, f"{self.event.kind}_name_not_text", "name")

    def _text(self, task: Any, text: str | None, scope: int, code: str, what: str) -> str:
        value = engine_of(task).text(self.node.id, "correlation", text or "", scope, what=what)
        name = text_or_none(value, code, event=self.node.id)
        if name is None:
            raise Failure(code, result=None, event=self.node.id)
        return name


class EventPart(CatchingElement):
    """One of the several events of an element: its token hangs below the element's."""

    listens = True

    def __init__(self, wf_spec: Any, owner: CatchingElement, index: int) -> None:
        super().__init__(wf_spec, f"{owner.name}[{index}]", owner.node)
        self.definition = owner.node.event.part(index)

    @property
    def event(self) -> EventDefinition:
        return self.definition

    def trigger(self, task: Any, values: Json) -> None:
        parent = task.parent
        parent.task_spec.part_came(parent, task, values)

    def _host(self, task: Any) -> int | None:
        host: int | None = task.parent.task_spec._host(task.parent)
        return host
