"""Imports: decisions, functions, services, inputs and types of other files, under a name, without one, and from afar."""

import datetime
from xml.sax.saxutils import escape

import pytest

from engine import dmn, feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, tzinfo=datetime.UTC))
STANDARD = "https://www.omg.org/spec/DMN/20230324/MODEL/"
PERSON = {"name": "Sari", "home address": {"street": "Elm"}}


def file(namespace: str, inner: str, *imported: dmn.Model) -> dmn.Model:
    source = f'<definitions xmlns="{STANDARD}" namespace="{namespace}" name="{namespace}">{inner}</definitions>'
    return dmn.parse(source.encode(), imported)


def imports(namespace: str, name: str) -> str:
    return f'<import name="{name}" namespace="{namespace}" importType="{STANDARD}"/>'


def decision(name: str, text: str, *needs: str) -> str:
    """A decision; what it needs is `input href`, `decision href` or `knowledge href`."""
    words = {
        "input": "informationRequirement",
        "decision": "informationRequirement",
        "knowledge": "knowledgeRequirement",
    }
    asked = "".join(
        f'<{words[kind]}><required{kind.title()} href="{href}"/></{words[kind]}>'
        for kind, _, href in (need.partition(" ") for need in needs)
    )
    return f"""<decision id="{name}" name="{name}"><variable name="{name}"/>{asked}<literalExpression>
        <text>{escape(text)}</text></literalExpression></decision>"""


def decided(model: dmn.Model, name: str, **scope: object) -> object:
    assert model.problems() == []
    return model.decide(name, scope, ENV).value


BASE = file(
    "base",
    """<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
    <itemComponent name="home address"><itemComponent name="street"><typeRef>string</typeRef></itemComponent></itemComponent>
    </itemDefinition><inputData id="p" name="p"><variable name="p" typeRef="tPerson"/></inputData>
    <businessKnowledgeModel id="greet" name="say hello"><variable name="say hello"/><encapsulatedLogic>
    <formalParameter name="person" typeRef="tPerson"/><literalExpression><text>"Hello " + person.name</text>
    </literalExpression></encapsulatedLogic></businessKnowledgeModel>
    <decisionService id="service" name="greeting"><variable name="greeting"/><outputDecision href="#hello"/>
    <inputData href="#p"/></decisionService>"""
    + decision("hello", "say hello(p)", "input #p", "knowledge #greet"),
)
LOCAL = '<inputData id="q" name="q"><variable name="q" typeRef="{}tPerson"/></inputData>'


@pytest.mark.parametrize(("name", "through"), [("the base", "the base."), ("", "")])
def test_everything_of_an_imported_file_is_used_under_the_name_of_the_import_or_without_one(name: str, through: str):
    inner = imports("base", name) + LOCAL.format(through)
    inner += decision("a", f"{through}hello", "decision base#hello")
    inner += decision("b", f"{through}say hello(q)", "input #q", "knowledge base#greet")
    inner += decision("c", f"{through}greeting(p: q)", "input #q", "knowledge base#service")
    inner += decision("d", f"{through}p.home address.street", "input base#p")
    inner += decision("e", f"q instance of {through}tPerson", "input #q")
    model = file("above", inner, BASE)
    assert [decided(model, one, p=PERSON, q=PERSON) for one in "abcde"] == [
        "Hello Sari",
        "Hello Sari",
        "Hello Sari",
        "Elm",
        True,
    ]


def test_an_input_of_an_imported_file_may_stand_in_a_context_named_as_the_import():
    model = file("above", imports("base", "base") + decision("a", "base.hello", "decision base#hello"), BASE)
    assert decided(model, "a", base={"p": PERSON}) == "Hello Sari"


def test_what_an_imported_file_imports_is_decided_too():
    middle = file("middle", imports("base", "base") + decision("m", 'base.hello + "!"', "decision base#hello"), BASE)
    model = file("above", imports("middle", "below") + decision("a", "below.m", "decision middle#m"), middle)
    assert decided(model, "a", p=PERSON) == "Hello Sari!"


def test_two_files_may_be_imported_without_a_name():
    other = file("other", decision("n", "2"))
    inner = imports("base", "") + imports("other", "")
    inner += decision("a", "hello + string(n)", "decision base#hello", "decision other#n")
    assert decided(file("above", inner, BASE, other), "a", p=PERSON) == "Hello Sari2"


def test_a_file_that_is_not_given_is_a_problem_by_its_namespace():
    model = file("above", imports("nowhere", "x") + decision("a", "x.b", "decision nowhere#b"))
    assert [(code, values) for code, _, values in model.problems()] == [
        ("unknown_import", {"namespace": "nowhere"}),
        ("unknown_requirement", {"name": "a", "requirement": "b"}),
    ]
    with pytest.raises(dmn.DmnError) as refused:
        model.decide("a", {}, ENV)
    assert (refused.value.code, refused.value.values["requirement"]) == ("unknown_requirement", "b")
