"""Null logic, comparison and equality."""

import datetime
from decimal import Decimal

import pytest

from engine import feel

ENV = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC))


def value(text, **scope):
    return feel.parse(text).evaluate(scope, ENV)


@pytest.mark.parametrize("left", [True, False, None])
@pytest.mark.parametrize("right", [True, False, None])
def test_and_and_or_know_three_values(left, right):
    conjunction = False if False in (left, right) else None if None in (left, right) else True
    disjunction = True if True in (left, right) else None if None in (left, right) else False
    assert value("a and b", a=left, b=right) is conjunction
    assert value("a or b", a=left, b=right) is disjunction


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not(null)", None),
        ("not(1)", None),
        ("1 and true", None),
        ('"x" or false', None),
        ("null = null", True),
        ("1 = null", False),
        ('1 = "1"', None),
        ('1 != "1"', None),
        ("1 < null", None),
        ('1 < "2"', None),
        ("true < false", None),
        ("1.0 = 1", True),
        ("[1, [2]] = [1, [2]]", True),
        ("{a: 1, b: 2} = {b: 2, a: 1}", True),
        ("[1..2] = [1..2)", False),
        ('duration("P1D") = duration("PT24H")', True),
        ('duration("P1Y") = duration("P365D")', None),
        ('@"2026-03-16T10:00:00+07:00" = @"2026-03-16T03:00:00Z"', True),
        ('@"2026-03-16T10:00:00+07:00" < @"2026-03-16T04:00:00Z"', True),
        ('@"2026-03-16T10:00:00" < @"2026-03-16T10:00:00Z"', None),
        ('is(@"10:00:00@Asia/Jakarta", @"10:00:00+07:00")', False),
        ("null in [1..2]", None),
        ("1 in (null..2]", None),
        ("some x in [1, null] satisfies x > 1", None),
        ("every x in [] satisfies x > 1", True),
        ("some x in null satisfies x > 1", None),
        ("2 between 1 and null", None),
        ("1 + null", None),
        ("1 / 0", None),
        ('1 + "a"', None),
        ('-"a"', None),
    ],
)
def test_what_the_standard_calls_an_error_is_null(text, expected):
    assert value(text) is expected


CONSTANTS = [
    '"b"',
    "3",
    "2.5",
    "-3",
    "1e40",
    "true",
    "null",
    '@"2026-01-02"',
    '@"P2D"',
    '@"P2M"',
    '@"2026-01-02T00:00:00"',
]
STANDING = [3, -3, 2.5, 10**40, 10**40 + 1, Decimal("3.0"), "b", "2026-01-02", True, None, [3], {"a": 3}]


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize("constant", CONSTANTS)
def test_a_comparison_with_a_constant_is_that_with_a_variable_that_holds_it(operator, constant):
    held = feel.parse(constant).evaluate({}, ENV)
    for value in (*STANDING, *(feel.parse(text).evaluate({}, ENV) for text in CONSTANTS)):
        scope = {"x": value, "held": held, "case": {"inner": {"x": value}}}
        plain = feel.parse(f"(if true then x else null) {operator} held").evaluate(scope, ENV)
        turned = operator.translate(str.maketrans("<>", "><"))
        for text in (f"x {operator} {constant}", f"case.inner.x {operator} {constant}", f"{constant} {turned} x"):
            assert feel.parse(text).evaluate(scope, ENV) is plain, (text, value)
