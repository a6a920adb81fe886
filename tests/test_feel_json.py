"""FEEL values and JSON."""

import datetime
from decimal import Decimal

import pytest

from engine import feel

ENV = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC))


def test_json_numbers_become_decimals_and_come_back():
    assert feel.from_json({"a": [1, 0.1, True, None, "x"]}) == {"a": [Decimal(1), Decimal("0.1"), True, None, "x"]}
    assert feel.to_json([Decimal("1.0"), Decimal("0.1"), Decimal(1) / Decimal(3)]) == [1, 0.1, 0.333333333333333]
    assert isinstance(feel.to_json(Decimal("12.00")), int)
    assert feel.from_json(float("nan")) is None


def test_dates_and_durations_become_iso_strings():
    values = [
        datetime.date(2026, 3, 16),
        datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC),
        datetime.time(23, 59, 59),
        datetime.timedelta(days=3, hours=4),
        feel.YearsMonths(50),
    ]
    assert feel.to_json(values) == ["2026-03-16", "2026-03-16T09:00:00Z", "23:59:59", "P3DT4H", "P4Y2M"]


@pytest.mark.parametrize("text", ["[1..2]", "(< 3)", "function(x) x", "abs", "{a: [1..2]}"])
def test_ranges_and_functions_are_no_json(text):
    with pytest.raises(feel.FeelError) as refused:
        feel.to_json(feel.parse(text).evaluate({}, ENV))
    assert refused.value.code == "not_json"


def test_a_value_without_end_is_refused():
    endless: list[object] = []
    endless.append(endless)
    for convert in (feel.from_json, feel.to_json, feel.to_text):
        with pytest.raises(feel.FeelError) as refused:
            convert(endless)
        assert refused.value.code == "too_deep"


def test_a_huge_integer_is_rounded_or_refused():
    assert feel.from_json(10**40 + 1) == Decimal(10**40)
    with pytest.raises(feel.FeelError):
        feel.from_json(10**10_000)


def test_functions_of_the_caller_can_be_called():
    double = feel.Function(("x",), lambda run, values: values[0] * 2)
    assert feel.parse("double(21)").evaluate({"double": double}, ENV) == 42
    assert feel.parse("double(x: 21)").evaluate({"double": double}, ENV) == 42
    assert feel.parse("double(1, 2)").evaluate({"double": double}, ENV) is None
