"""Function types: what a knowledge model or boxed function declares about itself, and so about what it gives back."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine import feel
from engine.dmn.types.constraint import Constraint
from engine.dmn.types.types import DmnType, PlainType, other_type
from engine.feel.values.evaluation import EvalRun
from engine.feel.values.types import Type as FeelType
from engine.feel.values.types import conforms


@dataclass(frozen=True, slots=True)
class FunctionType:
    """A function; `output` is the type of what it gives back, where declared; `parameters` those that it takes."""

    name: str
    output: DmnType | None
    parameters: tuple[DmnType, ...] | None

    def convert(self, value: object, env: feel.EvalContext) -> object:
        if value is not None and not conforms(value, self.feel(), EvalRun({}, env)):
            raise other_type(self.name, value)
        return value

    def receive(self, value: object, env: feel.EvalContext) -> object:
        return self.convert(value, env)

    def parts(self) -> Iterator[str]:
        return self.output.parts() if self.output is not None else iter(())

    def order(self) -> Constraint | None:
        return None

    def feel(self) -> FeelType:
        output = self.output.feel() if self.output is not None else None
        parameters = None if self.parameters is None else tuple(parameter.feel() for parameter in self.parameters)
        return FeelType("function", element=output, parameters=parameters)


def result_of(declared: DmnType | None) -> DmnType | None:
    """The type of a result: of a function type its output, of any other (as older files write it) the type itself."""
    if isinstance(declared, FunctionType):
        return declared.output
    return None if isinstance(declared, PlainType) and declared.name == "function" else declared
