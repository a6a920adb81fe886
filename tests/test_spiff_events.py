"""Events: times, messages, errors and ends."""

import pytest
from diagrams.drawing import (
    boundary,
    bpmn,
    caught,
    element,
    error,
    inside,
    io,
    job,
    loop,
    message,
    one,
    timer,
    user,
    whole,
    zeebe,
)
from diagrams.driver import Case

from engine import errors, spiff

ANSWER = message("m_answer", "answer", "=case.number")


@pytest.mark.parametrize(
    ("definition", "due"),
    [
        (timer("timeDuration", "P5D"), "2026-07-13T02:00:00+00:00"),
        (timer("timeDuration", '=duration("PT" + string(hours) + "H")'), "2026-07-08T05:00:00+00:00"),
        (timer("timeDuration", "P1M"), "2026-08-08T02:00:00+00:00"),
        (timer("timeDate", "2026-07-10T23:59:59+07:00"), "2026-07-10T16:59:59+00:00"),
        (timer("timeDate", '=date and time(date("2026-07-10"), time("23:59:59"))'), "2026-07-10T16:59:59+00:00"),
        (timer("timeDate", "=end"), "2026-07-10T16:00:00+00:00"),
        (timer("timeDate", '=today() + duration("P2D")'), "2026-07-10T16:59:59+00:00"),
        (timer("timeDate", "2026-07-10"), "2026-07-10T16:59:59+00:00"),
    ],
)
def test_a_timer_waits_until_its_time(definition: str, due: str) -> None:
    diagram = bpmn(
        "p", "start begin\nend done", element("intermediateCatchEvent", "wait", inner=definition), "begin > wait > done"
    )
    case = Case("p", diagram).start(hours=3, end="2026-07-10T23:00:00+07:00")
    assert (case.at("wait").kind, case.at("wait").due) == ("timer", due)
    step = case.fire("wait")
    assert [closed.how for closed in step.closed] == ["fired"]
    assert case.ended == spiff.Ended("done", "none")


@pytest.mark.parametrize(
    ("definition", "code"),
    [
        (timer("timeDate", "=nothing"), "not_a_moment"),
        (timer("timeDate", "=5"), "not_a_moment"),
        (timer("timeDuration", "=now()"), "not_a_duration"),
        (timer("timeDuration", "five days"), "not_a_duration"),
    ],
)
def test_a_timer_without_a_time_is_an_incident(definition: str, code: str) -> None:
    diagram = bpmn(
        "p", "start begin\nend done", element("intermediateCatchEvent", "wait", inner=definition), "begin > wait > done"
    )
    case = Case("p", diagram).start()
    assert (case.at("wait").kind, case.at("wait").code) == ("incident", code)
    case.skip("wait")
    assert case.ended is not None


def deadline(*, interrupting: bool) -> bytes:
    return bpmn(
        "p",
        "start begin\nuser late after\nend done dropped",
        user("work"),
        boundary("limit", "work", timer("timeDuration", "P3D"), interrupting=interrupting),
        "begin > work > after > done\nlimit > late > dropped",
    )


def test_an_interrupting_timer_takes_the_task_away() -> None:
    case = Case("p", deadline(interrupting=True)).start()
    assert case.at("limit").attached_to == case.ref("work")
    ref = case.ref("work")
    step = case.fire("limit")
    assert {(closed.element, closed.how) for closed in step.closed} == {("work", "cancelled"), ("limit", "fired")}
    assert case.open == ["late"]
    with pytest.raises(errors.AlreadyDone):
        case.run().complete(ref, {})
    case.complete("late")
    assert case.ended is not None


def test_a_reminder_leaves_the_task_open_and_goes_its_own_way() -> None:
    case = Case("p", deadline(interrupting=False)).start()
    case.fire("limit")
    assert case.open == ["late", "work"]
    case.complete("work")
    assert case.open == ["after", "late"]
    case.complete("after")
    assert case.ended is None
    case.complete("late")
    assert case.ended is not None


def test_completing_a_task_takes_its_timers_away() -> None:
    for interrupting in (True, False):
        case = Case("p", deadline(interrupting=interrupting)).start()
        step = case.complete("work")
        assert ("limit", "cancelled") in [(closed.element, closed.how) for closed in step.closed]
        assert case.open == ["after"]


def test_a_task_whose_timer_cannot_be_set_is_not_opened() -> None:
    diagram = bpmn(
        "p", "start begin\nend done", user("work"), boundary("limit", "work", timer("timeDate", "=when")),
        "begin > work > done\nlimit > done",
    )  # fmt: skip
    case = Case("p", diagram).start()
    assert case.open == ["work"]
    assert (case.at("work").code, case.at("work").values["event"]) == ("not_a_moment", "limit")
    assert case.variables
    case.variables["0"]["vars"]["when"] = "2026-08-01T00:00:00Z"
    case.retry("work")
    assert case.open == ["limit", "work"]


