"""Declared types: what a value is brought into, what is refused, and how expressions name them."""

import datetime
from xml.sax.saxutils import escape, quoteattr

import pytest

from engine import dmn, feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, tzinfo=datetime.UTC))
TYPES = """
<itemDefinition name="tGrade"><typeRef>number</typeRef><allowedValues><text>[1..10]</text></allowedValues></itemDefinition>
<itemDefinition name="tGrades" isCollection="true"><typeRef>tGrade</typeRef>
  <typeConstraint><text>count(?) &lt; 4</text></typeConstraint></itemDefinition>
<itemDefinition name="Official Person"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
  <itemComponent name="home address"><itemComponent name="street"><typeRef>string</typeRef></itemComponent></itemComponent>
</itemDefinition>
<itemDefinition name="tFunction"><functionItem outputTypeRef="number"><parameters name="x" typeRef="number"/></functionItem>
</itemDefinition>
"""
PERSON = '{name: "A", home address: {street: "B"}}'


def file(inner: str, namespace: str = "t", imported: tuple[dmn.Model, ...] = ()) -> dmn.Model:
    source = f"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="{namespace}" name="t">
        {TYPES if namespace == "t" else ""}{inner}</definitions>"""
    return dmn.parse(source.encode(), imported)


def decision(text: str, type_: str | None = None) -> str:
    declared = f" typeRef={quoteattr(type_)}" if type_ else ""
    return f"""<decision id="d" name="d"><variable name="d"{declared}/><literalExpression><text>{escape(text)}</text>
        </literalExpression></decision>"""


def outcome(text: str, type_: str | None = None) -> str:
    """The text of the decision's value, or the code of its refusal."""
    model = file(decision(text, type_))
    assert model.problems() == []
    try:
        value = model.decide("d", {}, ENV).value
    except dmn.DmnError as refused:
        return refused.code
    return "null" if value is None else feel.to_text(value)


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        ("number", "[1]", "1"),
        ("number", "[1, 2]", "result_type"),
        ("string", "null", "null"),
        ("date and time", '@"2020-01-01"', "2020-01-01T00:00:00Z"),
        ("date", '@"2020-01-01T00:00:00"', "result_type"),
        ("tGrade", "11", "result_not_allowed"),
        ("tGrade", "[5]", "5"),
        ("tGrades", "5", "[5]"),
        ("tGrades", "[1, 2, 11]", "result_not_allowed"),
        ("tGrades", "[1, 2, 3, 4]", "result_not_allowed"),
        ("tGrades", "[]", "[]"),
        ("Official Person", '{name: "A"}', "result_component"),
        ("Official Person", f"[{PERSON}]", '{name: "A", home address: {street: "B"}}'),
        ("list<number>", "1", "[1]"),
        ("list<number>", '["a"]', "result_type"),
        ("list<tGrade>", "[11]", "result_not_allowed"),
        ("list<list<number>>", "[1, [2]]", "[[1], [2]]"),
        ("context<a: number>", "{a: 1, b: 2}", "{a: 1, b: 2}"),
        ("context<a: number>", "{b: 2}", "result_type"),
        ("tFunction", "function(x: number) x", "function(x)"),
        ("tFunction", "function(x, y) x", "result_type"),
        ("function<number> -> Any", "function(x: string) x", "result_type"),
        ("range<number>", "[1..2]", "[1 .. 2]"),
    ],
)
def test_a_result_is_brought_into_its_type_or_refused(type_: str, text: str, expected: str):
    assert outcome(text, type_) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 instance of tGrade", "true"),
        ("11 instance of tGrade", "false"),
        ("[1, 2] instance of tGrades", "true"),
        ("[1, 2, 3, 4] instance of tGrades", "false"),
        ("[5] instance of list<tGrade>", "true"),
        (f"{PERSON} instance of Official Person", "true"),
        ('{name: "A"} instance of Official Person', "false"),
        ("(function(x: number) x) instance of tFunction", "true"),
        ("(function(x: tGrade) x)(11)", "null"),
        ("(function(x: tGrade) x)([5])", "5"),
        ("(function(x: Official Person) x.home address.street)(" + PERSON + ")", "B"),
        ("1 instance of number and null instance of Null", "true"),
    ],
)
def test_expressions_name_the_types_of_their_model(text: str, expected: str):
    assert outcome(text) == expected


