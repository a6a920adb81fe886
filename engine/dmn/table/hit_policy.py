"""Hit policies (DMN 1.5, 8.2.8): which of the matching rules make the result, and how."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from engine import feel
from engine.dmn.errors import DmnError
from engine.dmn.expression import Scope

if TYPE_CHECKING:
    from engine.dmn.run import DecisionRun
    from engine.dmn.table.cell import Rule
    from engine.dmn.table.table import Table

Picked = tuple[object, Sequence["Rule"]]
Pick = Callable[["Table", Sequence["Rule"], Scope, "DecisionRun"], Picked]
"""The result of one or more matching rules, and the rules that made it."""


class HitPolicy(Enum):
    """The hit policy as the file writes it; absent means UNIQUE."""

    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    PRIORITY = "PRIORITY"
    ANY = "ANY"
    COLLECT = "COLLECT"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"


AGGREGATIONS: Mapping[str, feel.Expression | None] = {
    "SUM": feel.parse("sum(x)", ("x",)),
    "MIN": feel.parse("min(x)", ("x",)),
    "MAX": feel.parse("max(x)", ("x",)),
    "COUNT": None,
}
EQUAL = feel.parse("a = b", ("a", "b"))
LISTS = frozenset({HitPolicy.COLLECT, HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER})


def nothing(table: "Table") -> object:
    """The result where no rule matches and there is no default: an empty list of outputs, a count of 0, else null."""
    if table.aggregation is not None:
        return Decimal(0) if table.aggregation == "COUNT" else None
    return [] if table.policy in LISTS else None


def _unique(table: "Table", matched: Sequence["Rule"], scope: Scope, run: "DecisionRun") -> Picked:
    if len(matched) > 1:
        raise DmnError("not_unique", element=table.id, rows=[rule.number for rule in matched])
    return table.result(matched[0].values(scope, run)), matched


def _first(table: "Table", matched: Sequence["Rule"], scope: Scope, run: "DecisionRun") -> Picked:
    return table.result(matched[0].values(scope, run)), matched[:1]


def _any(table: "Table", matched: Sequence["Rule"], scope: Scope, run: "DecisionRun") -> Picked:
    first = matched[0].values(scope, run)
    for rule in matched[1:]:
        if EQUAL.evaluate({"a": first, "b": rule.values(scope, run)}, run.env) is not True:
            raise DmnError("outputs_disagree", element=table.id, rows=[matched[0].number, rule.number])
    return table.result(first), matched


def _priority(table: "Table", matched: Sequence["Rule"], scope: Scope, run: "DecisionRun") -> Picked:
    best = _ordered(table, matched, scope, run)[0]
    return table.result(best[1]), [best[0]]


def _rule_order(table: "Table", matched: Sequence["Rule"], scope: Scope, run: "DecisionRun") -> Picked:
    return [table.result(rule.values(scope, run)) for rule in matched], matched


def _output_order(table: "Table", matched: Sequence["Rule"], scope: Scope, run: "DecisionRun") -> Picked:
    ordered = _ordered(table, matched, scope, run)
    return [table.result(values) for _, values in ordered], [rule for rule, _ in ordered]


def _collect(table: "Table", matched: Sequence["Rule"], scope: Scope, run: "DecisionRun") -> Picked:
    results = [table.result(rule.values(scope, run)) for rule in matched]
    return results if table.aggregation is None else _aggregated(table, table.aggregation, results, run.env), matched


def _aggregated(table: "Table", aggregation: str, results: list[object], env: feel.EvalContext) -> object:
    """The sum, minimum, maximum or count of the collected results."""
    if len(table.outputs) > 1:
        raise DmnError("aggregation_of_many_outputs", element=table.id, aggregation=aggregation)
    expression = AGGREGATIONS[aggregation]
    return Decimal(len(results)) if expression is None else expression.evaluate({"x": results}, env)


def _ordered(
    table: "Table", matched: Iterable["Rule"], scope: Scope, run: "DecisionRun"
) -> list[tuple["Rule", list[object]]]:
    """Rules with their outputs by the order of the allowed output values, the first column first."""
    orders = [output.order.values(run.env) if output.order is not None else [] for output in table.outputs]
    pairs = [(rule, rule.values(scope, run)) for rule in matched]
    return sorted(pairs, key=lambda pair: [_place(value, order) for value, order in zip(pair[1], orders, strict=True)])


def _place(value: object, order: list[object]) -> int:
    """The place of a value among the allowed ones; one that is not among them comes last."""
    return next((place for place, allowed in enumerate(order) if allowed == value), len(order))


PICK: Mapping[HitPolicy, Pick] = {
    HitPolicy.UNIQUE: _unique,
    HitPolicy.FIRST: _first,
    HitPolicy.PRIORITY: _priority,
    HitPolicy.ANY: _any,
    HitPolicy.COLLECT: _collect,
    HitPolicy.RULE_ORDER: _rule_order,
    HitPolicy.OUTPUT_ORDER: _output_order,
}
