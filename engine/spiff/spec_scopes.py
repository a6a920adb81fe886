"""Subprocesses and called processes: an inner workflow, and a scope of its own."""

from typing import Any

from engine.spiff.failure import Failure
from engine.spiff.placing import around, give_out, local_of, scope_of
from engine.spiff.spec_element import Element
from engine.spiff.spec_events import StartEvent
from engine.spiff.workflow import engine_of

DEEPEST = 30
"""Subprocesses and called processes inside each other: a process that calls itself without end stops here."""


class SubProcess(Element):
    """Goes on when nothing inside it is left."""

    waits = True
    holds = True

    @property
    def inside(self) -> str:
        """The name of the spec that runs inside."""
        return self.node.id

    def begin(self, task: Any) -> None:
        if task.workflow.depth >= DEEPEST:
            raise Failure("nested_too_deep", limit=DEEPEST)
        self.open_scope(task)
        task._ready()
        task.run()
        inner = task.workflow.top_workflow.create_subprocess(task, self.inside)
        start = next(spec for spec in inner.spec.task_specs.values() if isinstance(spec, StartEvent))
        inner.top_workflow.arrive(inner.add(start))

    def open_scope(self, task: Any) -> None:
        """The scope of the subprocess."""
        scopes = engine_of(task).scopes
        if not scopes.has(task.id):
            scopes.open(task.id, around(task), {})

    def _run_hook(self, my_task: Any) -> bool | None:
        return None

    def proceed(self, task: Any) -> None:
        top = task.workflow.top_workflow
        inner = top.subprocesses.get(task.id)
        if inner is not None and inner.live():
            return
        self.hand_back(task)
        self.round_off(task)
        self.leave_inside(task)
        task.complete()

    def leave_inside(self, task: Any) -> None:
        """Drops what was inside, after everything that may fail."""
        task.workflow.top_workflow.subprocesses.pop(task.id, None)

    def hand_back(self, task: Any) -> None:
        """What the inside gives to the outside."""
        give_out(task, {})


class CallActivity(SubProcess):
    """Runs another process as a root of its own: it sees what was handed in, and gives back what it wrote."""

    @property
    def inside(self) -> str:
        return self.node.called or ""

    def open_scope(self, task: Any) -> None:
        scopes, called = engine_of(task).scopes, task.workflow.top_workflow.ordinal()
        names = dict(scopes.view(scope_of(task))) if self.node.hand_in else local_of(task)
        scopes.open(called, None, names, tracked=True)
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
