"""Event subprocesses: they listen in their scope, interrupt it or run beside it, and keep nothing going by listening."""

import pytest
from diagrams.drawing import (
    boundary,
    bpmn,
    error,
    escalation,
    event,
    event_definition,
    io,
    message,
    on_event,
    script,
    signal,
    sub,
    timer,
    when,
    zeebe,
)
from diagrams.driver import Case

ROOT = signal("s") + message("m", "news", "=key") + error("e", "E1") + escalation("up") + error("other", "E2")
KINDS = {
    "signal": (event_definition("signal", "s"), "signal"),
    "message": (event_definition("message", "m"), "message"),
    "timer": (timer("timeDuration", "PT1H"), "timer"),
}


def diagram(definition: str, *, interrupting: bool = True) -> bytes:
    handler = on_event(
        "asked", definition, "user handle\nend handled", "asked_start > handle > handled", interrupting=interrupting
    )
    return bpmn("p", "start begin\nuser work\nend done", handler, "begin > work > done", root=ROOT)


def happen(case: Case, kind: str) -> None:
    {
        "signal": lambda: case.signal("s", {"told": 1}),
        "message": lambda: case.receive("asked_start", {"told": 1}),
        "timer": lambda: case.fire("asked_start"),
    }[kind]()


@pytest.mark.parametrize("kind", KINDS)
def test_an_interrupting_one_ends_what_runs_in_its_scope(kind: str) -> None:
    case = Case("p", diagram(KINDS[kind][0])).start(key="k")
    assert case.open == ["asked_start", "work"]
    happen(case, kind)
    assert case.open == ["handle"]
    case.complete("handle")
    assert case.ended is not None
    assert (case.ended.element, case.ended.kind) == ("asked", "none")


@pytest.mark.parametrize("kind", KINDS)
def test_one_that_does_not_interrupt_runs_beside_and_is_waited_for(kind: str) -> None:
    case = Case("p", diagram(KINDS[kind][0], interrupting=False)).start(key="k")
    happen(case, kind)
    again = [] if kind == "timer" else ["asked_start"]
    assert case.open == sorted([*again, "handle", "work"])
    case.complete("work")
    assert case.ended is None
    case.complete("handle")
    assert case.ended is not None
    assert case.open == []


def test_a_signal_begins_it_as_often_as_it_comes() -> None:
    case = Case("p", diagram(KINDS["signal"][0], interrupting=False)).start()
    case.signal("s")
    case.signal("s")
    assert case.open == ["asked_start", "handle", "handle", "work"]


def test_a_cycle_begins_it_as_often_as_it_says() -> None:
    case = Case("p", diagram(timer("timeCycle", "R2/PT1H"), interrupting=False)).start()
    first = case.at("asked_start").due
    case.fire("asked_start")
    assert (case.at("asked_start").due or "") > (first or "")
    case.fire("asked_start")
    assert case.open == ["handle", "handle", "work"]


def test_listening_alone_keeps_no_scope_going() -> None:
    case = Case("p", diagram(KINDS["timer"][0])).start()
    case.complete("work")
    assert case.ended is not None
    assert case.open == []


def test_what_the_event_brought_is_seen_inside_through_the_mapping_of_its_start() -> None:
    start = event("startEvent", "heard", event_definition("message", "m"), isInterrupting="true")
    start = start.replace(
        "<bpmn:messageEvent",
        f"<bpmn:extensionElements>{io(outputs={'said': '=told'})}</bpmn:extensionElements><bpmn:messageEvent",
    )
    handler = sub("asked", start, "user handle\nend handled", "heard > handle > handled", triggeredByEvent="true")
    case = Case("p", bpmn("p", "start begin\nuser work\nend done", handler, "begin > work > done", root=ROOT)).start(
        key="k"
    )
    case.receive("heard", {"told": "later"})
    assert case.root["said"] == "later"


def nested(definition: str, throw: str, *, interrupting: bool = True) -> bytes:
    handler = on_event(
        "asked", definition, "user handle\nend handled", "asked_start > handle > handled", interrupting=interrupting
    )
    inner = sub(
        "inner",
        "start s\nand fork\nuser first other\nend quiet",
        handler,
        throw,
        "s > fork > first > thrown\nfork > other > quiet",
    )
    outer = boundary("outside", "inner", event_definition("error"))
    return bpmn(
        "p",
        "start begin\nuser after late\nend done over",
        inner,
        outer,
        "begin > inner > after > done\noutside > late > over",
        root=ROOT,
    )


