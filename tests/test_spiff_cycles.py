"""Times that come again: how often, how far apart, and what was missed."""

import datetime

import pytest
from diagrams.drawing import boundary, bpmn, element, timer
from diagrams.driver import Case

from engine import errors, feel, spiff


def test_a_cycle_on_the_way_lets_a_token_pass_each_time_and_no_more() -> None:
    tick = element("intermediateCatchEvent", "tick", inner=timer("timeCycle", "R3/PT1H"))
    case = Case("p", bpmn("p", "start begin\nuser ring\nend done", tick, "begin > tick > ring > done")).start()
    dues = []
    for number in (1, 2, 3):
        dues.append(case.at("tick").due)
        case.fire("tick")
        assert case.open.count("ring") == number
    assert dues == ["2026-07-08T03:00:00+00:00", "2026-07-08T04:00:00+00:00", "2026-07-08T05:00:00+00:00"]
    assert case.open == ["ring"] * 3


def test_an_endless_cycle_leaves_out_what_was_missed() -> None:
    tick = boundary("tick", "work", timer("timeCycle", "R/2026-07-08T02:30:00Z/PT1H"), interrupting=False)
    case = Case(
        "p", bpmn("p", "start begin\nuser work\nend done over", tick, "begin > work > done\ntick > over")
    ).start()
    assert case.at("tick").due == "2026-07-08T02:30:00+00:00"
    case.now += datetime.timedelta(days=1)
    case.fire("tick")
    assert case.at("tick").due == "2026-07-09T02:30:00+00:00"


def ticking(text: str) -> Case:
    """A task with a reminder that comes as often as a text says."""
    tick = boundary("tick", "work", timer("timeCycle", text), interrupting=False)
    return Case(
        "p", bpmn("p", "start begin\nuser work\nend done over", tick, "begin > work > done\ntick > over")
    ).start()


def test_centuries_that_an_endless_cycle_missed_are_left_out_at_once() -> None:
    case = ticking("R/1000-01-01T00:00:30Z/PT1M")
    case.fire("tick")
    assert case.at("tick").due == "2026-07-08T02:00:30+00:00"


def test_a_cycle_of_months_keeps_its_day_in_the_zone_of_the_clock() -> None:
    case = ticking("R/2026-07-01T00:00:00+07:00/P1M")
    case.fire("tick")
    assert case.at("tick").due == "2026-07-31T17:00:00+00:00"
    case.now = datetime.datetime(2026, 10, 1, tzinfo=case.now.tzinfo)
    case.fire("tick")
    assert case.at("tick").due == "2026-10-31T17:00:00+00:00"


@pytest.mark.parametrize("begun", ["R5/2026-01-31T09:00:00+07:00/P1M", "R5/P1M"])
def test_a_cycle_of_months_returns_to_the_last_day_after_a_short_month(begun: str) -> None:
    tick = boundary("tick", "work", timer("timeCycle", begun), interrupting=False)
    case = Case("p", bpmn("p", "start begin\nuser work\nend done over", tick, "begin > work > done\ntick > over"))
    case.now = datetime.datetime(2026, 1, 31, 9, tzinfo=case.now.tzinfo)
    case.start()
    days = []
    for _time in range(4):
        days.append((case.at("tick").due or "")[:10])
        case.fire("tick")
    assert days[-3:] in (["2026-02-28", "2026-03-31", "2026-04-30"], ["2026-03-31", "2026-04-30", "2026-05-31"])


def test_a_cycle_that_runs_out_of_time_is_refused() -> None:
    case = ticking("R/9999-12-31T23:59:00Z/PT1H")
    with pytest.raises(errors.Refusal) as raised:
        case.fire("tick")
    assert raised.value.code == "output_failed"


@pytest.mark.parametrize("every", ["PT0S", "P0M"])
def test_a_cycle_that_was_kept_though_it_stands_still_is_refused(every: str) -> None:
    env = feel.EvalContext(now=datetime.datetime(2026, 7, 8, tzinfo=datetime.UTC))
    with pytest.raises(errors.Refusal) as raised:
        spiff.next_time({"due": "2026-07-01T00:00:00+00:00", "left": -1, "every": every}, env)
    assert raised.value.code == "not_a_moment"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("P1D", "not_a_cycle"),
        ("R0/P1D", "not_a_cycle"),
        ("R2/", "not_a_cycle"),
        ("R2/P1X", "not_a_duration"),
        ("R/PT0S", "cycle_too_close"),
        ("R2/PT0S", "cycle_too_close"),
        ("R/PT59S", "cycle_too_close"),
        ("R2/P0M", "cycle_too_close"),
        ("R/2000-01-01T00:00:00Z/PT1S", "cycle_too_close"),
    ],
)
def test_what_is_no_cycle_is_refused_as_a_constant_and_an_incident_as_a_value(text: str, code: str) -> None:
    assert ticking(f'="{text}"').at("work").code == code
    with pytest.raises(spiff.NotExecutable) as raised:
        ticking(text)
    refused = "cycle_too_close" if code == "cycle_too_close" else "timer_invalid"
    assert [(found.code, found.element) for found in raised.value.findings] == [(refused, "tick")]
