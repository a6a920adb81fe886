"""One `decide`: each decision evaluated once, its evaluation recorded, what it requires evaluated before it."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from engine import feel
from engine.dmn.decided import Evaluation
from engine.dmn.drg import Decision, Element, Key, Knowledge, Reference, Service
from engine.dmn.errors import DmnError
from engine.dmn.explain import read_values
from engine.dmn.expression import Boxed, Scope
from engine.dmn.function_type import result_of
from engine.dmn.table import Fired, Table
from engine.dmn.types import Misfit
from engine.feel.types import ANY
from engine.feel.types import Type as FeelType

if TYPE_CHECKING:
    from engine.dmn.model import Model

LIMIT_CALLS = 10_000
"""Calls of the model's own functions in one `decide`."""
LIMIT_EVALUATIONS = 10
"""Steps of all expressions in one `decide`, as a multiple of what one of them may take."""

UNMADE = object()
NUMBER, ID, ANNOTATIONS = attrgetter("number"), attrgetter("id"), attrgetter("annotations")
"""Of the rules that fired."""


class Owner(Protocol):
    """What is under way, and whose its evaluations are: a decision, a service or a function."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


class Run:
    """What an evaluation shares: the values made so far, what was recorded, who is being evaluated."""

    __slots__ = ("base", "calls", "env", "evaluations", "given", "model", "open", "values")

    def __init__(self, model: "Model", scope: Scope, env: feel.Env, above: "Run | None" = None) -> None:
        self.model = model
        self.env = env.bounded(LIMIT_EVALUATIONS * env.steps)
        self.given = scope
        self.base = _without(scope, model.own_names.intersection(scope))
        self.values: dict[Key, object] = {}
        self.open: list[Owner] = [] if above is None else above.open
        self.evaluations: list[Evaluation] = [] if above is None else above.evaluations
        self.calls: list[int] = [0] if above is None else above.calls

    def element(self, reference: Reference, needed_by: str) -> Element:
        """The element that `needed_by` (an id) requires. Raises DmnError `unknown_requirement`."""
        element = self.model.elements.get(reference.key)
        if element is None:
            raise DmnError("unknown_requirement", element=needed_by, requirement=reference.key[1])
        return element

    def value(self, element: Element) -> object:
        """The value of an element, made once."""
        value = self.values.get(element.key, UNMADE)
        if value is UNMADE:
            value = self.values[element.key] = self._made(element)
        return value

    def _made(self, element: Element) -> object:
        if isinstance(element, Decision) and element.logic is not None:
            return self._decision(element, element.logic)
        if isinstance(element, Knowledge):
            return self._knowledge(element)
        if isinstance(element, Service):
            return self._service(element)
        return self._input(element)

    def required(self, needs: tuple[Reference, ...], needed_by: str, base: Scope) -> dict[str, object]:
        """`base` with the values of what is required, those of imported models inside a context named as the import."""
        scope = dict(base)
        for reference in needs:
            element = self.element(reference, needed_by)
            value = self.value(element)
            if reference.through is None:
                for name in element.names:
                    scope[name] = value
            else:
                inner = scope.get(reference.through)
                known = inner if isinstance(inner, dict) else {}
                scope[reference.through] = {**known, **dict.fromkeys(element.names, value)}
        return scope

    def _knowledge(self, knowledge: Knowledge) -> object:
        """The function of a knowledge model; it is there before what it requires, so that it may call itself."""
        scope: dict[str, object] = {}
        function = self.values[knowledge.key] = knowledge.function.evaluate(scope, self)
        scope.update(dict.fromkeys(knowledge.names, function))
        scope.update(self.required(knowledge.needs, knowledge.id, {}))
        return function

    def _decision(self, decision: Decision, logic: Boxed) -> object:
        if decision in self.open:
            circle = [one.name for one in self.open[self.open.index(decision) :] if isinstance(one, Decision)]
            raise DmnError("requirement_cycle", element=decision.id, decisions=[*circle, decision.name])
        self.open.append(decision)
        value = self._evaluated(decision, logic, self.seen_by(decision))
        self.open.pop()
        return value

    def seen_by(self, decision: Decision) -> Scope:
        """What the logic of a decision sees: the values that it requires among the variables."""
        base = self._visible(decision)
        return self.required(decision.needs, decision.id, base) if decision.needs else base

    def _visible(self, decision: Decision) -> Scope:
        """The variables outside the model; one that is called like the decision itself is not its own result."""
        if self.given.keys().isdisjoint(decision.names):
            return self.base
        return {**self.base, **{name: self.given[name] for name in decision.names if name in self.given}}

    def _evaluated(self, decision: Decision, logic: Boxed, scope: Scope) -> object:
        if isinstance(logic, Table):
            fired = logic.fire(scope, self)
            value = self._typed(decision, fired.value)
            self._record(decision.id, decision.name, logic, fired, value)
            return value
        value = self._typed(decision, logic.evaluate(scope, self))
        read = read_values(logic.paths(), scope)
        self.evaluations.append(Evaluation(decision.id, decision.name, read, value, [], [], []))
        return value

    def _typed(self, decision: Decision, value: object) -> object:
        try:
            return value if decision.type is None else decision.type.convert(value, self.env)
        except Misfit as misfit:
            raise DmnError(
                f"result_{misfit.reason}", element=decision.id, decision=decision.name, **misfit.values
            ) from None

    def received(self, reference: Reference, needed_by: str) -> object:
        """The value that the scope gives for an element, whatever logic it has itself."""
        return self._input(self.element(reference, needed_by))

    def _input(self, element: Element) -> object:
        raw = None
        for name in element.names:
            if name in self.given:
                raw = self.given[name]
                break
        if raw is None:
            raw = self.model.through_imports(element, self.given)
        try:
            return raw if element.type is None else element.type.receive(raw, self.env)
        except Misfit as misfit:
            raise DmnError(f"input_{misfit.reason}", element=element.id, input=element.name, **misfit.values) from None

    def _service(self, service: Service) -> feel.Function:
        elements = [self.element(reference, service.id) for reference in (*service.inputs, *service.given)]
        takes = tuple(one.type.feel() if one.type is not None else ANY for one in elements)
        gives = result_of(service.type)
        shape = FeelType("function", element=gives.feel() if gives is not None else None, parameters=takes)
        names = [one.name for one in elements]
        return feel.Function(names, lambda _, values: self.serve(service, elements, values), shape=shape)

    def serve(self, service: Service, elements: list[Element], values: list[object]) -> object:
        """The outputs of a decision service for given inputs; null where one is not of its type."""
        with self.calling(service):
            inner = Run(self.model, {}, self.env, self)
            try:
                for element, value in zip(elements, values, strict=True):
                    inner.values[element.key] = value if element.type is None else element.type.convert(value, self.env)
            except Misfit:
                return None
            outputs = [self.element(out, service.id) for out in service.outputs]
            made = {out.name: inner.value(out) for out in outputs}
        return self.given_back(service, next(iter(made.values())) if len(made) == 1 else made)

    def given_back(self, service: Service, value: object) -> object:
        """The result as the type of the service's variable, null where it does not fit."""
        declared = result_of(service.type)
        try:
            return value if declared is None else declared.convert(value, self.env)
        except Misfit:
            return None

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
        """Records a table that stands inside another expression, under the function or decision it belongs to."""
        owner: Owner = self.open[-1] if self.open else table
        self._record(owner.id, table.name or owner.name, table, fired, fired.value)

    def _record(self, owner: str, name: str, table: Table, fired: Fired, value: object) -> None:
        _, inputs, rules = fired
        rows, row_ids = [*map(NUMBER, rules)], [*map(ID, rules)]
        annotations = [*chain.from_iterable(map(ANNOTATIONS, rules))]
        self.evaluations.append(Evaluation(owner, name, inputs, value, rows, row_ids, annotations, table.hit_policy))


def _without(scope: Scope, hidden: Collection[str]) -> Scope:
    if not hidden and type(scope) is dict:
        return scope
    made = dict(scope)
    for name in hidden:
        del made[name]
    return made
