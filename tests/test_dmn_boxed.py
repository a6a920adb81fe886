"""Boxed expressions: contexts, lists, relations, functions, conditionals, filters, iterators."""

import datetime
from decimal import Decimal

import pytest

from engine import dmn, feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, tzinfo=datetime.UTC))


def literal(text: str) -> str:
    return f"<literalExpression><text>{text}</text></literalExpression>"


def entry(name: str, inner: str) -> str:
    return f'<contextEntry><variable name="{name}"/>{inner}</contextEntry>'


def defined(body: str, *parameters: str) -> str:
    formal = "".join(f'<formalParameter name="{name}"/>' for name in parameters)
    return f"<functionDefinition>{formal}{body}</functionDefinition>"


def value(logic: str, scope: dict | None = None) -> object:
    model = dmn.parse(
        f"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="t" name="t">
        <decision id="d" name="d">{logic}</decision></definitions>""".encode()
    )
    assert model.problems() == []
    return model.decide("d", scope or {}, ENV).value


def test_a_context_holds_its_entries_and_each_sees_those_before():
    logic = f"<context>{entry('Masa kerja', literal('48'))}{entry('enough', literal('Masa kerja >= need'))}</context>"
    assert value(logic.replace(">=", "&gt;="), {"need": 40}) == {"Masa kerja": Decimal(48), "enough": True}


def test_the_entry_without_a_name_is_the_result():
    logic = f"<context>{entry('a', literal('2'))}<contextEntry>{literal('a * 3')}</contextEntry></context>"
    assert value(logic) == Decimal(6)


def test_an_entry_of_the_wrong_type_is_null():
    wrong = f'<contextEntry><variable name="a" typeRef="number"/>{literal(chr(34) + "x" + chr(34))}</contextEntry>'
    logic = f"<context>{wrong}{entry('b', literal('1'))}</context>"
    assert value(logic) == {"a": None, "b": Decimal(1)}


def test_a_table_may_stand_in_a_context():
    logic = f"""<context><contextEntry><variable name="grade"/><decisionTable><input><inputExpression><text>score</text>
        </inputExpression></input><output/><rule><inputEntry><text>&gt; 80</text></inputEntry><outputEntry>
        <text>"A"</text></outputEntry></rule></decisionTable></contextEntry><contextEntry>{literal("grade")}</contextEntry>
        </context>"""
    assert value(logic, {"score": 81}) == "A"


def test_a_list_and_a_relation():
    assert value(f"<list>{literal('1')}{literal('x')}</list>", {"x": 2}) == [Decimal(1), Decimal(2)]
    rows = f"<row>{literal('1')}{literal('2')}</row><row>{literal('3')}{literal('4')}</row>"
    logic = f'<relation><column name="Mulai"/><column name="Sampai"/>{rows}</relation>'
    assert value(logic) == [
        {"Mulai": Decimal(1), "Sampai": Decimal(2)},
        {"Mulai": Decimal(3), "Sampai": Decimal(4)},
    ]


def test_a_boxed_function_is_called_with_positions_and_with_names():
    function = defined(literal("a - b"), "a", "b")
    logic = (
        f"<context>{entry('f', function)}<contextEntry>{literal('[f(5, 3), f(b: 5, a: 3)]')}</contextEntry></context>"
    )
    assert value(logic) == [Decimal(2), Decimal(-2)]


def test_an_argument_of_the_wrong_type_makes_the_call_null():
    function = f'<functionDefinition><formalParameter name="a" typeRef="number"/>{literal("1")}</functionDefinition>'
    call = literal('[f("x"), f(1), f([1])]')
    assert value(f"<context>{entry('f', function)}<contextEntry>{call}</contextEntry></context>") == [
        None,
        Decimal(1),
        Decimal(1),
    ]


def test_a_function_may_call_itself():
    function = defined(literal("if n = 0 then 1 else n * fac(n - 1)"), "n")
    logic = f"<context>{entry('fac', function)}<contextEntry>{literal('fac(5)')}</contextEntry></context>"
    assert value(logic) == Decimal(120)


def test_a_boxed_function_can_be_given_to_a_built_in():
    function = defined(literal("a &gt; b"), "a", "b")
    logic = (
        f"<context>{entry('down', function)}<contextEntry>{literal('sort([1, 3, 2], down)')}</contextEntry></context>"
    )
    assert value(logic) == [Decimal(3), Decimal(2), Decimal(1)]


@pytest.mark.parametrize(("x", "expected"), [(True, "yes"), (False, "no"), (None, "no")])
def test_a_conditional_takes_the_first_branch_only_when_true(x: object, expected: str):
    branches = f"<then>{literal(chr(34) + 'yes' + chr(34))}</then><else>{literal(chr(34) + 'no' + chr(34))}</else>"
    assert value(f"<conditional><if>{literal('x')}</if>{branches}</conditional>", {"x": x}) == expected


def test_a_filter_sees_the_item_and_its_entries():
    logic = (
        f"<filter><in>{literal('people')}</in><match>{literal('age &gt; 50 and item.name != null')}</match></filter>"
    )
    people = [{"name": "A", "age": 40}, {"name": "B", "age": 60}, {"name": None, "age": 61}]
    assert value(logic, {"people": people}) == [{"name": "B", "age": Decimal(60)}]


def test_for_some_and_every():
    source = f"<in>{literal('[1, 2, 3]')}</in>"
    assert value(f'<for iteratorVariable="n">{source}<return>{literal("n * n")}</return></for>') == [1, 4, 9]
    assert value(f'<some iteratorVariable="n">{source}<satisfies>{literal("n &gt; 2")}</satisfies></some>') is True
    assert value(f'<every iteratorVariable="n">{source}<satisfies>{literal("n &gt; 2")}</satisfies></every>') is False


def test_for_sees_the_results_so_far():
    body = literal("if n = 1 then 1 else n * partial[-1]")
    logic = f'<for iteratorVariable="n"><in>{literal("[1, 2, 3, 4]")}</in><return>{body}</return></for>'
    assert value(logic) == [1, 2, 6, 24]


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        ("body &gt; 1", [{"body": 3, "list": 4, "item": 6}]),
        ("item = 6", [{"body": 3, "list": 4, "item": 6}]),
        ("2", {"body": 3, "list": 4, "item": 6}),
        ("-2", {"body": 1, "list": 2, "item": 5}),
        ("3", None),
        ("null", []),
    ],
)
def test_a_filter_keeps_what_its_body_says_whatever_the_entries_are_called(match: str, expected: object):
    rows = [{"body": 1, "list": 2, "item": 5}, {"body": 3, "list": 4, "item": 6}]
    logic = f"<filter><in>{literal('rows')}</in><match>{literal(match)}</match></filter>"
    assert value(logic, {"rows": rows}) == expected


@pytest.mark.parametrize(
    ("over", "expected"),
    [("1..3", [2, 4, 6]), ("3..1", [6, 4, 2]), ("[1..3)", [2, 4]), ("5", [10]), ("[]", []), ("null", None)],
)
def test_a_boxed_for_counts_as_the_for_of_an_expression(over: str, expected: object):
    logic = f'<for iteratorVariable="n"><in>{literal(over)}</in><return>{literal("n * 2")}</return></for>'
    assert value(logic) == expected
