"""The cells and rows of a table, and one trial of all rows against the values of the inputs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import feel
from engine.dmn.errors import DmnError
from engine.dmn.expression import Literal, Scope
from engine.dmn.index import Column, column
from engine.dmn.simple import Simple

if TYPE_CHECKING:
    from engine.dmn.run import Run


@dataclass(frozen=True, slots=True)
class Cell:
    """Unary tests on one input; cells that accept everything (`-`) are not kept. `tests` is None where it is broken."""

    id: str
    input: int
    text: str
    tests: feel.Expression | None
    simple: Simple | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: it matches when every cell does. `number` counts from 1."""

    id: str
    number: int
    cells: tuple[Cell, ...]
    outputs: tuple[Literal, ...]
    annotations: tuple[str, ...]


def columns(rules: Sequence[Rule], inputs: int) -> tuple[Column, ...]:
    """The indexes of a table with so many inputs."""
    by_input: list[dict[int, Simple]] = [{} for _ in range(inputs)]
    for row, rule in enumerate(rules):
        for cell in rule.cells:
            if cell.simple is not None:
                by_input[cell.input][row] = cell.simple
    made = (column(place, cells, len(rules)) for place, cells in enumerate(by_input))
    return tuple(index for index in made if index is not None)


class Trial:
    """The values of the inputs against the rows of one table, in one evaluation."""

    def __init__(self, values: Sequence[object], scope: Scope, run: "Run") -> None:
        self.values, self.scope, self.run = values, scope, run
        self.scopes: dict[int, Scope] = {}
        self.indexed: dict[int, type] = {}

    def matching(self, rules: Sequence[Rule], indexes: Sequence[Column]) -> Iterator[Rule]:
        """The matching rows in their order. Raises DmnError where a cell that is reached is broken."""
        rows = (1 << len(rules)) - 1
        for index in indexes:
            value = self.values[index.input]
            if type(value) is index.kind:
                rows &= index.rows(value)
                self.indexed[index.input] = index.kind
        while rows:
            lowest = rows & -rows
            rows ^= lowest
            rule = rules[lowest.bit_length() - 1]
            if all(self._passes(cell) for cell in rule.cells):
                yield rule

    def _passes(self, cell: Cell) -> bool:
        if cell.simple is not None and self.indexed.get(cell.input) is cell.simple.kind:
            return True
        if cell.tests is None:
            raise DmnError("bad_expression", element=cell.id, text=cell.text)
        scope = self.scopes.get(cell.input)
        if scope is None:
            scope = self.scopes[cell.input] = {**self.scope, "?": self.values[cell.input]}
        try:
            return cell.tests.evaluate(scope, self.run.env) is True
        except feel.FeelError as error:
            raise DmnError("expression_bound", element=cell.id, reason=error.code) from error
