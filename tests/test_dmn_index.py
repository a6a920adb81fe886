"""A table finds its rows by an index: the same rows as when each cell is asked."""

import datetime
import random
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest

from engine import dmn, feel

ENV = feel.Env(now=datetime.datetime(2026, 7, 8, 9, tzinfo=datetime.UTC))
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
