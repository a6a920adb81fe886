"""The FEEL grammar: what an expression may say, what its names are, and how a wrong one is refused."""

import datetime
from decimal import Decimal

import pytest

from engine import feel

ENV = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC))


def value(text, scope=None, names=()):
    return feel.to_json(feel.parse(text, names).evaluate(scope or {}, ENV))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 3 - 2", 5),
        ("-5 ** 2", 25),
        ("2 ** 3 ** 2", 64),
        ("--5", 5),
        ("1.5e2", 150),
        (".5", 0.5),
        ("0.1 + 0.2 = 0.3", True),
        ('if 1 > 2 then "a" else "b"', "b"),
        ("if null then 1 else 2", 2),
        ("1 = 1 and 2 != 3", True),
        ("3 between 1 and 5 and true", True),
        ("for i in 1..3 return i * 2", [2, 4, 6]),
        ("for i in 3..1 return i", [3, 2, 1]),
        ("for i in [1..3] return i", [1, 2, 3]),
        ("for i in (1..4) return i", [2, 3]),
        ("for x in [1, 2], y in [x, 10] return x * y", [1, 10, 4, 20]),
        ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", [1, 1, 2, 6, 24]),
        ("for i in 1..3 return partial", [[], [[]], [[], [[]]]]),
        ("some x in [1, 2] satisfies x > 1", True),
        ("every x in [1, 2] satisfies x > 1", False),
        ("some x in [1, 2], y in [x] satisfies x = y", True),
        ("[1, 2, 3][item > 1]", [2, 3]),
        ("[1, 2, 3][2]", 2),
        ("[1, 2, 3][-1]", 3),
        ("[1, 2, 3][4]", None),
        ("5[1]", 5),
        ("[{a: 1, b: 2}, {a: 2, b: 3}][a = 2].b", [3]),
        ("[{item: 1}, {item: 2}][item = 2].item", [2]),
        ("{a: 1, b: a + 1}.b", 2),
        ('{"a b": 1}.a b', 1),
        ("{a + b: 1}", {"a + b": 1}),
        ("{a: 1, a: 2}", None),
        ("{}", {}),
        ("[{a: {b: 1}}, {a: {b: 2}}].a.b", [1, 2]),
        ("(function(x) x * 2)(21)", 42),
        ("{f: function(n) if n = 0 then 1 else n * f(n - 1), x: f(20)}.x", 2432902008176640000),
        ("{f: function(a: number, b) a + b, x: f(b: 1, a: 2)}.x", 3),
        ('{f: function(a: number) a, x: f("1")}.x', None),
        ("1 in [1..3]", True),
        ("3 in [1..3)", False),
        ("3 in ]1..3[ or 1 in ]1..3[", False),
        ("5 in (> 3, < 1)", True),
        ("5 in > 3", True),
        ("2 in [[1..3], [7..9]]", True),
        ("(< 10) = (< 10)", True),
        ("(1..5].end included", True),
        ('"a" in ["a", "b"]', True),
        ("1 instance of number", True),
        ("[1, 2] instance of list<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ("{a: 1} instance of context<a: number, b: string>", False),
        ("[1..2] instance of range<number>", True),
        ("abs instance of function", True),
        ("null instance of number", False),
        ('@"P1D" instance of days and time duration', True),
        ('@"nonsense"', None),
        ("1 + /* two */ 2 // three", 3),
        (r'"\u0041\"\n" + "\U01F40E"', 'A"\n🐎'),
        (r'string length("\uD83D\uDC0E")', 1),
    ],
)
def test_an_expression_has_the_value_that_the_standard_says(text, expected):
    assert value(text) == expected


def test_names_with_spaces_and_signs_are_known_names():
    scope = {"Full Name": "Ani", "pre-bureau risk": 3, "pre": 10, "Student's grade": "A"}
    assert value('"Hello " + Full   Name', scope, ("Full Name",)) == "Hello Ani"
    assert value("pre-bureau risk + pre - 1", scope, tuple(scope)) == 12
    assert value("Student's grade", scope, tuple(scope)) == "A"


def test_a_known_name_hides_a_built_in_only_where_it_is_a_function():
    assert value("count + 1", {"count": 4}) == 5
    assert value("count([1, 2]) + count", {"count": 4}) == 6
    assert value("date and time", {"date": True, "time": False}, ("date", "time")) is False


def test_an_expression_names_what_it_reads():
    read = feel.parse(
        "subject.rank.code = x and count(list[grade > limit]) > 1 and (for y in 1..2 return y + z) != null"
    )
    assert read.names == {"subject", "x", "list", "z"}
    assert {"subject.rank.code", "x", "list", "z"} == read.paths
    assert read.perhaps == {"grade", "limit"}
    assert "limit" in feel.parse("list[grade > limit]", ("limit", "list")).names
    assert feel.parse("{a: b, c: a}").names == {"b"}
    assert feel.parse("unknown(1)").names == {"unknown"}


def test_a_member_of_nothing_is_null():
    assert value("a.b.c", {"a": None}) is None
    assert value("a.b.c", {"a": {"b": 3}}) is None
    assert value("missing") is None
    assert value("missing(1)") is None
    assert value('"text"()') is None


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("1 +", "syntax_error", (1, 4)),
        ("a b", "syntax_error", (1, 3)),
        ("if a then b", "syntax_error", (1, 12)),
        ("[1, 2", "syntax_error", (1, 6)),
        ("x =\n  = 3", "syntax_error", (2, 3)),
        ("a == 3", "syntax_error", (1, 4)),
        ("lambda: 1", "syntax_error", (1, 7)),
        ("f(a: 1, 2)", "syntax_error", (1, 9)),
        ("for in x return 1", "syntax_error", (1, 5)),
        ('"open', "unclosed_string", (1, 1)),
        ("1 /* 2", "unclosed_comment", (1, 3)),
        ("1 § 2", "bad_character", (1, 3)),
        ("x instance of money", "unknown_type", (1, 15)),
        ('function(a) external {java: {class: "x"}}', "unsupported", (1, 22)),
        ("1e99999", "number_too_large", (1, 1)),
        (r'"\uD800"', "bad_escape", (1, 1)),
        ("", "syntax_error", (1, 1)),
    ],
)
def test_a_wrong_expression_is_refused_with_its_code_and_position(text, code, position):
    with pytest.raises(feel.FeelError) as refused:
        feel.parse(text)
    assert (refused.value.code, refused.value.position) == (code, position)


def test_a_parse_is_kept():
    assert feel.parse("a + 1", ("a",)) is feel.parse("a + 1", ("a",))


def test_a_leading_equals_sign_makes_an_expression():
    assert feel.text_of("=a + 1") == ("expression", "a + 1")
    assert feel.text_of("plain") == ("constant", "plain")


def test_variables_may_be_plain_json():
    scope = {"x": 0.1, "n": 3, "deep": {"list": [1, 2.5, {"a": True}]}}
    assert feel.parse("x + 0.2").evaluate(scope, ENV) == Decimal("0.3")
    assert feel.parse("deep.list[3].a").evaluate(scope, ENV) is True
    assert feel.parse("deep").evaluate(scope, ENV) == {"list": [Decimal(1), Decimal("2.5"), {"a": True}]}
    assert scope["deep"]["list"][1] == 2.5