def test_expressions_name_the_types_of_an_imported_model_through_its_import():
    imported = '<import name="the law" namespace="t" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'
    text = f"[5 instance of the law.tGrade, {PERSON} instance of the law.Official Person]"
    model = file(imported + decision(text), "u", (file(""),))
    assert model.problems() == []
    assert model.decide("d", {}, ENV).value == [True, True]


def test_the_same_words_name_other_types_in_another_model():
    other = '<itemDefinition name="tGrade"><typeRef>string</typeRef></itemDefinition>'
    assert outcome("5 instance of tGrade") == "true"
    assert file(other + decision("5 instance of tGrade"), "u").decide("d", {}, ENV).value is False


def test_a_type_that_nobody_declares_is_a_problem():
    found = file(decision("5 instance of tNobody")).problems()
    assert [(code, values["reason"]) for code, _, values in found] == [("bad_expression", "unknown_type")]
    found = file(decision("[5]", "list<tNobody>")).problems()
    assert [code for code, _, _ in found] == ["unknown_type"]


def test_types_that_hold_each_other_twice_are_named_at_once():
    chains = "".join(
        f'<itemDefinition name="{name}{n + 1}"><itemComponent name="a"><typeRef>{name}{n}</typeRef></itemComponent>'
        f'<itemComponent name="b"><typeRef>{name}{n}</typeRef></itemComponent></itemDefinition>'
        for name in "TU"
        for n in range(40)
    )
    basic = "".join(f'<itemDefinition name="{name}0"><typeRef>number</typeRef></itemDefinition>' for name in "TU")
    model = file(basic + chains + decision("1 instance of T40", "list<U40>"), "u")
    assert model.problems() == []
    with pytest.raises(dmn.DmnError, match="result_type"):
        model.decide("d", {}, ENV)
    asks = file(basic + chains + decision("(function(x: T40) x) instance of function<U40> -> Any"), "u")
    with pytest.raises(dmn.DmnError) as refused:
        asks.decide("d", {}, ENV)
    assert refused.value.values["reason"] == "too_many_steps"


SERVICE = """<inputData id="n" name="n"><variable name="n" typeRef="number"/></inputData>
<decision id="x" name="x"><variable name="x"/><informationRequirement><requiredInput href="#n"/></informationRequirement>
  <literalExpression><text>if n > 0 then n else "none"</text></literalExpression></decision>
<decisionService id="s" name="s"><variable name="s" typeRef="number"/><outputDecision href="#x"/><inputData href="#n"/>
</decisionService>
<decision id="d" name="d"><variable name="d"/><knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>
  <literalExpression><text>[s(1), s(n: -1), s("a"), s(), s instance of function&lt;number> -> number,
  s instance of function&lt;string> -> number]</text></literalExpression></decision>"""


def test_a_service_gives_null_for_what_does_not_fit_its_types_and_is_a_function_of_them():
    model = file(SERVICE)
    assert model.decide("d", {}, ENV).value == [1, None, None, None, True, False]
    assert model.serve("s", {"n": 1}, ENV).value == 1
    assert model.serve("s", {"n": -1}, ENV).value is None


def test_dates_in_a_written_out_list_come_in_as_texts():
    given = """<inputData id="n" name="n"><variable name="n" typeRef="list&lt;date>"/></inputData><decision id="d" name="d">
        <variable name="d"/><informationRequirement><requiredInput href="#n"/></informationRequirement>
        <literalExpression><text>n[1].year</text></literalExpression></decision>"""
    assert file(given).decide("d", {"n": ["2026-07-08"]}, ENV).value == 2026
