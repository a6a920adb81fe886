"""Decision services as functions: their arguments are the inputs, a run of their own computes the outputs."""

from typing import TYPE_CHECKING

from engine import feel
from engine.dmn.requirements_graph import DRGElement, Service
from engine.dmn.types.function_type import result_of
from engine.dmn.types.types import TypeMismatch
from engine.feel.values.types import ANY
from engine.feel.values.types import Type as FeelType

if TYPE_CHECKING:
    from engine.dmn.run import DecisionRun


def function(service: Service, run: "DecisionRun") -> feel.Function:
    """The service as a FEEL function of its inputs."""
    elements = [run.element(reference, service.id) for reference in (*service.inputs, *service.input_decisions)]
    takes = tuple(element.type.feel() if element.type is not None else ANY for element in elements)
    gives = result_of(service.type)
    shape = FeelType("function", element=gives.feel() if gives is not None else None, parameters=takes)
    names = [element.name for element in elements]
    return feel.Function(names, lambda _, values: _serve(service, run, elements, values), shape=shape)


def as_result(service: Service, value: object, env: feel.EvalContext) -> object:
    """The value converted to the type of the service's variable; null where it does not fit."""
    declared = result_of(service.type)
    try:
        return value if declared is None else declared.convert(value, env)
    except TypeMismatch:
        return None


def _serve(service: Service, run: "DecisionRun", elements: list[DRGElement], values: list[object]) -> object:
    """The outputs for these inputs; null where an input is not of its type."""
    with run.calling(service):
        inner = run.inner()
        try:
            for element, value in zip(elements, values, strict=True):
                inner.values[element.key] = value if element.type is None else element.type.convert(value, run.env)
        except TypeMismatch:
            return None
        outputs = [run.element(output, service.id) for output in service.outputs]
        results = {output.name: inner.value(output) for output in outputs}
    return as_result(service, next(iter(results.values())) if len(results) == 1 else results, run.env)
