"""Signals reach everyone who waits, in the case and outside; several events stand on one element; links jump."""

import pytest
from diagrams.drawing import boundary, bpmn, event, event_definition, job, message, script, signal, sub, timer
from diagrams.driver import Case

from engine import spiff
from engine.errors import AlreadyDone

ROOT = signal("s") + signal("t") + message("m", "news", "=key")


def test_a_signal_thrown_in_the_case_reaches_all_who_wait_in_it_and_leaves_it() -> None:
    diagram = bpmn(
        "p",
        "start begin\nand fork join\nuser a b\nend done",
        event("intermediateThrowEvent", "throw", event_definition("signal", "s")),
        event("intermediateCatchEvent", "one", event_definition("signal", "s")),
        event("intermediateCatchEvent", "two", event_definition("signal", "s")),
        "begin > fork > throw > join > done\nfork > one > a > join\nfork > two > b > join",
        root=ROOT,
    )
    case = Case("p", diagram).start()
    assert case.open == ["a", "b"]
    assert [(thrown.kind, thrown.name) for thrown in case.steps[0].thrown] == [("signal", "s")]


def test_a_signal_that_was_thrown_before_is_not_kept() -> None:
    diagram = bpmn(
        "p",
        "start begin\nend done",
        event("intermediateThrowEvent", "throw", event_definition("signal", "s")),
        event("intermediateCatchEvent", "catch", event_definition("signal", "s")),
        "begin > throw > catch > done",
        root=ROOT,
    )
    assert Case("p", diagram).start().open == ["catch"]


def test_a_signal_from_outside_reaches_all_and_brings_its_payload() -> None:
    diagram = bpmn(
        "p",
        "start begin\nand fork\nuser a b\nend done",
        event("intermediateCatchEvent", "one", event_definition("signal", "s")),
        "begin > fork > one > a > done\nfork > b > done",
        boundary("bell", "b", event_definition("signal", "s"), interrupting=False),
        "bell > done",
        root=ROOT,
    )
    case = Case("p", diagram).start()
    case.signal("s", {"said": "now"})
    assert case.open == ["a", "b", "bell"]
    assert case.root["said"] == "now"
    with pytest.raises(AlreadyDone):
        case.signal("unknown")


def test_the_outermost_scope_hears_a_signal_first() -> None:
    inner = sub(
        "inner",
        "start s0\nuser seen\nend e0",
        event("intermediateCatchEvent", "catch", event_definition("signal", "s")),
        "s0 > catch > seen > e0",
    )
    diagram = bpmn(
        "p",
        "start begin\nuser outside\nend done",
        inner,
        boundary("bell", "inner", event_definition("signal", "s")),
        "begin > inner > done\nbell > outside > done",
        root=ROOT,
    )
    case = Case("p", diagram).start()
    case.signal("s")
    assert case.open == ["outside"]
    assert "seen" not in case.trail


def test_a_throw_that_ends_its_own_scope_does_not_go_on() -> None:
    inner = sub(
        "inner",
        "start s0\nuser on\nend e0",
        event("intermediateThrowEvent", "throw", event_definition("signal", "s")),
        "s0 > throw > on > e0",
    )
    diagram = bpmn(
        "p",
        "start begin\nuser outside\nend done",
        inner,
        boundary("bell", "inner", event_definition("signal", "s")),
        "begin > inner > done\nbell > outside > done",
        root=ROOT,
    )
    case = Case("p", diagram).start()
    assert case.open == ["outside"]
    assert not {"on", "throw__on"} & set(case.trail)


def test_the_name_of_a_signal_may_be_computed() -> None:
    diagram = bpmn(
        "p",
        "start begin\nend done",
        event("intermediateCatchEvent", "catch", event_definition("signal", "named")),
        "begin > catch > done",
        root='<bpmn:signal id="named" name="=&quot;unit-&quot; + unit"/>',
    )
    case = Case("p", diagram).start(unit="a")
    assert case.at("catch").message == "unit-a"
    case.signal("unit-a")
    assert case.ended is not None


def test_a_signal_end_ends_and_signals() -> None:
    diagram = bpmn(
        "p", "start begin", event("endEvent", "done", event_definition("signal", "s")), "begin > done", root=ROOT
    )
    case = Case("p", diagram).start()
    assert case.ended == spiff.Ended("done", "none")
    assert [thrown.name for thrown in case.steps[0].thrown] == ["s"]


BOTH = (event_definition("signal", "s"), event_definition("signal", "t"))


def test_one_of_several_events_is_enough_and_the_others_are_waited_for_no_more() -> None:
    waits = event(
        "intermediateCatchEvent",
        "catch",
        event_definition("signal", "s"),
        event_definition("message", "m"),
        timer("timeDuration", "PT1H"),
    )
    diagram = bpmn("p", "start begin\nend done", waits, "begin > catch > done", root=ROOT)
    for act in ("signal", "receive", "fire"):
        case = Case("p", diagram).start(key="k")
        kinds = {waiting.kind: waiting.ref for waiting in case.waiting.values()}
        assert sorted(kinds) == ["message", "signal", "timer"]
        if act == "signal":
            case.signal("s")
        elif act == "receive":
            case.took(case.run().receive(kinds["message"], {}))
        else:
            case.took(case.run().fire(kinds["timer"]))
        assert (case.open, case.ended is not None) == ([], True)


