"""One `decide`: each decision evaluated once, its evaluation recorded, what it requires evaluated before it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from engine import feel
from engine.dmn import decision_service
from engine.dmn.errors import DmnError
from engine.dmn.expression import BoxedExpression, Scope
from engine.dmn.paths import read_values
from engine.dmn.requirements_graph import Decision, DRGElement, InputData, Key, Knowledge, Reference, Service
from engine.dmn.result import Evaluation
from engine.dmn.table.table import Fired, Table
from engine.dmn.types.types import TypeMismatch

if TYPE_CHECKING:
    from engine.dmn.model import Model

LIMIT_CALLS = 10_000
"""Calls of the model's own functions in one `decide`."""
LIMIT_EVALUATIONS = 10
"""Steps of all expressions in one `decide`, as a multiple of what one of them may take."""

UNMADE = object()


class Owner(Protocol):
    """The decision, service or function that is being evaluated and that evaluations are recorded for."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


class DecisionRun:
    """The state of one evaluation: the values so far, the recorded evaluations, the elements under evaluation."""

    __slots__ = ("calls", "env", "evaluations", "hidden", "model", "open", "scope", "values")

    def __init__(self, model: "Model", scope: Scope, env: feel.EvalContext) -> None:
        self.model = model
        self.env = env.bounded(LIMIT_EVALUATIONS * env.steps)
        self.scope = scope
        self.hidden = model.own_names.intersection(scope)
        self.values: dict[Key, object] = {}
        self.open: list[Owner] = []
        self.evaluations: list[Evaluation] = []
        self.calls = [0]

    def inner(self) -> "DecisionRun":
        """The run of a service that is called in this one: it sees nothing but what is put into its values."""
        inner = DecisionRun(self.model, {}, self.env)
        inner.open, inner.evaluations, inner.calls = self.open, self.evaluations, self.calls
        return inner

    def element(self, reference: Reference, needed_by: str) -> DRGElement:
        """The element that `needed_by` (an id) requires. Raises DmnError `unknown_requirement`."""
        element = self.model.elements.get(reference.key)
        if element is None:
            raise DmnError("unknown_requirement", element=needed_by, requirement=reference.key[1])
        return element

    def value(self, element: DRGElement) -> object:
        """The value of an element, evaluated once."""
        value = self.values.get(element.key, UNMADE)
        if value is UNMADE:
            value = self.values[element.key] = MAKE[type(element)](self, element)
        return value

    def required(self, needs: tuple[Reference, ...], needed_by: str, scope: dict[str, object]) -> dict[str, object]:
        """Puts the values of what is required into a scope, those of imported models under the name of the import."""
        known = self.model.elements
        for reference in needs:
            element = known.get(reference.key) or self.element(reference, needed_by)
            value = self.value(element)
            if reference.through is None:
                for name in element.names:
                    scope[name] = value
            else:
                inner = scope.get(reference.through)
                others = inner if isinstance(inner, dict) else {}
                scope[reference.through] = {**others, **dict.fromkeys(element.names, value)}
        return scope

    def seen_by(self, decision: Decision) -> Scope:
        """The scope of the logic of a decision: the variables from outside the model and the values that it requires.

        A variable that is called like the decision itself is not its own result.
        """
        if not self.hidden and not decision.needs and type(self.scope) is dict:
            return self.scope
        scope = dict(self.scope)
        for name in self.hidden:
            if name not in decision.names:
                del scope[name]
        return self.required(decision.needs, decision.id, scope)

    def _knowledge(self, knowledge: Knowledge) -> object:
        """The function of a knowledge model; it is there before what it requires, so that it may call itself."""
        scope: dict[str, object] = {}
        function = self.values[knowledge.key] = knowledge.function.evaluate(scope, self)
        scope.update(dict.fromkeys(knowledge.names, function))
        scope.update(self.required(knowledge.needs, knowledge.id, {}))
        return function

    def _decision(self, decision: Decision) -> object:
        if decision.logic is None:
            return self._input(decision)
        if decision in self.open:
            circle = [
                element.name for element in self.open[self.open.index(decision) :] if isinstance(element, Decision)
            ]
            raise DmnError("requirement_cycle", element=decision.id, decisions=[*circle, decision.name])
        self.open.append(decision)
        value = self._evaluated(decision, decision.logic, self.seen_by(decision))
        self.open.pop()
        return value

    def _evaluated(self, decision: Decision, logic: BoxedExpression, scope: Scope) -> object:
        if isinstance(logic, Table):
            output, inputs, rules = logic.fire(scope, self)
            value = output if decision.type is None else self._typed(decision, output)
            labels = logic.input_reader.labels
            evaluation = Evaluation(decision.id, decision.name, labels, inputs, value, rules, logic.policy_name)
        else:
            value = self._typed(decision, logic.evaluate(scope, self))
            variables = read_values(logic.paths(), scope)
            evaluation = Evaluation(decision.id, decision.name, tuple(variables), tuple(variables.values()), value)
        self.evaluations.append(evaluation)
        return value

    def _typed(self, decision: Decision, value: object) -> object:
        try:
            return value if decision.type is None else decision.type.convert(value, self.env)
        except TypeMismatch as mismatch:
            raise DmnError(
                f"result_{mismatch.reason}", element=decision.id, decision=decision.name, **mismatch.values
            ) from None

    def received(self, reference: Reference, needed_by: str) -> object:
        """The value of an element in the scope; its own logic is not evaluated."""
        return self._input(self.element(reference, needed_by))

    def _input(self, element: DRGElement) -> object:
        raw = None
        for name in element.names:
            if name in self.scope:
                raw = self.scope[name]
                break
        if raw is None:
            raw = self.model.through_imports(element, self.scope)
        try:
            return raw if element.type is None else element.type.receive(raw, self.env)
        except TypeMismatch as mismatch:
            raise DmnError(
                f"input_{mismatch.reason}", element=element.id, input=element.name, **mismatch.values
            ) from None

    def _service(self, service: Service) -> feel.Function:
        return decision_service.function(service, self)

    @contextmanager
    def calling(self, owner: Owner) -> Iterator[None]:
        """While a function of the model runs. Raises DmnError `too_many_calls`."""
        self.calls[0] += 1
        if self.calls[0] > LIMIT_CALLS:
            raise DmnError("too_many_calls", element=owner.id, limit=LIMIT_CALLS)
        self.open.append(owner)
        yield
        self.open.pop()

    def nested(self, table: Table, fired: Fired) -> None:
        """Records a table inside another expression, under the function or decision that it belongs to."""
        owner: Owner = self.open[-1] if self.open else table
        output, inputs, rules = fired
        name, labels = table.name or owner.name, table.input_reader.labels
        self.evaluations.append(Evaluation(owner.id, name, labels, inputs, output, rules, table.policy_name))


MAKE: Mapping[type[DRGElement], Callable[[DecisionRun, Any], object]] = {
    Decision: DecisionRun._decision,
    Knowledge: DecisionRun._knowledge,
    Service: DecisionRun._service,
    InputData: DecisionRun._input,
}
"""How the value of each kind of element is made."""
