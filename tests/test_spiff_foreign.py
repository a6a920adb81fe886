"""Files of other modelers never crash the reader: what they hold that we do not execute is a report, in words."""

import ast
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from diagrams.drawing import (
    boundary,
    bpmn,
    element,
    error,
    escalation,
    event,
    event_definition,
    inside,
    loop,
    message,
    on_event,
    script,
    signal,
    sub,
    timer,
    user,
    when,
)
from diagrams.driver import Case
from lxml import etree

from engine import spiff
from engine.errors import Refusal
from webapp.rendering.translations import Reader, catalogue, say

ROOT = Path(__file__).parent.parent
HEAD = '<{p}definitions xmlns{x}="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" {more} id="d" targetNamespace="t">'
BODY = (
    '<{p}process id="p" isExecutable="true"><{p}startEvent id="begin"/><{p}sequenceFlow id="f1" sourceRef="begin" targetRef="work"/>'
    '{inner}<{p}sequenceFlow id="f2" sourceRef="work" targetRef="done"/><{p}endEvent id="done"/></{p}process></{p}definitions>'
)


def foreign(inner: str, more: str = "", prefix: str = "bpmn") -> bytes:
    """A file as another tool would write it."""
    p, x = (f"{prefix}:", f":{prefix}") if prefix else ("", "")
    return (HEAD.format(p=p, x=x, more=more) + BODY.format(p=p, inner=inner)).encode()


