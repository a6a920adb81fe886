"""Boxed functions of another language: those whose Java signature names one of our own pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from engine.dmn.boxed.contexts import Context
from engine.dmn.expression import BoxedExpression, LiteralExpression, Scope
from engine.dmn.names import Names
from engine.feel.external import functions
from engine.feel.values.evaluation import EvalRun

if TYPE_CHECKING:
    from engine.dmn.boxed.reader import ExpressionReader
    from engine.dmn.run import DecisionRun


@dataclass(frozen=True, slots=True)
class ExternalFunction:
    """The body of such a function: `definition` evaluates to a context with `class` and `method signature`."""

    id: str
    parameters: tuple[str, ...]
    definition: BoxedExpression

    def evaluate(self, scope: Scope, run: "DecisionRun") -> object:
        function = functions.function(self.parameters, (), {"java": self.definition.evaluate(scope, run)})
        steps = EvalRun({}, run.env)
        steps_left = steps.left
        try:
            return function.call(steps, [scope[name] for name in self.parameters])
        finally:
            steps.close(steps_left)

    def paths(self) -> Iterator[str]:
        return self.definition.paths()

    def parts(self) -> Iterator[str]:
        return iter(())


def read_external(
    reader: "ExpressionReader", element: etree._Element, kind: str, parameters: tuple[str, ...], names: Names
) -> ExternalFunction | None:
    """The body of a function of `kind` Java. One that we have no function for is a problem, and null when called."""
    identity = reader.identity(element)
    definition = reader.inner(element, names) if kind == "Java" else None
    if definition is None or not _known(definition):
        reader.problems.add("external_function", identity, kind=kind)
    return None if definition is None else ExternalFunction(identity, parameters, definition)


def _known(definition: BoxedExpression) -> bool:
    """True if the definition is written out and names a function that we have."""
    entries = definition.entries if isinstance(definition, Context) else ()
    signature = {
        entry.name: entry.expression.constant for entry in entries if isinstance(entry.expression, LiteralExpression)
    }
    return functions.known(signature.get("class"), signature.get("method signature"))
