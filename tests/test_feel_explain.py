"""An evaluation tells its story: what was read, which part decided; asked for, and never longer than its bounds."""

import dataclasses
import datetime
import json
from typing import Any

import pytest

from engine import feel

ENV = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC))
SCOPE = {
    "a": {"b": 52},
    "c": False,
    "empty": None,
    "trainings": [{"title": "Arsip", "hours": 24}, {"title": "SPBE", "hours": 8}],
}


def told(text: str, scope: dict[str, Any] = SCOPE) -> feel.TraceEntry:
    return feel.explain(feel.parse(text), scope, ENV)


def test_a_comparison_tells_both_sides() -> None:
    story = told("a.b >= 48")
    assert (story.kind, story.name, story.value) == ("comparison", ">=", {"kind": "boolean", "value": True})
    left, right = story.parts
    assert (left.kind, left.name, left.value) == ("name", "a.b", {"kind": "number", "value": 52})
    assert (right.kind, right.value) == ("literal", {"kind": "number", "value": 48})


def test_logic_tells_only_up_to_what_decided() -> None:
    story = told("c and a.b > 1 and true")
    assert (story.kind, [part.name for part in story.parts]) == ("and", ["c"])
    story = told("empty > 1 or a.b > 1 or c")
    assert [part.value["value"] for part in story.parts] == [None, True]


def test_a_condition_tells_the_branch_that_was_taken() -> None:
    story = told('if c then "x" else if a.b > 1 then "y" else "z"')
    assert (story.name, story.value["value"], story.parts[1].name) == ("else", "y", "then")


@pytest.mark.parametrize(
    ("text", "value", "title"),
    [
        ("some t in trainings satisfies t.hours > 20", True, "Arsip"),
        ("every t in trainings satisfies t.hours > 20", False, "SPBE"),
        ("some t in trainings satisfies t.hours > 99", False, None),
        ("every t in trainings satisfies t.hours > 1", True, None),
    ],
)
def test_a_quantifier_tells_the_item_that_decided(text: str, value: bool, title: str | None) -> None:
    story = told(text)
    first = story.detail["items"]["t"]["items"]["title"]["value"]
    assert (story.value["value"], story.detail["rounds"], story.detail["example"]) == (value, 2, title is None)
    assert (first, len(story.parts)) == (title or "Arsip", 2)


def test_a_loop_tells_its_first_rounds() -> None:
    story = told("for i in 1..9 return i + count(partial)")
    assert (story.detail["rounds"], len(story.parts), story.detail["items"][1]["i"]["value"]) == (9, 7, 2)
    assert [part.value["value"] for part in story.parts[1:4]] == [1, 3, 5]
    assert story.parts[2].parts[1].value["value"] == 1


def test_calls_lists_and_filters_tell_what_went_in() -> None:
    story = told("sum(trainings[hours > 10].hours) + 1")
    (total, one), operators = story.parts, story.names
    assert (operators, total.name, total.value["value"], one.kind) == (("+",), "sum", 24, "literal")
    kept = total.parts[0].parts[0]
    assert (kept.kind, kept.detail) == ("filter", {"of": 2, "kept": 1})


def test_an_entry_of_a_context_sees_those_before_it() -> None:
    story = told("{half: function(x) x / 2, b: half(a.b), ok: b between 20 and 30}")
    assert (story.names, [part.value.get("value") for part in story.parts]) == (("half", "b", "ok"), [None, 26, True])
    assert [part.value["value"] for part in story.parts[2].parts] == [26, 20, 30]


def test_the_tests_of_a_cell_tell_which_of_them_holds() -> None:
    cell = feel.parse_unary('"III/c", "III/d"')
    story = feel.explain(cell, {"?": "III/d"}, ENV)
    assert (story.kind, [test.value["value"] for test in story.parts]) == ("tests", [False, True])
    assert feel.explain(feel.parse_unary("not(> 3)"), {"?": 5}, ENV).name == "not"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ('date("2026-10-01")', {"kind": "date", "value": "2026-10-01"}),
        ('duration("P4Y4M")', {"kind": "years and months duration", "value": "P4Y4M"}),
        ("0.1", {"kind": "number", "value": 0.1}),
        ("function(x) x", {"kind": "function"}),
        ("[1]", {"kind": "list", "size": 1, "items": [{"kind": "number", "value": 1}]}),
    ],
)
def test_values_are_shown_by_their_kind(value: str, shown: dict[str, Any]) -> None:
    assert feel.display(feel.parse(value).evaluate({}, ENV)) == shown


def test_the_story_is_the_evaluation() -> None:
    for text in (
        "trainings.title",
        "for t in trainings return t.hours * 2",
        "-a.b",
        "a in [1..2]",
        "{a: 1}.a",
        "nosuch(1)",
    ):
        expression = feel.parse(text)
        assert told(text).value == feel.display(expression.evaluate(SCOPE, ENV)), text


@pytest.mark.parametrize(
    "text",
    [
        " + ".join(["a.b"] * 3_000),
        "{" + ", ".join(f"k{number}: [{number}, a.b]" for number in range(1_000)) + "}",
        "for i in 1..50000 return i",
        "(" * 40 + "a.b" + ")" * 40,
        '[[1..9], string join(for i in 1..9000 return string(i), " ")]',
    ],
)
def test_a_story_is_bounded(text: str) -> None:
    assert len(json.dumps(dataclasses.asdict(told(text)))) < 400_000


def test_a_refusal_of_the_evaluation_is_a_refusal_of_its_story() -> None:
    with pytest.raises(feel.FeelError) as refused:
        told("for i in 1..100000, j in 1..100000 return i")
    assert refused.value.code in ("too_many_steps", "list_too_long")
