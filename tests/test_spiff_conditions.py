"""Conditional events, conditional flows that leave activities, escalations."""

from diagrams.drawing import boundary, bpmn, element, escalation, event, event_definition, job, script, sub, timer, when
from diagrams.driver import Case

from engine import spiff

UP = escalation("up") + escalation("down")


def test_a_condition_is_waited_for_until_it_holds() -> None:
    diagram = bpmn(
        "p",
        "start begin\nand fork\nuser work\nend done",
        event("intermediateCatchEvent", "until", when("=ready")),
        "begin > fork > until > done\nfork > work > done",
    )
    case = Case("p", diagram).start()
    assert case.open == ["work"]
    case.complete("work", {"ready": True})
    assert case.ended is not None


def test_a_condition_that_holds_already_is_passed_at_once() -> None:
    diagram = bpmn(
        "p", "start begin\nend done", event("intermediateCatchEvent", "until", when("=ready")), "begin > until > done"
    )
    case = Case("p", diagram).start(ready=True)
    assert case.ended is not None
    assert case.steps[0].evaluations[-1].inputs == {"ready": True}


def test_a_condition_interrupts_what_it_is_attached_to() -> None:
    diagram = bpmn(
        "p",
        "start begin\nand fork\nuser work other late\nend done",
        boundary("stop", "work", when("=stop")),
        "begin > fork > work > done\nfork > other > done\nstop > late > done",
    )
    case = Case("p", diagram).start()
    case.complete("other", {"stop": True})
    assert case.open == ["late"]


def test_a_condition_that_does_not_interrupt_happens_once_each_time_it_comes_to_hold() -> None:
    diagram = bpmn(
        "p",
        "start begin\nuser work\nend done over",
        script("ring", "=if rung = null then 1 else rung + 1", "rung"),
        boundary("bell", "work", when("=level > 3"), interrupting=False),
        element(
            "boundaryEvent", "tick", inner=timer("timeCycle", "R9/PT1H"), attachedToRef="work", cancelActivity="false"
        ),
        script("rise", "=level + 2", "level"),
        "begin > work > done\nbell > ring > over\ntick > rise > over",
    )
    case = Case("p", diagram).start(level=0)
    for _hour in range(4):
        case.fire("tick")
    assert (case.root["level"], case.root["rung"]) == (8, 1)


def test_the_condition_behind_an_event_gateway_decides_when_it_holds() -> None:
    diagram = bpmn(
        "p",
        "start begin\nevents wait\nend done late",
        event("intermediateCatchEvent", "until", when("=ready")),
        event("intermediateCatchEvent", "hour", timer("timeDuration", "PT1H")),
        "begin > wait > hour > late\nwait > until > done",
    )
    case = Case("p", diagram).start(ready=True)
    assert case.ended == spiff.Ended("done", "none")
    assert case.open == []


WAYS = bpmn(
    "p",
    "start begin\nuser work a b c\nend done",
    "begin > work\nwork > a : =x\nwork > b : =y\nwork > c : default\na > done\nb > done\nc > done",
)


def test_an_activity_leaves_by_every_flow_whose_condition_holds_else_by_its_default() -> None:
    for answer, open_ in (
        ({"x": True, "y": True}, ["a", "b"]),
        ({"x": False, "y": True}, ["b"]),
        ({"x": False, "y": False}, ["c"]),
    ):
        case = Case("p", WAYS).start()
        case.complete("work", answer)
        assert case.open == open_
        assert case.trail.count("work") == 1


def test_an_activity_leaves_by_its_flows_without_a_condition_in_any_case() -> None:
    diagram = bpmn("p", "start begin\nuser work a b\nend done", "begin > work > a > done\nwork > b : =x\nb > done")
    for x, open_ in ((True, ["a", "b"]), (False, ["a"])):
        case = Case("p", diagram).start()
        case.complete("work", {"x": x})
        assert case.open == open_


