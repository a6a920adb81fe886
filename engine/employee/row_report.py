"""RowReport: the result of one row of a file of people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class RowReport:
    """The result of a row: `person_admitted`, `person_changed`, `unchanged`, `unit_kept`, `role_kept`, `refused`.

    `row` counts as a spreadsheet does: the header is 1. `values` holds `person` and `name`, or why it was refused.
    """

    row: int
    code: str
    values: Mapping[str, Any]
    warnings: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
