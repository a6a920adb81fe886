"""Instances side by side, with a clock that is moved and the messages and signals that cross between them."""

import datetime
import json
from collections.abc import Collection, Mapping
from typing import Any

from bpmn_translation import Translated

from engine import dmn, feel, spiff
from engine.errors import Conflict

START = datetime.datetime(2026, 7, 8, 9, 0, tzinfo=datetime.UTC)
TEN_SECONDS = datetime.timedelta(seconds=10)
STEPS = 1_000


class House:
    """The processes of one diagram; `log` is what their scripts wrote."""

    def __init__(self, told: Translated) -> None:
        self.told, self.now = told, START
        self.log: list[str] = []
        self.cases: list[Case] = []
        self.kept: list[spiff.Thrown] = []
        self.thrown: list[tuple[spiff.Thrown, Case]] = []
        self.stamps: list[tuple[datetime.datetime, datetime.datetime]] = []
        self.compiled = {name: spiff.compile(name, {"d.bpmn": told.source}) for name in told.processes}

    def start(self, process: str, variables: Mapping[str, Any], at: str | None = None) -> None:
        """Starts an instance."""
        case = Case(self, self.compiled[process])
        self.cases.append(case)
        case.took(case.run().start(dict(variables), at))

    def go_on(self, until: datetime.datetime) -> None:
        """Everything that happens until then."""
        for _step in range(STEPS):
            if self.thrown:
                self._deliver(*self.thrown.pop(0))
            elif not any(case.act() for case in self.cases):
                due = [moment for case in self.cases for moment in case.dues()]
                if not due or min(due) > until:
                    return
                self.now = max(self.now, min(due))
        raise RuntimeError("it does not come to rest")

    def _deliver(self, thrown: spiff.Thrown, sender: "Case") -> None:
        if thrown.kind == "signal":
            heard = set()
            for case in [each for each in self.cases if each is not sender]:
                waits = {w.element for w in case.waiting.values() if w.kind == "signal" and w.message == thrown.name}
                if waits:
                    heard |= waits
                    case.took(case.run().signal(thrown.name, thrown.payload))
            self._begin(thrown, heard)
            return
        self.kept.append(thrown)
        self.hear()
        if thrown in self.kept and self._begin(thrown):
            self.kept.remove(thrown)

    def hear(self) -> None:
        """Hands each kept message to the first who waits for it."""
        for thrown in list(self.kept):
            for case in self.cases:
                ref = case.waits_for(thrown)
                if ref is not None:
                    self.kept.remove(thrown)
                    case.took(case.run().receive(ref, thrown.payload))
                    return

    def _begin(self, thrown: spiff.Thrown, heard: Collection[str] = ()) -> bool:
        """Starts the processes that begin with it; not by an event that a running instance was still waiting for."""
        begun = False
        for name, compiled in self.compiled.items():
            for at, event in compiled.triggers:
                fits = event.kind == thrown.kind and event.message == thrown.name
                if fits and at.partition("[")[0] not in heard:
                    self.start(name, {}, at)
                    begun = True
                    break
        return begun


