"""Timers: when they are due, what they interrupt."""

import pytest
from diagrams.drawing import boundary, bpmn, element, inside, timer, user
from diagrams.driver import Case

from engine import errors, spiff


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
        (timer("timeDuration", '="five days"'), "not_a_duration"),
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
        "p",
        "start begin\nend done",
        user("work"),
        boundary("limit", "work", timer("timeDate", "=when")),
        "begin > work > done\nlimit > done",
    )
    case = Case("p", diagram).start()
    assert case.open == ["work"]
    assert (case.at("work").code, case.at("work").values["event"]) == ("not_a_moment", "limit")
    assert case.variables
    case.variables["0"]["vars"]["when"] = "2026-08-01T00:00:00Z"
    case.retry("work")
    assert case.open == ["limit", "work"]


def test_a_boundary_of_an_interrupted_subprocess_takes_everything_inside_away() -> None:
    nested = inside(
        "start inner\nuser a b\nend inner_done",
        boundary("inner_limit", "a", timer("timeDuration", "P1D")),
        "inner > a > inner_done\ninner > b > inner_done\ninner_limit > inner_done",
    )
    diagram = bpmn(
        "p",
        "start begin\nuser late\nend done",
        element("subProcess", "part", inner=nested),
        boundary("limit", "part", timer("timeDuration", "P9D")),
        "begin > part > done\nlimit > late > done",
    )
    case = Case("p", diagram).start()
    assert case.open == ["a", "b", "inner_limit", "limit"]
    case.fire("inner_limit")
    assert case.open == ["b", "limit"]
    step = case.fire("limit")
    assert {(closed.element, closed.how) for closed in step.closed} == {("b", "cancelled"), ("limit", "fired")}
    case.complete("late")
    assert case.ended is not None


def test_a_reminder_survives_storing_the_whole_history_too() -> None:
    case = Case("p", deadline(interrupting=False), collapse=False).start()
    case.fire("limit")
    case.complete("work")
    case.complete("late")
    case.complete("after")
    assert case.ended is not None


@pytest.mark.parametrize("kind", ["timeDate", "timeDuration", "timeCycle"])
def test_a_start_whose_time_means_nothing_is_refused(kind: str) -> None:
    clock = element("startEvent", "clock", inner=timer(kind, "banana"))
    with pytest.raises(spiff.NotExecutable) as raised:
        Case("p", bpmn("p", "end done", clock, "clock > done"))
    assert [(found.code, found.element) for found in raised.value.findings] == [("timer_invalid", "clock")]


@pytest.mark.parametrize(
    ("text", "due"),
    [("P0Y0M2DT0H", "2026-07-10"), ("P2W", "2026-07-22"), ("P0Y1M", "2026-08-08"), ("P0Y0M0DT1H", "2026-07-08")],
)
def test_durations_of_other_modelers_are_understood(text: str, due: str) -> None:
    wait = element("intermediateCatchEvent", "wait", inner=timer("timeDuration", text))
    case = Case("p", bpmn("p", "start begin\nend done", wait, "begin > wait > done")).start()
    assert (case.at("wait").due or "").startswith(due)
