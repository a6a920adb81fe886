"""What a table leaves open, answers twice or can never give is found before it decides, with values to try."""

import datetime
import random
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from xml.sax.saxutils import escape

import pytest

from engine import dmn, feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, tzinfo=datetime.UTC))


def table(
    columns: list[str], rows: list[str], policy: str = "UNIQUE", values: str = "", default: str = ""
) -> dmn.Model:
    """A column is written "expression: type: allowed values", a row "test; test; output"."""
    inputs = ""
    for column in columns:
        text, kind, allowed = (part.strip() for part in f"{column}::".split(":")[:3])
        of_type = f' typeRef="{kind}"' if kind else ""
        limits = f"<inputValues><text>{escape(allowed)}</text></inputValues>" if allowed else ""
        inputs += (
            f'<input label="{text}"><inputExpression{of_type}><text>{text}</text></inputExpression>{limits}</input>'
        )
    rules = ""
    for number, row in enumerate(rows, start=1):
        *tests, output = (cell.strip() for cell in row.split(";"))
        cells = "".join(f"<inputEntry><text>{escape(test)}</text></inputEntry>" for test in tests)
        rules += f'<rule id="r{number}">{cells}<outputEntry><text>{escape(output)}</text></outputEntry></rule>'
    order = f"<outputValues><text>{escape(values)}</text></outputValues>" if values else ""
    otherwise = f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
    return dmn.parse(
        f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="t" name="t">
        <decision id="d" name="d"><decisionTable id="t" hitPolicy="{policy}">{inputs}
        <output id="o" label="out">{order}{otherwise}</output>{rules}</decisionTable></decision></definitions>""".encode()
    )


def flaws(model: dmn.Model) -> list[tuple[str, str]]:
    assert model.problems() == []
    return [(code, element) for code, element, _ in model.flaws()]


def value(literal: str) -> Any:
    return feel.parse(literal).evaluate({}, ENV)


def scope(example: dict[str, str]) -> dict[str, Any]:
    return {label: value(text) for label, text in example.items()}


def rows(model: dmn.Model, given: dict[str, Any]) -> list[int]:
    return model.decide("d", given, ENV).evaluations[-1].rows


def refusal(model: dmn.Model, given: dict[str, Any]) -> str | None:
    try:
        model.decide("d", given, ENV)
    except dmn.DmnError as refused:
        return refused.code
    return None


GAPS = {
    "between two numbers": (["n: number"], ["< 3; 1", "> 3; 2"], {"n": "3"}),
    "an end that is left out": (["n: number"], ["[0..5); 1", "(5..9]; 2", "< 0; 3", "> 9; 4"], {"n": "5"}),
    "half a number": (["n: number"], ["<= 3; 1", ">= 4; 2"], {"n": "3.1"}),
    "a day": (
        ["d: date"],
        ['<= date("2025-09-29"); 1', '>= date("2025-10-01"); 2'],
        {"d": 'date("2025-09-30")'},
    ),
    "a moment": (
        ["m: date and time"],
        ['< date and time("2025-10-01T00:00:00+07:00"); 1', '> date and time("2025-10-01T00:00:00+07:00"); 2'],
        {"m": 'date and time("2025-10-01T00:00:00+07:00")'},
    ),
    "a duration": (
        ["p: days and time duration"],
        ['< duration("P3D"); 1', '> duration("P3D"); 2'],
        {"p": 'duration("P3D")'},
    ),
    "a duration of months": (
        ["p: years and months duration"],
        ['< duration("P4Y"); 1', '> duration("P4Y"); 2'],
        {"p": 'duration("P4Y")'},
    ),
    "any other text": (["s: string"], ['"a"; 1', '"b"; 2'], {"s": '"…"'}),
    "an allowed text": (['s: string: "a", "b", "c"'], ['"a"; 1', '"b"; 2'], {"s": '"c"'}),
    "the other truth": (["t: boolean"], ["true; 1"], {"t": "false"}),
    "null where the table speaks of it": (
        ["s: string", "t: boolean"],
        ["null; true; 1", "not(null); -; 2"],
        {"s": "null", "t": "false"},
    ),
    "no constant at all": (["n: number", "t: boolean"], ["-; true; 1"], {"n": "0", "t": "false"}),
    "a condition on the input": (["n: number"], ["? >= 3 and ? < 5; 1", "not(? > 2); 2", ">= 5; 3"], {"n": "2.1"}),
}


@pytest.mark.parametrize("name", GAPS)
def test_a_gap_is_told_by_a_row_that_nobody_answers(name: str) -> None:
    columns, written, example = GAPS[name]
    model = table(columns, written)
    (code, element, values), *_ = model.flaws()
    assert (code, element, values["example"]) == ("table_gap", "t", example)
    assert rows(model, scope(example)) == []


NO_GAPS = {
    "a default": table(["n: number"], ["< 3; 1"], default="0"),
    "a hit policy that collects": table(["n: number"], ["< 3; 1"], "COLLECT"),
    "whole ranges": table(["n: number"], ["< 3; 1", "3; 2", "> 3; 3"]),
    "allowed numbers": table(["n: number: [0..3]"], ["[0..1); 1", "[1..3]; 2"]),
    "days that follow each other": table(["d: date"], ['<= date("2025-09-30"); 1', '>= date("2025-10-01"); 2']),
    "a cell that nobody can judge": table(["n: number"], ["< 3; 1", "? * 2 >= 6; 2"]),
    "a cell that reads something else": table(["n: number"], ["< limit; 1", ">= 3; 2"]),
    "ranges of texts": table(["s: string"], ['< "m"; 1', '>= "n"; 2']),
    "dates of another kind": table(["m: date and time"], ['< date("2026-01-01"); 1', '>= date("2026-01-01"); 2']),
    "a list": table(["l"], ['list contains(?, "a"); 1']),
    "inputs that read the same": table(["d: number", "d * 100: number"], ["< 1; < 100; 1", ">= 1; >= 100; 2"]),
}


@pytest.mark.parametrize("name", NO_GAPS)
def test_what_may_be_answered_is_no_gap(name: str) -> None:
    assert flaws(NO_GAPS[name]) == []


def test_two_rows_of_a_unique_table_that_match_together_are_told_with_values_at_which_it_stops():
    model = table(["n: number", "s: string"], ['< 10; "a"; 1', '>= 5; "a", "b"; 2', '>= 10; not("b"); 3', '-; "c"; 4'])
    found = [(values["rows"], values["example"]) for code, _, values in model.flaws() if code == "table_overlap"]
    assert found == [
        ([1, 2], {"n": "5", "s": '"a"'}),
        ([2, 3], {"n": "10", "s": '"a"'}),
        ([3, 4], {"n": "10", "s": '"c"'}),
    ]
    for _, example in found:
        assert refusal(model, scope(example)) == "not_unique"


def test_an_overlap_at_null_alone_is_one():
    model = table(['s: string: "a", "b"'], ['not("a"); 1', 'not("b"); 2'])
    (flaw,) = [values for code, _, values in model.flaws() if code == "table_overlap"]
    assert (flaw["rows"], flaw["example"]) == ([1, 2], {"s": "null"})
    assert refusal(model, {"s": None}) == "not_unique"


def test_rows_that_only_might_overlap_are_left_alone():
    assert flaws(table(["n: number"], ["< limit; 1", ">= limit; 2"])) == []
    assert flaws(table(["n: number", "n + 1: number"], ["-; < 1; 1", "-; >= 1; 2"])) == []
    assert flaws(table(["n: number", "n: number"], ["< 5; > 1; 1", ">= 5; -; 2", "<= 1; -; 3"])) == []


def test_an_any_table_is_refused_only_where_its_rows_disagree():
    agreeing = table(["n: number"], ["<= 5; 1", ">= 5; 1"], "ANY")
    assert flaws(agreeing) == []
    contrary = table(["n: number"], ["<= 5; 1", ">= 5; 2"], "ANY")
    ((code, element, values),) = contrary.flaws()
    assert (code, element, values["rows"], values["example"]) == ("table_conflict", "r2", [1, 2], {"n": "5"})
    assert refusal(contrary, scope(values["example"])) == "outputs_disagree"
    assert flaws(table(["n: number"], ["<= 5; a", ">= 5; b"], "ANY")) == []


def test_a_row_behind_others_of_a_first_table_is_shadowed():
    model = table(["n: number"], ["< 5; 1", ">= 5; 2", "[3..8]; 3"], "FIRST")
    ((code, element, values),) = model.flaws()
    assert (code, element, values["row"], values["rows"], values["example"]) == (
        "row_shadowed",
        "r3",
        3,
        [1],
        {"n": "3"},
    )
    assert rows(model, scope(values["example"])) == [1]
    assert flaws(table(["n: number"], ["[3..8]; 1", "-; 2"], "FIRST")) == []


def test_a_row_of_lower_priority_can_be_shadowed_by_a_later_one():
    model = table(["n: number"], ['< 5; "low"', '-; "high"'], "PRIORITY", values='"high", "low"')
    found = {code: (element, values) for code, element, values in model.flaws()}
    assert set(found) == {"row_shadowed", "output_never"}
    assert (found["row_shadowed"][0], found["row_shadowed"][1]["rows"]) == ("r1", [2])
    assert found["output_never"] == ("o", {"table": "d", "output": "out", "value": '"low"'})


IMPOSSIBLE = {
    "an empty range": (["n: number"], "[5..3]"),
    "a value that the input may not have": (['s: string: "a", "b"'], '"c"'),
    "a value of another kind": (["n: number"], '"3"'),
    "a contradiction": (["n: number"], "? > 3 and ? < 2"),
    "the same input twice": (["n: number", "n: number"], "< 3; > 4"),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_a_cell_that_nothing_passes_is_told(name: str) -> None:
    columns, cell = IMPOSSIBLE[name]
    dashes = "; ".join("-" for _ in columns)
    assert flaws(table(columns, [f"{cell}; 1", f"{dashes}; 2"])) == [("row_impossible", "r1")]


def test_an_output_that_is_not_allowed_is_told_with_a_row_that_gives_it():
    model = table(["n: number"], ['< 5; "MS"', '>= 5; "TSM"'], values='"MS", "TMS"')
    found = {code: (element, values) for code, element, values in model.flaws()}
    assert set(found) == {"output_not_allowed", "output_never"}
    element, values = found["output_not_allowed"]
    assert (element, values["given"], values["expected"], values["example"]) == (
        "r2",
        '"TSM"',
        '"MS", "TMS"',
        {"n": "5"},
    )
    assert found["output_never"] == ("o", {"table": "d", "output": "out", "value": '"TMS"'})
    assert flaws(table(["n: number"], ['< 5; "MS"', '>= 5; if x then "MS" else "TMS"'], values='"MS", "TMS"')) == []


def test_a_table_inside_another_expression_is_checked_too():
    model = dmn.parse(
        b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="t" name="t">
        <decision id="d" name="d"><context><contextEntry><variable name="a"/><decisionTable id="inner"><input label="n">
        <inputExpression typeRef="number"><text>n</text></inputExpression></input><output/><rule id="r"><inputEntry>
        <text>1</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable></contextEntry>
        </context></decision></definitions>"""
    )
    assert flaws(model) == [("table_gap", "inner")]


