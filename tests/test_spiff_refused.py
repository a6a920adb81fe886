"""What we do not execute is refused by element and reason; hostile diagrams harm nothing."""

import time

import pytest
from diagrams.drawing import (
    boundary,
    bpmn,
    caught,
    element,
    inside,
    io,
    job,
    loop,
    message,
    one,
    script,
    timer,
    user,
    whole,
    zeebe,
)

from engine import spiff

PLAIN = ("start begin\nend done", user("work"), "begin > work > done")


def refused(diagram: bytes, main: str = "p") -> list[tuple[str, str | None]]:
    with pytest.raises(spiff.NotExecutable) as raised:
        spiff.compile(main, {"p.bpmn": diagram})
    return [(finding.code, finding.element) for finding in raised.value.findings]


def with_part(part: str, flows: str = "begin > x > done", root: str = "") -> bytes:
    return bpmn("p", "start begin\nend done", part, flows, root=root)


REFUSED = {
    "ad_hoc": (with_part('<bpmn:adHocSubProcess id="x"/>'), ("element_not_executed", "x")),
    "transaction": (with_part('<bpmn:transaction id="x"/>'), ("element_not_executed", "x")),
    "complex_gateway": (with_part('<bpmn:complexGateway id="x"/>'), ("element_not_executed", "x")),
    "standard_loop": (with_part(user("x", inner="<bpmn:standardLoopCharacteristics/>")), ("element_not_executed", "x")),
    "data_object": (with_part('<bpmn:dataObject id="o"/>' + user("x")), ("element_not_executed", "o")),
    "signal": (with_part(element("intermediateCatchEvent", "x", inner="<bpmn:signalEventDefinition/>")), ("event_not_executed", "x")),
    "link": (with_part(element("intermediateThrowEvent", "x", inner="<bpmn:linkEventDefinition/>")), ("event_not_executed", "x")),
    "escalation": (with_part(element("intermediateThrowEvent", "x", inner="<bpmn:escalationEventDefinition/>")), ("event_not_executed", "x")),
    "cycle": (with_part(element("intermediateCatchEvent", "x", inner=timer("timeCycle", "R3/P1D"))), ("element_not_executed", "x")),
    "timer_start": (
        bpmn("p", "end done", element("startEvent", "begin", inner=timer("timeDuration", "P1D")), "begin > done"),
        ("event_not_executed", "begin"),
    ),
    "event_subprocess": (
        with_part(element("subProcess", "x", inner=inside("start s\nend e", "s > e"), triggeredByEvent="true")),
        ("attribute_not_executed", "x"),
    ),
    "compensation": (with_part(user("x").replace("<bpmn:userTask", '<bpmn:userTask isForCompensation="true"')), ("attribute_not_executed", "x")),
    "foreign_dialect": (
        with_part(user("x").replace("<bpmn:userTask", '<bpmn:userTask xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:assignee="a"')),
        ("attribute_not_executed", "x"),
    ),
    "listener": (with_part(user("x", zeebe("executionListeners"))), ("extension_not_executed", "x")),
    "misplaced": (with_part(script("x", "=1", "y", zeebe("taskDefinition", type="t"))), ("extension_misplaced", "x")),
    "embedded_form": (with_part(user("x", zeebe("formDefinition", formKey="camunda-forms:bpmn:f"))), ("attribute_not_executed", "x")),
    "condition_without_equals": (
        bpmn("p", "start begin\nxor x\nend done other", "begin > x\nx > done : amount > 3\nx > other : default"),
        ("condition_not_feel", "x__done"),
    ),
    "flow_without_condition": (bpmn("p", "start begin\nxor x\nend done other", "begin > x > done\nx > other : default"), ("condition_missing", "x")),
    "condition_after_task": (bpmn("p", "start begin\nuser x\nend done other", "begin > x > done\nx > other : =a"), ("condition_misplaced", "x")),
    "script_of_another_language": (with_part(script("x", "import os", "y")), ("script_not_feel", "x")),
    "script_without_result": (with_part(element("scriptTask", "x", zeebe("script", expression="=1"))), ("result_missing", "x")),
    "job_without_type": (with_part(element("serviceTask", "x")), ("job_type_missing", "x")),
    "decision_by_expression": (
        with_part(element("businessRuleTask", "x", zeebe("calledDecision", decisionId="=d", resultVariable="r"))),
        ("must_be_constant", "x"),
    ),
    "unknown_call": (with_part(element("callActivity", "x", zeebe("calledElement", processId="nowhere"))), ("called_unknown", "x")),
    "message_without_reference": (with_part(element("receiveTask", "x")), ("message_missing", "x")),
    "message_without_key": (
        with_part(element("receiveTask", "x", messageRef="m"), root=message("m", "n")),
        ("correlation_key_missing", "x"),
    ),
    "bad_expression": (with_part(user("x", assignee="=if then")), ("expression_invalid", "x")),
    "bad_target": (with_part(user("x", io({"a-b": "=1"}))), ("target_invalid", "x")),
    "loop_without_collection": (with_part(user("x", inner="<bpmn:multiInstanceLoopCharacteristics/>")), ("loop_without_collection", "x")),
    "loop_output_incomplete": (with_part(user("x", inner=loop("=a", "b", outputCollection="c"))), ("loop_output_incomplete", "x")),
    "non_interrupting_error": (
        bpmn(
            "p", *PLAIN, boundary("x", "work", "<bpmn:errorEventDefinition/>", interrupting=False), "x > done"
        ),
        ("error_must_interrupt", "x"),
    ),
    "boundary_on_nothing": (bpmn("p", *PLAIN, boundary("x", "begin", timer("timeDuration", "P1D")), "x > done"), ("boundary_unattached", "x")),
    "reserved_start": (bpmn("p", "start Start\nend done", "Start > done"), ("id_reserved", "Start")),
    "reserved_end": (bpmn("p", "start begin\nend End", "begin > End"), ("id_reserved", "End")),
    "reserved_join": (bpmn("p", "start begin\nend p.EndJoin", "begin > p.EndJoin"), ("id_reserved", "p.EndJoin")),
    "twice": (with_part(user("x") + user("x")), ("duplicate_id", "x")),
    "no_end": (bpmn("p", "start begin\nuser x\n", "begin > x\nx > x"), ("end_missing", "p")),
    "no_start": (bpmn("p", "user x\nend done", "x > done"), ("start_missing", "p")),
    "two_starts": (bpmn("p", "start begin x\nend done", "begin > done\nx > done"), ("several_starts", "p")),
    "not_executable": (bpmn("p", *PLAIN, executable="false"), ("process_not_executable", "p")),
    "unreachable": (bpmn("p", *PLAIN, user("x"), "x > done"), ("unreachable", "x")),
    "dead_end": (bpmn("p", *PLAIN, user("x"), "begin > x"), ("dead_end", "x")),
    "lost_flow": (bpmn("p", *PLAIN, "work > nowhere"), ("flow_broken", "work__nowhere")),
    "event_gateway_to_task": (bpmn("p", "start begin\nevents x\nuser a\nend done", "begin > x > a > done"), ("event_way_misplaced", "x")),
    "catch_of_nothing": (with_part(element("intermediateCatchEvent", "x")), ("event_missing", "x")),
    "two_definitions": (
        with_part(element("intermediateCatchEvent", "x", inner=timer("timeDuration", "P1D") + caught("m")), root=message("m", "n", "=k")),
        ("several_event_definitions", "x"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_executed_is_refused_by_element_and_reason(name: str) -> None:
    diagram, expected = REFUSED[name]
    assert expected in refused(diagram)


def test_a_finding_names_file_element_and_label() -> None:
    with pytest.raises(spiff.NotExecutable) as raised:
        spiff.compile("p", {"p.bpmn": with_part(job("x", "mail", zeebe("listener")))})
    finding = raised.value.findings[0]
    assert (finding.code, finding.file, finding.element, finding.name) == ("extension_not_executed", "p.bpmn", "x", "x")


def test_the_main_process_must_be_there() -> None:
    assert ("main_process_missing", "other") in refused(bpmn("p", *PLAIN), "other")


def test_ids_are_unique_over_all_files_of_a_bundle() -> None:
    with pytest.raises(spiff.NotExecutable) as raised:
        spiff.compile("p", {"a.bpmn": bpmn("p", *PLAIN), "b.bpmn": bpmn("q", *PLAIN)})
    assert {finding.code for finding in raised.value.findings} == {"duplicate_id"}


def test_pictures_notes_pools_and_colours_are_kept_and_not_executed() -> None:
    di = (
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="di"><bpmndi:BPMNPlane id="pl" bpmnElement="p"/>'
        "</bpmndi:BPMNDiagram>"
    )
    pool = '<bpmn:collaboration id="c"><bpmn:participant id="pool" name="Kota" processRef="p"/></bpmn:collaboration>'
    note = '<bpmn:textAnnotation id="note"><bpmn:text>catatan</bpmn:text></bpmn:textAnnotation><bpmn:association id="as" sourceRef="work" targetRef="note"/>'
    diagram = whole(one("p", *PLAIN, note), root=pool).replace(
        b"</bpmn:definitions>", di.encode() + b"</bpmn:definitions>"
    )
    assert spiff.compile("p", {"p.bpmn": diagram}).main == "p"


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
        compiled = spiff.compile("p", {"p.bpmn": diagram})
    except spiff.NotExecutable as error:
        assert {finding.code for finding in error.findings} == {"expression_invalid"}  # noqa: PT017
        return
    from diagrams.driver import NOW

    from engine import feel

    world = spiff.World(feel.Env(now=NOW), lambda *_told: pytest.fail("asked"))
    step = spiff.Run(compiled, world).start({})
    assert [(waiting.kind, waiting.code) for waiting in step.opened] == [("incident", "condition_not_boolean")]


def test_a_null_condition_is_an_incident_and_not_a_no() -> None:
    from diagrams.driver import Case

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


def test_every_expression_is_listed_with_its_place() -> None:
    diagram = bpmn(
        "p", "start begin\nxor x\nend done other", user("work", io({"a": "=b"}, {"c": "=a.d"}), assignee="=subject.id", inner=loop("=list", "item")),
        "begin > work > x\nx > done : =a > 1\nx > other : default",
    )  # fmt: skip
    compiled = spiff.compile("p", {"p.bpmn": diagram})
    told = {(element, where): (file, text) for file, element, where, text, _names in compiled.expressions()}
    assert told["work", "assignee"] == ("p.bpmn", "subject.id")
    assert told["work", "input:a"] == ("p.bpmn", "b")
    assert told["work", "loop_collection"] == ("p.bpmn", "list")
    assert told["x__done", "condition"] == ("p.bpmn", "a > 1")


def test_a_bundle_says_what_it_names() -> None:
    start = element("startEvent", "begin", zeebe("formDefinition", formId="register"))
    told = user(
        "work",
        zeebe(
            "properties",
            zeebe("property", name="separateFrom", value="a b")
            + zeebe("property", name="legalBasis", value="PP 11/2017"),
        ),
        form="verify",
        inner="",
    )
    doc = element("userTask", "other", inner="<bpmn:documentation>Periksa berkas.</bpmn:documentation>")
    diagram = bpmn("p", start, "end done", told, doc, job("push", "mail"), "begin > work > other > push > done")
    compiled = spiff.compile("p", {"p.bpmn": diagram})
    assert compiled.forms == {"register", "verify"}
    assert compiled.job_types == {"mail"}
    assert compiled.processes["p"].start_form == "register"
    assert (compiled.nodes["work"].separate_from, compiled.nodes["work"].legal_basis) == (["a", "b"], "PP 11/2017")
    assert compiled.nodes["other"].documentation == "Periksa berkas."
    assert spiff.Compiled.from_json(compiled.to_json()) == compiled
