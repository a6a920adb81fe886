"""Hostile diagrams harm nothing."""

import time

import pytest
from diagrams.drawing import bpmn, element, inside, loop, user
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
    assert time.process_time() - before < 2
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
    assert time.process_time() - before < 10


def test_variables_without_end_are_refused() -> None:
    diagram = bpmn("p", *PLAIN)
    with pytest.raises(errors.Runaway) as refused:
        Case("p", diagram).start(text="x" * 17_000_000)
    assert refused.value.code == "variables_too_large"