class Case:
    """One instance, stored as JSON and read again before every step."""

    def __init__(self, house: House, compiled: spiff.Compiled) -> None:
        self.house = house
        self.process, self.frozen = compiled.main, json.dumps(compiled.to_json())
        self.stored = "[null, null]"
        self.waiting: dict[int, spiff.Waiting] = {}
        self.since: dict[int, datetime.datetime] = {}
        self.ended: spiff.Ended | None = None

    def run(self) -> spiff.Run:
        """A fresh run over what was stored."""
        state, variables = json.loads(self.stored)
        environment = spiff.Environment(feel.EvalContext(now=self.house.now), _undecided, lambda _kind, _name: True)
        return spiff.Run(spiff.Compiled.from_json(json.loads(self.frozen)), environment, state, variables)

    def took(self, step: spiff.Step) -> None:
        """Stores a step, and writes the log that its scripts wrote."""
        self.stored = json.dumps([step.state, json.loads(step.variables_json)])
        for closed in step.closed:
            self.waiting.pop(closed.ref, None)
        for evaluation in step.evaluations:
            if evaluation.kind == "script" and evaluation.result is not False:
                self.house.log += self.house.told.says.get(evaluation.element, [])
        for opened in step.opened:
            self.waiting[opened.ref], self.since[opened.ref] = opened, self.house.now
            if opened.kind == "incident" and opened.code != "join_never_fires":
                self.house.log.append("ERROR_RUNTIME")
        self.house.thrown += [(thrown, self) for thrown in step.thrown]
        self.ended = step.ended or self.ended
        if step.ended and step.ended.kind == "error":
            self.house.log.append("ERROR_THROWN_ERROR_EVENT")
        self.house.hear()

    def act(self) -> bool:
        """Does the first thing that can be done now; whether there was one."""
        for ref, waiting in sorted(self.waiting.items()):
            if self._due(waiting) is not None and self._due(waiting) <= self.house.now:  # type: ignore[operator]
                self._do(ref, waiting)
                return True
        return False

    def dues(self) -> list[datetime.datetime]:
        """When things fall due here."""
        return [due for waiting in self.waiting.values() if (due := self._due(waiting)) is not None]

    def waits_for(self, thrown: spiff.Thrown) -> int | None:
        """The ref of who waits for a message."""
        told = (thrown.name, thrown.correlation_key)
        return next(
            (ref for ref, w in sorted(self.waiting.items()) if w.kind == "message" and (w.message, w.key) == told), None
        )

    def _due(self, waiting: spiff.Waiting) -> datetime.datetime | None:
        if waiting.kind == "timer":
            return datetime.datetime.fromisoformat(waiting.due or "")
        if waiting.kind not in ("job", "task"):
            return None
        kind = waiting.job_type or ""
        takes = TEN_SECONDS if "WAIT_TEN_SECONDS" in kind or "TIMESTAMP" in kind else datetime.timedelta(0)
        return self.since[waiting.ref] + takes

    def _do(self, ref: int, waiting: spiff.Waiting) -> None:
        run = self.run()
        if waiting.kind == "timer":
            self.took(run.fire(ref))
        elif waiting.kind == "task":
            self.took(run.complete(ref, {}))
        elif "THROW_ERROR" in (waiting.job_type or ""):
            self.took(run.throw_error(ref, self.house.told.error, {}))
        else:
            if "TIMESTAMP" in (waiting.job_type or ""):
                self.house.stamps.append((self.since[ref], self.house.now))
            self.house.log += self.house.told.says.get(waiting.element, [])
            self.took(run.finish(ref, {}))


def begun_by_itself(house: House, process: str, variables: Mapping[str, Any], until: datetime.datetime) -> None:
    """Starts a process that only an event can begin: at its times, with its condition, else by its first event."""
    for at, event in house.compiled[process].triggers:
        if event.kind == "timer":
            _by_the_clock(house, process, variables, until, at, event)
            return
        try:
            house.start(process, variables, at)
        except Conflict:
            house.cases.pop()
        else:
            return


def _by_the_clock(
    house: House,
    process: str,
    variables: Mapping[str, Any],
    until: datetime.datetime,
    at: str,
    event: spiff.EventDefinition,
) -> None:
    told = spiff.first_time(event, feel.EvalContext(now=house.now))
    while (due := datetime.datetime.fromisoformat(told["due"])) <= until:
        house.go_on(due)
        house.now = max(house.now, due)
        house.start(process, variables, at)
        if not told.get("left"):
            return
        told |= spiff.next_time(told, feel.EvalContext(now=house.now))


def _undecided(decision: str, binding: str, scope: Mapping[str, object], env: feel.EvalContext) -> dmn.DecisionResult:
    raise LookupError(decision)
