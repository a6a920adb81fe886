"""Hostile diagrams harm nothing."""

import time

import pytest
from diagrams.drawing import bpmn, element, inside, loop, script, user, zeebe
from diagrams.driver import Case

from engine import errors, spiff

PLAIN = ("start begin\nend done", user("work"), "begin > work > done")


def refused(diagram: bytes, main: str = "p") -> list[tuple[str, str | None]]:
    with pytest.raises(spiff.NotExecutable) as raised:
        spiff.compile(main, {"p.bpmn": diagram})
    return [(finding.code, finding.element) for finding in raised.value.findings]


def split_blocks(count: int) -> bytes:
    lines, nodes, before = [], ["start begin"], "begin"
    for number in range(count):
        nodes += [f"and f{number} j{number}", f"task a{number} b{number}"]
        lines += [f"{before} > f{number} > a{number} > j{number}", f"f{number} > b{number} > j{number}"]
        before = f"j{number}"
    return bpmn("p", "\n".join([*nodes, "end done"]), "\n".join([*lines, f"{before} > done"]))


def test_fourteen_splits_in_a_row_are_refused_at_once_and_three_are_not() -> None:
    before = time.process_time()
    assert ("too_many_ways", "p") in refused(split_blocks(14))
    assert ("too_many_ways", "p") in refused(split_blocks(40))
    assert time.process_time() - before < 10  # CPU time: what else runs does not count
    spiff.compile("p", {"p.bpmn": split_blocks(3)})


def test_a_diagram_of_too_many_nodes_is_refused() -> None:
    names = [f"t{number}" for number in range(260)]
    diagram = bpmn("p", "start begin\nend done\ntask " + " ".join(names), " > ".join(["begin", *names, "done"]))
    assert ("too_many_nodes", "p") in refused(diagram)


def test_an_entity_bomb_is_refused() -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + bpmn("p", *PLAIN)
    assert ("xml_doctype", None) in refused(bomb)


@pytest.mark.parametrize(
    "text", ['__import__("os").system("touch /tmp/harm")', "().__class__.__base__", 'open("/etc/passwd").read()']
)
def test_python_in_a_condition_is_only_wrong_feel(text: str) -> None:
    diagram = bpmn("p", "start begin\nxor x\nend done other", f"begin > x\nx > done : ={text}\nx > other : default")
    try:
        case = Case("p", diagram).start()
    except spiff.NotExecutable as error:
        assert {finding.code for finding in error.findings} == {"expression_invalid"}  # noqa: PT017
    else:
        assert (case.at("x").kind, case.at("x").code) == ("incident", "condition_not_boolean")


def test_a_null_condition_is_an_incident_and_not_a_no() -> None:

    diagram = bpmn(
        "p",
        "start begin\nuser before\nxor x\nend done other",
        "begin > before > x\nx > done : =missing > 3\nx > other : default",
    )
    case = Case("p", diagram).start()
    case.complete("before", {"kept": True})
    assert (case.at("x").code, case.at("x").values["flow"]) == ("condition_not_boolean", "x__done")
    assert case.root == {"kept": True}
    with pytest.raises(spiff.CannotSkip):
        case.skip("x")
    assert case.variables
    case.variables["0"]["vars"]["missing"] = 4
    case.retry("x")
    assert case.ended == spiff.Ended("done", "none")


def test_loops_within_loops_are_stopped_before_they_fill_the_memory() -> None:
    innermost = inside("start s2\nend e2", user("sign", inner=loop("=1..2000", "b")), "s2 > sign > e2")
    part = element("subProcess", "part", inner=loop("=1..2000", "a") + innermost)
    diagram = bpmn("p", "start begin\nend done", part, "begin > part > done").replace(
        b"=1..2000", b"=for i in 1..2000 return i"
    )
    before = time.process_time()
    with pytest.raises(errors.Runaway):
        Case("p", diagram).start()
    assert time.process_time() - before < 30


def test_variables_without_end_are_refused() -> None:
    diagram = bpmn("p", *PLAIN)
    with pytest.raises(errors.Runaway) as refused:
        Case("p", diagram).start(text="x" * 17_000_000)
    assert refused.value.code == "variables_too_large"


def test_a_process_that_calls_itself_without_end_stops_at_a_depth() -> None:
    again = element("callActivity", "again", zeebe("calledElement", processId="p"))
    case = Case("p", bpmn("p", "start begin\nend done", again, "begin > again > done")).start()
    assert [(one.element, one.code) for one in case.waiting.values()] == [("again", "nested_too_deep")]
    assert case.took(case.run().cancel()).ended == spiff.Ended(None, "cancelled")


def test_all_expressions_of_a_verb_share_what_it_may_cost() -> None:
    costly = script("count", "=count(for i in 1..80000 return i)", "n")
    ring = bpmn(
        "p",
        "start begin\nend done\nxor again more",
        costly,
        "begin > again > count > more\nmore > again : =n > 0\nmore > done : default",
    )
    case = Case("p", ring).start()
    assert [(one.element, one.values["reason"]) for one in case.waiting.values()] == [("count", "too_many_steps")]


@pytest.mark.parametrize(
    "date", ['date and time("9999-12-31T23:59:59-05:00")', 'date and time("0001-01-01T00:00:00+07:00")']
)
def test_a_moment_beyond_the_calendar_is_an_incident(date: str) -> None:
    due = user("work", zeebe("taskSchedule", dueDate=f"={date}"))
    case = Case("p", bpmn("p", "start begin\nend done", due, "begin > work > done")).start()
    assert [one.code for one in case.waiting.values()] == ["not_a_moment"]


@pytest.mark.parametrize("priority", ["1e30", "-1", "true", "null"])
def test_a_priority_that_no_row_can_hold_is_an_incident(priority: str) -> None:
    work = user("work", zeebe("priorityDefinition", priority=f"={priority}"))
    case = Case("p", bpmn("p", "start begin\nend done", work, "begin > work > done")).start()
    assert [one.code or one.priority for one in case.waiting.values()] == [
        50 if priority == "null" else "priority_not_number"
    ]
