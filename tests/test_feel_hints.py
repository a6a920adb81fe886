"""A wrong expression is told with its place and with what was probably meant, before anybody meets it in a case."""

import pytest

from engine import feel

SYNTAX = [
    ("a == b", (1, 4), "meant", "="),
    ("a && b", (1, 3), "meant", "and"),
    ("a || b", (1, 3), "meant", "or"),
    ("a <> b", (1, 4), "meant", "!="),
    ("a =< b", (1, 4), "meant", "<="),
    ("a => b", (1, 4), "meant", ">="),
    ("!a", (1, 1), "not_function", ""),
    ("a % 2", (1, 3), "modulo_function", ""),
    ("a ^ 2", (1, 3), "meant", "**"),
    ("a ≥ 48", (1, 3), "meant", ">="),
    ("rank = 'III/c'", (1, 8), "double_quotes", ""),
    ("rank = “III/c”", (1, 8), "double_quotes", ""),
    ('rank = "III/c', (1, 8), "close_quote", ""),
    ("0,5 * x", (1, 2), "decimal_point", "0.5"),
    ("a AND b", (1, 3), "meant", "and"),
    ("a adn b", (1, 3), "meant", "and"),
    ("if a than b else c", (1, 6), "meant", "then"),
    ("if a then b", (1, 12), "else_missing", ""),
    ("x between 1 or 5", (1, 13), "meant", "and"),
    ("for x in y retrun x", (1, 12), "meant", "return"),
    ("(a + b", (1, 7), "close_bracket", ")"),
    ("sum([1, 2)", (1, 10), "close_bracket", "]"),
    ("{a: 1", (1, 6), "close_bracket", "}"),
    ("list contain(x, 1)", (1, 6), "meant", "list contains"),
    ("workingdays after(a, 1)", (1, 13), "meant", "working days after"),
    ("a instance of integer", (1, 15), "meant", "number"),
    ("a instance of strng", (1, 15), "meant", "string"),
    ("1 +\n  (2 * 3", (2, 9), "close_bracket", ")"),
]
SLIPS = [
    ("coutn(x)", "unknown_function", (1, 1), "meant", "count"),
    ("1 + summ(x)", "unknown_function", (1, 5), "meant", "sum"),
    ("a = True", "wrong_case", (1, 5), "meant", "true"),
    ("contains(string: a, mach: b)", "unknown_parameter", (1, 1), "meant", "match"),
    ("contains(text: a, match: b)", "unknown_parameter", (1, 1), "parameters", "match, string"),
]


@pytest.mark.parametrize(("text", "position", "code", "instead"), SYNTAX)
def test_what_cannot_be_read_is_told_with_what_was_meant(
    text: str, position: tuple[int, int], code: str, instead: str
) -> None:
    with pytest.raises(feel.FeelError) as refused:
        feel.parse(text)
    assert (refused.value.position, refused.value.hint) == (position, feel.Hint(code, instead))


@pytest.mark.parametrize("text", ["a +", "a b", "1..5", "", "date(", ")"])
def test_where_nobody_can_guess_there_is_no_hint(text: str) -> None:
    with pytest.raises(feel.FeelError) as refused:
        feel.parse(text)
    assert refused.value.hint is None


@pytest.mark.parametrize(("text", "reason", "position", "code", "instead"), SLIPS)
def test_what_can_be_read_but_gives_nothing_is_told(
    text: str, reason: str, position: tuple[int, int], code: str, instead: str
) -> None:
    (slip,) = feel.static_errors(feel.parse(text))
    assert (slip.code, slip.position, slip.hint) == (reason, position, feel.Hint(code, instead))


def test_arguments_are_counted() -> None:
    (slip,) = feel.static_errors(feel.parse("contains(a)"))
    assert (slip.code, slip.values) == ("argument_count", {"function": "contains", "given": 1, "takes": [2]})
    assert feel.static_errors(feel.parse("nosuchthing(a)"))[0].hint is None


@pytest.mark.parametrize(
    "text",
    [
        "{f: function(x) x, y: f(1)}",
        "l[f(1)]",
        "for f in l return f(1)",
        "(function(g) g(1))(abs)",
        "min(1, 2, 3, 4)",
        'date("2026-01-01")',
        "date(2026, 1, 1)",
        "sum([1])",
        "l[true]",
        "some t in l satisfies t.true",
        "known(1)",
        'string join(["a"])',
        "working days after(today(), 3)",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert feel.static_errors(feel.parse(text, ["known"]), ["known"]) == []


def test_the_nearest_word_is_found_among_the_known() -> None:
    assert feel.nearest("subjct", ["subject", "case", "request"]) == "subject"
    assert feel.nearest("zzz", ["subject"]) is None
    assert feel.nearest("x" * 100_000, ["subject"] * 1_000) is None
