"""A run of one case: restored from its state, moved by one verb, which returns a Step."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.util.task import TaskState

from engine.errors import AlreadyDone, Conflict, Refusal, Runaway
from engine.spiff.compiled import Compiled
from engine.spiff.run.scheduler import settle
from engine.spiff.run.start import begin
from engine.spiff.run.state import decode, encode
from engine.spiff.specs import incidents
from engine.spiff.specs.catching import CatchingElement
from engine.spiff.specs.delivery import broadcast, throw_error, waits_for
from engine.spiff.specs.tasks import JobTask, UserTask
from engine.spiff.tokens.cancellation import cancel_all, close
from engine.spiff.tokens.failure import Failure, OutputFailed
from engine.spiff.tokens.script_engine import ScriptEngine
from engine.spiff.tokens.step import Ended, Environment, Json, Step
from engine.spiff.tokens.step_log import Log
from engine.spiff.tokens.variable_scopes import around
from engine.spiff.tokens.variables import ROOT, Scopes
from engine.spiff.tokens.workflow import CaseTokens

BUDGET = 20_000
"""Elements that one verb may pass, and tokens that it may make."""
STEPS = 3_000_000
"""FEEL steps of all expressions and decisions that one verb may evaluate."""
LARGEST = 16_000_000
"""Bytes of all variables of a case, as JSON."""


class Run:
    """One case in memory. After a verb that raised it is spent: the caller drops it and rolls back."""

    def __init__(
        self,
        compiled: Compiled,
        environment: Environment,
        state: Json | None = None,
        variables: Json | None = None,
        *,
        budget: int = BUDGET,
        collapse: bool = True,
    ) -> None:
        """Restores the case; `state` None is one that was not started. Raises WrongState.

        `budget` is the number of elements a verb may pass; `collapse=False` keeps the history, to compare with.
        """
        bounded = Environment(environment.env.bounded(STEPS), environment.decide, environment.knows)
        self._engine = ScriptEngine(bounded, Scopes(variables))
        self._top = CaseTokens(compiled.specs(), compiled.main, self._engine, collapse=collapse)
        self._budget, self._spent, self._started = budget, False, state is not None
        if state is not None:
            decode(_copy(state), self._top)

    def start(self, variables: Json, at: str | None = None, payload: Json | None = None) -> Step:
        """Starts the case with its first variables; `at` is one of `Compiled.triggers`, with its payload.

        Raises Conflict `already_started`, `start_needs_event` where only an event can begin it, NotFound.
        """
        if self._started:
            raise Conflict("already_started")
        self._started = True
        self._engine.scopes.set(ROOT, {**dict.fromkeys(self._top.spec.data), **_copy(variables)})
        return self._step(lambda: begin(self._top, at, _copy(payload or {})))

    def complete(self, ref: int, answer: Json, doer: Json | None = None) -> Step:
        """Completes a user task with its (nested) answer; `doer` is remembered as `done.<element>`, the last one.

        Raises AlreadyDone, OutputFailed, Runaway.
        """
        task = self._waiting(ref, UserTask, TaskState.READY)
        if doer is not None:
            self._engine.scopes.write(around(task), ["done", task.task_spec.node.id], _copy(doer))
        return self._pass(task, "completed", lambda: task.task_spec.pass_on(task, _copy(answer)))

    def fire(self, ref: int) -> Step:
        """Fires a timer, due or not. Raises AlreadyDone, OutputFailed, Runaway."""
        task = self._waiting(ref, CatchingElement, TaskState.WAITING, event="timer")
        return self._pass(task, "fired", lambda: task.task_spec.trigger(task, {}))

    def receive(self, ref: int, payload: Json) -> Step:
        """Delivers a message to the element that waits for it. Raises AlreadyDone, OutputFailed, Runaway."""
        task = self._waiting(ref, CatchingElement, TaskState.WAITING, event="message")
        return self._pass(task, "received", lambda: task.task_spec.trigger(task, _copy(payload)))

    def signal(self, name: str, payload: Json) -> Step:
        """Delivers a signal to every element that waits for its name. Raises AlreadyDone where none does, Runaway."""
        if not any(waits_for(task, name) for task in self._top.everything()):
            raise AlreadyDone(signal=name)
        return self._step(lambda: broadcast(self._top, name, _copy(payload)))

    def finish(self, ref: int, variables: Json) -> Step:
        """Finishes a job with its result. Raises AlreadyDone, OutputFailed, Runaway."""
        task = self._waiting(ref, JobTask, TaskState.STARTED)
        return self._pass(task, "completed", lambda: task.task_spec.pass_on(task, _copy(variables)))

    def throw_error(self, ref: int, code: str, variables: Json) -> Step:
        """Ends a job with a BPMN error; uncaught it is an incident `error_uncaught`. Raises AlreadyDone, Runaway."""
        task = self._waiting(ref, JobTask, TaskState.STARTED)
        return self._pass(task, "thrown", lambda: self._throw(task, code, _copy(variables)))

    def retry(self, ref: int) -> Step:
        """Runs the element of an incident again. Raises AlreadyDone, Runaway."""
        task = self._waiting(ref, object, TaskState.ERROR)
        return self._step(lambda: incidents.retry(task))

    def skip(self, ref: int, variables: Json) -> Step:
        """Passes an incident's element as if its result were `variables`. Raises AlreadyDone, CannotSkip, Runaway."""
        task = self._waiting(ref, object, TaskState.ERROR)
        return self._step(lambda: incidents.skip(task, _copy(variables)))

    def cancel(self) -> Step:
        """Cancels the whole case."""
        step = self._step(lambda: cancel_all(self._top))
        return replace(step, ended=Ended(None, "cancelled"))

    def _throw(self, task: Any, code: str, values: Json) -> None:
        close(task, "thrown")
        if not throw_error(task, code, values, itself=True):
            incidents.fail(task, Failure("error_uncaught", error=code), "activate")

    def _waiting(self, ref: int, kind: type, state: int, event: str | None = None) -> Any:
        for task in self._top.everything():
            if task.internal_data.get("open") == ref:
                fits = isinstance(task.task_spec, kind) and task.state == state
                if fits and (event is None or task.task_spec.event.kind == event):
                    return task
                break
        raise AlreadyDone(ref=ref)

    def _pass(self, task: Any, how: str, verb: Callable[[], object]) -> Step:
        task.internal_data["how"] = how

        def guarded() -> None:
            try:
                verb()
            except Failure as failure:
                values = {**failure.values, "element": task.task_spec.node.id, "reason": failure.code}
                raise OutputFailed(None, **values) from failure

        return self._step(guarded)

    def _step(self, verb: Callable[[], object]) -> Step:
        if self._spent:
            raise Refusal("run_spent")
        self._spent = True
        log = self._engine.log = Log()
        self._top.bound = self._top.last + self._budget
        try:
            verb()
            settle(self._top, self._budget)
        except SpiffWorkflowException as error:
            raise Refusal("engine_failed", reason=str(error)) from error
        self._spent = False
        return Step(
            encode(self._top),
            _text(self._engine.scopes.tree),
            list(log.waiting.values()),
            log.closed,
            log.evaluations,
            log.thrown,
            log.trail,
            log.ended,
        )


def _copy(value: Json) -> Json:
    """A copy that shares nothing, made of JSON alone, in the order in which it is stored. Raises Refusal `not_json`."""
    copied: Json = orjson.loads(_text(value))
    return copied


def _text(value: Json) -> bytes:
    """The value as it is stored. Raises Refusal `not_json`, Runaway."""
    try:
        encoded = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        raise Refusal("not_json", reason=str(error)) from error
    if len(encoded) > LARGEST:
        raise Runaway("variables_too_large", size=len(encoded), limit=LARGEST)
    return encoded
