"""The problems of a table that can be read."""

from typing import TYPE_CHECKING

from engine.dmn.problem import Problem

if TYPE_CHECKING:
    from engine.dmn.table.table import Table


def flaw(code: str, table: "Table", element: str, **values: object) -> Problem:
    """A problem of an element of the table; the values always name the table."""
    return code, element, {"table": table.name, **values}
