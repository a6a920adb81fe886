"""Multi-instance: one activity for each item."""

from typing import Any

import pytest
from diagrams.drawing import (
    boundary,
    bpmn,
    caught,
    element,
    inside,
    io,
    job,
    loop,
    message,
    one,
    script,
    timer,
    user,
    whole,
    zeebe,
)
from diagrams.driver import Case


def signing(**options: Any) -> bytes:
    told = loop("=nominees", "nominee", outputCollection="seats", outputElement="=seat", **options)
    return bpmn(
        "p",
        "start begin\nuser review\nxor choose again\nend done",
        user("sign", assignee="=nominee.id", inner=told),
        "begin > again > sign > review > choose\nchoose > done : =ok = true\nchoose > again : default",
    )


NOMINEES = [{"id": "a"}, {"id": "b"}, {"id": "c"}]


def test_parallel_results_stand_in_the_order_of_the_items_whatever_order_they_come_in() -> None:
    case = Case("p", signing()).start(nominees=NOMINEES)
    assert [case.at("sign", index).assignee for index in range(3)] == ["a", "b", "c"]
    for index in (2, 0, 0):
        waiting = case.at("sign", index)
        case.complete("sign", {"seat": f"seat of {waiting.assignee}"}, index=index)
    assert case.open == ["review"]
    assert case.root["seats"] == ["seat of a", "seat of b", "seat of c"]
    assert set(case.root) == {"nominees", "seats"}
    assert list(case.variables or {}) == ["0"]


def test_sequential_instances_come_one_after_the_other() -> None:
    case = Case("p", signing(sequential=True)).start(nominees=NOMINEES)
    for each in "abc":
        assert [case.at("sign").assignee, len(case.waiting)] == [each, 1]
        case.complete("sign", {"seat": each})
    assert case.root["seats"] == ["a", "b", "c"]


@pytest.mark.parametrize("sequential", [True, False])
def test_a_loop_in_a_rework_loop_begins_afresh(sequential: bool) -> None:
    case = Case("p", signing(sequential=sequential)).start(nominees=NOMINEES)
    for seats in (["1", "2", "3"], ["4", "5", "6"]):
        for seat in seats:
            case.complete("sign", {"seat": seat})
        assert case.root["seats"] == seats
        case.complete("review", {"ok": False})
    case.complete("sign", {"seat": "7"})
    assert case.root["seats"] == ["4", "5", "6"]


@pytest.mark.parametrize("sequential", [True, False])
def test_an_empty_list_is_passed_and_null_is_an_incident(sequential: bool) -> None:
    case = Case("p", signing(sequential=sequential)).start(nominees=[])
    assert case.open == ["review"]
    assert case.root["seats"] == []
    case = Case("p", signing(sequential=sequential)).start()
    assert case.at("sign").code == "collection_not_a_list"
    assert case.variables
    case.variables["0"]["vars"]["nominees"] = NOMINEES[:2]
    case.retry("sign")
    assert len(case.waiting) == (1 if sequential else 2)
    while case.open != ["review"]:
        case.complete("sign", {"seat": 1})
    assert case.root["seats"] == [1, 1]


def test_a_completion_condition_ends_the_rest() -> None:
    case = Case("p", signing(ends="=numberOfCompletedInstances >= 2")).start(nominees=NOMINEES)
    case.complete("sign", {"seat": "x"}, index=1)
    step = case.complete("sign", {"seat": "y"}, index=1)
    assert [closed.how for closed in step.closed] == ["completed", "cancelled"]
    assert case.open == ["review"]
    assert case.root["seats"] == [None, "x", "y"]
    case = Case("p", signing(sequential=True, ends='=seat = "stop"')).start(nominees=NOMINEES)
    case.complete("sign", {"seat": "stop"})
    assert case.root["seats"] == ["stop", None, None]


def test_a_loop_of_scripts_runs_in_one_step_and_its_answers_stay_apart() -> None:
    told = loop("=[1, 2, 3]", "n", outputCollection="squares", outputElement="=square")
    diagram = bpmn(
        "p",
        "start begin\nend done",
        script("work", "=n * n + loopCounter", "square", inner=told),
        "begin > work > done",
    )
    case = Case("p", diagram).start()
    assert case.root == {"squares": [2, 6, 12]}


