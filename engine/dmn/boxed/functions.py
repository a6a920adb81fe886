"""Function definitions and invocations; a model's function is a FEEL function value, so expressions can call it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from engine import feel
from engine.dmn import source
from engine.dmn.boxed.external_functions import read_external
from engine.dmn.errors import DmnError
from engine.dmn.expression import BoxedExpression, Scope, compiled
from engine.dmn.names import Names
from engine.dmn.types.function_type import result_of
from engine.dmn.types.types import DmnType, TypeMismatch
from engine.feel.values.types import ANY as FEEL_ANY
from engine.feel.values.types import Type as FeelType

if TYPE_CHECKING:
    from engine.dmn.boxed.reader import ExpressionReader
    from engine.dmn.run import DecisionRun

MISFIT = object()


@dataclass(frozen=True, slots=True)
class FormalParameter:
    """A formal parameter; an argument that is not of its type makes the whole invocation null."""

    name: str
    type: DmnType | None

    def bound(self, value: object, env: feel.EvalContext) -> object:
        try:
            return value if self.type is None else self.type.convert(value, env)
        except TypeMismatch:
            return MISFIT


@dataclass(frozen=True, slots=True)
class FunctionDefinition:
    """A function; `body` is None for one in another language that we cannot run (PMML): calling it gives null."""

    id: str
    name: str
    parameters: tuple[FormalParameter, ...]
    body: BoxedExpression | None
    result: DmnType | None

    def evaluate(self, scope: Scope, run: "DecisionRun") -> object:
        names = [parameter.name for parameter in self.parameters]
        return feel.Function(names, lambda _, values: self._call(scope, run, values), shape=self.shape())

    def shape(self) -> FeelType:
        parameters = tuple(parameter.type.feel() if parameter.type else FEEL_ANY for parameter in self.parameters)
        return FeelType("function", element=self.result.feel() if self.result else None, parameters=parameters)

    def _call(self, scope: Scope, run: "DecisionRun", values: list[object]) -> object:
        arguments = {p.name: p.bound(value, run.env) for p, value in zip(self.parameters, values, strict=True)}
        if self.body is None or any(value is MISFIT for value in arguments.values()):
            return None
        with run.calling(self):
            value = self.body.evaluate({**scope, **arguments}, run)
        try:
            return value if self.result is None else self.result.convert(value, run.env)
        except TypeMismatch:
            return None

    def paths(self) -> Iterator[str]:
        own = {parameter.name for parameter in self.parameters}
        return (path for path in (self.body.paths() if self.body else ()) if path.split(".")[0] not in own)

    def parts(self) -> Iterator[str]:
        return self.body.parts() if self.body is not None else iter(())


@dataclass(frozen=True, slots=True)
class Invocation:
    """A function called with named arguments. `call` is the FEEL call `f(name: v0, …)`, None where a name is broken."""

    id: str
    function: BoxedExpression
    bindings: Mapping[str, BoxedExpression]
    call: feel.Expression | None

    def evaluate(self, scope: Scope, run: "DecisionRun") -> object:
        """The function's value; null where it is no function or the names are not its parameters."""
        if self.call is None:
            raise DmnError("bad_expression", element=self.id)
        values = {f"v{place}": binding.evaluate(scope, run) for place, binding in enumerate(self.bindings.values())}
        try:
            return self.call.evaluate({"f": self.function.evaluate(scope, run), **values}, run.env)
        except feel.FeelError as error:
            raise DmnError("expression_bound", element=self.id, reason=error.code) from error

    def paths(self) -> Iterator[str]:
        yield from self.function.paths()
        for binding in self.bindings.values():
            yield from binding.paths()

    def parts(self) -> Iterator[str]:
        return self.function.parts()


def read_function(reader: "ExpressionReader", element: etree._Element, names: Names) -> FunctionDefinition:
    """A boxed function, or the logic of a business knowledge model."""
    identity = reader.identity(element)
    parameters = tuple(
        FormalParameter(source.attribute(formal, "name") or "", reader.type_of(formal))
        for formal in source.children(element, "formalParameter")
    )
    names = names.union(parameter.name for parameter in parameters)
    names = names.union(part for parameter in parameters if parameter.type for part in parameter.type.parts())
    kind = source.attribute(element, "kind") or "FEEL"
    own = tuple(parameter.name for parameter in parameters)
    body = reader.inner(element, names) if kind == "FEEL" else read_external(reader, element, kind, own, names)
    return FunctionDefinition(identity, identity, parameters, body, result_of(reader.type_of(element)))


def read_invocation(reader: "ExpressionReader", element: etree._Element, names: Names) -> Invocation:
    bindings = {
        source.attribute(source.child(binding, "parameter"), "name") or "": reader.inner(binding, names)
        for binding in source.children(element, "binding")
    }
    identity = reader.identity(element)
    arguments = ", ".join(f"{name}: v{place}" for place, name in enumerate(bindings))
    called = compiled(reader, identity, f"f({arguments})", frozenset(bindings))
    return Invocation(identity, reader.inner(element, names), bindings, called)
