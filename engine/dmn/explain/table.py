"""Why the rows of a table did or did not match, cell by cell."""

from collections.abc import Sequence

from engine import feel
from engine.dmn.errors import DmnError
from engine.dmn.explain.trace import CellTrace, InputTrace, RowTrace, TableTrace
from engine.dmn.expression import Scope
from engine.dmn.run import DecisionRun
from engine.dmn.table.cell import Cell, Rule
from engine.dmn.table.hit_policy import HitPolicy
from engine.dmn.table.table import Input, Table

LIMIT_ROWS, LIMIT_PARTS, LIMIT_TRIED = 60, 25, 200_000
"""Rows of a table in an explanation, parts of a cell, and cells that are evaluated once more."""


def table_trace(table: Table, scope: Scope, run: DecisionRun, fired: Sequence[int]) -> TableTrace:
    """The table with the rows that matched first, then those that came nearest. Raises DmnError as `fire`."""
    values = [column.read(scope, run) for column in table.inputs]
    scopes: list[Scope] = [{**scope, "?": value} for value in values]
    rules = table.rules[: max(1, LIMIT_TRIED // max(1, len(table.inputs)))]
    failed = {rule.number: _failed(rule, scopes, run.env) for rule in rules}
    tried = _tried(table, failed)
    near = sorted(rules, key=lambda rule: (rule.number not in fired, failed[rule.number], rule.number))[:LIMIT_ROWS]
    rows = [
        _row(rule, scopes, run.env, failed[rule.number] == 0 if rule.number in tried else None, rule.number in fired)
        for rule in sorted(near, key=lambda rule: rule.number)
    ]
    reads = tuple(_read(column, value, scope, run) for column, value in zip(table.inputs, values, strict=True))
    outputs = {output.name: output.label for output in table.outputs if output.name}
    left_out = len(table.rules) - len(rows)
    return TableTrace(table.policy.value, table.aggregation, reads, tuple(rows), left_out, outputs)


def _read(column: Input, value: object, scope: Scope, run: DecisionRun) -> InputTrace:
    """The value of a column, with its trace where the expression is more than a variable."""
    compiled = column.expression.compiled
    plain = compiled is None or column.expression.text in compiled.paths
    trace = None if compiled is None or plain else feel.explain(compiled, scope, run.env, LIMIT_PARTS)
    return InputTrace(column.label, column.expression.text, feel.display(value), trace)


def _tried(table: Table, failed: dict[int, int]) -> range:
    """The numbers of the rows that were tried: FIRST stops at the first that matches."""
    first = next((number for number, count in failed.items() if count == 0), None)
    last = first if table.policy is HitPolicy.FIRST and first is not None else len(table.rules)
    return range(1, last + 1)


def _failed(rule: Rule, scopes: Sequence[Scope], env: feel.EvalContext) -> int:
    return sum(_passes(cell, scopes, env) is not True for cell in rule.cells)


def _passes(cell: Cell, scopes: Sequence[Scope], env: feel.EvalContext) -> object:
    if cell.tests is None:
        raise DmnError("bad_expression", element=cell.id, text=cell.text)
    try:
        return cell.tests.evaluate(scopes[cell.input], env)
    except feel.FeelError as error:
        raise DmnError("expression_bound", element=cell.id, reason=error.code) from error


def _row(rule: Rule, scopes: Sequence[Scope], env: feel.EvalContext, matched: bool | None, fired: bool) -> RowTrace:
    conditions = tuple(_condition(cell, scopes, env) for cell in rule.cells)
    return RowTrace(rule.id, rule.number, matched, fired, conditions, rule.annotations)


def _condition(cell: Cell, scopes: Sequence[Scope], env: feel.EvalContext) -> CellTrace:
    passed = _passes(cell, scopes, env)
    trace = feel.explain(cell.tests, scopes[cell.input], env, LIMIT_PARTS) if cell.tests is not None else None
    return CellTrace(cell.input, cell.text, passed if isinstance(passed, bool) else None, trace)
