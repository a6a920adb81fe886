"""Subprocesses and called processes: an inner workflow, and a scope of its own."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.spiff.specs.element import Element
from engine.spiff.tokens import compensation
from engine.spiff.tokens.cancellation import cancel_all
from engine.spiff.tokens.failure import Failure
from engine.spiff.tokens.variable_scopes import around, give_out, local_of, scope_of
from engine.spiff.tokens.workflow import engine_of

DEEPEST = 30
"""Subprocesses and called processes inside each other: a process that calls itself without end stops here."""


class SubProcess(Element):
    """Goes on when nothing inside it is left. A transaction is one that can be cancelled."""

    waits = True

    @property
    def inside(self) -> str:
        """The name of the spec that runs inside."""
        return self.node.id

    def begin(self, task: Any) -> None:
        if task.workflow.depth >= DEEPEST:
            raise Failure("nested_too_deep", limit=DEEPEST)
        self.open_scope(task)
        task._set_state(TaskState.STARTED)
        self.enter(task, task.workflow.top_workflow.create_subprocess(task, self.inside))

    def enter(self, task: Any, inner: Any) -> None:
        """Begins what is inside."""
        inner.enter()

    def open_scope(self, task: Any) -> None:
        """The scope of the subprocess."""
        scopes = engine_of(task).scopes
        if not scopes.has(task.id):
            scopes.open(task.id, around(task), {})

    def proceed(self, task: Any) -> None:
        inner = task.workflow.top_workflow.subprocesses.get(task.id)
        if inner is not None and inner.busy():
            return
        self.hand_back(task)
        self.round_off(task)
        compensation.keep_inside(task)
        if not task.internal_data.get("kept"):
            self.leave_inside(task)
        task.complete()

    def drop_scope(self, task: Any) -> None:
        if not task.internal_data.get("kept"):
            super().drop_scope(task)

    def leave_inside(self, task: Any) -> None:
        """Drops what was inside, after everything that may fail."""
        inner = task.workflow.top_workflow.subprocesses.pop(task.id, None)
        if inner is not None:
            cancel_all(inner)

    def hand_back(self, task: Any) -> None:
        """Writes the results of what ran inside to the scope around."""
        give_out(task, {})


class EventSubProcess(SubProcess):
    """Begun by its event, inside the scope that it stands in; its start gets what the event brought."""

    def enter(self, task: Any, inner: Any) -> None:
        for spec in inner.spec.listeners:
            inner.top_workflow.arrive(inner.add(spec))
        for spec in inner.spec.entries:
            inner.top_workflow.arrive(inner.add(spec, values=task.internal_data.pop("values", {})))


class AdHocSubProcess(SubProcess):
    """A subprocess whose elements run in any order, at once or one after the other, until its condition holds."""

    def enter(self, task: Any, inner: Any) -> None:
        ad_hoc = self.node.ad_hoc
        if ad_hoc is None or not ad_hoc.sequential:
            inner.enter()
            return
        task.internal_data["waits"] = [spec.name for spec in inner.spec.entries]
        for spec in inner.spec.listeners:
            inner.top_workflow.arrive(inner.add(spec))
        self._next(task, inner)

    def inner_done(self, task: Any, done: Element) -> None:
        if task.state == TaskState.STARTED:
            # The condition is asked before anything else inside moves.
            task.internal_data["asks"] = True
            task.workflow.top_workflow.queue.appendleft(task)

    def proceed(self, task: Any) -> None:
        ad_hoc, inner = self.node.ad_hoc, task.workflow.top_workflow.subprocesses.get(task.id)
        if ad_hoc and ad_hoc.condition and task.internal_data.get("asks"):
            enough = engine_of(task).condition(self.node.id, ad_hoc.condition, scope_of(task))
            if enough:
                task.internal_data["waits"] = []
                if ad_hoc.cancels and inner is not None:
                    cancel_all(inner)
        task.internal_data.pop("asks", None)
        if inner is not None and not inner.busy() and task.internal_data.get("waits"):
            self._next(task, inner)
        else:
            super().proceed(task)

    def _next(self, task: Any, inner: Any) -> None:
        waits = task.internal_data["waits"]
        if waits:
            inner.top_workflow.arrive(inner.add(inner.spec.task_specs[waits.pop(0)]))


class CallActivity(SubProcess):
    """Runs another process as a root of its own: it sees only its inputs, and what it wrote is copied back."""

    @property
    def inside(self) -> str:
        return self.node.called or ""

    def open_scope(self, task: Any) -> None:
        scopes, top = engine_of(task).scopes, task.workflow.top_workflow
        called = top.ordinal()
        names = dict(scopes.view(scope_of(task))) if self.node.hand_in else local_of(task)
        data = dict.fromkeys(top.subprocess_specs[self.inside].data)
        scopes.open(called, None, {**names, **data}, tracked=True)
        task.internal_data["called"] = called

    def hand_back(self, task: Any) -> None:
        scopes, called = engine_of(task).scopes, task.internal_data["called"]
        if self.node.outputs:
            give_out(task, dict(scopes.own(called)))
        elif self.node.hand_back:
            for path, value in scopes.written(called):
                scopes.write(scope_of(task), path, value)

    def leave_inside(self, task: Any) -> None:
        super().leave_inside(task)
        engine_of(task).scopes.close(task.internal_data.pop("called"))
