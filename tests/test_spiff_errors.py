"""Errors and terminate ends: who catches them, what they end."""

from diagrams.drawing import boundary, bpmn, element, error, inside, io, job, loop, one, user, whole, zeebe
from diagrams.driver import Case

from engine import spiff

ERRORS = error("e_late", "late") + error("e_broken", "broken")
FAILING = inside(
    "start inner\nxor choose",
    user("work"),
    element("endEvent", "inner_done"),
    element("endEvent", "fail", inner='<bpmn:errorEventDefinition errorRef="e_late"/>'),
    "inner > work > choose\nchoose > fail : =bad\nchoose > inner_done : default",
)


def test_an_error_end_takes_the_way_of_the_boundary_that_catches_it() -> None:
    diagram = bpmn(
        "p",
        "start begin\nuser fixed normal\nend done",
        element("subProcess", "part", inner=FAILING),
        boundary("on_broken", "part", '<bpmn:errorEventDefinition errorRef="e_broken"/>'),
        boundary("on_late", "part", '<bpmn:errorEventDefinition errorRef="e_late"/>'),
        boundary("on_any", "part", "<bpmn:errorEventDefinition/>"),
        "begin > part > normal > done\non_late > fixed > done\non_broken > done\non_any > done",
        root=ERRORS,
    )
    case = Case("p", diagram).start()
    case.complete("work", {"bad": True})
    assert case.open == ["fixed"]
    case = Case("p", diagram).start()
    case.complete("work", {"bad": False})
    assert case.open == ["normal"]


def test_an_error_end_that_nobody_catches_ends_the_instance_with_its_code() -> None:
    diagram = bpmn(
        "p",
        "start begin\nuser other\nend done",
        element("subProcess", "part", inner=FAILING),
        "begin > part > done\nbegin > other > done",
        root=ERRORS,
    )
    case = Case("p", diagram).start()
    step = case.complete("work", {"bad": True})
    assert step.ended == spiff.Ended("fail", "error", "late")
    assert ("other", "cancelled") in [(closed.element, closed.how) for closed in step.closed]


def test_a_job_error_takes_the_boundary_with_its_variables() -> None:
    diagram = bpmn(
        "p",
        "start begin\nuser by_hand\nend done",
        job("push", "siasn"),
        "begin > push > done\non_error > by_hand > done",
        boundary("on_error", "push", '<bpmn:errorEventDefinition errorRef="e_late"/>'),
        root=ERRORS,
    )
    case = Case("p", diagram).start()
    case.throw("push", "late", {"why": "timeout"})
    assert case.open == ["by_hand"]
    assert case.root == {"why": "timeout"}
    case = Case("p", diagram).start()
    case.throw("push", "other")
    assert case.at("push").code == "error_uncaught"


def test_a_terminate_end_ends_what_is_around_it_and_nothing_more() -> None:
    stop = element("endEvent", "stop", inner="<bpmn:terminateEventDefinition/>")
    nested = inside("start inner\nuser a b", stop, element("endEvent", "rest"), "inner > a > stop\ninner > b > rest")
    diagram = bpmn(
        "p",
        "start begin\nuser after\nend done",
        element("subProcess", "part", inner=nested),
        "begin > part > after > done",
    )
    case = Case("p", diagram).start()
    case.complete("a")
    assert case.open == ["after"]
    whole = bpmn("p", "start begin\nuser a b\nend done", stop, "begin > a > stop\nbegin > b > done")
    case = Case("p", whole).start()
    step = case.complete("a")
    assert step.ended == spiff.Ended("stop", "terminate")
    assert case.open == []


def test_an_error_boundary_whose_mapping_fails_keeps_its_token_as_an_incident() -> None:
    catch = boundary("on_error", "push", '<bpmn:errorEventDefinition errorRef="e_late"/>').replace(
        'cancelActivity="true">',
        'cancelActivity="true"><bpmn:extensionElements>'
        + io({}, {"all": "=for i in 1..n return for j in 1..n return j"})
        + "</bpmn:extensionElements>",
    )
    diagram = bpmn(
        "p",
        "start begin\nuser by_hand\nend done",
        job("push", "siasn"),
        catch,
        "begin > push > done\non_error > by_hand > done",
        root=ERRORS,
    )
    case = Case("p", diagram).start(n=2_000)
    case.throw("push", "late", {"why": "timeout"})
    assert (case.at("on_error").kind, case.at("on_error").code) == ("incident", "expression_failed")
    assert case.variables
    case.variables["0"]["vars"]["n"] = 1
    case.retry("on_error")
    assert case.open == ["by_hand"]
    assert case.root["all"] == [[1]]


def test_an_error_inside_a_called_process_is_caught_by_the_caller() -> None:
    caller = one(
        "caller",
        "start begin\nuser fixed\nend done",
        element("callActivity", "call", zeebe("calledElement", processId="callee")),
        boundary("on_late", "call", '<bpmn:errorEventDefinition errorRef="e_late"/>'),
        "begin > call > done\non_late > fixed > done",
    )
    callee = one(
        "callee", FAILING.replace('id="inner"', 'id="c_inner"').replace('sourceRef="inner"', 'sourceRef="c_inner"')
    )
    case = Case("caller", whole(caller, callee, root=ERRORS)).start()
    case.complete("work", {"bad": True})
    assert case.open == ["fixed"]
    assert list(case.variables or {}) == ["0"]


def test_an_error_in_one_instance_of_a_loop_takes_the_whole_loop_away() -> None:
    told = loop("=[1, 2, 3]", "n")
    diagram = bpmn(
        "p",
        "start begin\nuser fixed\nend done",
        job("push", "siasn", inner=told),
        "begin > push > done\non_error > fixed > done",
        boundary("on_error", "push", '<bpmn:errorEventDefinition errorRef="e_late"/>'),
        root=ERRORS,
    )
    case = Case("p", diagram).start()
    case.throw("push", "late", index=1)
    assert case.open == ["fixed"]
    assert list(case.variables or {}) == ["0"]
