"""A DMN model, read and compiled once: its decisions, its problems, and the verb that decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine import feel
from engine.dmn import coverage, decision_service, graph_checks
from engine.dmn.errors import DmnError
from engine.dmn.expression import Scope
from engine.dmn.problem import Problem
from engine.dmn.requirements_graph import Decision, DRGElement, Key, Knowledge, Service
from engine.dmn.result import DecisionResult
from engine.dmn.run import DecisionRun
from engine.dmn.table.table import Table
from engine.dmn.types.types import DmnType
from engine.feel.values.evaluation import EvalRun


@dataclass(frozen=True, slots=True)
class Model:
    """A model, frozen and without any state of an evaluation: every thread may share it.

    `elements` holds what imported models bring too, by namespace and id; `decisions` and `services` only its own.
    `own_names` are the names of its own elements: a decision sees one of these only if it requires it, and every other
    variable of the scope directly.
    """

    namespace: str
    name: str
    decisions: Mapping[str, Decision]
    services: Mapping[str, Service]
    elements: Mapping[Key, DRGElement]
    types: Mapping[str, DmnType]
    imports: Mapping[str, str]
    own_names: frozenset[str]
    parse_problems: Sequence[Problem]
    tables: Sequence[Table]

    def problems(self) -> list[Problem]:
        """The problems known before anything is decided: (code, element id, values)."""
        return list(self.parse_problems)

    def flaws(self, limit: int = coverage.LIMIT) -> list[Problem]:
        """The flaws of its tables (gaps, overlaps, dead rows): (code, element id, values), see `coverage`."""
        return [flaw for table in self.tables for flaw in coverage.flaws(table, limit)]

    def reads(self, decision_id: str) -> frozenset[str]:
        """The dotted paths that a decision, with all that it requires, reads from the scope."""
        return frozenset[str]().union(*self.reads_of_each(decision_id).values())

    def reads_of_each(self, decision_id: str) -> dict[str, frozenset[str]]:
        """As `reads`, by the id of the element that reads them: the decision itself, or one that it requires."""
        return graph_checks.reads(self.known(decision_id), self.elements)

    def perhaps(self, decision_id: str) -> frozenset[str]:
        """The names that their filters read from the scope where the current item does not hold them."""
        return graph_checks.perhaps(self.known(decision_id), self.elements)

    def known(self, decision_id: str) -> Decision:
        """The decision with this id. Raises DmnError `unknown_decision`."""
        if decision_id not in self.decisions:
            raise DmnError("unknown_decision", element=decision_id, known=sorted(self.decisions))
        return self.decisions[decision_id]

    def decide(self, decision_id: str, scope: Scope, env: feel.EvalContext) -> DecisionResult:
        """The result of a decision; it and each that it requires are evaluated once.

        Raises DmnError: `unknown_decision`, `unknown_requirement`, `requirement_cycle`, `bad_expression`, `not_unique`,
        `outputs_disagree`, `input_type`, `input_not_allowed`, `result_type`, `too_deep` … (DMN 1.5, 8.2 and 10.4).
        """
        decision = self.decisions.get(decision_id) or self.known(decision_id)
        return self._bounded(DecisionRun(self, scope, env), decision, decision_id)

    def serve(self, service_id: str, scope: Scope, env: feel.EvalContext) -> DecisionResult:
        """The outputs of a decision service; the scope holds its inputs and the results of its input decisions."""
        if service_id not in self.services:
            raise DmnError("unknown_service", element=service_id, known=sorted(self.services))
        service, run = self.services[service_id], DecisionRun(self, scope, env)
        for reference in service.input_decisions:
            run.values[reference.key] = run.received(reference, service_id)
        outputs = [run.element(output, service_id) for output in service.outputs]
        results = {output.name: self._bounded(run, output, service_id).value for output in outputs}
        value = next(iter(results.values())) if len(results) == 1 else results
        return DecisionResult(decision_service.as_result(service, value, run.env), run.evaluations)

    def call(self, knowledge_id: str, arguments: Scope, env: feel.EvalContext) -> DecisionResult:
        """The result of a business knowledge model for arguments by name. Raises DmnError `unknown_knowledge`."""
        knowledge = self.elements.get((self.namespace, knowledge_id))
        if not isinstance(knowledge, Knowledge):
            raise DmnError("unknown_knowledge", element=knowledge_id)
        run = DecisionRun(self, {}, env)
        function = self._bounded(run, knowledge, knowledge_id).value
        assert isinstance(function, feel.Function)
        values = [feel.from_json(arguments.get(name)) for name in function.parameters]
        return DecisionResult(function.call(EvalRun({}, env), values), run.evaluations)

    def _bounded(self, run: DecisionRun, element: DRGElement, requested: str) -> DecisionResult:
        try:
            return DecisionResult(run.value(element), run.evaluations)
        except RecursionError:
            raise DmnError("too_deep", element=requested) from None
        except feel.FeelError as error:
            raise DmnError("expression_bound", element=requested, reason=error.code) from error

    def through_imports(self, element: DRGElement, scope: Scope) -> object:
        """The value of an imported element from the context that is named as its import; None where there is none."""
        for name, namespace in self.imports.items():
            inner = scope.get(name)
            if namespace == element.key[0] and isinstance(inner, Mapping):
                return next((inner[each] for each in element.names if each in inner), None)
        return None
