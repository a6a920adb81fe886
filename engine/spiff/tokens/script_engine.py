"""The script engine: FEEL only. Nothing is ever evaluated as Python."""

from collections.abc import Callable, Mapping
from typing import Any

from SpiffWorkflow.bpmn.script_engine import BasePythonScriptEngineEnvironment, PythonScriptEngine

from engine import dmn, feel
from engine.errors import Refusal
from engine.spiff.tokens.failure import Failure
from engine.spiff.tokens.step import Environment, EvaluationRecord, Json
from engine.spiff.tokens.step_log import Log
from engine.spiff.tokens.variables import Scopes


class NoPython(BasePythonScriptEngineEnvironment):
    """SpiffWorkflow's Python environment, which refuses everything."""

    def evaluate(self, expression: str, context: object, external_context: object = None) -> Any:
        raise Failure("python_refused", expression=expression)

    def execute(self, script: str, context: object, external_context: object = None) -> bool:
        raise Failure("python_refused", expression=script)


class ScriptEngine(PythonScriptEngine):
    """Evaluates FEEL at a scope and writes down each evaluation with what it read. One per run; never stored."""

    def __init__(self, environment: Environment, scopes: Scopes) -> None:
        super().__init__(environment=NoPython())
        self.step_environment = environment
        self.scopes = scopes
        self.log = Log()

    def evaluate(self, task: object, expression: str, external_context: object = None) -> Any:
        return self.environment.evaluate(expression, {})

    def execute(self, task: object, script: str, external_context: object = None) -> bool:
        return bool(self.environment.execute(script, {}))

    def feel(self, element: str, kind: str, text: str, scope: int, extra: Json | None = None, **detail: object) -> Any:
        """The FEEL value of `text` (without `=`) at `scope`, `extra` nearest. Raises Failure `expression_failed`."""
        view = self.scopes.view(scope).new_child(extra or {})
        try:
            expression = feel.parse(text)
            value = expression.evaluate(view, self.step_environment.env)
            result = feel.to_json(value)
        except feel.FeelError as error:
            raise Failure("expression_failed", where=kind, source=text, reason=error.code, **detail) from error
        inputs = read(expression.paths | {name for name in expression.perhaps if name in view}, view)
        self.log.evaluations.append(EvaluationRecord(element, kind, text, inputs, result, detail=dict(detail)))
        return value

    def text(self, element: str, kind: str, text: str, scope: int, extra: Json | None = None, **detail: object) -> Any:
        """The value of a text that may begin with `=`: an expression's FEEL value, else the constant text."""
        mode, body = feel.text_of(text)
        return self.feel(element, kind, body, scope, extra, **detail) if mode == "expression" else body

    def json(self, element: str, kind: str, text: str, scope: int, extra: Json | None = None, **detail: object) -> Any:
        """As `text`, as JSON."""
        return feel.to_json(self.text(element, kind, text, scope, extra, **detail))

    def condition(
        self, element: str, text: str, scope: int, extra: Json | None = None, kind: str = "condition", **detail: object
    ) -> bool:
        """A condition's truth. Raises Failure `condition_not_boolean` for null and every other type."""
        value = self.feel(element, kind, text, scope, extra, **detail)
        if not isinstance(value, bool):
            raise Failure("condition_not_boolean", source=text, result=feel.to_json(value), **detail)
        return value

    def decide(self, element: str, decision: str, binding: str, scope: int) -> Any:
        """A decision's value as JSON. Raises Failure `decision_failed` with the reason of the table."""
        view = self.scopes.view(scope)
        decided = self._refused(
            lambda: self.step_environment.decide(decision, binding, view, self.step_environment.env), decision
        )
        inputs = read(decided.reads | {name for name in decided.perhaps if name in view}, view)
        for each in decided.evaluations:
            reads = {"read": inputs, "digest": decided.digest} if each.decision == decision else {}
            self.log.evaluations.append(_decision(element, each, reads))
        return feel.to_json(decided.value)

    @staticmethod
    def _refused(decide: Callable[[], dmn.DecisionResult], decision: str) -> dmn.DecisionResult:
        try:
            return decide()
        except Refusal as error:
            values = {name: str(value) for name, value in error.values.items()}
            raise Failure("decision_failed", decision=decision, reason=error.code, reason_values=values) from error


def _decision(element: str, evaluation: dmn.Evaluation, reads: Json) -> EvaluationRecord:
    """The record of one decision; `reads` holds the scope values read, empty for one that another required."""
    detail = {
        "name": evaluation.name,
        "row_ids": list(evaluation.row_ids),
        "annotations": list(evaluation.annotations),
        "hit_policy": evaluation.hit_policy,
        "asked": bool(reads),
        **reads,
    }
    inputs = {label: plain(value) for label, value in evaluation.inputs.items()}
    return EvaluationRecord(
        element, "decision", evaluation.decision, inputs, plain(evaluation.result), list(evaluation.rows), detail
    )


def read(paths: frozenset[str], view: Mapping[str, object]) -> Json:
    """The values that an expression read: dotted path → JSON value, shared with the scopes; null where none is."""
    values = {}
    for path in sorted(paths):
        value: Any = view
        for name in path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        values[path] = value
    return values


def plain(value: object) -> Any:
    """JSON of a value for the record; for what has no JSON (a range, a function), its kind."""
    try:
        return feel.to_json(value)
    except feel.FeelError:
        return f"<{type(value).__name__.lower()}>"
