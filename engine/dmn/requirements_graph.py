"""The requirements graph: decisions, input data, knowledge models and decision services, and what each requires."""

from dataclasses import dataclass, field

from engine.dmn.boxed.functions import FunctionDefinition
from engine.dmn.expression import BoxedExpression
from engine.dmn.table.table import Table
from engine.dmn.types.types import DmnType

Key = tuple[str, str]
"""Namespace of the model and id of the element: ids of imported models may be the same as ours."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A requirement: the element it points to, and the name of the import through which expressions see it."""

    key: Key
    through: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class DRGElement:
    """A node of the graph. `names` are those under which its value is seen by the elements that require it."""

    key: Key
    name: str
    names: tuple[str, ...]
    type: DmnType | None
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.key[1])


@dataclass(frozen=True, slots=True, eq=False)
class InputData(DRGElement):
    """An input from outside, under its name, or in a context named as the import that it came with."""


@dataclass(frozen=True, slots=True, eq=False)
class Decision(DRGElement):
    """A decision. `logic` is None where people decide: then its value comes from outside."""

    needs: tuple[Reference, ...]
    logic: BoxedExpression | None
    question: str
    allowed_answers: str

    @property
    def requires(self) -> tuple[str, ...]:
        """The ids of what it requires: decisions, input data, knowledge."""
        return tuple(reference.key[1] for reference in self.needs)

    @property
    def table(self) -> Table | None:
        return self.logic if isinstance(self.logic, Table) else None

    @property
    def inputs(self) -> tuple[str, ...]:
        """The labels of the table's input columns, else the paths that the expression reads."""
        if self.table is not None:
            return tuple(column.label for column in self.table.inputs)
        return tuple(sorted(set(self.logic.paths()))) if self.logic is not None else ()

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of the table's output columns, else the decision's own name."""
        named = [column.name or column.label for column in self.table.outputs] if self.table is not None else []
        return tuple(named) if len(named) > 1 else (self.names[0],)


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge(DRGElement):
    """A business knowledge model: a function that decisions call."""

    needs: tuple[Reference, ...]
    function: FunctionDefinition


@dataclass(frozen=True, slots=True, eq=False)
class Service(DRGElement):
    """A decision service: outputs computed from input data and from the results of other decisions."""

    inputs: tuple[Reference, ...]
    input_decisions: tuple[Reference, ...]
    outputs: tuple[Reference, ...]
    inside: tuple[Reference, ...]

    @property
    def needs(self) -> tuple[Reference, ...]:
        return (*self.inputs, *self.input_decisions, *self.outputs, *self.inside)
