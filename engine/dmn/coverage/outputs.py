"""Problems of the outputs of a table: values that no row gives, values that are not allowed."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from engine import feel
from engine.dmn.coverage.constants import Opaque
from engine.dmn.coverage.flaw import flaw
from engine.dmn.coverage.literals import constant_value, literal
from engine.dmn.coverage.rows import RowChecks
from engine.dmn.index.simple_cells import ENV
from engine.dmn.problem import Problem

if TYPE_CHECKING:
    from engine.dmn.table.table import Output
    from engine.dmn.types.constraint import Constraint


def outputs(rows: RowChecks, dead: Collection[int]) -> Iterator[Problem]:
    """`output_never`: an allowed value that no living row gives; `output_not_allowed`: a row that gives another one."""
    for place, output in enumerate(rows.table.outputs):
        if output.order is not None and output.order.tests is not None:
            yield from _refused(rows, place, output, output.order)
            yield from _never(rows, place, output, output.order, dead)


def _refused(rows: RowChecks, column: int, output: "Output", allowed: "Constraint") -> Iterator[Problem]:
    for place, rule in enumerate(rows.table.rules):
        try:
            value = constant_value(rule.outputs[column])
        except Opaque:
            continue
        items = value if isinstance(value, list) else [value]
        if any(item is not None and not allowed.allows(item, ENV) for item in items):
            values = {"output": output.label, "given": literal(value), "expected": allowed.text}
            example = {"example": inputs} if (inputs := rows.example(place)) else {}
            yield flaw("output_not_allowed", rows.table, rule.id, row=rule.number, **values, **example)


def _never(
    rows: RowChecks, column: int, output: "Output", allowed: "Constraint", dead: Collection[int]
) -> Iterator[Problem]:
    living = [rule.outputs[column] for place, rule in enumerate(rows.table.rules) if place not in dead]
    try:
        results: list[Any] = [
            constant_value(entry) for entry in [*living, *([output.default] if output.default else [])]
        ]
    except Opaque:
        return
    for value in allowed.values(ENV):
        listed = not isinstance(value, feel.Range | list | dict)
        if listed and not any(value == result or (isinstance(result, list) and value in result) for result in results):
            yield flaw("output_never", rows.table, output.id, output=output.label, value=literal(value))
