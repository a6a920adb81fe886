"""Every bound of FEEL and DMN: what just fits is done, one more is refused by a code with the limit that it passed."""

import datetime
from pathlib import Path

import pytest

from engine import dmn, feel
from engine.feel import limits

ENV = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC))


def nested(levels):
    value = 1
    for _ in range(levels):
        value = [value]
    return value


def refusal(text, scope=None, env=ENV):
    with pytest.raises(feel.FeelError) as refused:
        feel.parse(text, scope or ()).evaluate(scope or {}, env)
    return refused.value.code, refused.value.values.get("limit")


def done(text, scope=None, env=ENV):
    return feel.parse(text, scope or ()).evaluate(scope or {}, env)


def test_the_page_of_bounds_names_every_one():
    page = (Path(__file__).parent.parent / "docs/dmn.md").read_text(encoding="utf-8")
    bounds = {name: value for name, value in vars(limits).items() if name.isupper()}
    assert len(bounds) > 15
    assert {name for name, value in bounds.items() if f"{value:,}" not in page} == set()


PLENTY = feel.EvalContext(ENV.now, steps=10**7)
LIMITS = {
    "SOURCE": ("1" + " " * (limits.SOURCE - 1), "1" + " " * limits.SOURCE, {}, "source_too_long"),
    "DEPTH": ("[" * 45 + "]" * 45, "[" * 60 + "]" * 60, {}, "too_deep"),
    "FRAMES": (
        "{f: function(n) if n = 0 then 0 else f(n - 1), r: f(20)}",
        "{f: function(n) f(n - 1), r: f(0)}",
        {},
        "too_deep",
    ),
    "ITEMS": (
        "count(concatenate(big, big)) = 100000",
        "concatenate(big, big, [1])",
        {"big": [1] * 50_000},
        "list_too_long",
    ),
    "CHARACTERS": ("string length(t + t) = 200000", 't + t + "x"', {"t": "x" * 100_000}, "string_too_long"),
    "PATTERN": ("matches(t, substring(p, 2))", "matches(t, p)", {"t": "x" * 500, "p": "x" * 501}, "pattern_too_costly"),
    "SEARCHED": ('matches(substring(t, 2), "^x")', 'matches(t, "^x")', {"t": "x" * 20_001}, "string_too_long"),
    "SEARCH_STEPS": (
        r'matches(t, "(x*)(x*)y") = false',
        r'matches(t, "(x*)(x*)(x*)\\1\\2\\3y")',
        {"t": "x" * 1_000},
        "pattern_too_costly",
    ),
    "NESTED_VALUE": ("string(a) != null", "string(b)", {"a": nested(95), "b": nested(101)}, "too_deep"),
}


@pytest.mark.parametrize("name", LIMITS)
def test_what_fits_a_bound_is_done_and_one_more_is_refused_with_the_limit(name):
    fits, passes, scope, code = LIMITS[name]
    assert done(fits, scope, PLENTY) is not None
    assert refusal(passes, scope, PLENTY) == (code, getattr(limits, name))


def test_steps_are_counted_to_the_last():
    loop = "count(for i in 1..1000 return i)"
    enough = next(steps for steps in range(1_000, 1_200) if _steps_suffice(loop, steps))
    assert not _steps_suffice(loop, enough - 1)
    assert refusal(loop, env=feel.EvalContext(ENV.now, steps=enough - 1)) == ("too_many_steps", enough - 1)


def _steps_suffice(text, steps):
    try:
        return done(text, env=feel.EvalContext(ENV.now, steps=steps)) == 1_000
    except feel.FeelError:
        return False


def test_a_number_has_34_digits_and_an_exponent_of_6144():
    assert done("9" * 34) == int("9" * 34)
    assert done("string(1e6144)") == "1" + "0" * 6144
    assert done("1e6144 * 10") is None
    assert done("1e-6176 != 0 and 1e-6177 = 0") is True
    with pytest.raises(feel.FeelError) as refused:
        feel.parse("1e6145")
    assert refused.value.code == "number_too_large"


@pytest.mark.parametrize(
    ("fits", "passes"),
    [
        ('date("999999999-12-31")', 'date("999999999-12-31") + duration("P1D")'),
        ('date("-999999999-01-01")', 'date("-999999999-01-01") - duration("P1D")'),
        ("date(999999999, 12, 31)", "date(1000000000, 1, 1)"),
        (
            'date and time("999999999-12-31T23:59:59.999999999")',
            'date and time("999999999-12-31T23:59:59") + duration("PT1S")',
        ),
        ('duration("PT9223372036854775807S")', 'duration("PT9223372036854775808S")'),
        ('duration("P106751991167300D")', 'duration("P106751991167300D") * 2'),
        ('duration("P999999999999M")', 'duration("P999999999Y") + duration("P1999999999Y")'),
        ('time("10:00:00+18:00")', 'time("10:00:00+18:01")'),
        ('time(10, 0, 0, duration("-PT18H"))', 'time(10, 0, 0, duration("-PT18H1M"))'),
        ("decimal(1/3, 6176)", "decimal(1/3, 6177)"),
        ("decimal(1, -6111) = 0", "decimal(1, -6112)"),
    ],
)
def test_what_lies_beyond_the_calendar_or_the_scale_is_null(fits, passes):
    assert done(fits) is not None
    assert done(passes) is None


def test_a_conversion_from_and_to_json_is_bounded_in_depth_and_in_values():
    assert feel.to_json(feel.from_json(nested(limits.NESTED_VALUE))) == nested(limits.NESTED_VALUE)
    many = [[None] * 1_000] * 1_001
    for convert in (feel.from_json, feel.to_json):
        with pytest.raises(feel.FeelError) as refused:
            convert(nested(limits.NESTED_VALUE + 2))
        assert refused.value.code == "too_deep"
        with pytest.raises(feel.FeelError) as refused:
            convert(many)
        assert (refused.value.code, refused.value.values["limit"]) == ("list_too_long", limits.PLAIN_VALUES)


FILE = """<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">
<businessKnowledgeModel id="k" name="k"><encapsulatedLogic id="f"><formalParameter name="n"/><literalExpression>
<text>n</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
<decision id="d" name="d"><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
<literalExpression id="e"><text>count(for i in 1..{} return k(i))</text></literalExpression></decision></definitions>"""


def test_a_decision_may_call_the_functions_of_its_model_ten_thousand_times():
    assert dmn.parse(FILE.format(10_000).encode()).decide("d", {}, ENV).value == 10_000
    with pytest.raises(dmn.DmnError) as refused:
        dmn.parse(FILE.format(10_001).encode()).decide("d", {}, ENV)
    assert (refused.value.code, refused.value.values["limit"]) == ("too_many_calls", 10_000)


def test_a_file_of_too_many_elements_is_refused():
    many = FILE.format(1).replace("</definitions>", "<decision/>" * 100_000 + "</definitions>")
    with pytest.raises(dmn.DmnError) as refused:
        dmn.parse(many.encode())
    assert refused.value.code == "xml_too_large"
