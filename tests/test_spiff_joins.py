"""Joins: tokens come together once in each round, in whatever order they come."""

import itertools

import pytest
from diagrams.drawing import bpmn
from diagrams.driver import Case

TWO_HANDS = bpmn(
    "approval",
    "start begin\nand fork join\nuser hr budget director\nxor choose again\nend done",
    "begin > again > fork > hr > join > director > choose\nfork > budget > join",
    "choose > done : =director.outcome = true\nchoose > again : default",
)


@pytest.mark.parametrize("rounds", list(itertools.product([("hr", "budget"), ("budget", "hr")], repeat=3)))
def test_a_parallel_join_waits_for_both_hands_in_every_round_of_rework(rounds: tuple[tuple[str, str], ...]) -> None:
    case = Case("approval", TWO_HANDS).start()
    for first, second in rounds:
        case.complete(first)
        assert case.open == [second]
        case.complete(second)
        assert case.open == ["director"]
        case.complete("director", {"director": {"outcome": False}})
        assert case.open == ["budget", "hr"]


@pytest.mark.parametrize("order", list(itertools.permutations("abc")))
def test_an_inclusive_join_waits_for_the_branches_that_were_taken(order: tuple[str, ...]) -> None:
    diagram = bpmn(
        "checks",
        "start begin\nor fork join\nuser a b c review\nend done",
        "begin > fork\na > join > review > done\nb > join\nc > join",
        "fork > a : =want.a\nfork > b : =want.b\nfork > c : =want.c",
    )
    for want in itertools.product([True, False], repeat=3):
        taken = [name for name, wanted in zip("abc", want, strict=True) if wanted]
        if not taken:
            continue
        case = Case("checks", diagram).start(want=dict(zip("abc", want, strict=True)))
        assert case.open == taken
        left = [name for name in order if name in taken]
        for index, name in enumerate(left):
            case.complete(name)
            assert case.open == (sorted(left[index + 1 :]) or ["review"])
        case.complete("review")
        assert case.ended is not None


def test_an_inclusive_join_in_a_rework_loop_waits_in_every_round() -> None:
    diagram = bpmn(
        "checks",
        "start begin\nor fork join\nuser a b review\nxor choose again\nend done",
        "begin > again > fork\na > join > review > choose\nb > join\nfork > a : =want.a\nfork > b : =want.b",
        "choose > done : =ok = true\nchoose > again : default",
    )
    case = Case("checks", diagram).start(want={"a": True, "b": True})
    for first, second in [("a", "b"), ("b", "a"), ("b", "a"), ("a", "b")]:
        case.complete(first)
        assert case.open == [second]
        case.complete(second)
        case.complete("review", {"ok": False, "want": {"a": True, "b": True}})
    case.complete("a")
    case.complete("b")
    case.complete("review", {"ok": False, "want": {"a": False}})
    case.complete("b")
    assert case.open == ["review"]
    case.complete("review", {"ok": True})
    assert case.ended is not None


def test_an_inclusive_join_does_not_fire_before_a_slower_nested_branch() -> None:
    diagram = bpmn(
        "checks",
        "start begin\nor join\nand fork\nxor choose\nuser a b c review\nend done",
        "begin > fork > a > join > review > done\nfork > choose\nb > join\nc > join",
        "choose > b : =way\nchoose > c : default",
    )
    for way in (True, False):
        case = Case("checks", diagram).start(way=way)
        case.complete("a")
        assert case.open == ["b" if way else "c"]
        case.complete(case.open[0])
        assert case.open == ["review"]


def test_an_inclusive_split_without_a_true_condition_takes_the_default_or_waits_with_an_incident() -> None:
    parts = ("start begin\nor fork\nuser a b\nend done", "begin > fork\nfork > a : =x\na > done\nb > done")
    case = Case("checks", bpmn("checks", *parts, "fork > b : default")).start(x=False)
    assert case.open == ["b"]
    case = Case("checks", bpmn("checks", *parts, "fork > b : =y")).start(x=False, y=False)
    assert case.at("fork").code == "no_matching_flow"


def test_a_second_token_on_one_flow_waits_for_its_own_partner() -> None:
    diagram = bpmn(
        "twice",
        "start begin\nand fork join split\nxor merge\nuser a b c after\nend done",
        "begin > fork > split > a > merge > join > after > done\nsplit > b > merge\nfork > c > join",
    )
    case = Case("twice", diagram).start()
    case.complete("a")
    case.complete("b")
    assert case.open == ["c"]
    step = case.complete("c")
    assert case.open == ["after"]
    assert step.ended is None
    case.complete("after")
    assert case.at("join").code == "join_never_fires"
    case.skip("join")
    case.complete("after")
    assert case.ended is not None


def test_a_join_that_gets_no_token_is_an_incident_and_not_a_silent_end() -> None:
    diagram = bpmn(
        "stuck",
        "start begin\nxor choose\nand join\nuser a b\nend done",
        "begin > choose\nchoose > a : =x\nchoose > b : default\na > join > done\nb > join",
    )
    case = Case("stuck", diagram).start(x=True)
    case.complete("a")
    assert (case.at("join").kind, case.at("join").code) == ("incident", "join_never_fires")
    case.retry("join")
    assert case.at("join").code == "join_never_fires"


def test_several_flows_leaving_a_task_are_a_split() -> None:
    diagram = bpmn("fan", "start begin\nuser a b c\nend done", "begin > a > b > done\na > c > done")
    case = Case("fan", diagram).start()
    case.complete("a")
    assert case.open == ["b", "c"]
    case.complete("c")
    assert case.ended is None
    case.complete("b")
    assert case.ended is not None
