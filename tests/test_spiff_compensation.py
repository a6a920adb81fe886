"""Compensation: what is done is undone, the last first; transactions that are cancelled."""

import pytest
from diagrams.drawing import (
    boundary,
    bpmn,
    element,
    error,
    event,
    event_definition,
    loop,
    on_event,
    script,
    signal,
    sub,
    user,
)
from diagrams.driver import Case

THROW = event_definition("compensate")


def undoable(name: str, *, undo: str = "") -> str:
    """A user task with a handler `un<name>`."""
    handler = undo or user(f"un{name}").replace("<bpmn:userTask", '<bpmn:userTask isForCompensation="true"')
    link = f'<bpmn:association id="{name}_as" sourceRef="{name}_undo" targetRef="un{name}" associationDirection="One"/>'
    return user(name) + boundary(f"{name}_undo", name, event_definition("compensate")) + handler + link


def two(throw: str, flows: str = "begin > a > b > again > after > done", **options: str) -> bytes:
    return bpmn("p", "start begin\nuser after\nend done", undoable("a"), undoable("b"), throw, flows, **options)


def done(diagram: bytes, *names: str, **variables: object) -> Case:
    case = Case("p", diagram).start(**variables)
    for name in names:
        case.complete(name)
    return case


def test_what_was_done_is_undone_the_last_first_and_then_it_goes_on() -> None:
    case = done(two(event("intermediateThrowEvent", "again", THROW)), "a", "b")
    assert case.open == ["unb"]
    case.complete("unb")
    assert case.open == ["una"]
    case.complete("una")
    assert case.open == ["after"]
    case.complete("after")
    assert case.ended is not None


def test_only_what_is_named_is_undone_and_only_once() -> None:
    throws = event("intermediateThrowEvent", "again", event_definition("compensate", activityRef="a")) + event(
        "intermediateThrowEvent", "more", event_definition("compensate", activityRef="a")
    )
    case = done(two(throws, "begin > a > b > again > more > after > done"), "a", "b")
    assert case.open == ["una"]
    case.complete("una")
    assert case.open == ["after"]


def test_what_was_not_done_is_not_undone() -> None:
    flows = "begin > choose\nchoose > a : =x\nchoose > b : default\na > join\nb > join\njoin > again > after > done"
    case = done(
        two(
            event("intermediateThrowEvent", "again", THROW)
            + '<bpmn:exclusiveGateway id="choose"/><bpmn:exclusiveGateway id="join"/>',
            flows,
        ),
        x=False,
    )
    case.complete("b")
    case.complete("unb")
    assert case.open == ["after"]


def test_a_throw_that_does_not_wait_goes_on_at_once() -> None:
    case = done(
        two(event("intermediateThrowEvent", "again", event_definition("compensate", waitForCompletion="false"))),
        "a",
        "b",
    )
    assert case.open == ["after", "unb"]
    case.complete("after")
    assert case.ended is None
    case.complete("unb")
    case.complete("una")
    assert case.ended is not None


def test_a_compensation_end_undoes_before_it_ends() -> None:
    case = done(
        two(event("endEvent", "again", THROW), "begin > a > b > again\nbegin > after > done"), "a", "b", "after"
    )
    case.complete("unb")
    case.complete("una")
    assert case.ended is not None
    assert case.ended.element == "again"


def test_each_round_of_rework_is_undone() -> None:
    flows = "begin > join > a > choose\nchoose > join : =more\nchoose > again : default\nagain > b > after > done"
    gates = '<bpmn:exclusiveGateway id="choose"/><bpmn:exclusiveGateway id="join"/>'
    case = Case("p", two(event("intermediateThrowEvent", "again", THROW) + gates, flows)).start(more=True)
    case.complete("a")
    case.complete("a", {"more": False})
    case.complete("una")
    case.complete("una")
    assert case.open == ["b"]


def inside(*more: str, flows: str = "s > a > b > e") -> str:
    return sub("inner", "start s\nend e", undoable("a"), undoable("b"), *more, flows)


