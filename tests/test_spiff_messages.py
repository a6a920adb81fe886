"""Messages: waited for, raced for, thrown."""

import pytest
from diagrams.drawing import boundary, bpmn, caught, element, inside, io, message, timer, user, zeebe
from diagrams.driver import Case

from engine import spiff

ANSWER = message("m_answer", "answer", "=case.number")


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
            "p",
            "start begin\nuser noted\nend done",
            user("work"),
            "begin > work > done\nnews > noted > done",
            boundary("news", "work", caught("m_answer"), interrupting=interrupting),
            root=ANSWER,
        )
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


def test_a_race_survives_storing_the_whole_history_too() -> None:
    case = Case("p", race(), collapse=False).start(case={"number": "1"})
    case.fire("soon")
    case.complete("early")
    assert case.ended is not None


def test_a_message_whose_element_fails_is_not_thrown_until_it_succeeds() -> None:
    tell = element(
        "sendTask",
        "tell",
        zeebe("taskDefinition", type="publish_message"),
        io({"correlationKey": "=k"}, {"all": "=for i in 1..n return for j in 1..n return j"}),
        messageRef="m_answer",
    )
    case = Case("p", bpmn("p", "start begin\nend done", tell, "begin > tell > done", root=ANSWER)).start(k="k", n=2_000)
    assert case.at("tell").code == "expression_failed"
    assert case.steps[0].thrown == []
    assert case.variables
    case.variables["0"]["vars"]["n"] = 1
    step = case.retry("tell")
    assert [thrown.name for thrown in step.thrown] == ["answer"]


def test_a_deadline_takes_a_task_away_that_never_opened() -> None:
    nested = inside("start inner\nend inner_done", user("work", assignee="=[1]"), "inner > work > inner_done")
    diagram = bpmn(
        "p",
        "start begin\nuser late\nend done",
        element("subProcess", "part", inner=nested),
        boundary("limit", "part", caught("m_answer")),
        "begin > part > done\nlimit > late > done",
        root=ANSWER,
    )
    case = Case("p", diagram).start(case={"number": "1"})
    assert case.at("work").kind == "incident"
    case.receive("limit")
    assert case.open == ["late"]
