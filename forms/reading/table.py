"""A table in a form: which columns, and where its rows come from."""

from collections.abc import Mapping

from engine import feel
from forms.findings import Findings
from forms.formula import Formula, Names, ToText, formula, tagged
from forms.paths import dig
from forms.reading.component import Component

LIMIT_ROWS = 500

Spec = Mapping[str, object]
Columns = tuple[tuple[str, str], ...]


def read_source(spec: Spec, key: str, findings: Findings) -> Formula | None:
    """The rows: an expression, or the name of a variable."""
    source = spec.get("dataSource")
    if not isinstance(source, str) or not source:
        findings.add("missing_data_source", key)
        return None
    return formula(source.removeprefix("="), "dataSource", key, findings)


def read_columns(spec: Spec, key: str, findings: Findings) -> Columns | Formula:
    """The columns as (key, label), or the expression that gives them."""
    if spec.get("columnsExpression"):
        return tagged(spec["columnsExpression"], "columnsExpression", key, findings) or ()
    columns = _columns(spec.get("columns"))
    if not columns:
        findings.add("missing_columns", key)
    return columns


def _columns(columns: object) -> Columns:
    entries = [entry for entry in columns[:50] if isinstance(entry, Mapping)] if isinstance(columns, list) else []
    return tuple((str(entry.get("key")), str(entry.get("label") or entry.get("key"))) for entry in entries)


def table(
    component: Component, names: Names, env: feel.EvalContext, to_text: ToText
) -> tuple[list[str], list[list[str]]]:
    """The head and the rows of a table, worded."""
    columns = component.columns
    if isinstance(columns, Formula):
        columns = _columns(columns.value(names, env))
    rows = component.source.value(names, env) if component.source else None
    rows = rows[:LIMIT_ROWS] if isinstance(rows, list) else []
    return [label for _key, label in columns], [[to_text(dig(row, key)) for key, _label in columns] for row in rows]