def test_a_message_is_waited_for_by_name_and_key() -> None:
    catch = element("intermediateCatchEvent", "wait", io({}, {"answer.text": "=text"}), inner=caught("m_answer"))
    case = Case("p", bpmn("p", "start begin\nend done", catch, "begin > wait > done", root=ANSWER)).start(
        case={"number": 12}
    )
    assert (case.at("wait").kind, case.at("wait").message, case.at("wait").key) == ("message", "answer", "12")
    step = case.receive("wait", {"text": "ya", "noise": 1})
    assert [closed.how for closed in step.closed] == ["received"]
    assert case.root == {"case": {"number": 12}, "answer": {"text": "ya"}}


def test_a_receive_task_writes_the_payload_by_name() -> None:
    task = element("receiveTask", "wait", messageRef="m_answer")
    case = Case("p", bpmn("p", "start begin\nend done", task, "begin > wait > done", root=ANSWER)).start(
        case={"number": "n"}
    )
    case.receive("wait", {"result": {"score": 3}})
    assert case.root["result"] == {"score": 3}
    assert case.ended is not None


def test_a_missing_correlation_key_is_an_incident() -> None:
    task = element("receiveTask", "wait", messageRef="m_answer")
    case = Case("p", bpmn("p", "start begin\nend done", task, "begin > wait > done", root=ANSWER)).start()
    assert case.at("wait").code == "correlation_key_not_text"


def test_a_message_boundary_interrupts_or_listens_again() -> None:
    for interrupting in (True, False):
        diagram = bpmn(
            "p", "start begin\nuser noted\nend done", user("work"), "begin > work > done\nnews > noted > done",
            boundary("news", "work", caught("m_answer"), interrupting=interrupting), root=ANSWER,
        )  # fmt: skip
        case = Case("p", diagram).start(case={"number": "7"})
        first = case.ref("news")
        case.receive("news", {"round": 1})
        if interrupting:
            assert case.open == ["noted"]
            continue
        assert case.open == ["news", "noted", "work"]
        assert (case.at("news").key, case.at("news").attached_to) == ("7", case.ref("work"))
        assert case.ref("news") != first
        case.receive("news", {"round": 2})
        assert case.open == ["news", "noted", "noted", "work"]
        case.complete("work")
        assert case.open == ["noted", "noted"]


def race() -> bytes:
    return bpmn(
        "p",
        "start begin\nevents first\nuser got early late\nend done",
        element("intermediateCatchEvent", "answer", inner=caught("m_answer")),
        element("intermediateCatchEvent", "soon", inner=timer("timeDuration", "P1D")),
        element("intermediateCatchEvent", "later", inner=timer("timeDuration", "P9D")),
        "begin > first > answer > got > done\nfirst > soon > early > done\nfirst > later > late > done",
        root=ANSWER,
    )


@pytest.mark.parametrize(("winner", "then"), [("answer", "got"), ("soon", "early"), ("later", "late")])
def test_the_first_of_several_events_wins_and_each_timer_has_its_own_time(winner: str, then: str) -> None:
    case = Case("p", race()).start(case={"number": "1"})
    assert case.open == ["answer", "later", "soon"]
    assert case.at("soon").due == "2026-07-09T02:00:00+00:00"
    assert case.at("later").due == "2026-07-17T02:00:00+00:00"
    step = case.receive(winner) if winner == "answer" else case.fire(winner)
    assert case.open == [then]
    assert step.trail[:4] == ["first", f"first__{winner}", winner, f"{winner}__{then}"]
    case.complete(then)
    assert case.ended is not None


def test_an_event_gateway_that_cannot_wait_for_all_waits_for_none() -> None:
    case = Case("p", race()).start()
    assert case.open == ["first"]
    assert case.at("first").values["event"] == "answer"


def throwing(tag: str) -> bytes:
    told = (
        zeebe("taskDefinition", type="publish_message"),
        io({"correlationKey": "=course", "messageId": '="m-" + course', "timeToLive": "P1D", "nominee.name": "=name"}),
    )
    if tag == "sendTask":
        node = element(tag, "tell", *told, messageRef="m_answer")
    else:
        node = element(tag, "tell", *told, inner=caught("m_answer"))
    parts = ["start begin", node, "begin > tell"] + ([] if tag == "endEvent" else ["end done", "tell > done"])
    return bpmn("p", *parts, root=ANSWER)


@pytest.mark.parametrize("tag", ["sendTask", "intermediateThrowEvent", "endEvent"])
def test_a_thrown_message_leaves_with_key_id_life_and_payload_and_the_process_goes_on(tag: str) -> None:
    case = Case("p", throwing(tag)).start(course="k3", name="Ani")
    assert case.steps[0].thrown == [spiff.Thrown("answer", "k3", "m-k3", "P1D", {"nominee": {"name": "Ani"}}, "tell")]
    assert case.ended is not None
    assert case.root == {"course": "k3", "name": "Ani"}


