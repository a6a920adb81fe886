"""What cannot run is refused before it runs, by element and reason; a hostile file harms nothing."""

import json
import re
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

import pytest
from diagrams.drawing import boundary, bpmn, element, inside, job, loop, one, script, timer, user, whole, zeebe
from helpers.definitions import (
    PROPERTIES,
    approval,
    bundle,
    form,
    open_elements,
    outcome,
    process,
    published,
    role_task,
    separate_from,
    start_event,
    started,
    text_field,
)
from sqlalchemy.orm import Session

from engine import definition, lint
from engine.bundle import Bundle
from engine.incident import open_in
from engine.lint import Finding

DMN = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
<decision id="allowed" name="Boleh"><decisionTable id="t" hitPolicy="UNIQUE"><input id="i"><inputExpression id="ie"><text>request.days</text>
</inputExpression></input><output id="o" name="allowed"/><rule id="r"><inputEntry id="c"><text>CELL</text></inputEntry><outputEntry id="e">
<text>true</text></outputEntry></rule></decisionTable></decision></definitions>"""
DECIDES = element("businessRuleTask", "rule", zeebe("calledDecision", decisionId="allowed", resultVariable="allowed"))


def p(*parts: str, **more: Any) -> Bundle:
    return process("p", *parts, **more)


def simple(*parts: str, flows: str = "asked > x > done", **more: Any) -> Bundle:
    return p("start asked\nend done", *parts, flows, **more)


def choice(condition: str) -> Bundle:
    return p("start asked\nend yes no\nxor q", f"asked > q\nq > yes : {condition}\nq > no : default")


def splits(count: int) -> str:
    """Parallel splits and joins in a row: laid out as a tree they would be 2 ** count ways."""
    lines = ["start asked", "end done"] + [f"and s{n} j{n}\ntask a{n} b{n}" for n in range(count)]
    for n in range(count):
        after = f"s{n + 1}" if n + 1 < count else "done"
        lines += [f"s{n} > a{n} > j{n} > {after}", f"s{n} > b{n} > j{n}"]
    return "\n".join([*lines, "asked > s0"])


def ruled(policy: str, *cells: str, values: str = "") -> Bundle:
    """A case that asks for a number and decides by a table; a cell gives the number of its row, if nothing else."""
    rows = "".join(
        f'<rule id="r{number}"><inputEntry id="c{number}"><text>{escape(test)}</text></inputEntry><outputEntry id="e{number}">'
        f"<text>{output or number}</text></outputEntry></rule>"
        for number, (test, _, output) in enumerate((cell.partition(" -> ") for cell in cells), start=1)
    )
    order = f'<outputValues id="v"><text>{values}</text></outputValues>' if values else ""
    table = re.sub(r"<rule.*</rule>", lambda _: rows, DMN.replace("UNIQUE", policy), flags=re.DOTALL)
    table = table.replace('name="allowed"/>', f'name="allowed">{order}</output>').replace(
        "<inputExpression", '<inputExpression typeRef="number"'
    )
    days = {"type": "number", "key": "request.days", "label": "Hari"}
    return p(
        start_event(form="ask"),
        "end done",
        DECIDES,
        "asked > rule > done",
        forms__ask__form=form("ask", days),
        p__dmn=table,
    )


GOOD = role_task("x", "rank_officer")
BOMB = '<!ENTITY e0 "ha">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
BROKEN: dict[str, tuple[Callable[[], Bundle], str, str | None]] = {
    "unknown_form": (lambda: simple(role_task("x", "rank_officer", form="nowhere")), "form_unknown", "x"),
    "unknown_start_form": (
        lambda: p(start_event(form="nowhere"), "end done", GOOD, "asked > x > done"),
        "form_unknown",
        "p",
    ),
    "unknown_decision": (lambda: simple(DECIDES, flows="asked > rule > done"), "decision_unknown", "rule"),
    "unknown_role": (lambda: simple(role_task("x", "rank_offiser")), "role_unknown", "x"),
    "unknown_lane_role": (
        lambda: simple(
            '<bpmn:laneSet id="l"><bpmn:lane id="rank_oficer"><bpmn:flowNodeRef>x</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>',
            user("x"),
        ),
        "role_unknown",
        "x",
    ),
    "unknown_starter_role": (lambda: simple(GOOD, properties={"startableBy": "rank_offiser"}), "role_unknown", "p"),
    "unknown_reader_role": (
        lambda: simple(GOOD, properties={**PROPERTIES, "readableBy": "auditors"}),
        "role_unknown",
        "p",
    ),
    "task_for_several_persons": (
        lambda: simple(user("x", candidateGroups="rank_officer", candidateUsers="ani, budi")),
        "candidate_users_not_executed",
        "x",
    ),
    "task_for_nobody": (lambda: simple(user("x")), "task_without_hands", "x"),
    "unknown_subject": (
        lambda: simple(GOOD, properties={"startableBy": "everyone", "subject": "=request.who", "startableFor": "self"}),
        "subject_unknown",
        "p",
    ),
    "bad_feel": (lambda: choice("=a +"), "expression_invalid", "q__yes"),
    "python": (
        lambda: choice("=__import__('os').system('touch /tmp/jenjang-was-here')"),
        "expression_invalid",
        "q__yes",
    ),
    "condition_without_equals_sign": (lambda: choice("a > 1"), "condition_not_feel", "q__yes"),
    "condition_missing": (
        lambda: p("start asked\nend yes no\nxor q", "asked > q\nq > yes : =1 = 1\nq > no"),
        "condition_missing",
        "q",
    ),
    "bad_due_date": (
        lambda: simple(role_task("x", "rank_officer", zeebe("taskSchedule", dueDate="=today( + 1"))),
        "expression_invalid",
        "x",
    ),
    "bad_script": (lambda: simple(script("x", "import os", "y")), "script_not_feel", "x"),
    "duplicate_id": (lambda: simple(GOOD, GOOD), "duplicate_id", "x"),
    "id_of_the_engine": (lambda: p("start a[0]\nend done", GOOD, "a[0] > x > done"), "id_reserved", "a[0]"),
    "no_end": (lambda: p("start asked", GOOD, "asked > x"), "end_missing", "p"),
    "no_start": (lambda: p("end done", GOOD, "x > done"), "start_missing", "p"),
    "dead_end": (
        lambda: p("start asked\nend done", GOOD, role_task("y", "rank_officer"), "asked > x > done\nasked > y"),
        "dead_end",
        "y",
    ),
    "unreachable": (
        lambda: simple(GOOD, role_task("y", "rank_officer"), flows="asked > x > done\ny > done"),
        "unreachable",
        "y",
    ),
    "unknown_called_process": (
        lambda: simple(element("callActivity", "x", zeebe("calledElement", processId="nowhere"))),
        "called_unknown",
        "x",
    ),
    "two_mains": (
        lambda: bundle(
            "p",
            p__bpmn=bpmn("p", "start a\nend b\ntask t", "a > t > b"),
            q__bpmn=bpmn("p", "start c\nend d\ntask u", "c > u > d"),
        ),
        "duplicate_id",
        "p",
    ),
    "no_main": (
        lambda: bundle("p", p__bpmn=bpmn("q", "start a\nend b\ntask t", "a > t > b")),
        "main_process_missing",
        "p",
    ),
    "prediction_bomb": (lambda: p(splits(14)), "too_many_ways", "p"),
    "entity_bomb": (lambda: bundle("p", p__bpmn=f"<!DOCTYPE d [{BOMB}]><d>&e8;</d>"), "xml_doctype", None),
    "external_entity": (
        lambda: bundle("p", p__bpmn='<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'),
        "xml_doctype",
        None,
    ),
    "no_xml": (lambda: bundle("p", p__bpmn="GIF89a"), "bad_xml", None),
    "no_bpmn": (lambda: bundle("p", p__bpmn="<html/>"), "not_bpmn", None),
    "event_subprocess": (
        lambda: simple(element("subProcess", "x", inner=inside("start s\nend e", "s > e"), triggeredByEvent="true")),
        "event_start_missing",
        "x",
    ),
    "link_event": (
        lambda: simple(element("intermediateThrowEvent", "x", inner="<bpmn:linkEventDefinition/>")),
        "link_unnamed",
        "x",
    ),
    "compensation": (
        lambda: simple(GOOD.replace("<bpmn:userTask", '<bpmn:userTask isForCompensation="true"', 1)),
        "flow_misplaced",
        "x",
    ),
    "listener": (
        lambda: simple(role_task("x", "rank_officer", zeebe("executionListeners"))),
        "extension_not_executed",
        "x",
    ),
    "bad_timer": (
        lambda: simple(GOOD, boundary("late", "x", timer("timeDuration", "=duration("))),
        "expression_invalid",
        "late",
    ),
    "form_that_is_no_json": (
        lambda: simple(role_task("x", "rank_officer", form="f"), forms__f__form="{not json"),
        "not_json",
        "",
    ),
    "form_with_another_id": (
        lambda: simple(role_task("x", "rank_officer", form="f"), forms__f__form=form("g", text_field("a"))),
        "form_id_differs",
        "g",
    ),
    "form_with_html": (
        lambda: simple(
            role_task("x", "rank_officer", form="f"), forms__f__form=form("f", {"type": "html", "content": "<script>"})
        ),
        "unknown_type",
        "x",
    ),
    "form_with_the_key_twice": (
        lambda: simple(
            role_task("x", "rank_officer", form="f"), forms__f__form=form("f", text_field("a"), text_field("a"))
        ),
        "duplicate_key",
        "a",
    ),
    "broken_table": (
        lambda: simple(DECIDES, flows="asked > rule > done", p__dmn=DMN.replace("CELL", "&lt; (")),
        "bad_expression",
        "c",
    ),
    "table_that_is_no_dmn": (lambda: simple(GOOD, p__dmn="<x/>"), "not_dmn", "x"),
    "decision_in_two_files": (
        lambda: simple(
            DECIDES, flows="asked > rule > done", p__dmn=DMN.replace("CELL", "-"), q__dmn=DMN.replace("CELL", "-")
        ),
        "decision_twice",
        "allowed",
    ),
    "unknown_letter": (
        lambda: simple(job("x", "letter", zeebe("taskHeaders", zeebe("header", key="template", value="sk.typ")))),
        "letter_unknown",
        "x",
    ),
    "unknown_separation": (
        lambda: simple(role_task("x", "rank_officer", separate_from("verifikasi"))),
        "separation_unknown",
        "x",
    ),
    "separation_from_a_job": (
        lambda: simple(
            job("robot", "robot"),
            role_task("x", "rank_officer", separate_from("robot")),
            flows="asked > robot > x > done",
        ),
        "separation_unknown",
        "x",
    ),
    "key_that_is_no_address": (
        lambda: process("a b", "start asked\nend done", GOOD, "asked > x > done"),
        "id_not_plain",
        "a b",
    ),
    "name_that_nothing_sets": (lambda: choice("=a > 1"), "variable_never_set", "q__yes"),
    "decision_that_reads_what_nothing_sets": (
        lambda: simple(DECIDES, flows="asked > rule > done", p__dmn=DMN.replace("CELL", "-")),
        "variable_never_set",
        "rule",
    ),
    "loop_over_nothing": (
        lambda: simple(user("x", candidateGroups="rank_officer", inner=loop("=[", "item"))),
        "expression_invalid",
        "x",
    ),
}


def errors(session: Session, broken: Bundle) -> list[Finding]:
    return [finding for finding in definition.check(session, broken) if finding.severity == "error"]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_definition_is_refused_by_element_and_reason(session: Session, name: str) -> None:
    made, rule, where = BROKEN[name]
    found = errors(session, made())
    assert (rule, where) in [(one.rule, one.element) for one in found], [(f.rule, f.element, f.values) for f in found]
    assert not any(one.rule == "rule_failed" for one in found)


TABLES: dict[str, tuple[Bundle, str, str, str, dict[str, str] | None]] = {
    "overlap": (ruled("UNIQUE", "<= 5", ">= 5"), "table_overlap", "error", "r2", {"request.days": "5"}),
    "conflict": (ruled("ANY", "<= 5", ">= 5"), "table_conflict", "error", "r2", {"request.days": "5"}),
    "gap": (ruled("UNIQUE", "< 5", "> 5"), "table_gap", "warning", "t", {"request.days": "5"}),
    "shadowed": (ruled("FIRST", "-", "> 5"), "row_shadowed", "warning", "r2", {"request.days": "6"}),
    "impossible": (ruled("FIRST", "[5..3]", "-"), "row_impossible", "warning", "r1", None),
    "never": (ruled("UNIQUE", "< 5", ">= 5", values="1, 2, 3"), "output_never", "warning", "o", None),
    "not_allowed": (
        ruled("UNIQUE", "< 5", ">= 5 -> 7", values="1, 7.5"),
        "output_not_allowed",
        "error",
        "r2",
        {"request.days": "5"},
    ),
}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_contradicts_itself_is_told_by_element_reason_and_example(session: Session, name: str) -> None:
    made, rule, severity, where, example = TABLES[name]
    found = definition.check(session, made)
    (finding,) = [one for one in found if one.rule == rule]
    assert (finding.severity, finding.file, finding.element) == (severity, "p.dmn", where)
    assert finding.values.get("example") == example
    assert {one.rule for one in found} <= {rule, "output_never"}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_is_missing_is_told_once_and_not_again_by_all_who_read_it(session: Session) -> None:
    lost = p(
        start_event(form="ask"),
        "end yes no\nxor q",
        role_task("x", "rank_officer", form="lost"),
        "asked > x > q\nq > yes : =a > 1\nq > no : default",
    )
    assert {one.rule for one in errors(session, lost)} == {"form_unknown"}


def test_there_are_more_than_twenty() -> None:
    assert len(BROKEN) > 40


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_nearest_role_is_the_remedy(session: Session) -> None:
    for name in ("unknown_role", "unknown_lane_role", "unknown_starter_role"):
        (finding,) = errors(session, BROKEN[name][0]())
        assert finding.values["nearest"] == "rank_officer"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_only_looks_odd_is_a_warning(session: Session) -> None:
    odd = process(
        "p",
        "start asked\nend yes no\nxor q",
        job("x", "robot"),
        "asked > x > q\nq > yes : default\nq > no : =1 = 2",
        properties={**PROPERTIES, "colour": "blue"},
    )
    odd = Bundle("p", {"p.bpmn": odd.files["p.bpmn"].replace(b'name="q"', b'name=""').replace(b'"yes"', b'"Yes"')})
    found = {(one.rule, one.severity) for one in definition.check(session, odd)}
    assert found == {
        ("job_type_unknown", "warning"),
        ("property_unknown", "warning"),
        ("gateway_without_question", "warning"),
        ("flow_without_answer", "warning"),
        ("id_not_plain", "warning"),
    }


def test_without_a_database_roles_are_taken_as_given() -> None:
    assert definition.check(None, BROKEN["unknown_role"][0]()) == []


SCRIPT = '"><script>alert(1)</script>'


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_hostile_diagram_that_may_run_does_what_it_says_and_no_more(
    session: Session, people: Any, tmp_path: Any
) -> None:
    """Names and texts are data, `typename` is a word, and text that looks like Python is text."""
    bait = tmp_path / "bait"
    told = f"__import__('os').system('touch {bait}')"
    hostile = process(
        "hostile",
        start_event(form="ask"),
        "end done",
        GOOD.replace('name="x"', 'name="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"'),
        script("think", '={"typename": "datetime.datetime", "value": topic, "__class__": "os.system"}', "made"),
        "asked > think > x > done",
        forms__ask__form=form("ask", text_field("topic", required=True)),
    )
    published(session, hostile)
    case = started(session, "hostile", people.nurhayati, topic=told)
    assert case.root()["made"] == {"typename": "datetime.datetime", "value": told, "__class__": "os.system"}
    assert (open_elements(case), case.open_tasks()[0].name) == (["x"], SCRIPT)
    session.commit()
    session.expire_all()
    case.open_tasks()[0].complete(people.petugas, {})
    assert (case.status, bait.exists()) == ("ended", False)


def test_compiled_files_are_plain_json_and_name_no_python() -> None:
    contents, found = lint.read("approval", approval().files)
    assert found == []
    assert "SpiffWorkflow" not in json.dumps(contents.diagrams.to_json())


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_file_as_large_or_deep_as_can_be_is_refused_in_time(session: Session) -> None:
    for inner in ("<bpmn:subProcess>" * 300 + "</bpmn:subProcess>" * 300, "<bpmn:task/>" * 30_000, "x" * 2_000_000):
        diagram = bpmn("p", "start a").replace(b"</bpmn:process>", inner.encode() + b"</bpmn:process>")
        assert errors(session, bundle("p", p__bpmn=diagram))
    assert errors(session, simple(role_task("x", "rank_officer", form="f"), forms__f__form="[" * 100_000))
    assert errors(
        session,
        simple(
            role_task("x", "rank_officer", form="f"),
            forms__f__form=form("f", outcome("a.outcome", *map(str, range(50_000)))),
        ),
    )


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_processes_that_call_each_other_for_ever_stop_with_an_incident(session: Session, people: Any) -> None:
    def calling(key: str, other: str) -> str:
        told = "".join(zeebe("property", name=name, value=value) for name, value in PROPERTIES.items())
        head = f"<bpmn:extensionElements>{zeebe('properties', told)}</bpmn:extensionElements>"
        call = element("callActivity", f"{key}_call", zeebe("calledElement", processId=other))
        return one(key, f"start {key}_a\nend {key}_b", call, f"{key}_a > {key}_call > {key}_b").replace(
            ">", ">" + head, 1
        )

    published(session, bundle("ping", ping__bpmn=whole(calling("ping", "pong"), calling("pong", "ping"))))
    case = started(session, "ping", people.nurhayati)
    assert (case.status, [stop.code for stop in open_in(session, case.id)]) == ("incident", ["nested_too_deep"])