def test_an_activity_without_a_way_out_stays_done_and_its_incident_can_be_retried() -> None:
    diagram = bpmn(
        "p", "start begin\nuser work a b\nend done", "begin > work\nwork > a : =x\nwork > b : =y\na > done\nb > done"
    )
    case = Case("p", diagram).start()
    case.complete("work", {"x": False, "y": False})
    assert case.at("work").kind == "incident"
    assert case.at("work").code == "no_matching_flow"
    assert case.variables is not None
    case.variables["0"]["vars"]["x"] = True
    case.retry("work")
    assert case.open == ["a"]


def test_every_flow_into_an_activity_begins_it_anew() -> None:
    diagram = bpmn(
        "p",
        "start begin\nuser a b\nend done",
        script("n", "=if n = null then 1 else n + 1", "n"),
        "begin > a > n > done\nbegin > b > n",
    )
    case = Case("p", diagram).start()
    case.complete("a")
    case.complete("b")
    assert case.root["n"] == 2


def escalating(throw: str, flows: str, *, interrupting: bool, code: str = "up") -> bytes:
    inner = sub("inner", "start s\nuser on\nend e", throw, flows)
    return bpmn(
        "p",
        "start begin\nuser after told\nend done over",
        inner,
        boundary("rise", "inner", event_definition("escalation", code), interrupting=interrupting),
        "begin > inner > after > done\nrise > told > over",
        root=UP,
    )


THROW = event("intermediateThrowEvent", "throw", event_definition("escalation", "up"))


def test_an_escalation_is_told_beside_what_goes_on() -> None:
    case = Case("p", escalating(THROW, "s > throw > on > e", interrupting=False)).start()
    assert case.open == ["on", "told"]


def test_an_escalation_that_interrupts_ends_what_threw_it() -> None:
    case = Case("p", escalating(THROW, "s > throw > on > e", interrupting=True)).start()
    assert case.open == ["told"]
    assert "throw__on" not in case.trail


def test_an_escalation_that_nobody_catches_changes_nothing() -> None:
    case = Case("p", escalating(THROW, "s > throw > on > e", interrupting=True, code="down")).start()
    assert case.open == ["on"]
    top = bpmn("p", "start begin\nend done", THROW, "begin > throw > done", root=UP)
    assert Case("p", top).start().ended == spiff.Ended("done", "none")


def test_an_escalation_end_of_a_called_process_reaches_its_caller() -> None:
    called = bpmn("q", "start b", event("endEvent", "d", event_definition("escalation", "up")), "b > d", root=UP)
    calls = element("callActivity", "call", calledElement="q") + boundary(
        "rise", "call", event_definition("escalation"), interrupting=False
    )
    case = Case(
        "p",
        bpmn("p", "start begin\nuser told after\nend done", calls, "begin > call > after > done\nrise > told > done"),
        called,
    ).start()
    assert case.open == ["after", "told"]


def test_the_nearest_catcher_of_an_escalation_is_enough() -> None:
    inner = sub("inner", "start s\nend e", THROW, "s > throw > e")
    middle = sub(
        "middle",
        "start s2\nuser near\nend e2",
        inner,
        boundary("near_by", "inner", event_definition("escalation", "up"), interrupting=False),
        "s2 > inner > e2\nnear_by > near > e2",
    )
    diagram = bpmn(
        "p",
        "start begin\nuser far\nend done",
        middle,
        boundary("far_off", "middle", event_definition("escalation", "up"), interrupting=False),
        "begin > middle > done\nfar_off > far > done",
        root=UP,
    )
    assert Case("p", diagram).start().open == ["near"]


def test_a_job_error_is_caught_by_an_event_subprocess_of_its_scope() -> None:
    handler = sub(
        "rescue",
        event("startEvent", "caught", event_definition("error")),
        "user mend\nend e",
        "caught > mend > e",
        triggeredByEvent="true",
    )
    case = Case("p", bpmn("p", "start begin\nend done", job("work", "t"), handler, "begin > work > done")).start()
    case.throw("work", "E", {"why": "late"})
    assert case.open == ["mend"]
    assert case.root["why"] == "late"