def test_a_send_task_of_another_type_is_a_job() -> None:
    task = element("sendTask", "tell", zeebe("taskDefinition", type="mail"))
    case = Case("p", bpmn("p", "start begin\nend done", task, "begin > tell > done")).start()
    assert case.at("tell").job_type == "mail"
    case.finish("tell")
    assert case.ended is not None


ERRORS = error("e_late", "late") + error("e_broken", "broken")
FAILING = inside("start inner\nxor choose", user("work"), element("endEvent", "inner_done"),
    element("endEvent", "fail", inner='<bpmn:errorEventDefinition errorRef="e_late"/>'),
    "inner > work > choose\nchoose > fail : =bad\nchoose > inner_done : default")  # fmt: skip


def test_an_error_end_takes_the_way_of_the_boundary_that_catches_it() -> None:
    diagram = bpmn(
        "p", "start begin\nuser fixed normal\nend done", element("subProcess", "part", inner=FAILING),
        boundary("on_broken", "part", '<bpmn:errorEventDefinition errorRef="e_broken"/>'),
        boundary("on_late", "part", '<bpmn:errorEventDefinition errorRef="e_late"/>'),
        boundary("on_any", "part", "<bpmn:errorEventDefinition/>"),
        "begin > part > normal > done\non_late > fixed > done\non_broken > done\non_any > done", root=ERRORS,
    )  # fmt: skip
    case = Case("p", diagram).start()
    case.complete("work", {"bad": True})
    assert case.open == ["fixed"]
    case = Case("p", diagram).start()
    case.complete("work", {"bad": False})
    assert case.open == ["normal"]


def test_an_error_end_that_nobody_catches_ends_the_instance_with_its_code() -> None:
    diagram = bpmn(
        "p", "start begin\nuser other\nend done", element("subProcess", "part", inner=FAILING),
        "begin > part > done\nbegin > other > done", root=ERRORS,
    )  # fmt: skip
    case = Case("p", diagram).start()
    step = case.complete("work", {"bad": True})
    assert step.ended == spiff.Ended("fail", "error", "late")
    assert ("other", "cancelled") in [(closed.element, closed.how) for closed in step.closed]


def test_a_job_error_takes_the_boundary_with_its_variables() -> None:
    diagram = bpmn(
        "p", "start begin\nuser by_hand\nend done", job("push", "siasn"), "begin > push > done\non_error > by_hand > done",
        boundary("on_error", "push", '<bpmn:errorEventDefinition errorRef="e_late"/>'), root=ERRORS,
    )  # fmt: skip
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
        "p", "start begin\nuser by_hand\nend done", job("push", "siasn"), catch, "begin > push > done\non_error > by_hand > done",
        root=ERRORS,
    )  # fmt: skip
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
        "caller", "start begin\nuser fixed\nend done", element("callActivity", "call", zeebe("calledElement", processId="callee")),
        boundary("on_late", "call", '<bpmn:errorEventDefinition errorRef="e_late"/>'), "begin > call > done\non_late > fixed > done",
    )  # fmt: skip
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
        "p", "start begin\nuser fixed\nend done", job("push", "siasn", inner=told), "begin > push > done\non_error > fixed > done",
        boundary("on_error", "push", '<bpmn:errorEventDefinition errorRef="e_late"/>'), root=ERRORS,
    )  # fmt: skip
    case = Case("p", diagram).start()
    case.throw("push", "late", index=1)
    assert case.open == ["fixed"]
    assert list(case.variables or {}) == ["0"]


def test_a_boundary_of_an_interrupted_subprocess_takes_everything_inside_away() -> None:
    nested = inside("start inner\nuser a b\nend inner_done", boundary("inner_limit", "a", timer("timeDuration", "P1D")),
                    "inner > a > inner_done\ninner > b > inner_done\ninner_limit > inner_done")  # fmt: skip
    diagram = bpmn(
        "p", "start begin\nuser late\nend done", element("subProcess", "part", inner=nested),
        boundary("limit", "part", timer("timeDuration", "P9D")), "begin > part > done\nlimit > late > done",
    )  # fmt: skip
    case = Case("p", diagram).start()
    assert case.open == ["a", "b", "inner_limit", "limit"]
    case.fire("inner_limit")
    assert case.open == ["b", "limit"]
    step = case.fire("limit")
    assert {(closed.element, closed.how) for closed in step.closed} == {("b", "cancelled"), ("limit", "fired")}
    case.complete("late")
    assert case.ended is not None


def test_events_survive_storing_the_whole_history_too() -> None:
    case = Case("p", deadline(interrupting=False), collapse=False).start()
    case.fire("limit")
    case.complete("work")
    case.complete("late")
    case.complete("after")
    assert case.ended is not None
    case = Case("p", race(), collapse=False).start(case={"number": "1"})
    case.fire("soon")
    case.complete("early")
    assert case.ended is not None