def test_a_table_beyond_the_bound_says_so_and_no_more():
    wide = table(
        [f"n{place}: number" for place in range(8)],
        ["; ".join(["> 0" if place != row % 8 else f"< {row}" for place in range(8)]) + "; 1" for row in range(60)],
    )
    found = wide.flaws(limit=5_000)
    assert found == [("table_too_large", "t", {"table": "d", "limit": 5_000})]


def test_a_thousand_rows_are_checked():
    model = table(["n: number", "s: string"], [f'[{row}..{row + 1}); "a"; {row}' for row in range(1000)])
    assert flaws(model) == [("table_gap", "t")] * 3
    twice = table(["n: number"], [f"[{row}..{row + 1}]; {row}" for row in range(1000)])
    assert [code for code, _ in flaws(twice)][:1] == ["table_overlap"]


# Against brute force: random tables over small domains, every point of which is decided.

LITERALS = {
    "number": [str(number) for number in range(4)],
    "date": [f'date("2026-01-0{day}")' for day in range(2, 8, 2)],
    "date and time": [f'date and time("2026-01-01T0{hour}:00:00Z")' for hour in range(1, 4)],
    "days and time duration": [f'duration("P{days}D")' for days in range(1, 4)],
    "years and months duration": [f'duration("P{months}M")' for months in range(2, 8, 2)],
    "string": ['"a"', '"b"', '"c"'],
    "boolean": ["true", "false"],
}
BETWEEN = {
    "number": [f"{number}.5" for number in range(-1, 4)],
    "date": [f'date("2026-01-0{day}")' for day in range(1, 8, 2)],
    "date and time": [f'date and time("2026-01-01T0{hour}:30:00Z")' for hour in range(4)],
    "days and time duration": [f'duration("P{days}DT12H")' for days in range(4)],
    "years and months duration": [f'duration("P{months}M")' for months in range(1, 8, 2)],
    "string": ['"z"'],
    "boolean": [],
}
SPEAKING_OF_NULL = ("null", "not(null)")


