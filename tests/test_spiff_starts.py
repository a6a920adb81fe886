"""How a process begins: plainly, by an event, at whatever nothing leads to; global tasks; data that begins as null."""

import pytest
from diagrams.drawing import (
    bpmn,
    element,
    event,
    event_definition,
    message,
    one,
    script,
    signal,
    sub,
    timer,
    user,
    when,
    whole,
    zeebe,
)
from diagrams.driver import Case

from engine import spiff
from engine.errors import Conflict, NotFound

ROOT = signal("s") + message("m", "news", "=key")


def started_by(definition: str) -> bytes:
    return bpmn(
        "p",
        "start plain\nuser work\nend done",
        event("startEvent", "begin", definition),
        "begin > work > done\nplain > done",
        root=ROOT,
    )


@pytest.mark.parametrize(
    "definition",
    [event_definition("signal", "s"), event_definition("message", "m"), timer("timeCycle", "R/P1D"), when("=true")],
)
def test_a_process_can_be_begun_by_an_event_that_brings_its_payload(definition: str) -> None:
    case = Case("p", started_by(definition)).start_at("begin", {"said": 1}, key="k")
    assert case.open == ["work"]
    assert case.root == {"said": 1, "key": "k"}
    assert [node.id for node in case.compiled.starts] == ["begin"]


def test_without_an_event_it_begins_at_its_plain_start() -> None:
    case = Case("p", started_by(event_definition("signal", "s"))).start()
    assert case.ended == spiff.Ended("done", "none")


def test_a_process_that_only_an_event_can_begin_waits_for_one() -> None:
    diagram = bpmn(
        "p", "end done", event("startEvent", "begin", event_definition("signal", "s")), "begin > done", root=ROOT
    )
    with pytest.raises(Conflict) as raised:
        Case("p", diagram).start()
    assert raised.value.code == "start_needs_event"
    with pytest.raises(NotFound):
        Case("p", diagram).start_at("done")


def test_a_conditional_start_begins_where_its_condition_holds() -> None:
    diagram = bpmn("p", "end done", event("startEvent", "begin", when("=amount > 3")), "begin > done")
    assert Case("p", diagram).start_at("begin", amount=4).ended is not None
    with pytest.raises(Conflict) as raised:
        Case("p", diagram).start_at("begin", amount=3)
    assert raised.value.code == "start_condition_false"


def gateway(kind: str) -> bytes:
    first = f'<bpmn:eventBasedGateway id="first" instantiate="true" eventGatewayType="{kind}"/>'
    catches = event("intermediateCatchEvent", "one", event_definition("message", "m")) + event(
        "intermediateCatchEvent", "two", event_definition("signal", "s")
    )
    return bpmn("p", "user a b\nend done", first, catches, "first > one > a > done\nfirst > two > b > done", root=ROOT)


def test_an_event_gateway_can_begin_a_process_with_its_first_event() -> None:
    case = Case("p", gateway("Exclusive")).start_at("two", key="k")
    assert case.open == ["b"]
    assert [node.id for node in case.compiled.starts] == ["one", "two"]


def test_a_parallel_event_gateway_waits_for_the_others_too() -> None:
    case = Case("p", gateway("Parallel")).start_at("two", key="k")
    assert case.open == ["b", "one"]
    case.complete("b")
    case.receive("one")
    case.complete("a")
    assert case.ended is not None


def test_a_start_that_takes_several_events_begins_with_the_first_and_waits_for_the_others() -> None:
    start = event(
        "startEvent",
        "begin",
        event_definition("message", "m"),
        event_definition("signal", "s"),
        parallelMultiple="true",
    )
    diagram = bpmn("p", "user work\nend done", start, "begin > work > done", root=ROOT)
    case = Case("p", diagram)
    assert [(at, part.kind) for at, part in case.compiled.triggers] == [("begin[0]", "message"), ("begin[1]", "signal")]
    case.start_at("begin[1]", {"said": 1}, key="k")
    assert [(waiting.element, waiting.kind) for waiting in case.waiting.values()] == [("begin", "message")]
    case.receive("begin", {"heard": 2})
    assert case.open == ["work"]
    assert (case.root["said"], case.root["heard"]) == (1, 2)
    for wrong in ("begin", "begin[2]", "begin[x]", "work"):
        with pytest.raises(NotFound):
            Case("p", diagram).start_at(wrong)


