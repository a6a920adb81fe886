"""Runs: cancelled, stopped, spent, and the same each time."""

import pytest
from diagrams.drawing import bpmn, io, user
from diagrams.driver import Case

from engine import errors, spiff


def single(task: str, identity: str = "work") -> bytes:
    return bpmn("procedure", "start begin\nend done", task, f"begin > {identity} > done")


def test_a_manual_and_an_untyped_task_are_passed_at_once() -> None:
    diagram = bpmn("procedure", "start begin\ntask a\nmanual b\nend done", "begin > a > b > done")
    case = Case("procedure", diagram).start()
    assert case.ended is not None
    assert case.trail[2:5:2] == ["a", "b"]


def test_a_cancelled_instance_closes_everything() -> None:
    diagram = bpmn("procedure", "start begin\nuser a b\nend done", "begin > a > done\nbegin > b > done")
    case = Case("procedure", diagram).start()
    step = case.took(case.run().cancel())
    assert sorted((closed.element, closed.how) for closed in step.closed) == [("a", "cancelled"), ("b", "cancelled")]
    assert step.ended == spiff.Ended(None, "cancelled")


def test_a_step_that_would_not_end_is_stopped() -> None:
    diagram = bpmn(
        "procedure",
        "start begin\nxor merge choose\nend done",
        "begin > merge > choose\nchoose > merge : default\nchoose > done : =stop",
    )
    case = Case("procedure", diagram, budget=500)
    with pytest.raises(errors.Runaway):
        case.start(stop=False)


def test_the_same_steps_give_the_same_bytes() -> None:
    diagram = bpmn("procedure", "start begin\nand f j\nuser a b\nend done", "begin > f > a > j > done\nf > b > j")

    def played() -> list[str]:
        case = Case("procedure", diagram).start(x={"y": 1})
        case.complete("b", {"b": 1})
        case.complete("a", {"a": 1})
        return [repr(step) for step in case.steps]

    assert played() == played()


def test_a_run_that_failed_is_spent() -> None:
    case = Case(
        "procedure", single(user("work", io({}, {"x": '=number("1") + (for i in 1..1000000 return i)'}))), reload=False
    ).start()
    run, ref = case.run(), case.ref("work")
    with pytest.raises(errors.Refusal):
        run.complete(ref, {})
    with pytest.raises(errors.Refusal) as refused:
        run.complete(ref, {})
    assert refused.value.code in ("run_spent", "already_done")