def around(inner: str, throw: str = "", **options: str) -> bytes:
    throw = throw or event("intermediateThrowEvent", "again", THROW)
    return bpmn(
        "p",
        "start begin\nuser between after\nend done",
        inner,
        throw,
        "begin > inner > between > again > after > done",
        **options,
    )


def test_a_done_subprocess_is_undone_by_the_handlers_of_what_is_inside() -> None:
    case = done(around(inside()), "a", "b", "between")
    assert case.open == ["unb"]
    case.complete("unb")
    case.complete("una")
    assert case.open == ["after"]
    assert len(case.variables or {}) == 1


def test_a_done_subprocess_keeps_the_variables_that_it_had_for_its_handlers() -> None:
    kept = sub("inner", "start s\nend e", undoable("a"), "s > a > e", inner='<bpmn:property id="seat"/>')
    throw = event("intermediateThrowEvent", "again", THROW)
    case = done(around(kept, throw))
    case.complete("a", {"seat": 12})
    case.complete("between")
    assert case.root.get("seat") is None
    case.complete("una", {"seat": 13})
    assert case.open == ["after"]


def test_a_compensation_event_subprocess_undoes_in_place_of_the_handlers() -> None:
    undo = on_event(
        "undoing",
        THROW,
        event("intermediateThrowEvent", "just_a", event_definition("compensate", activityRef="a")),
        "user tell\nend e2",
        "undoing_start > just_a > tell > e2",
    )
    case = done(around(inside(undo)), "a", "b", "between")
    assert case.open == ["una"]
    case.complete("una")
    assert case.open == ["tell"]
    case.complete("tell")
    assert case.open == ["after"]
    case.complete("after")
    assert case.ended is not None


def test_a_handler_of_the_subprocess_itself_undoes_in_place_of_those_inside() -> None:
    handler = user("uninner").replace("<bpmn:userTask", '<bpmn:userTask isForCompensation="true"')
    link = '<bpmn:association id="as" sourceRef="inner_undo" targetRef="uninner"/>'
    case = done(around(inside() + boundary("inner_undo", "inner", THROW) + handler + link), "a", "b", "between")
    assert case.open == ["uninner"]
    case.complete("uninner")
    assert case.open == ["after"]


def test_what_was_interrupted_is_not_undone() -> None:
    ring = boundary("ring", "inner", event_definition("signal", "s"))
    diagram = bpmn(
        "p",
        "start begin\nuser after\nend done",
        inside(),
        ring,
        event("intermediateThrowEvent", "again", THROW),
        "begin > inner > again > after > done\nring > again",
        root=signal("s"),
    )
    case = done(diagram, "a")
    case.signal("s")
    assert case.open == ["after"]


def test_an_error_that_is_handled_inside_can_undo_what_was_done_around() -> None:
    rescue = on_event(
        "rescue", event_definition("error", "e"), event("endEvent", "undo_all", THROW), "rescue_start > undo_all"
    )
    fail = event("endEvent", "fails", event_definition("error", "e"))
    inner = sub("inner", "start s", undoable("a"), undoable("b"), rescue, fail, "s > a > b > fails")
    case = done(
        bpmn("p", "start begin\nuser after\nend done", inner, "begin > inner > after > done", root=error("e", "E")),
        "a",
        "b",
    )
    assert case.open == ["unb"]
    case.complete("unb")
    case.complete("una")
    assert case.open == ["after"]


def transaction(*more: str, flows: str = "s > a > b > choose\nchoose > undo : =bad\nchoose > e : default") -> bytes:
    gates = '<bpmn:exclusiveGateway id="choose"/>' + event("endEvent", "undo", event_definition("cancel"))
    inner = sub("deal", "start s\nend e", undoable("a"), undoable("b"), gates, *more, flows, tag="transaction")
    return bpmn(
        "p",
        "start begin\nuser good bad\nend done over",
        inner,
        boundary("cancelled", "deal", event_definition("cancel")),
        "begin > deal > good > done\ncancelled > bad > over",
    )


