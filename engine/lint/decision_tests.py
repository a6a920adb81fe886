"""Test rows beside a decision (`<decision>.cases.csv`): its variables, and the expected values of the result."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.errors import Refusal
from forms.paths import put

CLOCK = datetime.fromisoformat("2026-07-08T09:00:00+07:00")
"""The time of a row that names none."""


@dataclass(frozen=True)
class DecisionTestRow:
    """One row: the `variables` of the decision, `expected` the values by dotted path ("" for the whole result)."""

    line: int
    name: str
    clock: datetime
    variables: Mapping[str, Any] = field(default_factory=dict)
    expected: Mapping[str, Any] = field(default_factory=dict)


def read(source: str) -> list[DecisionTestRow]:
    """The rows of a file: columns `case`, `clock`, `in:<variable>`, `out:<part of the result>` or `out`.

    A cell is JSON, any other text is itself, an empty one is null. Raises Refusal `case_column`, `case_width`,
    `case_clock`, `cases_empty`.
    """
    rows = csv.reader(io.StringIO(source))
    columns = next(rows, [])
    for column in columns:
        if column not in ("case", "clock", "out") and not column.startswith(("in:", "out:")):
            raise Refusal("case_column", column=column)
    test_rows = [_test_row(columns, cells, rows.line_num) for cells in rows if cells]
    if not test_rows or not any(column.startswith("out") for column in columns):
        raise Refusal("cases_empty")
    return test_rows


def _test_row(columns: list[str], cells: list[str], line: int) -> DecisionTestRow:
    if len(cells) != len(columns):
        values = {"line": line, "expected": len(columns), "given": len(cells)}
        raise Refusal("case_width", **values)
    row = dict(zip(columns, cells, strict=True))
    variables: dict[str, Any] = {}
    for column in columns:
        if column.startswith("in:"):
            put(variables, column.removeprefix("in:"), _value(row[column]))
    expected = {column[4:]: _value(row[column]) for column in columns if column.startswith("out")}
    return DecisionTestRow(line, row.get("case", ""), _clock(row.get("clock", ""), line), variables, expected)


def _clock(text: str, line: int) -> datetime:
    try:
        moment = datetime.fromisoformat(text) if text else CLOCK
    except ValueError:
        moment = CLOCK.replace(tzinfo=None)
    if moment.tzinfo is None:
        raise Refusal("case_clock", line=line, text=text)
    return moment


def _value(cell: str) -> Any:
    try:
        return json.loads(cell) if cell else None
    except ValueError:
        return cell
