"""Every hit policy of the standard: which rows decide, and what comes out."""

import datetime
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest

from engine import dmn, feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, tzinfo=datetime.UTC))


def table(
    rows: list[str],
    policy: str,
    values: str | tuple[str, ...] = "",
    default: str = "",
    outputs: tuple[str, ...] = ("out",),
):
    """A table over `n`; a row is written "test | output | output", `values` are the allowed ones of each output."""
    allowed = dict(zip(outputs, (values,) if isinstance(values, str) else values, strict=False))
    rules = "".join(
        f"<rule id='r{number}'><inputEntry><text>{escape(test.strip())}</text></inputEntry>"
        + "".join(f"<outputEntry><text>{escape(cell.strip())}</text></outputEntry>" for cell in cells)
        + "</rule>"
        for number, (test, *cells) in enumerate((row.split("|") for row in rows), start=1)
    )
    columns = "".join(
        f"<output name='{name}'>"
        + (f"<outputValues><text>{allowed[name]}</text></outputValues>" if allowed.get(name) else "")
        + (f"<defaultOutputEntry><text>{default}</text></defaultOutputEntry>" if default else "")
        + "</output>"
        for name in outputs
    )
    return dmn.parse(
        f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="t" name="t">
        <decision id="d" name="d"><decisionTable id="t" {policy}>
        <input label="n"><inputExpression typeRef="number"><text>n</text></inputExpression></input>
        {columns}{rules}</decisionTable></decision></definitions>""".encode()
    )


def decide(model: dmn.Model, n: int | None) -> dmn.DecisionResult:
    return model.decide("d", {"n": n}, ENV)


def rows(decided: dmn.DecisionResult) -> list[int]:
    return decided.evaluations[-1].rows


def test_a_unique_table_gives_the_output_of_its_one_row():
    decided = decide(table(["< 10 | 'low'".replace("'", '"'), '>= 10 | "high"'], 'hitPolicy="UNIQUE"'), 10)
    assert decided.value == "high"
    assert rows(decided) == [2]
    assert decided.evaluations[-1].row_ids == ["r2"]
    assert decided.evaluations[-1].inputs == {"n": Decimal(10)}


def test_a_unique_table_that_matches_twice_is_an_error_even_if_the_rows_agree():
    with pytest.raises(dmn.DmnError) as refused:
        decide(table(["> 1 | 5", "> 2 | 5"], 'hitPolicy="UNIQUE"'), 3)
    assert refused.value.code == "not_unique"
    assert refused.value.values == {"element": "t", "rows": [1, 2]}


def test_a_table_without_a_hit_policy_is_unique():
    with pytest.raises(dmn.DmnError, match="not_unique"):
        decide(table(["> 1 | 5", "> 2 | 6"], ""), 3)


def test_first_takes_the_first_matching_row():
    decided = decide(table(["> 5 | 1", "> 1 | 2", "> 0 | 3"], 'hitPolicy="FIRST"'), 3)
    assert (decided.value, rows(decided)) == (Decimal(2), [2])


def test_first_does_not_evaluate_the_rows_behind_it():
    decided = decide(table(["> 1 | 1", "this is not feel ( | 2"], 'hitPolicy="FIRST"'), 3)
    assert decided.value == Decimal(1)


def test_priority_takes_the_output_that_is_listed_first():
    model = table(['> 1 | "ok"', '> 2 | "stop"', '> 3 | "ok"'], 'hitPolicy="PRIORITY"', values='"stop", "check", "ok"')
    assert (decide(model, 3).value, rows(decide(model, 3))) == ("stop", [2])
    assert (decide(model, 2).value, rows(decide(model, 2))) == ("ok", [1])


ACTIONS, LEVELS = '"stop", "ok"', '"high", "low"'
SEVERAL = ['> 1 | "ok" | "low"', '> 1 | "stop" | "low"', '> 1 | "ok" | "high"', '> 1 | "stop" | "high"']


def several(policy: str, actions: str = ACTIONS, levels: str = LEVELS) -> dmn.DecisionResult:
    """A table of two outputs where rows agree in either of them."""
    return decide(table(SEVERAL, f'hitPolicy="{policy}"', (actions, levels), outputs=("action", "level")), 2)


def test_priority_decides_by_the_next_output_where_the_first_is_the_same():
    decided = several("PRIORITY")
    assert (decided.value, rows(decided)) == ({"action": "stop", "level": "high"}, [4])


def test_output_order_sorts_by_the_next_output_where_the_first_is_the_same():
    decided = several("OUTPUT ORDER")
    assert rows(decided) == [4, 2, 3, 1]
    assert [(value["action"], value["level"]) for value in decided.value] == [
        ("stop", "high"),
        ("stop", "low"),
        ("ok", "high"),
        ("ok", "low"),
    ]


def test_an_output_without_allowed_values_leaves_the_order_to_the_others():
    assert rows(several("PRIORITY", actions="")) == [3]
    assert rows(several("OUTPUT ORDER", actions="")) == [3, 4, 1, 2]
    assert rows(several("OUTPUT ORDER", levels="")) == [2, 4, 1, 3]


def test_an_output_that_is_not_among_the_allowed_values_comes_last():
    model = table(['> 1 | "else"', '> 1 | "ok"', '> 1 | "stop"'], 'hitPolicy="OUTPUT ORDER"', ACTIONS)
    assert decide(model, 2).value == ["stop", "ok", "else"]


def test_a_row_of_lower_priority_in_its_second_output_is_found_to_be_shadowed():
    written = ['> 1 | "stop" | "low"', '> 1 | "stop" | "high"', '<= 1 | "ok" | "low"']
    model = table(written, 'hitPolicy="PRIORITY"', (ACTIONS, LEVELS), outputs=("action", "level"))
    assert [(code, element) for code, element, _ in model.flaws()] == [("row_shadowed", "r1")]


def test_any_accepts_rows_that_agree_and_names_them_all():
    decided = decide(table(["> 1 | 5", "> 2 | 2 + 3", "> 9 | 1"], 'hitPolicy="ANY"'), 3)
    assert (decided.value, rows(decided)) == (Decimal(5), [1, 2])


def test_any_refuses_rows_that_disagree():
    with pytest.raises(dmn.DmnError) as refused:
        decide(table(["> 1 | 5", "> 2 | 5", "> 2 | 6"], 'hitPolicy="ANY"'), 3)
    assert refused.value.code == "outputs_disagree"
    assert refused.value.values == {"element": "t", "rows": [1, 3]}


def test_collect_gives_every_output_in_rule_order():
    decided = decide(table(["> 1 | 3", "> 9 | 2", "> 2 | 1"], 'hitPolicy="COLLECT"'), 3)
    assert (decided.value, rows(decided)) == ([Decimal(3), Decimal(1)], [1, 3])


def test_collect_of_several_outputs_is_a_list_of_contexts():
    model = table(['> 1 | "A" | 1', '> 2 | "B" | 2'], 'hitPolicy="COLLECT"', outputs=("code", "weight"))
    assert decide(model, 3).value == [{"code": "A", "weight": Decimal(1)}, {"code": "B", "weight": Decimal(2)}]


@pytest.mark.parametrize(("aggregation", "expected"), [("SUM", 7), ("MIN", 1), ("MAX", 3), ("COUNT", 4)])
def test_collect_aggregates(aggregation: str, expected: int):
    model = table(["> 0 | 3", "> 0 | 2", "> 0 | 1", "> 0 | 1"], f'hitPolicy="COLLECT" aggregation="{aggregation}"')
    decided = decide(model, 1)
    assert (decided.value, rows(decided)) == (Decimal(expected), [1, 2, 3, 4])


def test_nothing_collected_is_an_empty_list_and_counts_zero():
    assert decide(table(["> 5 | 1"], 'hitPolicy="COLLECT"'), 1).value == []
    assert decide(table(["> 5 | 1"], 'hitPolicy="COLLECT" aggregation="COUNT"'), 1).value == Decimal(0)
    assert decide(table(["> 5 | 1"], 'hitPolicy="COLLECT" aggregation="SUM"'), 1).value is None


def test_rule_order_lists_outputs_as_written_and_output_order_by_priority():
    written = ['> 1 | "c"', '> 1 | "a"', '> 1 | "b"']
    by_rule = decide(table(written, 'hitPolicy="RULE ORDER"', values='"a","b","c"'), 2)
    by_output = decide(table(written, 'hitPolicy="OUTPUT ORDER"', values='"a","b","c"'), 2)
    assert (by_rule.value, rows(by_rule)) == (["c", "a", "b"], [1, 2, 3])
    assert (by_output.value, rows(by_output)) == (["a", "b", "c"], [2, 3, 1])


def test_no_row_gives_the_default_and_no_rows_fired():
    decided = decide(table(["> 5 | 1"], 'hitPolicy="UNIQUE"', default="40 + 2"), 1)
    assert (decided.value, rows(decided)) == (Decimal(42), [])


def test_no_row_and_no_default_is_null():
    assert decide(table(["> 5 | 1"], 'hitPolicy="UNIQUE"'), 1).value is None


def test_several_outputs_have_several_defaults():
    model = table(["> 5 | 1 | 2"], "", default="0", outputs=("a", "b"))
    assert decide(model, 1).value == {"a": Decimal(0), "b": Decimal(0)}


def test_a_dash_and_an_empty_cell_accept_everything_null_too():
    assert decide(table(["- | 1"], ""), None).value == Decimal(1)
    assert decide(table([" | 1"], ""), 7).value == Decimal(1)


def test_a_comparison_with_null_does_not_match():
    assert decide(table(["< 10 | 1", "null | 2"], ""), None).value == Decimal(2)


def test_aggregation_of_several_outputs_is_refused_and_told_beforehand():
    model = table(["> 0 | 1 | 2"], 'hitPolicy="COLLECT" aggregation="SUM"', outputs=("a", "b"))
    assert ("aggregation_of_many_outputs", "t", {"aggregation": "SUM"}) in model.problems()
    with pytest.raises(dmn.DmnError, match="aggregation_of_many_outputs"):
        decide(model, 1)


def test_a_hit_policy_that_no_standard_knows_is_a_problem():
    assert "unknown_hit_policy" in [code for code, _, _ in table(["- | 1"], 'hitPolicy="LAST"').problems()]