def test_a_cancelled_transaction_undoes_what_was_done_and_leaves_by_its_cancel_event() -> None:
    case = done(transaction(), "a", bad=True)
    case.complete("b")
    assert case.open == ["unb"]
    case.complete("unb")
    case.complete("una")
    assert case.open == ["bad"]


def test_a_transaction_that_is_not_cancelled_goes_on() -> None:
    case = done(transaction(), "a", "b", bad=False)
    assert case.open == ["good"]


def test_a_cancel_ends_what_still_runs_in_the_transaction() -> None:
    flows = "s > fork > a > undo\nfork > b > choose\nchoose > e : default\nchoose > other : =true\nother > e"
    case = done(transaction("and fork\nuser other", flows=flows), "a", bad=True)
    assert case.open == ["una"]
    case.complete("una")
    assert case.open == ["bad"]


def test_a_handler_may_be_a_subprocess_or_a_script() -> None:
    undo = script("una", "=done - 1", "done").replace("<bpmn:scriptTask", '<bpmn:scriptTask isForCompensation="true"')
    undo_b = sub("unb", "start us\nuser ask\nend ue", "us > ask > ue").replace(
        "<bpmn:subProcess", '<bpmn:subProcess isForCompensation="true"'
    )
    diagram = bpmn(
        "p",
        "start begin\nuser after\nend done",
        undoable("a", undo=undo),
        undoable("b", undo=undo_b),
        event("intermediateThrowEvent", "again", THROW),
        "begin > a > b > again > after > done",
    )
    case = done(diagram, "a", "b", done=5)
    assert case.open == ["ask"]
    case.complete("ask")
    assert case.open == ["after"]
    assert case.root["done"] == 4


def test_a_multi_instance_activity_is_undone_once_it_is_done() -> None:
    many = element("userTask", "a", inner=loop("=[1, 2]", "each")) + boundary("a_undo", "a", THROW)
    handler = user("una").replace("<bpmn:userTask", '<bpmn:userTask isForCompensation="true"')
    link = '<bpmn:association id="as" sourceRef="a_undo" targetRef="una"/>'
    diagram = bpmn(
        "p",
        "start begin\nuser after\nend done",
        many,
        handler,
        link,
        event("intermediateThrowEvent", "again", THROW),
        "begin > a > again > after > done",
    )
    case = done(diagram, "a", "a")
    assert case.open == ["una"]


@pytest.mark.parametrize("rounds", [1, 5])
def test_a_subprocess_without_handlers_leaves_nothing_behind(rounds: int) -> None:
    inner = sub("inner", "start s\nuser a\nend e", "s > a > e")
    flows = "begin > join > inner > choose\nchoose > join : =more\nchoose > done : default"
    case = Case("p", bpmn("p", "start begin\nxor join choose\nend done", inner, flows)).start(more=True)
    for _round in range(rounds):
        case.complete("a")
    assert case.state is not None
    assert len(case.state["tokens"]) == 2


def test_a_scope_that_ended_by_an_event_can_still_be_compensated_as_a_whole() -> None:
    undo = on_event("undoing", THROW, "user tell\nend e2", "undoing_start > tell > e2")
    ring = on_event("rung", event_definition("signal", "s"), "user mend\nend e3", "rung_start > mend > e3")
    case = done(around(inside(undo, ring), root=signal("s")), "a")
    case.signal("s")
    case.complete("mend")
    case.complete("between")
    assert case.open == ["tell"]
    case.complete("tell")
    assert case.open == ["after"]


LOOPS = {
    "many": "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>",
    "again": '<bpmn:standardLoopCharacteristics loopMaximum="2"/>',
}


@pytest.mark.parametrize("kind", LOOPS)
def test_each_run_of_a_looped_subprocess_is_undone(kind: str) -> None:
    inner = sub("inner", "start s\nend e", undoable("a"), "s > a > e", inner=LOOPS[kind])
    case = done(around(inner), "a", "a", "between")
    for _run in range(2):
        assert case.open == ["una"]
        case.complete("una")
    assert case.open == ["after"]
    case.complete("after")
    assert case.ended is not None
