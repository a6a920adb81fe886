"""Checks of a table before it decides: gaps, overlaps, rows and outputs that never count, each with an example."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.dmn.coverage.budget import LIMIT, Budget, TooLarge
from engine.dmn.coverage.flaw import flaw
from engine.dmn.coverage.outputs import outputs
from engine.dmn.coverage.rows import RowChecks
from engine.dmn.coverage.space import space
from engine.dmn.problem import Problem

if TYPE_CHECKING:
    from engine.dmn.table.table import Table

__all__ = ["LIMIT", "flaws"]


def flaws(table: "Table", limit: int = LIMIT) -> list[Problem]:
    """The problems of a table that can be read: (code, element id, values).

    Codes: `table_gap`, `table_overlap`, `table_conflict`, `row_shadowed`, `row_impossible`, `output_never`,
    `output_not_allowed`, and `table_too_large` where the check would take more steps than `limit`. `example` among the
    values holds a value of each input, by its label, as FEEL text: with these values it happens.
    """
    problems: list[Problem] = []
    try:
        problems += _problems(table, Budget(limit))
    except TooLarge:
        problems.append(flaw("table_too_large", table, table.id, limit=limit))
    return problems


def _problems(table: "Table", budget: Budget) -> Iterator[Problem]:
    rows = RowChecks(table, space(table, budget), budget)
    dead = rows.impossible()
    dead |= rows.shadowed(dead)
    yield from rows.overlaps()
    yield from rows.conflicts()
    yield from rows.gaps()
    yield from dead.values()
    yield from outputs(rows, dead)
