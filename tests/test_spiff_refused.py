"""What we do not execute is refused by element and reason."""

import pytest
from diagrams.drawing import (
    boundary,
    bpmn,
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


def event(tag: str, identity: str, definition: str) -> str:
    return element(tag, identity, inner=definition)


def with_part(part: str, flows: str = "begin > x > done", root: str = "") -> bytes:
    return bpmn("p", "start begin\nend done", part, flows, root=root)


REFUSED = {
    "foreign_dialect": (
        with_part(
            user("x").replace(
                "<bpmn:userTask",
                '<bpmn:userTask xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:assignee="a"',
            )
        ),
        ("attribute_not_executed", "x"),
    ),
    "listener": (with_part(user("x", zeebe("executionListeners"))), ("extension_not_executed", "x")),
    "misplaced": (with_part(script("x", "=1", "y", zeebe("taskDefinition", type="t"))), ("extension_misplaced", "x")),
    "embedded_form": (
        with_part(user("x", zeebe("formDefinition", formKey="camunda-forms:bpmn:f"))),
        ("attribute_not_executed", "x"),
    ),
    "condition_without_equals": (
        bpmn("p", "start begin\nxor x\nend done other", "begin > x\nx > done : amount > 3\nx > other : default"),
        ("condition_not_feel", "x__done"),
    ),
    "flow_without_condition": (
        bpmn("p", "start begin\nxor x\nend done other", "begin > x > done\nx > other : default"),
        ("condition_missing", "x"),
    ),
    "script_of_another_language": (with_part(script("x", "import os", "y")), ("script_not_feel", "x")),
    "script_without_result": (
        with_part(element("scriptTask", "x", zeebe("script", expression="=1"))),
        ("result_missing", "x"),
    ),
    "job_without_type": (with_part(element("serviceTask", "x")), ("job_type_missing", "x")),
    "decision_by_expression": (
        with_part(element("businessRuleTask", "x", zeebe("calledDecision", decisionId="=d", resultVariable="r"))),
        ("must_be_constant", "x"),
    ),
    "unknown_call": (
        with_part(element("callActivity", "x", zeebe("calledElement", processId="nowhere"))),
        ("called_unknown", "x"),
    ),
    "message_without_reference": (with_part(element("receiveTask", "x")), ("message_missing", "x")),
    "message_without_key": (
        with_part(element("receiveTask", "x", messageRef="m"), root=message("m", "n")),
        ("correlation_key_missing", "x"),
    ),
    "bad_expression": (with_part(user("x", assignee="=if then")), ("expression_invalid", "x")),
    "bad_target": (with_part(user("x", io({"a-b": "=1"}))), ("target_invalid", "x")),
    "loop_without_collection": (
        with_part(user("x", inner="<bpmn:multiInstanceLoopCharacteristics/>")),
        ("loop_without_collection", "x"),
    ),
    "loop_output_incomplete": (
        with_part(user("x", inner=loop("=a", "b", outputCollection="c"))),
        ("loop_output_incomplete", "x"),
    ),
    "non_interrupting_error": (
        bpmn("p", *PLAIN, boundary("x", "work", "<bpmn:errorEventDefinition/>", interrupting=False), "x > done"),
        ("error_must_interrupt", "x"),
    ),
    "boundary_on_nothing": (
        bpmn("p", *PLAIN, boundary("x", "begin", timer("timeDuration", "P1D")), "x > done"),
        ("boundary_unattached", "x"),
    ),
    "twice": (with_part(user("x") + user("x")), ("duplicate_id", "x")),
    "no_end": (bpmn("p", "start begin\nuser x\n", "begin > x\nx > x"), ("end_missing", "p")),
    "no_start": (bpmn("p", "user x\nend done", "x > done"), ("start_missing", "p")),
    "two_starts": (bpmn("p", "start begin x\nend done", "begin > done\nx > done"), ("several_starts", "p")),
    "not_executable": (bpmn("p", *PLAIN, executable="false"), ("process_not_executable", "p")),
    "unreachable": (bpmn("p", *PLAIN, user("x"), "x > done"), ("unreachable", "x")),
    "dead_end": (bpmn("p", *PLAIN, user("x"), "begin > x"), ("dead_end", "x")),
    "lost_flow": (bpmn("p", *PLAIN, "work > nowhere"), ("flow_broken", "work__nowhere")),
    "event_gateway_to_task": (
        bpmn("p", "start begin\nevents x\nuser a\nend done", "begin > x > a > done"),
        ("event_way_misplaced", "x"),
    ),
    "catch_of_nothing": (with_part(element("intermediateCatchEvent", "x")), ("event_missing", "x")),
    "choreography": (with_part('<bpmn:choreographyTask id="x"/>'), ("element_not_executed", "x")),
    "script_as_text": (
        with_part('<bpmn:scriptTask id="x"><bpmn:script>import os</bpmn:script></bpmn:scriptTask>'),
        ("element_not_executed", "x"),
    ),
    "endless_loop": (with_part(user("x", inner="<bpmn:standardLoopCharacteristics/>")), ("loop_without_bound", "x")),
    "loop_bound": (
        with_part(user("x", inner='<bpmn:standardLoopCharacteristics loopMaximum="-1"/>')),
        ("number_too_small", "x"),
    ),
    "cardinality": (
        with_part(
            user(
                "x",
                inner="<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>-1</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>",
            )
        ),
        ("number_too_small", "x"),
    ),
    "start_quantity": (with_part('<bpmn:task id="x" startQuantity="0"/>'), ("number_too_small", "x")),
    "completion_quantity": (with_part('<bpmn:task id="x" completionQuantity="0"/>'), ("number_too_small", "x")),
    "signal_unnamed": (
        with_part(event("intermediateCatchEvent", "x", "<bpmn:signalEventDefinition/>")),
        ("signal_missing", "x"),
    ),
    "escalation_unnamed": (
        with_part(event("intermediateThrowEvent", "x", "<bpmn:escalationEventDefinition/>")),
        ("escalation_missing", "x"),
    ),
    "condition_unsaid": (
        with_part(event("intermediateCatchEvent", "x", "<bpmn:conditionalEventDefinition/>")),
        ("event_condition_missing", "x"),
    ),
    "definition_unknown": (
        with_part(event("intermediateCatchEvent", "x", "<bpmn:eventDefinitionRef>gone</bpmn:eventDefinitionRef>")),
        ("event_definition_missing", "x"),
    ),
    "link_unnamed": (
        with_part(event("intermediateCatchEvent", "x", "<bpmn:linkEventDefinition/>")),
        ("link_unnamed", "x"),
    ),
    "link_alone": (
        bpmn("p", *PLAIN, event("intermediateCatchEvent", "x", '<bpmn:linkEventDefinition name="l"/>'), "x > done"),
        ("link_unmatched", "x"),
    ),
    "event_subprocess_in_flow": (
        with_part(element("subProcess", "x", inner=inside("start s\nend e", "s > e"), triggeredByEvent="true")),
        ("flow_misplaced", "x"),
    ),
    "event_subprocess_without_event": (
        bpmn("p", *PLAIN, element("subProcess", "x", inner=inside("start s\nend e", "s > e"), triggeredByEvent="true")),
        ("event_start_missing", "x"),
    ),
    "error_starts_a_process": (
        bpmn("p", "end done", event("startEvent", "begin", "<bpmn:errorEventDefinition/>"), "begin > done"),
        ("start_misplaced", "begin"),
    ),
    "handler_without_event": (bpmn("p", *PLAIN, '<bpmn:task id="x" isForCompensation="true"/>'), ("unreachable", "x")),
    "compensation_without_handler": (
        bpmn("p", *PLAIN, boundary("x", "work", "<bpmn:compensateEventDefinition/>")),
        ("handler_missing", "x"),
    ),
    "compensation_of_nothing": (
        with_part(event("intermediateThrowEvent", "x", '<bpmn:compensateEventDefinition activityRef="gone"/>')),
        ("compensated_unknown", "x"),
    ),
    "cancel_outside": (
        bpmn("p", "start begin", event("endEvent", "x", "<bpmn:cancelEventDefinition/>"), "begin > x"),
        ("cancel_misplaced", "x"),
    ),
    "cancel_uncaught": (
        with_part(
            element(
                "transaction",
                "x",
                inner=inside("start s", event("endEvent", "e", "<bpmn:cancelEventDefinition/>"), "s > e"),
            )
        ),
        ("cancel_uncaught", "e"),
    ),
    "parallel_events_on_the_way": (
        with_part(
            '<bpmn:eventBasedGateway id="x" eventGatewayType="Parallel"/>'
            + event("intermediateCatchEvent", "c", timer("timeDuration", "P1D")),
            "begin > x > c > done",
        ),
        ("events_all_at_start_only", "x"),
    ),
    "condition_after_event": (
        bpmn(
            "p",
            "start begin\nend done other",
            event("intermediateCatchEvent", "x", timer("timeDuration", "P1D")),
            "begin > x > done\nx > other : =a",
        ),
        ("condition_misplaced", "x"),
    ),
    "endless_cycle": (
        with_part(event("intermediateCatchEvent", "x", timer("timeCycle", "R/PT1H"))),
        ("timer_endless", "x"),
    ),
    "reserved": (with_part(user("x[each]"), "begin > x[each] > done"), ("id_reserved", "x[each]")),
}


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
