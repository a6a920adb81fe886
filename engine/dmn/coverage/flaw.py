"""What is wrong with a table that can be read."""

from typing import TYPE_CHECKING

from engine.dmn.problem import Problem

if TYPE_CHECKING:
    from engine.dmn.table.table import Table


def flaw(code: str, table: "Table", element: str, **values: object) -> Problem:
    """A finding about an element of the table, which is always named."""
    return code, element, {"table": table.name, **values}
