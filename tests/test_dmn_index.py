"""A table finds its rows by an index: the same rows as when each cell is asked."""

import datetime
import random
from collections.abc import Callable
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest

from engine import dmn, feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, tzinfo=datetime.UTC))
VALUES = {
    "number": [str(number) for number in range(-3, 12)],
    "string": [f'"{letter}"' for letter in "abcdefgh"],
    "date": [f'date("2026-01-{day:02}")' for day in range(1, 12)],
}


def one_test(chance: random.Random, values: list[str]) -> tuple[str, str]:
    """A test as a designer writes it, and the same as a condition on `?`, which no index understands."""
    low, high = sorted(chance.sample(range(len(values)), 2))
    opening, closing = chance.choice("[("), chance.choice("])")
    above, below = "> " if opening == "(" else ">= ", "< " if closing == ")" else "<= "
    return chance.choice(
        [
            (values[low], f"? = {values[low]}"),
            (f"{above}{values[low]}", f"? {above}{values[low]}"),
            (f"{below}{values[high]}", f"? {below}{values[high]}"),
            (
                f"{opening}{values[low]}..{values[high]}{closing}",
                f"(? {above}{values[low]} and ? {below}{values[high]})",
            ),
        ]
    )


def cell(chance: random.Random, values: list[str]) -> tuple[str, str]:
    if chance.random() < 0.15:
        return "-", "-"
    tests = [one_test(chance, values) for _ in range(chance.randint(1, 3))]
    short, long = ", ".join(one for one, _ in tests), " or ".join(one for _, one in tests)
    return (f"not({short})", f"not({long})") if chance.random() < 0.25 else (short, f"({long})")