def test_a_loop_of_jobs_takes_mapped_outputs_into_its_results() -> None:
    told = loop("=people", "person", outputCollection="numbers", outputElement="=number")
    task = job("work", "register", io({"name": "=person"}, {"number": "=reply.number"}), inner=told)
    case = Case("p", bpmn("p", "start begin\nend done", task, "begin > work > done")).start(people=["x", "y"])
    assert [case.at("work", index).payload for index in (0, 1)] == [{"name": "x"}, {"name": "y"}]
    case.finish("work", {"reply": {"number": 2}}, index=1)
    case.finish("work", {"reply": {"number": 1}})
    assert case.root == {"people": ["x", "y"], "numbers": [1, 2]}


def test_a_loop_of_subprocesses_with_a_deadline_is_taken_away_whole() -> None:
    nested = inside("start inner\nuser a b\nend inner_done", "inner > a > b > inner_done")
    told = loop("=people", "person")
    diagram = bpmn(
        "p",
        "start begin\nuser late\nend done",
        element("subProcess", "part", inner=told + nested),
        boundary("limit", "part", timer("timeDuration", "P1D")),
        "begin > part > done\nlimit > late > done",
    )
    case = Case("p", diagram).start(people=["x", "y"])
    assert case.open == ["a", "a", "limit"]
    case.complete("a", index=1)
    case.fire("limit")
    assert case.open == ["late"]
    assert list(case.variables or {}) == ["0"]
    case = Case("p", diagram).start(people=["x", "y"])
    for _each in range(2):
        case.complete("a")
        case.complete("b")
    assert case.ended is not None


def test_a_loop_of_called_processes_gives_each_result() -> None:
    told = loop("=people", "person", outputCollection="grades", outputElement="=grade")
    called = zeebe("calledElement", processId="grading", propagateAllParentVariables="false")
    caller = one(
        "p",
        "start begin\nend done",
        element("callActivity", "grade_all", called, inner=told),
        "begin > grade_all > done",
    )
    callee = one("grading", "start g_begin\nuser grade_one\nend g_done", "g_begin > grade_one > g_done")
    case = Case("p", whole(caller, callee)).start(people=["x", "y"])
    case.complete("grade_one", {"grade": "B"}, index=1)
    case.complete("grade_one", {"grade": "A"})
    assert case.root == {"people": ["x", "y"], "grades": ["A", "B"]}


def test_a_loop_of_receive_tasks_waits_for_each_key() -> None:
    task = element("receiveTask", "wait", messageRef="m", inner=loop("=people", "person"))
    diagram = bpmn("p", "start begin\nend done", task, "begin > wait > done", root=message("m", "reply", "=person"))
    case = Case("p", diagram).start(people=["x", "y"])
    assert [case.at("wait", index).key for index in (0, 1)] == ["x", "y"]
    case.receive("wait", index=1)
    case.receive("wait")
    assert case.ended is not None
    assert caught("m")


def test_one_failing_child_waits_while_the_others_go_on() -> None:
    told = loop("=[1, 2]", "n", outputCollection="r", outputElement="=n")
    diagram = bpmn(
        "p",
        "start begin\nend done",
        user("work", assignee="=if n = 1 then [1] else string(n)", inner=told),
        "begin > work > done",
    )
    case = Case("p", diagram).start()
    assert [case.waiting[ref].kind for ref in sorted(case.waiting, key=lambda ref: case.waiting[ref].kind)] == [
        "incident",
        "task",
    ]
    task = next(ref for ref, waiting in case.waiting.items() if waiting.kind == "task")
    case.took(case.run().complete(task, {}))
    case.skip("work")
    assert case.ended is not None
    assert case.root["r"] == [None, 2]


def test_a_result_that_fails_after_a_called_process_ended_can_be_retried() -> None:
    told = loop("=[1]", "n", outputCollection="r", outputElement="=for i in 1..size return for j in 1..size return j")
    call = element("callActivity", "call", zeebe("calledElement", processId="callee"), inner=told)
    caller = one("p", "start begin\nend done", call, "begin > call > done")
    callee = one("callee", "start c_begin\nuser work\nend c_done", "c_begin > work > c_done")
    case = Case("p", whole(caller, callee)).start(size=2_000)
    case.complete("work")
    assert (case.at("call").kind, case.at("call").code) == ("incident", "expression_failed")
    assert case.variables
    case.variables["0"]["vars"]["size"] = 1
    case.retry("call")
    assert case.root == {"size": 1, "r": [[[1]]]}
    assert list(case.variables) == ["0"]
    assert case.ended is not None
