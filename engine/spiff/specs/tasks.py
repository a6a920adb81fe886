"""Activities: user tasks, business rule tasks, script tasks, and tasks done by jobs."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine import feel
from engine.spiff.model.nodes import Node
from engine.spiff.specs.element import Element
from engine.spiff.tokens import due_dates
from engine.spiff.tokens.failure import Failure
from engine.spiff.tokens.variable_scopes import give_out, local_of, scope_of, text_or_none
from engine.spiff.tokens.variables import nested
from engine.spiff.tokens.workflow import engine_of

PRIORITY = 50
RETRIES = 3
LARGEST = 1_000_000


class PassingTask(Element):
    """A manual or untyped task: as BPMN says, nothing that an engine does. It is passed at once."""

    def work(self, task: Any) -> None:
        give_out(task, {})


class UserTask(Element):
    """A task for people: READY once its assignment and schedule are computed."""

    waits = True

    def __init__(self, wf_spec: Any, name: str, node: Node, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, node, manual=True, **kwargs)

    def begin(self, task: Any) -> None:
        fields = {**self._assignment(task), **self._schedule(task)}
        task._ready()
        self.open(task, "task", form=self.node.form, **fields)

    def _assignment(self, task: Any) -> dict[str, Any]:
        groups = self._names(task, "candidate_groups", "group")
        users = self._names(task, "candidate_users", "person")
        return {"assignee": self._assignee(task), "groups": groups, "users": users}

    def _assignee(self, task: Any) -> str | None:
        """The name of the assignee, None without one. Raises Failure for an unknown name."""
        text = self.node.assignment.get("assignee")
        named = text_or_none(self._value(task, "assignment", text, "assignee"), "assignee_not_text")
        if named and not engine_of(task).step_environment.knows("person", named):
            raise Failure("assignee_unknown", source=text, result=named)
        return named or None

    def _schedule(self, task: Any) -> dict[str, Any]:
        env, texts = engine_of(task).step_environment.env, self.node.schedule
        fields: dict[str, Any] = {"priority": self._priority(task)}
        for name in ("due", "follow_up"):
            value = self._value(task, "schedule", texts.get(name), name)
            fields[name] = None if value is None else due_dates.text(due_dates.at(value, env, where=name))
        return fields

    def _priority(self, task: Any) -> int:
        value = self._value(task, "assignment", self.node.priority, "priority")
        return PRIORITY if value is None else _whole_number(value, "priority_not_number")

    def _value(self, task: Any, kind: str, text: str | None, what: str) -> Any:
        return None if text is None else engine_of(task).text(self.node.id, kind, text, scope_of(task), what=what)

    def _names(self, task: Any, what: str, kind: str) -> list[str] | None:
        """The candidates named, None where none are declared. Raises Failure for an empty list or an unknown name."""
        text = self.node.assignment.get(what)
        if text is None:
            return None
        value = self._value(task, "assignment", text, what)
        names = [part.strip() for part in value.split(",")] if isinstance(value, str) else value or []
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise Failure("candidates_not_texts", where=what, result=str(names))
        candidates = [name for name in names if name]
        if not candidates or not all(engine_of(task).step_environment.knows(kind, name) for name in candidates):
            raise Failure("candidates_unknown", where=what, source=text, result=candidates or None)
        return candidates


class ScriptTask(Element):
    """A FEEL expression whose value is written to its result variable."""

    def work(self, task: Any) -> None:
        value = engine_of(task).json(self.node.id, "script", self.node.script or "", scope_of(task))
        give_out(task, nested((self.node.result or "").split("."), value))


class RuleTask(Element):
    """A decision whose value is written to its result variable."""

    def work(self, task: Any) -> None:
        value = engine_of(task).decide(self.node.id, self.node.decision or "", self.node.binding, scope_of(task))
        give_out(task, nested((self.node.result or "").split("."), value))


class JobTask(Element):
    """A task done by a job: STARTED until its result comes."""

    waits = True

    def begin(self, task: Any) -> None:
        engine, node = engine_of(task), self.node
        kind = text_or_none(
            engine.text(node.id, "mapping", node.job_type or "", scope_of(task), target="type"), "job_type_not_text"
        )
        retries = engine.text(node.id, "mapping", node.retries or str(RETRIES), scope_of(task), target="retries")
        fields = {"job_type": kind, "retries": _whole_number(retries, "retries_not_number")}
        task._set_state(TaskState.STARTED)
        payload = {name: value for name, value in local_of(task).items() if name in self._input_names()}
        self.open(task, "job", headers=dict(node.headers), payload=payload, **fields)

    def _input_names(self) -> set[str]:
        return {target.split(".")[0] for _source, target in self.node.inputs}


def _whole_number(value: Any, code: str) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        number = -1
    if not 0 <= number <= LARGEST or isinstance(value, bool):
        raise Failure(code, result=feel.to_text(value) if value is not None else None)
    return number