def test_parallel_events_must_all_come_in_any_order() -> None:
    waits = event("intermediateCatchEvent", "catch", *BOTH, parallelMultiple="true")
    diagram = bpmn("p", "start begin\nend done", waits, "begin > catch > done", root=ROOT)
    for first, last in (("s", "t"), ("t", "s")):
        case = Case("p", diagram).start()
        case.signal(first, {first: 1})
        assert (case.open, case.ended) == (["catch"], None)
        case.signal(last, {last: 2})
        assert case.ended is not None
        assert case.root == {first: 1, last: 2}


def test_several_events_at_a_boundary_that_does_not_interrupt_are_waited_for_again() -> None:
    diagram = bpmn(
        "p",
        "start begin\nuser work beside\nend done",
        boundary("bell", "work", "".join(BOTH), interrupting=False),
        "begin > work > done\nbell > beside > done",
        root=ROOT,
    )
    case = Case("p", diagram).start()
    for name in ("s", "t", "s"):
        case.signal(name)
    assert case.open == ["bell", "bell", "beside", "beside", "beside", "work"]
    case.complete("work")
    assert case.open == ["beside"] * 3


def test_parallel_events_at_a_boundary_interrupt_when_all_have_come() -> None:
    bell = boundary("bell", "work", "".join(BOTH)).replace(
        "<bpmn:boundaryEvent", '<bpmn:boundaryEvent parallelMultiple="true"'
    )
    diagram = bpmn(
        "p",
        "start begin\nuser late\nend done",
        job("work", "t"),
        bell,
        "begin > work > done\nbell > late > done",
        root=ROOT,
    )
    case = Case("p", diagram).start()
    case.signal("t")
    assert case.open == ["bell", "work"]
    case.signal("s")
    assert case.open == ["late"]


def test_parallel_events_begin_an_event_subprocess_when_all_have_come() -> None:
    start = event("startEvent", "both", *BOTH, parallelMultiple="true", isInterrupting="false")
    handler = sub("asked", start, "user handle\nend handled", "both > handle > handled", triggeredByEvent="true")
    case = Case(
        "p", bpmn("p", "start begin\nend done", job("work", "t"), handler, "begin > work > done", root=ROOT)
    ).start()
    for name, open_ in (("s", ["both", "work"]), ("t", ["both", "both", "handle", "work"])):
        case.signal(name)
        assert case.open == open_


def test_a_throw_of_several_events_throws_each() -> None:
    throws = event("intermediateThrowEvent", "throw", *BOTH)
    case = Case("p", bpmn("p", "start begin\nend done", throws, "begin > throw > done", root=ROOT)).start()
    assert [thrown.name for thrown in case.steps[0].thrown] == ["s", "t"]


def test_an_event_may_name_a_definition_that_stands_for_itself() -> None:
    waits = event("intermediateCatchEvent", "catch", "<bpmn:eventDefinitionRef>shared</bpmn:eventDefinitionRef>")
    shared = event_definition("signal", "s", id="shared")
    case = Case("p", bpmn("p", "start begin\nend done", waits, "begin > catch > done", root=ROOT + shared)).start()
    case.signal("s")
    assert case.ended is not None


def test_a_link_is_a_jump_and_an_inclusive_join_sees_what_comes_by_it() -> None:
    links = [
        event("intermediateThrowEvent", name, '<bpmn:linkEventDefinition name="there"/>')
        for name in ("from_a", "from_b")
    ]
    diagram = bpmn(
        "p",
        "start begin\nor fork join\nuser a b c\nend done",
        *links,
        event("intermediateCatchEvent", "to", '<bpmn:linkEventDefinition name="there"/>'),
        "begin > fork\nfork > a : =x\nfork > b : =y\nfork > c : =true\na > from_a\nb > from_b\nto > join\nc > join > done",
    )
    case = Case("p", diagram).start(x=True, y=False)
    case.complete("c")
    assert case.ended is None
    case.complete("a")
    assert case.ended is not None
    assert case.trail[-6:] == ["from_a", "to", "to__join", "join", "join__done", "done"]


def test_the_first_event_behind_a_gateway_decides_whatever_its_kind() -> None:
    diagram = bpmn(
        "p",
        "start begin\nevents wait\nuser a b\nend done",
        event("intermediateCatchEvent", "heard", event_definition("signal", "s")),
        event("intermediateCatchEvent", "late", timer("timeDuration", "PT1H")),
        "begin > wait > heard > a > done\nwait > late > b > done",
        root=ROOT,
    )
    case = Case("p", diagram).start()
    case.signal("s")
    assert case.open == ["a"]


def test_a_service_task_can_be_interrupted_by_a_signal() -> None:
    work = job("work", "t")
    diagram = bpmn(
        "p",
        "start begin\nend done over",
        work,
        boundary("bell", "work", event_definition("signal", "s")),
        script("note", "=1", "noted"),
        "begin > work > done\nbell > note > over",
        root=ROOT,
    )
    case = Case("p", diagram).start()
    case.signal("s")
    assert case.ended == spiff.Ended("over", "none")
