"""The cells and rows of a table, and the trial of its rows against the values of the inputs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine import feel
from engine.dmn.errors import DmnError
from engine.dmn.expression import LiteralExpression, Scope
from engine.dmn.index.index import Index, index
from engine.dmn.index.lookup import RowSet
from engine.dmn.index.simple_cells import SimpleCell
from engine.feel.compiler.closure_facts import Compared

if TYPE_CHECKING:
    from engine.dmn.run import DecisionRun
    from engine.dmn.table.table import Table


@dataclass(frozen=True, slots=True)
class Cell:
    """Unary tests on one input; cells that accept everything (`-`) are left out. `tests` is None where it is broken."""

    id: str
    input: int
    text: str
    tests: feel.Expression | None
    simple: SimpleCell | None
    compared: Compared | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compared", None if self.tests is None else self.tests.compared)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: it matches when every cell does. `number` counts from 1."""

    id: str
    number: int
    cells: tuple[Cell, ...]
    outputs: tuple[LiteralExpression, ...]
    annotations: tuple[str, ...]
    intricate: tuple[Cell, ...] = field(init=False)
    constants: tuple[object, ...] = field(init=False)
    computed: tuple[tuple[int, LiteralExpression], ...] = field(init=False)
    """The outputs that are constants, with gaps for those that have to be evaluated; these by their places."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "intricate", tuple(cell for cell in self.cells if cell.simple is None))
        object.__setattr__(self, "constants", tuple(output.constant for output in self.outputs))
        computed = tuple((place, output) for place, output in enumerate(self.outputs) if not output.is_constant)
        object.__setattr__(self, "computed", computed)

    def values(self, scope: Scope, run: "DecisionRun") -> list[object]:
        """The values of the outputs. Raises DmnError as `LiteralExpression.evaluate`."""
        values = [*self.constants]
        for place, output in self.computed:
            values[place] = output.evaluate(scope, run)
        return values

    def cells_to_test(self, unindexed: Collection[int]) -> tuple[Cell, ...]:
        """The cells that the index does not cover: all that are not simple, and those of `unindexed` inputs."""
        return tuple(cell for cell in self.cells if cell.simple is None or cell.input in unindexed)


def indexed(rules: Sequence[Rule], inputs: int) -> Index:
    """The index of a table with so many inputs."""
    by_input: list[dict[int, SimpleCell]] = [{} for _ in range(inputs)]
    for row, rule in enumerate(rules):
        for cell in rule.cells:
            if cell.simple is not None:
                by_input[cell.input][row] = cell.simple
    return index(by_input, len(rules))


def match(
    table: "Table", rows: RowSet, unindexed: Collection[int], values: Sequence[object], scope: Scope, run: "DecisionRun"
) -> list[Rule]:
    """The rows among `rows` that match the values, in their order; only the first where the table `stops`.

    Evaluates only the cells that the index does not cover. Raises DmnError where one that is reached is broken.
    """
    matched: list[Rule] = []
    scopes: dict[int, Scope] = {}
    while rows:
        lowest = rows & -rows
        rows ^= lowest
        rule = table.rules[lowest.bit_length() - 1]
        for cell in rule.cells_to_test(unindexed) if unindexed else rule.intricate:
            passed = None if cell.compared is None else cell.compared(values[cell.input], scope)
            if not (_passes(cell, values, scope, scopes, run) if passed is None else passed):
                break
        else:
            matched.append(rule)
            if table.stops:
                break
    return matched


def _passes(cell: Cell, values: Sequence[object], scope: Scope, scopes: dict[int, Scope], run: "DecisionRun") -> bool:
    if cell.tests is None:
        raise DmnError("bad_expression", element=cell.id, text=cell.text)
    own = scopes.get(cell.input)
    if own is None:
        own = scopes[cell.input] = {**scope, "?": values[cell.input]}
    try:
        return cell.tests.evaluate(own, run.env) is True
    except feel.FeelError as error:
        raise DmnError("expression_bound", element=cell.id, reason=error.code) from error
