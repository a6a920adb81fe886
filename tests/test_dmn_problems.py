"""What a model tells before it decides, and files that mean harm."""

import datetime

import pytest

from engine import dmn, feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, tzinfo=datetime.UTC))


def parse(inner: str) -> dmn.Model:
    return dmn.parse(
        f"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="t" name="t">
        {inner}</definitions>""".encode()
    )


def problems(inner: str) -> list[tuple[str, str]]:
    return [(code, element) for code, element, _ in parse(inner).problems()]


def literal(text: str, more: str = "") -> str:
    return (
        f'<decision id="d" name="d"><literalExpression id="e" {more}><text>{text}</text></literalExpression></decision>'
    )


def table(columns: str, rules: str = "", more: str = "") -> str:
    return f'<decision id="d" name="d"><decisionTable id="t" {more}>{columns}{rules}</decisionTable></decision>'


INPUT = '<input id="i"><inputExpression><text>x</text></inputExpression></input>'
OUT = "<outputEntry id='o'><text>1</text></outputEntry>"
ROW = "<rule id='r'><inputEntry id='c'><text>{}</text></inputEntry>" + OUT + "</rule>"


def test_a_sound_model_has_no_problems():
    assert problems(table(INPUT + '<output name="o"/>', ROW.format("&lt; 3"))) == []


def test_a_broken_expression_is_told_with_its_element_and_its_position():
    code, element, values = parse(literal("1 +\n  (2 *")).problems()[0]
    assert (code, element) == ("bad_expression", "e")
    assert values["line"] == 2
    assert values["text"] == "1 +\n  (2 *"


def test_a_broken_cell_is_told_and_refused_when_it_is_reached():
    model = parse(table(INPUT + '<output name="o"/>', ROW.format("&gt;= &gt;=")))
    assert ("bad_expression", "c") in [(code, element) for code, element, _ in model.problems()]
    with pytest.raises(dmn.DmnError) as refused:
        model.decide("d", {"x": 1}, ENV)
    assert (refused.value.code, refused.value.values["element"]) == ("bad_expression", "c")


def test_a_broken_literal_refuses_to_decide():
    with pytest.raises(dmn.DmnError) as refused:
        parse(literal("1 +")).decide("d", {}, ENV)
    assert (refused.value.code, refused.value.values["element"]) == ("bad_expression", "e")


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        (table(INPUT + "<output/>"), ("no_rules", "t")),
        (table(INPUT, ROW.format("-")), ("no_outputs", "t")),
        (table("<input id='i'/><output/>", ROW.format("-")), ("no_expression", "i")),
        (table(INPUT + "<output/><output/>", ROW.format("-")), ("output_without_name", "t")),
        (table(INPUT + "<output/>", "<rule id='r'/>"), ("row_width", "r")),
        (table(INPUT + "<output/>", ROW.format("-"), 'hitPolicy="PRIORITY"'), ("no_output_values", "t")),
        (table(INPUT + "<output/>", ROW.format("-"), 'aggregation="SUM"'), ("aggregation_without_collect", "t")),
        (literal("1", 'expressionLanguage="juel"'), ("expression_language", "e")),
        ('<decision id="d" name="d"/>', ("no_logic", "d")),
        (literal("1") + literal("2"), ("duplicate_id", "d")),
        (literal("1").replace("<lit", '<variable id="v" name="v" typeRef="tNo"/><lit'), ("unknown_type", "v")),
        (
            '<itemDefinition name="a" id="ia"><typeRef>b</typeRef></itemDefinition><itemDefinition name="b" id="ib">'
            "<typeRef>a</typeRef></itemDefinition>",
            ("type_cycle", "ib"),
        ),
        (
            '<itemDefinition name="a" id="ia"><typeRef>number</typeRef><allowedValues><text>((</text></allowedValues>'
            "</itemDefinition>",
            ("bad_expression", "ia"),
        ),
        (
            '<businessKnowledgeModel id="k" name="k"><encapsulatedLogic id="f" kind="Java"/></businessKnowledgeModel>',
            ("external_function", "f"),
        ),
    ],
)
def test_what_is_wrong_is_told_by_code_and_element(inner: str, found: tuple[str, str]):
    assert found in problems(inner)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"<html/>", "not_dmn"),
        (b"<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>", "not_dmn"),
        (b"<definitions", "bad_xml"),
        (b"", "bad_xml"),
        (b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><definitions>&b;</definitions>', "xml_doctype"),
        (b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><definitions/>', "xml_doctype"),
        (b"<definitions>" + b"<a>" * 200 + b"</a>" * 200 + b"</definitions>", "xml_too_deep"),
        (b"<definitions>" + b" " * 5_000_000 + b"</definitions>", "xml_too_large"),
    ],
)
def test_a_hostile_or_foreign_file_is_refused(source: bytes, code: str):
    with pytest.raises(dmn.DmnError) as refused:
        dmn.parse(source)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        "__import__(&quot;os&quot;)",
        "x.__class__.__mro__",
        "x.__class__",
        "now.__globals__",
        "function(a) external {java: {}}",
    ],
)
def test_an_expression_reaches_no_host_object(text: str):
    try:
        value = parse(literal(text)).decide("d", {"x": "text"}, ENV).value
    except dmn.DmnError:
        return
    assert value is None or isinstance(value, feel.Function)


def test_an_expression_that_would_run_for_ever_is_stopped():
    endless = literal("count(for a in 1..100000, b in 1..100000, c in 1..100000 return a)")
    with pytest.raises(dmn.DmnError) as refused:
        parse(endless).decide("d", {}, ENV)
    assert refused.value.code == "expression_bound"


@pytest.mark.parametrize("version", ["20151101/dmn.xsd", "20180521/MODEL/"])
def test_older_versions_of_the_standard_are_read(version: str):
    source = f"""<dmn:definitions xmlns:dmn="http://www.omg.org/spec/DMN/{version}" xmlns:feel="feel" namespace="t">
        <dmn:decision id="d" name="d"><dmn:variable name="d" typeRef="feel:number"/>
        <dmn:literalExpression><dmn:text>40 + 2</dmn:text></dmn:literalExpression></dmn:decision></dmn:definitions>"""
    model = dmn.parse(source.encode())
    assert model.problems() == []
    assert model.decide("d", {}, ENV).value == 42


def test_types_that_hold_each_other_twice_are_read_at_once() -> None:
    parts = "".join(
        f'<itemDefinition name="T{n + 1}">'
        f'<itemComponent name="a{n}"><typeRef>T{n}</typeRef></itemComponent>'
        f'<itemComponent name="b{n}"><typeRef>T{n}</typeRef></itemComponent></itemDefinition>'
        for n in range(40)
    )
    basic = '<itemDefinition name="T0"><typeRef>number</typeRef></itemDefinition>'
    grown = "for i in 1..40 return if i = 1 then {a0: 1, b0: 1} else context put(context put({}, "
    grown += '"a" + string(i - 1), partial[-1]), "b" + string(i - 1), partial[-1])'
    result = f'<decision id="d" name="d"><variable name="d" typeRef="T40"/><literalExpression id="e"><text>{{l: {grown}, r: l[-1]}}.r</text></literalExpression></decision>'
    model = parse(basic + parts + result)
    assert model.problems() == []
    with pytest.raises(dmn.DmnError) as refused:
        model.decide("d", {}, ENV)
    assert (refused.value.code, refused.value.values["reason"]) == ("expression_bound", "too_many_steps")


def test_a_value_that_is_too_deep_for_an_input_is_refused_as_a_decision() -> None:
    deep: list[object] = []
    for _ in range(200):
        deep = [deep]
    model = parse(
        table('<input id="i"><inputExpression typeRef="list"><text>x</text></inputExpression></input><output id="o"/>')
    )
    with pytest.raises(dmn.DmnError, match="expression_bound"):
        model.decide("d", {"x": deep}, ENV)


def test_the_cells_of_a_table_share_what_one_decision_may_cost() -> None:
    rule = "<rule><inputEntry><text>count(for i in 1..80000 return i) = 0</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>"
    model = parse(
        table('<input id="i"><inputExpression><text>1</text></inputExpression></input><output id="o"/>', rule * 40)
    )
    with pytest.raises(dmn.DmnError) as refused:
        model.decide("d", {}, ENV)
    assert refused.value.values["reason"] == "too_many_steps"
