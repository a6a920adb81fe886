"""Subprocesses, called processes, and what each sees and gives back."""

from diagrams.drawing import bpmn, element, inside, io, one, script, user, whole, zeebe
from diagrams.driver import Case

from engine import spiff


def calling(*extensions: str, **options: str) -> bytes:
    caller = one(
        "caller",
        "start begin\nend done",
        user("ask"),
        "begin > ask > call > done",
        element("callActivity", "call", zeebe("calledElement", processId="callee", **options), *extensions),
    )
    callee = one("callee", "start c_begin\nuser work\nend c_done", "c_begin > work > c_done")
    return whole(caller, callee)


def test_a_called_process_sees_a_copy_and_gives_back_what_it_wrote() -> None:
    case = Case("caller", calling()).start(file={"a": 1, "b": 1})
    case.complete("ask")
    scope = case.at("work").scope
    assert spiff.visible(case.variables or {}, scope) == {"file": {"a": 1, "b": 1}}
    case.complete("work", {"file": {"b": 2}, "new": 1})
    assert case.root == {"file": {"a": 1, "b": 2}, "new": 1}
    assert list(case.variables or {}) == ["0"]


def test_a_called_process_does_not_overwrite_what_it_did_not_touch() -> None:
    caller = one(
        "caller",
        "start begin\nand fork join\nend done",
        user("beside"),
        "begin > fork > call > join > done\nfork > beside > join",
        element("callActivity", "call", zeebe("calledElement", processId="callee")),
    )
    callee = one("callee", "start c_begin\nuser work\nend c_done", "c_begin > work > c_done")
    case = Case("caller", whole(caller, callee)).start(file={"a": 0, "b": 0})
    case.complete("beside", {"file": {"a": 1}})
    case.complete("work", {"file": {"b": 1}})
    assert case.root == {"file": {"a": 1, "b": 1}}


def test_a_called_process_sees_only_inputs_and_gives_only_outputs_where_they_are_named() -> None:
    mapping = io({"person": "=subject.name"}, {"result.grade": "=grade"})
    case = Case("caller", calling(mapping, propagateAllParentVariables="false")).start(subject={"name": "Ani"})
    case.complete("ask")
    assert spiff.visible(case.variables or {}, case.at("work").scope) == {"person": "Ani"}
    case.complete("work", {"grade": "A", "noise": 1})
    assert case.root == {"subject": {"name": "Ani"}, "result": {"grade": "A"}}


def test_a_called_process_keeps_to_itself_where_nothing_is_handed_back() -> None:
    case = Case("caller", calling(propagateAllChildVariables="false")).start(x=1)
    case.complete("ask")
    case.complete("work", {"x": 2})
    assert case.root == {"x": 1}
    assert case.ended is not None


def test_a_process_of_another_bundle_is_called_and_known_as_foreign() -> None:
    callee = spiff.compile(
        "callee", {"c.bpmn": bpmn("callee", "start c_begin\nuser work\nend c_done", "c_begin > work > c_done")}
    )
    call = element("callActivity", "call", zeebe("calledElement", processId="callee"))
    caller = bpmn("caller", "start begin\nend done", call, "begin > call > done")
    compiled = spiff.compile("caller", {"a.bpmn": caller}, {"shared": callee})
    assert compiled.processes["callee"].foreign == "shared"
    assert compiled.processes["caller"].foreign is None
    assert compiled.nodes["work"].process == "callee"


def test_a_subprocess_keeps_its_inputs_and_lets_other_writes_out() -> None:
    nested = inside(
        "start inner\nend inner_done",
        script("compute", "=local + 1", "answer"),
        user("work"),
        "inner > compute > work > inner_done",
    )
    part = element("subProcess", "part", io({"local": "=x * 2"}), inner=nested)
    case = Case("p", bpmn("p", "start begin\nend done", part, "begin > part > done")).start(x=2)
    assert case.root == {"x": 2, "answer": 5}
    case.complete("work", {"local": 9, "said": True})
    assert case.root == {"x": 2, "answer": 5, "said": True}


def test_an_output_mapping_of_a_subprocess_that_fails_is_an_incident_there() -> None:
    nested = inside("start inner\nuser work\nend inner_done", "inner > work > inner_done")
    part = element(
        "subProcess", "part", io({"n": "=n"}, {"all": "=for i in 1..n return for j in 1..n return j"}), inner=nested
    )
    case = Case("p", bpmn("p", "start begin\nend done", part, "begin > part > done")).start(n=1000)
    case.complete("work")
    assert (case.at("part").kind, case.at("part").code) == ("incident", "expression_failed")
    case.retry("part")
    assert case.at("part").kind == "incident"
    case.skip("part", {"all": []})
    assert case.ended is not None
    assert case.root == {"n": 1000, "all": []}


def test_subprocesses_nest() -> None:
    inner = inside("start s2\nuser work\nend e2", "s2 > work > e2")
    outer = inside("start s1\nend e1", element("subProcess", "part2", inner=inner), "s1 > part2 > e1")
    case = Case(
        "p",
        bpmn(
            "p",
            "start begin\nuser after\nend done",
            element("subProcess", "part1", inner=outer),
            "begin > part1 > after > done",
        ),
    )
    case.start()
    step = case.complete("work")
    assert case.open == ["after"]
    assert [name for name in step.trail if "__" not in name] == ["work", "e2", "part2", "e1", "part1"]


def test_data_that_looks_like_the_library_is_only_data() -> None:
    case = Case("p", bpmn("p", "start begin\nuser work\nend done", "begin > work > done"))
    case.start(typename="foo", x={"typename": "timedelta", "days": 1})
    case.complete("work", {"typename": {"__class__": "x"}, "_parent": {"typename": "Task"}})
    assert case.root["x"] == {"typename": "timedelta", "days": 1}