def random_cell(chance: random.Random, kind: str) -> str:
    values, draw = LITERALS[kind], chance.random()
    if draw < 0.25:
        return "-"
    if draw < 0.3:
        return chance.choice(SPEAKING_OF_NULL)
    tests = [random_test(chance, kind, values) for _ in range(chance.choice((1, 1, 2)))]
    return f"not({', '.join(tests)})" if chance.random() < 0.2 else ", ".join(tests)


def random_test(chance: random.Random, kind: str, values: list[str]) -> str:
    if kind in ("string", "boolean") or chance.random() < 0.2:
        return chance.choice([chance.choice(values), f"? != {chance.choice(values)}"])
    low, high = sorted(chance.sample(range(len(values)), 2))
    return chance.choice(
        [
            f"{chance.choice('<>')}{chance.choice(['', '='])} {values[low]}",
            f"{chance.choice('[(')}{values[low]}..{values[high]}{chance.choice(')]')}",
            f"? between {values[low]} and {values[high]}",
        ]
    )


def random_table(chance: random.Random, policy: str, opaque: float = 0) -> tuple[dmn.Model, list[dict[str, Any]]]:
    """A table, and every point of its inputs; null among them, marked where no cell of the column speaks of it."""
    kinds = [chance.choice(list(LITERALS)) for _ in range(chance.choice((1, 2, 2)))]
    cells = [[random_cell(chance, kind) for kind in kinds] for _ in range(chance.randint(1, 5))]
    for row in cells:
        row[0] = "if x then ? = ? else false" if chance.random() < opaque else row[0]
    columns = [f"x{place}: {kind}" for place, kind in enumerate(kinds)]
    outputs = [chance.choice(['"p"', '"q"', '"r"']) for _ in cells]
    written = [f"{'; '.join(row)}; {output}" for row, output in zip(cells, outputs, strict=True)]
    grid = []
    for place, kind in enumerate(kinds):
        asked = any("null" in row[place] for row in cells)
        grid.append([(value(text), True) for text in LITERALS[kind] + BETWEEN[kind]] + [(None, asked)])
    points = [
        {**{f"x{place}": one for place, (one, _) in enumerate(point)}, "usual": all(often for _, often in point)}
        for point in product(*grid)
    ]
    return table(columns, written, policy, values='"q", "p", "r"' if policy == "PRIORITY" else ""), points


