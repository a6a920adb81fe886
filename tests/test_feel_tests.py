"""Unary tests: the cells of a decision table."""

import datetime

import pytest

from engine import feel

ENV = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC))


@pytest.mark.parametrize(
    ("cell", "given", "expected"),
    [
        ("-", None, True),
        ("", 1, True),
        ("5", 5, True),
        ("5", "5", None),
        ('"a", "b"', "b", True),
        ('"a", "b"', "c", False),
        ('not("a", "b")', "c", True),
        ('not("a", "b")', "a", False),
        ("not(null)", 5, True),
        ("null", None, True),
        ("null", 5, False),
        ("< 5", 3, True),
        ("< 5", None, None),
        (">= 5, 1", 1, True),
        ("[1..5)", 5, False),
        ("]1..5]", 5, True),
        ("not([1..5], [8..9])", 7, True),
        ("? > 3 and ? < 9", 5, True),
        ("? = false", False, True),
        ("true", True, True),
        ("true", False, False),
        ("false", None, False),
        ('contains(?, "b")', "abc", True),
        ('not(contains(?, "b"))', "abc", False),
        ("x + 1", 4, True),
        ("x > 2", 7, True),
        ("x > 9", 7, False),
        ("limits", 2, True),
        ("limits", 9, False),
        ('["a", "b"]', "b", True),
        ('date("2026-01-01")', datetime.date(2026, 1, 1), True),
        ('>= date("2026-01-01")', datetime.date(2025, 12, 31), False),
        ("count(?) > 1", [1, 2], True),
        ("not(true) and x = 3", 1, False),
    ],
)
def test_a_cell_tells_whether_its_input_fits(cell, given, expected):
    scope = {"?": given, "x": 3, "limits": [1, 2]}
    assert feel.parse_unary(cell).evaluate(scope, ENV) is expected


def test_a_cell_does_not_count_its_input_among_its_names():
    assert feel.parse_unary("? > x and ?.a = 1").names == {"x"}


@pytest.mark.parametrize("cell", ["<", '"a",', "not(", "1 2", "in [1..2]", "-1-"])
def test_a_broken_cell_is_refused(cell):
    with pytest.raises(feel.FeelError):
        feel.parse_unary(cell)
