"""Reads decision tables: columns, rules, hit policy, and what is wrong with them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from engine import feel
from engine.dmn import source
from engine.dmn.expression import LiteralExpression, read_literal, types_in
from engine.dmn.index.simple_cells import simple
from engine.dmn.names import Names
from engine.dmn.table.cell import Cell, Rule, indexed
from engine.dmn.table.hit_policy import AGGREGATIONS, HitPolicy
from engine.dmn.table.table import Input, Output, Table
from engine.dmn.types import constraint
from engine.dmn.types.constraint import Constraint

if TYPE_CHECKING:
    from engine.dmn.boxed.reader import ExpressionReader


def read_table(reader: "ExpressionReader", element: etree._Element, names: Names) -> Table:
    """A `decisionTable`; a hit policy or aggregation that the standard does not know is a problem."""
    identity = reader.identity(element)
    inputs = _distinguished([_input(reader, column, names) for column in source.children(element, "input")])
    for column in inputs:
        names = names.union(column.type.parts() if column.type is not None else ())
    outputs = tuple(_output(reader, column, names) for column in source.children(element, "output"))
    rules = tuple(
        _rule(reader, row, number, inputs, outputs, names)
        for number, row in enumerate(source.children(element, "rule"), start=1)
    )
    policy, aggregation = _policy(reader, element), _aggregation(reader, element)
    table = Table(identity, _name(element), policy, aggregation, inputs, outputs, rules, indexed(rules, len(inputs)))
    _check(reader, table)
    reader.tables.append(table)
    return table


def _name(element: etree._Element) -> str:
    """The name of the table: that of its context entry's variable, of its decision or of its model."""
    above = element.getparent()
    variable = source.attribute(source.child(above, "variable"), "name")
    return variable or source.attribute(above, "name") or source.attribute(element, "outputLabel") or ""


def _policy(reader: "ExpressionReader", element: etree._Element) -> HitPolicy:
    written = source.attribute(element, "hitPolicy") or "UNIQUE"
    try:
        return HitPolicy(written)
    except ValueError:
        reader.problems.add("unknown_hit_policy", reader.identity(element), hit_policy=written)
        return HitPolicy.UNIQUE


def _aggregation(reader: "ExpressionReader", element: etree._Element) -> str | None:
    written = source.attribute(element, "aggregation")
    if written is not None and written not in AGGREGATIONS:
        reader.problems.add("unknown_aggregation", reader.identity(element), aggregation=written)
        return None
    return written


def _input(reader: "ExpressionReader", element: etree._Element, names: Names) -> Input:
    written = source.child(element, "inputExpression")
    expression = reader.empty(element) if written is None else read_literal(reader, written, names)
    if not expression.text:
        reader.problems.add("no_expression", reader.identity(element))
    label = source.attribute(element, "label") or expression.text
    allowed = _allowed(reader, source.child(element, "inputValues"))
    return Input(reader.identity(element), label, expression, reader.type_of(written), allowed)


def _distinguished(inputs: list[Input]) -> tuple[Input, ...]:
    """Columns of the same label but different expressions show the expression too."""
    labels = [column.label for column in inputs]
    texts = {label: {column.expression.text for column in inputs if column.label == label} for label in labels}
    return tuple(
        replace(column, label=f"{column.label} ({column.expression.text})") if len(texts[column.label]) > 1 else column
        for column in inputs
    )


def _output(reader: "ExpressionReader", element: etree._Element, names: Names) -> Output:
    name = source.attribute(element, "name") or None
    of_type = reader.type_of(element) or reader.type_of(_value_of(element))
    order = _allowed(reader, source.child(element, "outputValues")) or (of_type.order() if of_type else None)
    default = source.child(element, "defaultOutputEntry")
    return Output(
        reader.identity(element),
        name,
        source.attribute(element, "label") or name or "",
        of_type,
        order,
        None if default is None else read_literal(reader, default, names),
    )


def _value_of(output: etree._Element) -> etree._Element | None:
    """The element that declares the type of a lone output without one: the table, else the variable around it."""
    table = output.getparent()
    if table is None or len(list(source.children(table, "output"))) > 1:
        return None
    return table if source.type_name(table) else source.child(table.getparent(), "variable")


def _allowed(reader: "ExpressionReader", element: etree._Element | None) -> Constraint | None:
    text = source.text(element)
    if element is None or not text or text == "-":
        return None
    limit, error = constraint.read(text)
    if error is not None:
        reader.problems.expression(reader.identity(element), text, error)
    return limit


def _rule(
    reader: "ExpressionReader",
    element: etree._Element,
    number: int,
    inputs: tuple[Input, ...],
    outputs: tuple[Output, ...],
    names: Names,
) -> Rule:
    identity = reader.identity(element)
    tests = list(source.children(element, "inputEntry"))
    results = list(source.children(element, "outputEntry"))
    if (len(tests), len(results)) != (len(inputs), len(outputs)):
        reader.problems.row_width(identity, len(inputs) + len(outputs), len(tests) + len(results))
    cells = [_cell(reader, entry, place, names) for place, entry in enumerate(tests[: len(inputs)])]
    entries = [read_literal(reader, entry, names) for entry in results[: len(outputs)]]
    missing = [LiteralExpression(identity, "", None)] * (len(outputs) - len(entries))
    return Rule(
        identity, number, tuple(cell for cell in cells if cell is not None), (*entries, *missing), _annotations(element)
    )


def _cell(reader: "ExpressionReader", element: etree._Element, place: int, names: Names) -> Cell | None:
    identity, text = reader.identity(element), source.text(element)
    if text in ("", "-"):
        return None
    try:
        tests = feel.parse_unary(text, names, types_in(reader, text))
    except feel.FeelError as error:
        reader.problems.expression(identity, text, error)
        return Cell(identity, place, text, None, None)
    for slip in feel.static_errors(tests, names):
        reader.problems.expression(identity, text, slip)
    return Cell(identity, place, text, tests, simple(tests))


def _annotations(rule: etree._Element) -> tuple[str, ...]:
    """The annotation columns of a row, and its description (where DMN 1.1 and the desktop modeler keep it)."""
    texts = [source.text(entry) for entry in source.children(rule, "annotationEntry")]
    return tuple(text for text in (*texts, source.text(rule, "description")) if text)


def _check(reader: "ExpressionReader", table: Table) -> None:
    if not table.rules:
        reader.problems.add("no_rules", table.id, table=table.name)
    if not table.outputs:
        reader.problems.add("no_outputs", table.id, table=table.name)
    if table.aggregation is not None and table.policy is not HitPolicy.COLLECT:
        reader.problems.add("aggregation_without_collect", table.id, hit_policy=table.policy.value)
    if table.aggregation is not None and len(table.outputs) > 1:
        reader.problems.add("aggregation_of_many_outputs", table.id, aggregation=table.aggregation)
    if len(table.outputs) > 1 and not all(output.name for output in table.outputs):
        reader.problems.add("output_without_name", table.id, table=table.name)
    if table.policy in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER) and not any(o.order for o in table.outputs):
        reader.problems.add("no_output_values", table.id, hit_policy=table.policy.value)
