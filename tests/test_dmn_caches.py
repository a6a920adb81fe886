"""What a table keeps of the values and types that it has met never changes which rows it finds."""

import datetime
from decimal import Decimal
from itertools import product

from engine import dmn, feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, tzinfo=datetime.UTC))


def table(kinds: list[str], rows: list[list[str]]) -> dmn.Model:
    columns = "".join(
        f"<input><inputExpression typeRef='{kind}'><text>case.x{place}</text></inputExpression></input>"
        for place, kind in enumerate(kinds)
    )
    rules = "".join(
        "<rule>"
        + "".join(f"<inputEntry><text>{text.replace('<', '&lt;')}</text></inputEntry>" for text in row)
        + f"<outputEntry><text>{number}</text></outputEntry></rule>"
        for number, row in enumerate(rows)
    )
    return dmn.parse(
        f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" namespace="t" name="t">
        <decision id="d" name="d"><decisionTable hitPolicy="COLLECT">{columns}<output/>{rules}
        </decisionTable></decision></definitions>""".encode()
    )


def matched(model: dmn.Model, *values: object, **more: object) -> object:
    return model.decide("d", {"case": {f"x{at}": value for at, value in enumerate(values)}, **more}, ENV).value


def test_equal_values_of_other_types_find_their_own_rows_in_any_order():
    model = table(["Any", "Any"], [["1", "-"], ["true", "-"], ['"1"', "-"], ["< 2", "-"], ["not(1)", "-"]])
    rows = {1: [0, 3], Decimal("1.0"): [0, 3], 2: [4]}, {True: [1], False: []}, {"1": [2], "true": []}
    for _ in range(2):
        for value, wanted in (pair for kind in (*rows, *reversed(rows)) for pair in kind.items()):
            assert matched(model, value, 0) == wanted, value


def test_a_day_is_not_the_midnight_of_its_day():
    model = table(["Any", "Any"], [['date("2026-01-02")', "-"], ['>= date("2026-01-02")', "-"]])
    day, midnight = datetime.date(2026, 1, 2), datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    for value, wanted in ((day, [0, 1]), (midnight, []), (day, [0, 1])):
        assert matched(model, value, 0) == wanted


def test_more_numbers_and_dates_than_are_kept_are_found_the_first_and_the_second_time():
    model = table(["number", "date"], [["< 100", "-"], ["[50..400]", "-"], ["-", '> date("2026-03-01")']])
    first = datetime.date(2025, 1, 1)
    for number in [*range(600), *range(600)]:
        day = first + datetime.timedelta(days=number)
        wanted = [number < 100, 50 <= number <= 400, day > datetime.date(2026, 3, 1)]
        assert matched(model, number, day) == [row for row, held in enumerate(wanted) if held]


def test_more_combinations_of_types_than_are_kept_find_the_same_rows_again():
    width = 9
    model = table(["Any"] * width, [["-"] * at + ["1"] + ["-"] * (width - at - 1) for at in range(width)])
    for values in [*product([1, "a"], repeat=width), *product([1, "a"], repeat=width)]:
        assert matched(model, *values) == [at for at, value in enumerate(values) if value == 1]


def test_a_bound_at_a_variable_is_read_each_time():
    model = table(["number", "number"], [["< limits.most", "-"], ["[limits.least..limits.most)", "-"]])
    assert matched(model, 5, 0, limits={"least": 3, "most": 9}) == [0, 1]
    assert matched(model, 5, 0, limits={"least": 6, "most": 9}) == [0]
    assert matched(model, 5, 0, limits={"least": 3, "most": 5}) == []
    assert matched(model, 5, 0, limits={"least": None, "most": Decimal(6)}) == [0]
    assert matched(model, None, 0, limits={"least": 3, "most": 9}) == []
    assert matched(model, 5, 0, limits={"least": "a", "most": "b"}) == []


def test_a_bound_at_the_value_itself_compares_it_with_itself():
    assert matched(table(["number", "-"], [["<= ?", "-"], ["< ?", "-"]]), 5, 0) == [0]


def test_a_list_that_changes_afterwards_was_recorded_as_it_was():
    model, held = table(["Any", "number"], [['list contains(?, "a")', "-"]]), ["a", "b"]
    told = model.decide("d", {"case": {"x0": held, "x1": 1}}, ENV)
    held.append("c")
    assert told.value == [0]
    assert told.evaluations[0].inputs["case.x0"] == ["a", "b"]