def table(kinds: list[str], rows: list[list[str]]) -> dmn.Model:
    columns = "".join(
        f"<input><inputExpression typeRef='{kind}'><text>x{place}</text></inputExpression></input>"
        for place, kind in enumerate(kinds)
    )
    rules = "".join(
        "<rule>"
        + "".join(f"<inputEntry><text>{escape(text)}</text></inputEntry>" for text in row)
        + f"<outputEntry><text>{number}</text></outputEntry></rule>"
        for number, row in enumerate(rows)
    )
    model = dmn.parse(
        f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="t" name="t">
        <decision id="d" name="d"><decisionTable hitPolicy="COLLECT">{columns}<output/>{rules}
        </decisionTable></decision></definitions>""".encode()
    )
    assert model.problems() == []
    return model


@pytest.mark.parametrize("seed", range(12))
def test_the_index_finds_the_rows_that_the_conditions_find(seed: int):
    chance = random.Random(seed)
    kinds = chance.choices(list(VALUES), k=2)
    rows = [[cell(chance, VALUES[kind]) for kind in kinds] for _ in range(25)]
    short = table(kinds, [[one for one, _ in row] for row in rows])
    long = table(kinds, [[one for _, one in row] for row in rows])
    for _ in range(40):
        texts = [chance.choice([*VALUES[kind], "null"]) for kind in kinds]
        scope = {f"x{place}": feel.parse(text).evaluate({}, ENV) for place, text in enumerate(texts)}
        assert short.decide("d", scope, ENV).value == long.decide("d", scope, ENV).value, texts


def test_between_two_constants_lies_a_value_too():
    model = table(["number"], [["[1..2)"], ["(1..2)"], ["[2..3]"], ["1.5"]])
    assert model.decide("d", {"x0": 1.5}, ENV).value == [0, 1, 3]
    assert model.decide("d", {"x0": Decimal("1.50")}, ENV).value == [0, 1, 3]
    assert model.decide("d", {"x0": 1}, ENV).value == [0]
    assert model.decide("d", {"x0": 4}, ENV).value == []


def test_an_interval_that_is_empty_or_upside_down_matches_nothing():
    assert table(["number"], [["(1..1)"], ["[3..1]"], ["[2..2]"]]).decide("d", {"x0": 2}, ENV).value == [2]


def test_cells_of_another_kind_in_the_same_column_are_asked_one_by_one():
    model = table(["Any"], [['"a"'], ["1"], ["? = null"], ["true"], ['"a", "b"']])
    assert [model.decide("d", {"x0": x}, ENV).value for x in ("a", 1, None, True)] == [[0, 4], [1], [2], [3]]


def test_a_name_that_looks_like_a_constant_is_not_taken_for_one():
    model = table(["number"], [["limit"], ["< limit"]])
    assert model.decide("d", {"x0": 3, "limit": 3}, ENV).value == [0]
    assert model.decide("d", {"x0": 3, "limit": 4}, ENV).value == [1]


def test_a_column_with_very_many_constants_finds_its_row_too(rounds: Callable[[int, int], int]):
    count = rounds(300, 4_000)  # 4,000 rows of 17 constants are more than an index may keep
    rows = [", ".join(str(row * 17 + place) for place in range(17)) for row in range(count)]
    model = table(["number", "number"], [[row, f"< {number}"] for number, row in enumerate(rows)])
    assert model.decide("d", {"x0": 17 * (count - 10), "x1": count - 20}, ENV).value == [count - 10]
    assert model.decide("d", {"x0": 17 * (count - 10), "x1": count - 5}, ENV).value == []


CONSTANTS = [
    "null",
    "true",
    "false",
    "0",
    "2",
    "2.5",
    "-3",
    "4",
    '"a"',
    '"b"',
    '"2026-01-02"',
    'date("2026-01-02")',
    'date("2026-01-04")',
    "[1, 2]",
    'date and time("2026-01-02T00:00:00")',
]
ENDS = [CONSTANTS[3:8], CONSTANTS[8:11], CONSTANTS[11:13]]
GIVEN = [
    *CONSTANTS,
    "7",
    "2.50",
    '"c"',
    'date("2026-01-03")',
    '["a"]',
    '["a", 2, null]',
    "[]",
    "{a: 2}",
    'duration("P1D")',
    'time("10:00:00")',
    '[date("2026-01-02"), true, [2]]',
    "for i in 1..60 return i",
]


def any_test(chance: random.Random) -> str:
    """One test of a cell, as odd as designers' slips are."""
    low, high = chance.choices(chance.choice(ENDS), k=2)
    return chance.choice(
        [
            chance.choice(CONSTANTS),
            chance.choice(CONSTANTS),
            f"{chance.choice('<>')} {low}",
            f"{chance.choice('<>')}= {low}",
            f"{chance.choice('[(')}{low}..{high}{chance.choice('])')}",
            "[false..true]",
            f"list contains(?, {chance.choice(CONSTANTS)})",
            f"? = {low}",
            "limit",
            "< limit",
            "[0..limit]",
        ]
    )


def any_cell(chance: random.Random) -> str:
    if chance.random() < 0.15:
        return "-"
    tests = ", ".join(any_test(chance) for _ in range(chance.choice([1, 1, 1, 2, 3])))
    return f"not({tests})" if chance.random() < 0.25 else tests


def passes(text: str, scope: dict[str, object], value: object) -> bool:
    return text == "-" or feel.parse_unary(text, ("limit",)).evaluate({**scope, "?": value}, ENV) is True


def test_a_table_finds_the_rows_whose_cells_all_pass_one_by_one(rounds: Callable[[int, int], int]):
    chance = random.Random(20261128)
    for _ in range(rounds(30, 1_500)):
        width = chance.randint(1, 3)
        rows = [[any_cell(chance) for _ in range(width)] for _ in range(chance.randint(1, 14))]
        model = table(["Any"] * width, rows)
        for _ in range(25):
            values = [feel.parse(chance.choice(GIVEN)).evaluate({}, ENV) for _ in range(width)]
            scope = {
                "limit": chance.choice([2, Decimal("2.5"), "b", None]),
                **{f"x{at}": v for at, v in enumerate(values)},
            }
            told = model.decide("d", scope, ENV).evaluations[-1]
            plain = [all(passes(text, scope, value) for text, value in zip(row, values, strict=True)) for row in rows]
            assert told.rows == [number for number, one in enumerate(plain, start=1) if one], (rows, scope)
            assert told.inputs == {f"x{at}": value for at, value in enumerate(values)}


JSON = [1, 0, 2.5, 10**40, "a", "2", "2026-01-02", "2026-13-40", True, None, [1], ["a", 2], [[1]], {"a": 1}, 48]
KINDS = ["number", "string", "boolean", "date", "Any", "list", "context", "yearMonthDuration"]


def read_by(wording: str, paths: list[str], kinds: list[str], allowed: list[str], used: list[bool]) -> dmn.Model:
    """A table of one row; columns that are not used have no test."""
    columns = "".join(
        f"<input label='{place}'><inputExpression typeRef='{kind}'><text>{wording.format(path)}</text>"
        f"</inputExpression><inputValues><text>{limit}</text></inputValues></input>"
        for place, (path, kind, limit) in enumerate(zip(paths, kinds, allowed, strict=True))
    )
    cells = "".join(f"<inputEntry><text>{'not(77)' if one else '-'}</text></inputEntry>" for one in used)
    return dmn.parse(
        f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="t" name="t">
        <decision id="d" name="d"><decisionTable id="t" hitPolicy="COLLECT">{columns}<output/>
        <rule>{cells}<outputEntry><text>1</text></outputEntry></rule></decisionTable></decision></definitions>""".encode()
    )


def outcome(model: dmn.Model, scope: dict[str, object]) -> object:
    try:
        told = model.decide("d", scope, ENV).evaluations[-1]
        return told.rows, dict(told.inputs)
    except dmn.DmnError as refused:
        return refused.code, refused.values["input"], refused.values.get("given")


def test_columns_that_are_read_together_give_what_each_gives_alone(rounds: Callable[[int, int], int]):
    chance = random.Random(20261129)
    for _ in range(rounds(60, 3_000)):
        width = chance.randint(1, 6)
        paths = [chance.choice(["a", "b", "case.a", "case.b", "case.in.a", "case.in.b"]) for _ in range(width)]
        kinds, used = chance.choices(KINDS[: chance.randint(1, 8)], k=width), chance.choices([True, False], k=width)
        allowed = [chance.choice(["-", "-", '"a", "x"', 'not("a")', '"2", &gt; 1']) for _ in range(width)]
        together = read_by("{}", paths, kinds, allowed, used)
        alone = read_by("if true then {} else null", paths, kinds, allowed, used)
        for _ in range(15):
            case = {name: chance.choice(JSON) for name in chance.sample(["a", "b"], k=chance.randint(0, 2))}
            inner = chance.choice([{"a": 1, "b": "x"}, {"b": 3}, {}, [{"a": 1}], None, 5])
            scope = {**case, "case": chance.choice([{**case, "in": inner}, {**case, "in": inner}, [case], None])}
            assert outcome(together, scope) == outcome(alone, scope), (paths, kinds, allowed, used, scope)
