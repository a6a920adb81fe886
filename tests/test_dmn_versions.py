"""Files of every version of the standard, in the words that each of them used, are read alike."""

import datetime
from decimal import Decimal

import pytest

from engine import dmn, feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, tzinfo=datetime.UTC))
VERSIONS = {
    "1.1": "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "1.2": "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "1.3": "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "1.4": "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/MODEL/",
}
# In 1.1 a type was a qualified name of XML, and FEEL's own types had a namespace.
OLD = """<definitions xmlns="{version}" xmlns:feel="http://www.omg.org/spec/FEEL/20140401" xmlns:my="{namespace}"
    xmlns:law="law" name="t" namespace="{namespace}">"""
LAW = (
    OLD
    + """<itemDefinition name="tGrade"><typeRef>feel:number</typeRef><allowedValues><text>[1..10]</text></allowedValues>
    </itemDefinition><businessKnowledgeModel id="double" name="double"><variable name="double" typeRef="feel:number"/>
    <encapsulatedLogic><formalParameter name="n" typeRef="my:tGrade"/><literalExpression><text>n * 2</text>
    </literalExpression></encapsulatedLogic></businessKnowledgeModel></definitions>"""
)
CASE = (
    OLD
    + """<import namespace="law" importType="{version}" {named}/>
    <inputData id="g" name="grade"><variable name="grade" typeRef="{prefix}tGrade"/></inputData>
    <decision id="d" name="result"><variable name="result" typeRef="feel:string"/>
    <informationRequirement><requiredInput href="#g"/></informationRequirement>
    <informationRequirement><requiredDecision href="#sum"/></informationRequirement>
    <decisionTable hitPolicy="FIRST"><input><inputExpression typeRef="feel:number"><text>sum</text></inputExpression></input>
    <output/><rule><inputEntry><text>&gt; 10</text></inputEntry><outputEntry><text>"high"</text></outputEntry></rule>
    <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"low"</text></outputEntry></rule></decisionTable></decision>
    <decision id="sum" name="sum"><variable name="sum" typeRef="feel:number"/>
    <informationRequirement><requiredInput href="#g"/></informationRequirement>
    <knowledgeRequirement><requiredKnowledge href="law#double"/></knowledgeRequirement>
    <literalExpression><text>{through}double(grade)</text></literalExpression></decision>
    <decisionService id="s" name="s"><outputDecision href="#d"/><encapsulatedDecision href="#sum"/><inputData href="#g"/>
    </decisionService></definitions>"""
)
NAMES = {
    "1.1": {"named": "", "prefix": "law:", "through": ""},
    "1.5": {"named": 'name="the law"', "prefix": "the law.", "through": "the law."},
}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_each_version_decides_with_what_it_imports(version: str):
    words = {"version": VERSIONS[version], **NAMES.get(version, NAMES["1.5"])}
    law = dmn.parse(LAW.format(namespace="law", **words).encode())
    model = dmn.parse(CASE.format(namespace="t", **words).encode(), [law])
    assert [*law.problems(), *model.problems()] == []
    assert model.decide("d", {"grade": 6}, ENV).value == "high"
    assert model.decide("sum", {"grade": 5}, ENV).value == Decimal(10)
    assert model.serve("s", {"grade": 5}, ENV).value == "low"
    with pytest.raises(dmn.DmnError) as refused:
        model.decide("d", {"grade": 11}, ENV)
    assert refused.value.code == "input_not_allowed"


def test_an_imported_file_may_be_of_another_version():
    law = dmn.parse(LAW.format(namespace="law", version=VERSIONS["1.1"]).encode())
    model = dmn.parse(CASE.format(namespace="t", version=VERSIONS["1.5"], **NAMES["1.5"]).encode(), [law])
    assert model.decide("sum", {"grade": 3}, ENV).value == Decimal(6)
