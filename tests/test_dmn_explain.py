"""A decision tells why: each row and the cell that kept it out, what was required, what refused it."""

import dataclasses
import json

import pytest
from helpers.decisions import cases, model_of, wednesday

from engine import dmn, feel

HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">'


def table(policy: str, rows: list[tuple[str, str, str]]) -> dmn.Model:
    """A table over rank and months, whose columns are labelled, with one output."""
    inputs = "".join(
        f'<input id="i{place}" label="{label}"><inputExpression id="e{place}"><text>{text}</text></inputExpression></input>'
        for place, (label, text) in enumerate([("Golongan", "rank"), ("Masa (bulan)", "months + 0")])
    )
    rules = "".join(
        f'<rule id="r{place}"><inputEntry id="a{place}"><text>{rank}</text></inputEntry><inputEntry id="b{place}">'
        f'<text>{months}</text></inputEntry><outputEntry id="o{place}"><text>{out}</text></outputEntry></rule>'
        for place, (rank, months, out) in enumerate(rows)
    )
    logic = f'<decisionTable id="t" hitPolicy="{policy}">{inputs}<output id="o" name="out"/>{rules}</decisionTable>'
    return dmn.parse(f'{HEAD}<decision id="x" name="Layak">{logic}</decision></definitions>'.encode())


ROWS = [('"III/c"', "&lt; 48", "1"), ('"III/c"', "[48..99]", "2"), ("-", "&gt; 50", "3"), ('"IV/a"', "-", "4")]


def rows_of(told: dmn.Explanation) -> list[tuple[int, bool | None, bool]]:
    decision = told.of("x")
    assert decision is not None
    assert decision.logic is not None
    assert decision.logic.table is not None
    return [(row.number, row.matched, row.fired) for row in decision.logic.table.rows]


def test_each_row_tells_which_cell_kept_it_out() -> None:
    told = dmn.explain(table("COLLECT", ROWS), "x", {"rank": "III/c", "months": 52}, wednesday())
    assert told.value == feel.display([2, 3]) or told.value["size"] == 2
    assert rows_of(told) == [(1, False, False), (2, True, True), (3, True, True), (4, False, False)]
    found = told.of("x").logic.table  # type: ignore[union-attr]
    assert [(read.label, read.value["value"]) for read in found.inputs] == [("Golongan", "III/c"), ("Masa (bulan)", 52)]
    assert (found.inputs[0].trace, found.inputs[1].trace.kind) == (None, "arithmetic")
    cells = [(cell.input, cell.text, cell.passed) for cell in found.rows[0].conditions]
    assert cells == [(0, '"III/c"', True), (1, "< 48", False)]
    assert found.rows[0].conditions[1].trace.parts[0].parts[0].name == "<"


def test_first_leaves_the_rows_after_it_untried() -> None:
    told = dmn.explain(table("FIRST", ROWS), "x", {"rank": "III/c", "months": 52}, wednesday())
    assert rows_of(told) == [(1, False, False), (2, True, True), (3, None, False), (4, None, False)]


def test_a_refusal_is_told_with_the_rows_that_clash() -> None:
    told = dmn.explain(table("UNIQUE", ROWS), "x", {"rank": "III/c", "months": 52}, wednesday())
    assert (told.refused, told.reasons["rows"], told.value["kind"]) == ("not_unique", [2, 3], "null")
    assert [row for row in rows_of(told) if row[1]] == [(2, True, False), (3, True, False)]


def test_of_a_long_table_the_rows_that_fired_or_came_nearest_are_told() -> None:
    rows = [(f'"{place}"', f"&gt; {place}", str(place)) for place in range(1_000)]
    told = dmn.explain(table("UNIQUE", rows), "x", {"rank": "900", "months": 950}, wednesday())
    found = told.of("x").logic.table  # type: ignore[union-attr]
    assert (len(found.rows), found.left_out) == (60, 940)
    assert [row.number for row in found.rows if row.fired] == [901]


def test_an_unknown_decision_is_refused() -> None:
    with pytest.raises(dmn.DmnError) as refused:
        dmn.explain(table("UNIQUE", ROWS), "y", {}, wednesday())
    assert refused.value.code == "unknown_decision"


BOXED = f"""{HEAD}
<decision id="x" name="Nilai"><informationRequirement id="q"><requiredDecision href="#y"/></informationRequirement>
 <knowledgeRequirement id="k"><requiredKnowledge href="#f"/></knowledgeRequirement>
 <context id="c"><contextEntry id="c1"><variable id="v1" name="half"/><literalExpression id="l1"><text>y / 2</text></literalExpression></contextEntry>
 <contextEntry id="c2"><variable id="v2" name="kind"/><conditional id="l2"><if id="i"><literalExpression id="l3"><text>half &gt; 10</text></literalExpression></if>
 <then id="t"><literalExpression id="l4"><text>"banyak"</text></literalExpression></then><else id="s"><literalExpression id="l5"><text>"sedikit"</text></literalExpression></else></conditional></contextEntry>
 <contextEntry id="c3"><variable id="v3" name="all"/><list id="l6"><literalExpression id="l7"><text>half</text></literalExpression></list></contextEntry>
 <contextEntry id="c4"><variable id="v4" name="called"/><invocation id="l8"><literalExpression id="l9"><text>f</text></literalExpression>
  <binding id="b"><parameter id="p" name="n"/><literalExpression id="l10"><text>half</text></literalExpression></binding></invocation></contextEntry></context></decision>
<decision id="y" name="Dasar"><literalExpression id="ly"><text>base * 2</text></literalExpression></decision>
<businessKnowledgeModel id="f" name="f"><encapsulatedLogic id="fl"><formalParameter id="fp" name="n"/>
 <decisionTable id="ft" hitPolicy="UNIQUE"><input id="fi" label="Angka"><inputExpression id="fe"><text>n</text></inputExpression></input><output id="fo"/>
 <rule id="fr"><inputEntry id="fa"><text>&gt; 3</text></inputEntry><outputEntry id="fb"><text>"tinggi"</text></outputEntry></rule></decisionTable></encapsulatedLogic></businessKnowledgeModel>
</definitions>"""


def test_boxed_logic_and_what_is_required_are_told() -> None:
    told = dmn.explain(dmn.parse(BOXED.encode()), "x", {"base": 30}, wednesday())
    assert [(one.id, one.requires) for one in told.decisions] == [("y", ()), ("x", ("y",))]
    entries = dict(told.of("x").logic.entries)  # type: ignore[union-attr]
    assert {name: entry.kind for name, entry in entries.items()} == {
        "half": "expression",
        "kind": "conditional",
        "all": "list",
        "called": "invocation",
    }
    assert [name for name, _ in entries["kind"].entries] == ["if", "then"]
    assert told.inputs == {"base": {"kind": "number", "value": 30}}
    assert [(one.name, one.value["value"], one.rows) for one in told.called] == [("f", "tinggi", (1,))]


def test_rows_that_fired_are_those_of_the_evaluations() -> None:
    for case in list(cases())[::7]:
        decided = model_of(case).decide(case.decision, case.scope, case.env)
        told = dmn.explain(model_of(case), case.decision, case.scope, case.env)
        rows = {one.decision: sorted(one.rows) for one in decided.evaluations}
        tables = {one.id: one.logic.table for one in told.decisions if one.logic and one.logic.table}
        assert {name: [row.number for row in found.rows if row.fired] for name, found in tables.items()} == {
            name: rows[name] for name in tables
        }, str(case)
        assert len(json.dumps(dataclasses.asdict(told))) < 300_000