def test_an_error_is_caught_in_its_scope_before_the_boundary_around_it() -> None:
    case = Case(
        "p", nested(event_definition("error", "e"), event("endEvent", "thrown", event_definition("error", "e")))
    ).start()
    case.complete("first")
    assert case.open == ["handle"]
    case.complete("handle")
    assert case.open == ["after"]


def test_an_error_of_another_code_goes_on_to_the_boundary() -> None:
    case = Case(
        "p", nested(event_definition("error", "other"), event("endEvent", "thrown", event_definition("error", "e")))
    ).start()
    case.complete("first")
    assert case.open == ["late"]


def test_an_error_thrown_while_one_is_handled_leaves_the_scope() -> None:
    failing = on_event(
        "asked",
        event_definition("error", "e"),
        event("endEvent", "worse", event_definition("error", "e")),
        "asked_start > worse",
    )
    inner = sub("inner", "start s", failing, event("endEvent", "thrown", event_definition("error", "e")), "s > thrown")
    diagram = bpmn(
        "p",
        "start begin\nuser late\nend done over",
        inner,
        boundary("outside", "inner", event_definition("error", "e")),
        "begin > inner > done\noutside > late > over",
        root=ROOT,
    )
    assert Case("p", diagram).start().open == ["late"]


@pytest.mark.parametrize(("interrupting", "open_"), [(True, ["handle"]), (False, ["handle", "other"])])
def test_an_escalation_is_caught_in_its_scope(interrupting: bool, open_: list[str]) -> None:
    thrown = event("endEvent", "thrown", event_definition("escalation", "up"))
    case = Case("p", nested(event_definition("escalation", "up"), thrown, interrupting=interrupting)).start()
    case.complete("first")
    assert case.open == open_


def test_a_condition_that_holds_when_the_scope_begins_lets_nothing_of_it_run() -> None:
    case = Case("p", diagram(when("=amount > 3"))).start(amount=4)
    assert case.open == ["handle"]
    assert "work" not in case.trail


def test_a_condition_begins_it_each_time_it_comes_to_hold() -> None:
    handler = on_event(
        "asked", when("=amount > 3"), "user handle\nend handled", "asked_start > handle > handled", interrupting=False
    )
    again = "start begin\nxor join choose\nuser work\nend done"
    flows = "begin > join > work > choose\nchoose > done : =over\nchoose > join : default"
    case = Case("p", bpmn("p", again, handler, flows)).start(amount=1, over=False)
    handled = []
    for amount in (5, 6, 2, 7):
        case.complete("work", {"amount": amount})
        handled.append(case.open.count("handle"))
    assert handled == [1, 1, 1, 2]


def test_a_called_process_listens_for_itself() -> None:
    handler = on_event(
        "asked", event_definition("signal", "s"), "user handle\nend handled", "asked_start > handle > handled"
    )
    called = bpmn("q", "start b\nuser work\nend d", handler, "b > work > d", root=ROOT)
    calls = f'<bpmn:callActivity id="call"><bpmn:extensionElements>{zeebe("calledElement", processId="q")}</bpmn:extensionElements></bpmn:callActivity>'
    case = Case(
        "p", bpmn("p", "start begin\nuser after\nend done", calls, "begin > call > after > done"), called
    ).start()
    case.signal("s")
    assert case.open == ["handle"]
    case.complete("handle")
    assert case.open == ["after"]


def test_the_step_that_interrupts_does_not_move_what_it_ends() -> None:
    inner = sub(
        "inner",
        "start s\nand fork\nend over quiet",
        event("intermediateThrowEvent", "call", event_definition("signal", "s")),
        script("count", "=1", "counted"),
        "s > fork > call > over\nfork > count > quiet",
        on_event(
            "asked", event_definition("signal", "s"), "user handle\nend handled", "asked_start > handle > handled"
        ),
    )
    case = Case("p", bpmn("p", "start begin\nend done", inner, "begin > inner > done", root=ROOT)).start()
    assert case.open == ["handle"]
    assert case.trail.count("over") == 0


def test_hundreds_of_events_and_rounds_leave_the_state_as_small_as_it_was() -> None:
    handler = on_event(
        "asked",
        event_definition("signal", "s"),
        "user handle\nend handled",
        "asked_start > handle > handled",
        interrupting=False,
    )
    flows = "begin > join > work > choose\nchoose > done : =over\nchoose > join : default"
    case = Case("p", bpmn("p", "start begin\nxor join choose\nuser work\nend done", handler, flows, root=ROOT)).start(
        over=False
    )
    first = len(str(case.state))
    for _round in range(300):
        case.signal("s")
        case.complete("handle")
        case.complete("work", {"over": False})
    assert len(str(case.state)) < first + 40
