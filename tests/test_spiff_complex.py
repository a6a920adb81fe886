"""The complex gateway: it fires when its condition holds, and swallows the rest of that round."""

import pytest
from diagrams.drawing import bpmn, element
from diagrams.driver import Case


def gateway(condition: str = "", identity: str = "join") -> str:
    said = f"<bpmn:activationCondition>{condition.replace('>', '&gt;')}</bpmn:activationCondition>" if condition else ""
    return element("complexGateway", identity, inner=said)


def three(condition: str, more: str = "join > after > done", nodes: str = "") -> bytes:
    flows = f"begin > fork > a > join\nfork > b > join\nfork > c > join\n{more}"
    return bpmn("p", f"start begin\nand fork\nuser a b c after\nend done\n{nodes}", gateway(condition), flows)


@pytest.mark.parametrize("needed", [1, 2, 3])
def test_it_fires_once_for_so_many_of_its_tokens(needed: int) -> None:
    case = Case("p", three(f"=activationCount >= {needed}")).start()
    for number, name in enumerate(("b", "c", "a"), 1):
        case.complete(name)
        assert ("after" in case.open) == (number >= needed)
    assert case.open == ["after"]
    case.complete("after")
    assert case.ended is not None
    assert case.trail.count("join") == 1


def test_its_condition_may_ask_for_the_token_of_a_flow() -> None:
    case = Case("p", three("=c__join = 1")).start()
    case.complete("a")
    assert case.open == ["b", "c"]
    case.complete("c")
    assert case.open == ["after", "b"]


def test_it_is_ready_again_for_the_next_round() -> None:
    diagram = bpmn(
        "p",
        "start begin\nand fork\nxor again choose\nuser a b after\nend done",
        gateway("=activationCount >= 1"),
        "begin > again > fork > a > join\nfork > b > join > after > choose\nchoose > again : =more\nchoose > done : default",
    )
    case = Case("p", diagram).start(more=True)
    case.complete("a")
    case.complete("b")
    assert case.open == ["after"]
    case.complete("after")
    assert case.open == ["a", "b"]
    case.complete("b")
    assert case.open == ["a", "after"]
    case.complete("a")
    case.complete("after", {"more": False})
    assert case.ended is not None


def test_what_can_never_come_is_not_waited_for() -> None:
    diagram = bpmn(
        "p",
        "start begin\nor fork\nuser a b c after\nend done",
        gateway("=activationCount >= 2"),
        "begin > fork\nfork > a : =x\nfork > b : =y\nfork > c : =z\na > join\nb > join\nc > join > after > done",
    )
    case = Case("p", diagram).start(x=True, y=True, z=False)
    case.complete("a")
    case.complete("b")
    case.complete("after")
    assert case.ended is not None


def test_too_few_tokens_are_told_as_an_incident() -> None:
    case = Case(
        "p",
        bpmn(
            "p",
            "start begin\nxor fork\nuser a b\nend done",
            gateway("=activationCount >= 2"),
            "begin > fork\nfork > a : =true\nfork > b : default\na > join\nb > join > done",
        ),
    ).start()
    case.complete("a")
    assert case.at("join").code == "join_never_fires"


def test_without_a_condition_it_waits_as_an_inclusive_gateway() -> None:
    case = Case("p", three("")).start()
    for name in ("a", "b"):
        case.complete(name)
        assert "after" not in case.open
    case.complete("c")
    assert case.open == ["after"]


def test_a_diverging_one_takes_every_flow_whose_condition_holds() -> None:
    diagram = bpmn(
        "p",
        "start begin\nuser a b c\nend done",
        gateway("", "split"),
        "begin > split\nsplit > a : =x\nsplit > b : =y\nsplit > c : default\na > done\nb > done\nc > done",
    )
    assert Case("p", diagram).start(x=True, y=True).open == ["a", "b"]
    assert Case("p", diagram).start(x=False, y=False).open == ["c"]


def test_conditions_that_ask_for_the_reset_are_asked_again() -> None:
    more = "join > after : =waitingForStart\njoin > late : =not(waitingForStart)\nafter > done\nlate > done"
    case = Case("p", three("=activationCount >= 1", more, "user late")).start()
    case.complete("a")
    assert case.open == ["after", "b", "c"]
    case.complete("b")
    case.complete("c")
    assert case.open == ["after", "late"]


@pytest.mark.parametrize(
    "said", ['word != "waitingForStart"', "true // not waitingForStart", "word.waitingForStart = null"]
)
def test_conditions_that_only_mention_the_reset_are_not_asked_again(said: str) -> None:
    more = f"join > after : ={said}\nafter > done"
    case = Case("p", three("=activationCount >= 1", more)).start(word="x")
    for name in ("a", "b", "c"):
        case.complete(name)
    assert case.open == ["after"]


def test_no_way_at_all_is_an_incident() -> None:
    diagram = bpmn(
        "p",
        "start begin\nuser a b\nend done",
        gateway("", "split"),
        "begin > split\nsplit > a : =x\nsplit > b : =y\na > done\nb > done",
    )
    assert Case("p", diagram).start(x=False, y=False).at("split").code == "no_matching_flow"
