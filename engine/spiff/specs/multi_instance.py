"""Multi-instance: one activity for each item of a list, at once or one after the other, results in their order."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.spiff.specs.delivery import throw_signal
from engine.spiff.specs.element import Element
from engine.spiff.tokens.cancellation import cancel
from engine.spiff.tokens.failure import Failure
from engine.spiff.tokens.step import Json
from engine.spiff.tokens.variable_scopes import around, scope_of
from engine.spiff.tokens.workflow import LIVE, engine_of

LIMIT = 2_000
# Of a longer text no number is made: Python refuses thousands of digits.
DIGITS = 18


class MultiInstance(Element):
    """The body of a loop. Each child stands below it at the spec `child`; its scope holds item and `loopCounter`."""

    waits = True
    child: Element

    @property
    def loop(self) -> Any:
        """The loop's own settings."""
        return self.node.loop

    def activate(self, task: Any) -> None:
        self.begin(task)
        self.attach(task)

    def begin(self, task: Any) -> None:
        items = self._items(task)
        scopes = engine_of(task).scopes
        scopes.open(task.id, around(task), {self.loop.output: [None] * len(items)} if self.loop.output else {})
        task.internal_data.update(total=len(items), done=0, started=0)
        if self.loop.sequential:
            scopes.tree[str(task.id)]["items"] = items
        task._set_state(TaskState.STARTED)
        for item in items[:1] if self.loop.sequential else items:
            self._start(task, item)
        if not items:
            task.workflow.top_workflow.arrive(task)

    def gather(self, task: Any, child: Any) -> None:
        """Takes a child's result and evaluates the completion condition. Raises Failure, then nothing was taken."""
        engine, loop, scope = engine_of(task), self.loop, scope_of(child)
        index = child.internal_data["index"]
        results = list(engine.scopes.own(task.id).get(loop.output) or []) if loop.output else []
        if loop.output and not child.internal_data.get("skipped"):
            results[index] = engine.json(
                self.node.id, "loop", loop.output_element or "", scope, index=index, what="output"
            )
        names = self._counts(task) | ({loop.output: results} if loop.output else {})

        def holds(condition: str, what: str) -> bool:
            return engine.condition(self.node.id, condition, scope, names, "loop", index=index, what=what)

        enough = bool(loop.condition) and holds(loop.condition, "completion")
        behaviors = [number for number, (condition, _event) in enumerate(loop.complex) if holds(condition, "behavior")]
        task.internal_data["enough"] = enough or bool(behaviors)
        if behaviors:
            task.internal_data["throws"] = behaviors
        if loop.output:
            engine.scopes.set(task.id, {loop.output: results})

    def child_done(self, task: Any) -> None:
        """Throws the events that a child's end calls for; cancels the other children if the loop is complete."""
        internal, loop = task.internal_data, self.loop
        internal["done"] += 1
        events = [loop.complex[number][1] for number in internal.pop("throws", ())]
        if loop.event and (loop.behavior == "None" or internal["done"] == 1):
            events.append(loop.event)
        for event in events:
            if event.kind == "signal" and task.has_state(LIVE):
                throw_signal(task, event, beside=task)
        if internal.get("enough") and task.has_state(LIVE):
            self.proceed(task)
        elif task.has_state(LIVE):
            task.workflow.top_workflow.arrive(task)

    def proceed(self, task: Any) -> None:
        internal = task.internal_data
        if internal["done"] < internal["total"] and not internal.get("enough"):
            if self.loop.sequential and internal["started"] == internal["done"]:
                self._start(task, engine_of(task).scopes.tree[str(task.id)]["items"][internal["started"]])
            return
        for child in running(task):
            cancel(child)
        if self.loop.output:
            scopes = engine_of(task).scopes
            scopes.write(around(task), [self.loop.output], scopes.own(task.id)[self.loop.output])
        task.complete()

    def _items(self, task: Any) -> list[Any]:
        engine, loop = engine_of(task), self.loop
        text = loop.cardinality or loop.collection
        value = engine.json(self.node.id, "loop", text, scope_of(task), what="collection")
        if loop.cardinality:
            value = _numbers(value)
        if not isinstance(value, list):
            raise Failure("collection_not_a_list", result=value)
        if len(value) > LIMIT:
            raise Failure("collection_too_long", size=len(value), limit=LIMIT)
        return value

    def _start(self, task: Any, item: Any) -> None:
        internal = task.internal_data
        names: Json = {"loopCounter": internal["started"] + 1}
        if self.loop.element:
            names[self.loop.element] = item
        if self.child.loop_result:
            names.setdefault(self.child.loop_result, None)
        child = task.workflow.add(self.child, task, index=internal["started"])
        engine_of(task).scopes.open(child.id, task.id, names)
        internal["started"] += 1
        task.workflow.top_workflow.arrive(child)

    def _counts(self, task: Any) -> Json:
        internal = task.internal_data
        return {
            "numberOfInstances": internal["total"],
            "numberOfCompletedInstances": internal["done"] + 1,
            "numberOfActiveInstances": internal["started"] - internal["done"] - 1,
            "numberOfTerminatedInstances": 0,
        }


def running(task: Any) -> list[Any]:
    """The children of a loop that still run, without those that only stay to be compensated."""
    child = task.task_spec.child
    return [
        each
        for each in task.children
        if each.task_spec is child and each.has_state(LIVE) and not each.internal_data.get("kept")
    ]


def _numbers(value: Any) -> list[int]:
    """1, 2, … n for a whole n. Raises Failure `cardinality_not_whole`."""
    number = int(value) if isinstance(value, str) and _short_number(value.strip()) else value
    is_whole = isinstance(number, int) or (isinstance(number, float) and number.is_integer())
    if not is_whole or isinstance(number, bool) or number < 0:
        raise Failure("cardinality_not_whole", result=value)
    if number > LIMIT:
        raise Failure("collection_too_long", size=int(number), limit=LIMIT)
    return list(range(1, int(number) + 1))


def _short_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= DIGITS
