"""A decision table: inputs read once, rules tried in order, the hit policy decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.dmn.errors import DmnError
from engine.dmn.expression import LiteralExpression, Scope
from engine.dmn.index.index import Index
from engine.dmn.table import hit_policy
from engine.dmn.table.cell import Rule, match
from engine.dmn.table.hit_policy import HitPolicy
from engine.dmn.table.input_evaluation import InputReader
from engine.dmn.types.builtin_types import FITTING, Fitting
from engine.dmn.types.constraint import Constraint, value_text
from engine.dmn.types.types import DmnType, PlainType, TypeMismatch

if TYPE_CHECKING:
    from engine.dmn.run import DecisionRun


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is tested. `type` brings ISO strings into plan, `allowed` refuses what it does not know."""

    id: str
    label: str
    expression: LiteralExpression
    type: DmnType | None
    allowed: Constraint | None
    fits: Fitting = field(init=False)
    """The Python types of FEEL values that the type leaves as they are."""

    def __post_init__(self) -> None:
        named = "Any" if self.type is None else self.type.name if isinstance(self.type, PlainType) else ""
        fits = FITTING.get(named, frozenset())
        object.__setattr__(self, "fits", fits | {list, dict} if named == "Any" else fits)

    @property
    def path(self) -> tuple[str, tuple[str, ...]] | None:
        """The variable and the names from it, where the column's expression is only that."""
        return self.expression.compiled.path if self.expression.compiled is not None else None

    def read(self, scope: Scope, run: "DecisionRun") -> object:
        value = self.expression.evaluate(scope, run)
        if type(value) in self.fits and (self.allowed is None or value is None):
            return value
        try:
            value = self.type.receive(value, run.env) if self.type is not None else value
        except TypeMismatch as mismatch:
            raise DmnError(f"input_{mismatch.reason}", element=self.id, input=self.label, **mismatch.values) from None
        if value is not None and self.allowed is not None and not self.allowed.allows(value, run.env):
            values = {"expected": self.allowed.text, "given": value_text(value)}
            raise DmnError("input_not_allowed", element=self.id, input=self.label, **values)
        return value


@dataclass(frozen=True, slots=True)
class Output:
    """A column of the result; `order` lists the allowed values, the most important first."""

    id: str
    name: str | None
    label: str
    type: DmnType | None
    order: Constraint | None
    default: LiteralExpression | None


Fired = tuple[object, Sequence[object], Sequence[Rule]]
"""One evaluation of a table: the value, the values of the inputs, the rows that made it."""


@dataclass(frozen=True, slots=True)
class Table:
    """Hit policies and defaults follow DMN 1.5, 8.2."""

    id: str
    name: str
    policy: HitPolicy
    aggregation: str | None
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    index: Index
    input_reader: InputReader = field(init=False)
    names: tuple[str, ...] = field(init=False)
    pick: hit_policy.Pick = field(init=False)
    policy_name: str = field(init=False)
    stops: bool = field(init=False)
    """True if the first row that matches is enough."""
    defaults: tuple[LiteralExpression | None, ...] = field(init=False)
    """The default outputs; () where there is none."""

    def __post_init__(self) -> None:
        used = {cell.input for rule in self.rules for cell in rule.cells}
        object.__setattr__(self, "input_reader", InputReader(self.inputs, used, self.index))
        object.__setattr__(self, "names", tuple(output.name or output.label for output in self.outputs))
        object.__setattr__(self, "pick", hit_policy.PICK[self.policy])
        object.__setattr__(self, "policy_name", self.policy.value)
        object.__setattr__(self, "stops", self.policy is HitPolicy.FIRST)
        defaults = tuple(output.default for output in self.outputs)
        object.__setattr__(self, "defaults", defaults if any(defaults) else ())

    def evaluate(self, scope: Scope, run: "DecisionRun") -> object:
        fired = self.fire(scope, run)
        run.nested(self, fired)
        return fired[0]

    def fire(self, scope: Scope, run: "DecisionRun") -> Fired:
        """The value with the rows that made it. Raises DmnError (`not_unique`, `outputs_disagree`, `input_type` …)."""
        values, plan = self.input_reader.read(scope, run)
        rows, unindexed = self.index.rows(values, plan)
        matched = match(self, rows, unindexed, values, scope, run) if rows else ()
        if not matched:
            return self._default(scope, run), values, ()
        value, rules = self.pick(self, matched, scope, run)
        return value, values, rules

    def result(self, values: Sequence[object]) -> object:
        """One output as it is, several as a context by their names."""
        return values[0] if len(values) == 1 else dict(zip(self.names, values, strict=True))

    def _default(self, scope: Scope, run: "DecisionRun") -> object:
        if not self.defaults:
            return hit_policy.nothing(self)
        value = self.result([None if default is None else default.evaluate(scope, run) for default in self.defaults])
        if self.policy in hit_policy.LISTS and self.aggregation is None and not isinstance(value, list):
            return [value]
        return value

    def paths(self) -> Iterator[str]:
        for column in self.inputs:
            yield from column.expression.paths()
        for rule in self.rules:
            for cell in rule.cells:
                yield from (path for path in (cell.tests.paths if cell.tests is not None else ()) if path[0] != "?")
            for output in rule.outputs:
                yield from output.paths()

    def parts(self) -> Iterator[str]:
        if len(self.outputs) > 1:
            yield from self.names
        for output in self.outputs:
            yield from output.type.parts() if output.type is not None else ()