# By tool: what it writes, and what we say about it (None: it runs).
FILES = {
    "bpmn.io": (
        foreign('<bpmn:userTask id="work"/>', 'exporter="bpmn-js (https://demo.bpmn.io)" exporterVersion="18.3.1"'),
        None,
    ),
    "default_namespace": (foreign('<userTask id="work"/>', prefix=""), None),
    "semantic_prefix": (
        foreign(
            '<semantic:userTask id="work" isForCompensation="false" startQuantity="1" completionQuantity="1"/>',
            prefix="semantic",
        ),
        None,
    ),
    "camunda_7": (
        foreign(
            '<bpmn:userTask id="work" camunda:assignee="demo"/>', 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
        ),
        ("attribute_not_executed", "work"),
    ),
    "camunda_7_listener": (
        foreign(
            '<bpmn:serviceTask id="work"><bpmn:extensionElements><camunda:executionListener class="a.B" event="start"/></bpmn:extensionElements></bpmn:serviceTask>',
            'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
        ),
        ("extension_not_executed", "work"),
    ),
    "camunda_8_connector": (
        foreign(
            '<bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="io.camunda:http-json:1"/><zeebe:executionListeners/></bpmn:extensionElements></bpmn:serviceTask>',
            'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
        ),
        ("extension_not_executed", "work"),
    ),
    "signavio": (
        foreign(
            '<userTask id="work" implementation="webService"><extensionElements><signavio:signavioMetaData metaKey="bgcolor" metaValue="#fff"/></extensionElements><potentialOwner id="o"/></userTask>',
            'xmlns:signavio="http://www.signavio.com"',
            prefix="",
        ),
        ("extension_not_executed", "work"),
    ),
    "signavio_owner": (
        foreign('<userTask id="work"><potentialOwner id="o"/></userTask>', prefix=""),
        ("element_not_executed", "work"),
    ),
    "bizagi": (
        foreign(
            '<task id="work"><extensionElements><bizagi:BizagiExtensions/></extensionElements></task>',
            'xmlns:bizagi="http://www.bizagi.com/bpmn20"',
            prefix="",
        ),
        ("extension_not_executed", "work"),
    ),
    "aris": (
        foreign(
            '<task id="work"><ioSpecification id="io"><inputSet/><outputSet/></ioSpecification><auditing id="a"/></task>',
            prefix="",
        ),
        ("element_not_executed", "work"),
    ),
    "data_store": (
        foreign('<task id="work"/><dataStoreReference id="store" dataStoreRef="s"/>', prefix=""),
        ("element_not_executed", "store"),
    ),
    "jsr_script": (
        foreign('<scriptTask id="work" scriptFormat="groovy"><script>x = 1</script></scriptTask>', prefix=""),
        ("attribute_not_executed", "work"),
    ),
    "expression_language": (
        foreign(
            '<task id="work"/><exclusiveGateway id="x"/><sequenceFlow id="c" sourceRef="x" targetRef="done"><conditionExpression xsi:type="tFormalExpression">${ok}</conditionExpression></sequenceFlow>',
            prefix="",
        ),
        ("condition_not_feel", "c"),
    ),
    "choreography": (
        foreign('<task id="work"/>', prefix="").replace(b"<process", b'<choreography id="ch"/><process'),
        ("element_not_executed", "ch"),
    ),
    "xpdl": (b'<Package xmlns="http://www.wfmc.org/2009/XPDL2.2" Id="p"/>', ("not_bpmn", None)),
    "no_xml": (b"PK\x03\x04 a zip", ("bad_xml", None)),
    "nothing": (b"", ("bad_xml", None)),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_tool_runs_or_is_refused_by_element_and_reason(name: str) -> None:
    source, expected = FILES[name]
    try:
        spiff.compile("p", {"p.bpmn": source})
    except spiff.NotExecutable as refused:
        assert expected in [(finding.code, finding.element) for finding in refused.findings]  # noqa: PT017
    else:
        assert expected is None


@pytest.mark.parametrize("name", [name for name, (_source, expected) in FILES.items() if expected])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_line_of_the_report_says_in_words_what_to_do(name: str, language: str) -> None:
    with pytest.raises(spiff.NotExecutable) as raised:
        spiff.compile("p", {"p.bpmn": FILES[name][0]})
    for finding in raised.value.findings:
        assert finding.code in catalogue(language, "lint")
        words = say("lint", finding.code, finding.values, Reader(language))
        assert "…" not in words, (finding.code, finding.values)


def test_the_pool_of_somebody_else_is_a_picture() -> None:
    pool = '<bpmn:process id="q" isExecutable="false"><bpmn:task id="theirs"/><bpmn:dataStoreReference id="store"/></bpmn:process>'
    other = '<bpmn:collaboration id="c"><bpmn:participant id="a" processRef="p"/><bpmn:participant id="b" processRef="q"/></bpmn:collaboration>'
    diagram = bpmn("p", "start begin\nend done", user("work"), "begin > work > done", root=pool + other)
    assert sorted(spiff.compile("p", {"p.bpmn": diagram}).nodes) == ["begin", "done", "work"]


def everything() -> bytes:
    """A diagram that holds nearly every element of the dialect."""
    handler = user("undo").replace("<bpmn:userTask", '<bpmn:userTask isForCompensation="true"')
    tx = sub(
        "deal",
        "start s1\nend e1",
        user("pay"),
        boundary("paid", "pay", event_definition("compensate")),
        handler,
        '<bpmn:association id="as" sourceRef="paid" targetRef="undo"/>',
        event("endEvent", "no", event_definition("cancel")),
        "xor q\nuser sign",
        "s1 > pay > q\nq > no : =bad\nq > sign : default\nsign > e1",
        tag="transaction",
    )
    hoc = element(
        "adHocSubProcess",
        "any",
        inner=inside("user left right") + "<bpmn:completionCondition>=enough</bpmn:completionCondition>",
    )
    many = element("userTask", "many", inner=loop("=[1, 2]", "each", outputCollection="all", outputElement="=each"))
    again = element("userTask", "again", inner='<bpmn:standardLoopCharacteristics loopMaximum="2"/>')
    asked = on_event(
        "asked",
        event_definition("signal", "s"),
        "user answer\nend answered",
        "asked_start > answer > answered",
        interrupting=False,
    )
    waits = event(
        "intermediateCatchEvent",
        "both",
        event_definition("signal", "s"),
        event_definition("message", "m"),
        parallelMultiple="true",
    )
    some = element(
        "complexGateway", "some", inner="<bpmn:activationCondition>=activationCount &gt;= 1</bpmn:activationCondition>"
    )
    return bpmn(
        "p",
        "start begin\nand fork\nor join\nevents first\nend done over",
        tx,
        hoc,
        many,
        again,
        asked,
        waits,
        some,
        boundary("failed", "deal", event_definition("cancel")),
        boundary("late", "many", timer("timeCycle", "R2/PT1H"), interrupting=False),
        boundary("stop", "any", when("=stop")),
        event("intermediateCatchEvent", "hour", timer("timeDuration", "PT1H")),
        event("intermediateThrowEvent", "tell", event_definition("escalation", "up")),
        event("intermediateThrowEvent", "undone", event_definition("compensate")),
        event("intermediateThrowEvent", "jump", '<bpmn:linkEventDefinition name="l"/>'),
        event("intermediateCatchEvent", "land", '<bpmn:linkEventDefinition name="l"/>'),
        script("count", "=1 + 1", "n"),
        '<bpmn:property id="note"/><bpmn:dataObject id="letter"/>',
        event("endEvent", "broken", event_definition("error", "e")),
        "begin > fork > deal > undone > join > jump\nland > first > hour > done\nfirst > both > over\nfailed > broken\nfork > any > some > count > tell > done",
        "fork > many > some\nfork > again > join\nlate > over\nstop > over",
        root=signal("s") + message("m", "news", "=key") + error("e", "E") + escalation("up"),
    )


def test_the_diagram_of_everything_runs() -> None:
    case = Case("p", everything()).start(key="k", bad=False, enough=False)
    assert case.open == ["again", "asked_start", "late", "left", "many", "many", "pay", "right"]


def spoiled(source: bytes, chance: random.Random) -> bytes:
    """The file with some of its elements and attributes taken away, doubled, moved or exchanged."""
    root = etree.fromstring(source)
    for _change in range(chance.randint(1, 4)):
        elements = [each for each in root.iter() if each is not root]
        one, other = chance.choice(elements), chance.choice(elements)
        parent = one.getparent()
        kind = chance.choice(["drop", "double", "rename", "attribute", "exchange", "empty"])
        if kind == "drop" and parent is not None:
            parent.remove(one)
        elif kind == "double" and parent is not None:
            parent.append(etree.fromstring(etree.tostring(one)))
        elif kind == "rename":
            one.tag = other.tag
        elif kind == "attribute" and one.attrib:
            name = chance.choice(list(one.attrib))
            one.set(name, chance.choice(["", "-1", "true", "=x y", "a b", str(other.get("id")), "p"]))
        elif kind == "exchange" and other.attrib:
            one.attrib.update(other.attrib)
        elif kind == "empty":
            one.text = chance.choice(["", "=", "=1 +", "R/PT0S", "x"])
    return etree.tostring(root)


def drive(case: Case, chance: random.Random) -> None:
    """Does some of what waits, whatever it is."""
    for _step in range(8):
        if not case.waiting:
            return
        waiting = chance.choice(list(case.waiting.values()))
        run = case.run()
        if waiting.kind == "task":
            case.took(run.complete(waiting.ref, {"enough": chance.random() < 0.3, "stop": chance.random() < 0.2}))
        elif waiting.kind == "timer":
            case.took(run.fire(waiting.ref))
        elif waiting.kind == "message":
            case.took(run.receive(waiting.ref, {"said": 1}))
        elif waiting.kind == "signal":
            case.took(run.signal(waiting.message or "", {"said": 2}))
        elif waiting.kind == "incident":
            case.took(run.retry(waiting.ref))


def test_a_spoiled_diagram_is_refused_or_runs_and_never_crashes(rounds: Callable[[int, int], int]) -> None:
    source, ran = everything(), 0
    for seed in range(rounds(60, 5_000)):
        diagram = spoiled(source, random.Random(seed))
        try:
            case = Case("p", diagram, budget=2_000).start(key="k", bad=True, enough=False)
            drive(case, random.Random(seed))
            ran += 1
        except spiff.NotExecutable as refused:
            assert refused.findings, seed  # noqa: PT017
        except Refusal:
            pass
    assert ran > 3


def test_xml_comes_in_by_one_door() -> None:
    doors = {
        "fromstring",
        "fromstringlist",
        "parse",
        "iterparse",
        "XML",
        "XMLParser",
        "HTML",
        "XMLPullParser",
        "parseString",
        "XMLID",
    }
    for room in ("engine", "forms", "webapp"):
        for path in (ROOT / room).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            if "xml" not in source and "etree" not in source:
                continue
            tree = ast.parse(source)
            names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
            names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
            assert not {
                name
                for name in names
                if name.partition(".")[0] in ("xml", "defusedxml", "bs4", "html5lib", "xmltodict")
            }, path
            calls = {
                node.func.attr
                for node in ast.walk(tree)
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and ast.unparse(node.func.value) in ("etree", "lxml.etree", "objectify")
            }
            assert path.relative_to(ROOT).as_posix() == "engine/xml.py" or not calls & doors, path