@pytest.fixture
def tables(rounds: Callable[[int, int], int]) -> Callable[[str, float], Iterator[tuple[dmn.Model, Any, Any]]]:
    """Random tables of a hit policy with all their points and what was found in them."""

    def make(policy: str, opaque: float = 0) -> Iterator[tuple[dmn.Model, Any, Any]]:
        for seed in range(rounds(60, 3_000)):
            model, points = random_table(random.Random(f"{policy} {opaque} {seed}"), policy, opaque)
            yield model, points, model.flaws()

    return make


def values_of(found: list[Any], code: str) -> list[dict[str, Any]]:
    return [values for one, _, values in found if one == code]


def test_what_is_found_in_random_unique_tables_is_what_brute_force_finds(tables: Any) -> None:
    for model, points, found in tables("UNIQUE"):
        answers = [(point["usual"], refusal(model, point), point) for point in points]
        twice = [point for _, refused, point in answers if refused == "not_unique"]
        unanswered = [point for usual, refused, point in answers if usual and not refused and rows(model, point) == []]
        assert bool(values_of(found, "table_overlap")) == bool(twice)
        assert bool(values_of(found, "table_gap")) == bool(unanswered)
        assert all(refusal(model, scope(flaw["example"])) == "not_unique" for flaw in values_of(found, "table_overlap"))
        assert all(rows(model, scope(flaw["example"])) == [] for flaw in values_of(found, "table_gap"))


def test_what_is_found_in_random_any_tables_is_what_brute_force_finds(tables: Any) -> None:
    for model, points, found in tables("ANY"):
        contrary = any(refusal(model, point) == "outputs_disagree" for point in points)
        assert bool(values_of(found, "table_conflict")) == contrary
        assert all(refusal(model, scope(flaw["example"])) for flaw in values_of(found, "table_conflict"))


@pytest.mark.parametrize("policy", ["FIRST", "PRIORITY"])
def test_rows_that_never_count_in_random_tables_are_those_that_brute_force_never_sees(tables: Any, policy: str) -> None:
    for model, points, found in tables(policy):
        alive = {row for point in points for row in rows(model, point)}
        count = len(model.decisions["d"].table.rules)  # type: ignore[union-attr]
        dead = values_of(found, "row_shadowed") + values_of(found, "row_impossible")
        assert {flaw["row"] for flaw in dead} == set(range(1, count + 1)) - alive
        for flaw in values_of(found, "row_shadowed"):
            assert flaw["row"] not in rows(model, scope(flaw["example"]))


def test_nothing_is_claimed_that_a_cell_which_cannot_be_judged_could_change(tables: Any) -> None:
    for model, _, found in tables("UNIQUE", 0.5):
        for x in (True, False):
            assert all(
                refusal(model, {**scope(flaw["example"]), "x": x}) == "not_unique"
                for flaw in values_of(found, "table_overlap")
            )
            assert all(rows(model, {**scope(flaw["example"]), "x": x}) == [] for flaw in values_of(found, "table_gap"))
    for model, points, found in tables("FIRST", 0.5):
        alive = {row for x in (True, False) for point in points for row in rows(model, {**point, "x": x})}
        assert not alive & {
            flaw["row"] for flaw in values_of(found, "row_shadowed") + values_of(found, "row_impossible")
        }