def test_a_receive_task_can_begin_a_process() -> None:
    first = element("receiveTask", "first", messageRef="m", instantiate="true")
    case = Case("p", bpmn("p", "user a\nend done", first, "first > a > done", root=ROOT)).start_at("first", {"said": 2})
    assert case.open == ["a"]
    assert case.root["said"] == 2


def test_without_a_start_everything_begins_that_nothing_leads_to() -> None:
    case = Case("p", bpmn("p", "user a b c", "a > c")).start()
    assert case.open == ["a", "b"]
    case.complete("a")
    case.complete("b")
    case.complete("c")
    assert case.ended == spiff.Ended("c", "none")


def test_a_subprocess_without_start_and_end_runs_what_is_in_it() -> None:
    case = Case(
        "p", bpmn("p", "start begin\nuser after\nend done", sub("inner", "user a b"), "begin > inner > after > done")
    ).start()
    case.complete("a")
    assert case.open == ["b"]
    case.complete("b")
    assert case.open == ["after"]


def test_elements_may_be_called_as_the_library_calls_its_own() -> None:
    case = Case("p", bpmn("p", "start Start\nuser root\nend End", "Start > root > End")).start()
    case.complete("root")
    assert case.ended == spiff.Ended("End", "none")


@pytest.mark.parametrize("bound", ["attribute", "extension"])
def test_a_global_task_is_called_like_a_process(bound: str) -> None:
    tasks = '<bpmn:globalUserTask id="ask"/>' + script("add", "=n + 1", "n").replace("scriptTask", "globalScriptTask")
    calls = "".join(
        element("callActivity", f"call_{name}", calledElement=name)
        if bound == "attribute"
        else element("callActivity", f"call_{name}", zeebe("calledElement", processId=name))
        for name in ("ask", "add")
    )
    diagram = whole(one("p", "start begin\nend done", calls, "begin > call_ask > call_add > done"), root=tasks)
    case = Case("p", diagram).start(n=1)
    assert case.open == ["ask"]
    case.complete("ask")
    assert case.ended is not None
    assert case.root["n"] == 2


def test_data_objects_and_properties_begin_as_null_in_their_scope() -> None:
    data = '<bpmn:property id="note"/><bpmn:dataObject id="object_1" name="letter"/><bpmn:dataObjectReference id="r" dataObjectRef="object_1"/>'
    inner = sub("inner", "start s\nuser a\nend e", "s > a > e", inner='<bpmn:property id="own"/>')
    case = Case(
        "p", bpmn("p", "start begin\nuser after\nend done", data, inner, "begin > inner > after > done")
    ).start()
    assert case.root == {"note": None, "letter": None}
    case.complete("a", {"own": 1, "letter": "sent"})
    assert case.root == {"note": None, "letter": "sent"}


def test_a_property_of_an_activity_is_gone_with_it() -> None:
    work = user("work", inner='<bpmn:property id="draft"/>')
    case = Case("p", bpmn("p", "start begin\nuser after\nend done", work, "begin > work > after > done")).start()
    case.complete("work", {"draft": "x", "final": "y"})
    assert case.root == {"final": "y"}


def test_a_called_process_has_its_own_data() -> None:
    called = bpmn("q", "start b\nuser a\nend d", '<bpmn:property id="note"/>', "b > a > d")
    calls = element("callActivity", "call", calledElement="q")
    case = Case("p", bpmn("p", "start begin\nend done", calls, "begin > call > done"), called).start(note="outside")
    assert spiff.visible(case.variables or {}, case.at("a").scope)["note"] is None
