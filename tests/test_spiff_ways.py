"""Which way a token goes: sequences, exclusive gateways, rework."""

from diagrams.drawing import bpmn
from diagrams.driver import Case

REWORK = bpmn(
    "promotion",
    "start begin\nuser prepare approve\nxor choose\nend done",
    "begin > prepare > approve > choose",
    'choose > done : =approval.outcome = "ok"',
    "choose > prepare : default",
)


def test_a_task_opens_and_its_completion_opens_the_next() -> None:
    case = Case("promotion", REWORK).start(case={"number": "1"})
    assert case.open == ["prepare"]
    assert case.trail == ["begin", "begin__prepare"]
    step = case.complete("prepare", {"note": "x"})
    assert case.open == ["approve"]
    assert step.trail == ["prepare", "prepare__approve"]
    assert case.root == {"case": {"number": "1"}, "note": "x"}


def test_a_gateway_sends_back_or_on_and_tells_what_it_read() -> None:
    case = Case("promotion", REWORK).start()
    case.complete("prepare")
    step = case.complete("approve", {"approval": {"outcome": "btl", "reason": "foto"}})
    assert case.open == ["prepare"]
    [told] = step.evaluations
    assert (told.element, told.kind, told.inputs, told.result) == (
        "choose",
        "condition",
        {"approval.outcome": "btl"},
        False,
    )
    case.complete("prepare")
    step = case.complete("approve", {"approval": {"outcome": "ok"}})
    assert step.ended is not None
    assert (step.ended.element, step.ended.kind) == ("done", "none")
    assert case.open == []
    assert case.root["approval"] == {"outcome": "ok", "reason": "foto"}


def test_a_thousand_rounds_of_rework_keep_the_state_small() -> None:
    case = Case("promotion", REWORK).start()
    first = len(str(case.state))
    for _round in range(1_000):
        case.complete("prepare")
        case.complete("approve", {"approval": {"outcome": "btl"}})
    assert len(str(case.state)) < first + 20
    assert case.open == ["prepare"]
