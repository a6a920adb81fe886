"""Drives a run as an engine would: after every verb the state and variables go through JSON and back into a fresh run."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

from engine import dmn, feel, spiff

NOW = datetime.datetime(2026, 7, 8, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))


class Case:
    """One instance of a bundle, stored after each step."""

    def __init__(self, main: str, *diagrams: bytes, decide: Any = None, reload: bool = True, **options: Any) -> None:
        files = {f"{number}.bpmn": diagram for number, diagram in enumerate(diagrams)}
        self.compiled = spiff.Compiled.from_json(json.loads(json.dumps(spiff.compile(main, files).to_json())))
        self.unknown: set[str] = set()
        self.now, self.decide, self.options, self.reload = NOW, decide or _undecided, options, reload
        self.state: dict[str, Any] | None = None
        self.variables: dict[str, Any] | None = None
        self.waiting: dict[int, spiff.Waiting] = {}
        self.trail: list[str] = []
        self.steps: list[spiff.Step] = []
        self.ended: spiff.Ended | None = None
        self._run: spiff.Run | None = None
        self._given: tuple[Any, Any] = (None, None)
        self._before = ""

    def run(self) -> spiff.Run:
        """A fresh run over what was stored."""
        if self._run is None or self.reload:
            environment = spiff.Environment(
                feel.EvalContext(now=self.now), self.decide, lambda _kind, name: name not in self.unknown
            )
            self._run = spiff.Run(self.compiled, environment, self.state, self.variables, **self.options)
            self._given, self._before = (self.state, self.variables), json.dumps([self.state, self.variables])
        return self._run

    def took(self, step: spiff.Step) -> spiff.Step:
        """Stores a step and mirrors what waits; what the run was given is as it was."""
        assert json.dumps(self._given) == self._before
        self.state, self.variables = json.loads(json.dumps(step.state)), json.loads(step.variables_json)
        for closed in step.closed:
            del self.waiting[closed.ref]
        for opened in step.opened:
            assert opened.ref not in self.waiting
            self.waiting[opened.ref] = opened
        self.trail += step.trail
        self.steps.append(step)
        self.ended = step.ended or self.ended
        live = [token for token in step.state["tokens"] if token["is"] not in ("completed", "cancelled")]
        assert (step.ended is not None) == (not live)
        return step

    def start(self, **variables: Any) -> "Case":
        self.took(self.run().start(variables))
        return self

    def start_at(self, element: str, payload: Mapping[str, Any] | None = None, **variables: Any) -> "Case":
        """Starts with the event of one of its starts."""
        self.took(self.run().start(variables, element, dict(payload or {})))
        return self

    def signal(self, name: str, payload: Mapping[str, Any] | None = None) -> spiff.Step:
        return self.took(self.run().signal(name, dict(payload or {})))

    def ref(self, element: str, index: int = 0) -> int:
        """The ref of what waits at an element."""
        return sorted(ref for ref, waiting in self.waiting.items() if waiting.element == element)[index]

    def at(self, element: str, index: int = 0) -> spiff.Waiting:
        """What waits at an element."""
        return self.waiting[self.ref(element, index)]

    def complete(self, element: str, answer: Mapping[str, Any] | None = None, index: int = 0) -> spiff.Step:
        return self.took(self.run().complete(self.ref(element, index), dict(answer or {})))

    def fire(self, element: str, index: int = 0) -> spiff.Step:
        return self.took(self.run().fire(self.ref(element, index)))

    def receive(self, element: str, payload: Mapping[str, Any] | None = None, index: int = 0) -> spiff.Step:
        return self.took(self.run().receive(self.ref(element, index), dict(payload or {})))

    def finish(self, element: str, variables: Mapping[str, Any] | None = None, index: int = 0) -> spiff.Step:
        return self.took(self.run().finish(self.ref(element, index), dict(variables or {})))

    def throw(self, element: str, code: str, variables: Mapping[str, Any] | None = None, index: int = 0) -> spiff.Step:
        return self.took(self.run().throw_error(self.ref(element, index), code, dict(variables or {})))

    def retry(self, element: str) -> spiff.Step:
        return self.took(self.run().retry(self.ref(element)))

    def skip(self, element: str, variables: Mapping[str, Any] | None = None) -> spiff.Step:
        return self.took(self.run().skip(self.ref(element), dict(variables or {})))

    @property
    def open(self) -> list[str]:
        """The elements at which something waits, sorted."""
        return sorted(waiting.element for waiting in self.waiting.values())

    @property
    def root(self) -> dict[str, Any]:
        return spiff.root(self.variables or {})


def _undecided(decision: str, binding: str, scope: Mapping[str, object], env: feel.EvalContext) -> dmn.DecisionResult:
    raise AssertionError(f"nobody decides {decision}")
