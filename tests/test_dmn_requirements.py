"""Decisions that require each other, input data, knowledge, services, imports; and literal decisions as parameters."""

import datetime
from decimal import Decimal

import pytest

from engine import dmn, feel

ENV = feel.EvalContext(now=datetime.datetime(2026, 7, 8, 9, tzinfo=datetime.UTC))


def parse(inner: str, *imported: dmn.Model, namespace: str = "t") -> dmn.Model:
    return dmn.parse(
        f"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="{namespace}" name="t">
        {inner}</definitions>""".encode(),
        imported,
    )


def decision(name: str, text: str, *needs: str, variable: str = "") -> str:
    required = "".join(
        f'<informationRequirement><requiredDecision href="#{need}"/></informationRequirement>' for need in needs
    )
    return f"""<decision id="{name.replace(" ", "_")}" name="{name}">{variable}{required}
        <literalExpression id="{name.replace(" ", "_")}_text"><text>{text}</text></literalExpression></decision>"""


def test_a_parameter_is_a_literal_decision():
    assert parse(decision("appeal_days", "3")).decide("appeal_days", {}, ENV).value == Decimal(3)


def test_a_literal_decision_says_what_it_read():
    model = parse(decision("late", "case.days > limit"))
    evaluation = model.decide("late", {"case": {"days": 4, "secret": "x"}, "limit": 3}, ENV).evaluations[0]
    assert (evaluation.result, evaluation.rows) == (True, [])
    assert evaluation.inputs == {"case.days": Decimal(4), "limit": Decimal(3)}


def test_required_decisions_are_evaluated_once_and_before_who_needs_them():
    model = parse(
        decision("base", "2")
        + decision("left side", "base + 1", "base")
        + decision("right", "base + 2", "base")
        + decision("top", "left side * right", "left_side", "right")
    )
    decided = model.decide("top", {}, ENV)
    assert decided.value == Decimal(12)
    assert [evaluation.decision for evaluation in decided.evaluations] == ["base", "left_side", "right", "top"]
    assert model.decisions["top"].requires == ("left_side", "right")


def test_a_result_is_seen_under_the_name_of_its_variable():
    model = parse(
        decision("first", "20", variable='<variable name="Masa kerja" typeRef="number"/>')
        + decision("second", "Masa kerja + 1", "first")
    )
    assert model.decide("second", {}, ENV).value == Decimal(21)


def test_the_scope_is_seen_directly_but_not_an_element_of_the_model_that_is_not_required():
    model = parse(decision("a", "1") + decision("b", "if a = null then outside else a"))
    assert model.decide("b", {"outside": 9, "a": 5}, ENV).value == Decimal(9)
    assert ("not_required", "b", {"name": "b", "reads": "a"}) in model.problems()


def test_a_circle_is_told_beforehand_and_refused_by_name():
    model = parse(decision("a", "b", "b") + decision("b", "c", "c") + decision("c", "a", "a"))
    circles = [values["decisions"] for code, _, values in model.problems() if code == "requirement_cycle"]
    assert circles == [["a", "b", "c", "a"]]
    with pytest.raises(dmn.DmnError) as refused:
        model.decide("b", {}, ENV)
    assert (refused.value.code, refused.value.values["decisions"]) == ("requirement_cycle", ["b", "c", "a", "b"])


def test_a_circle_through_a_service_is_told_beforehand_and_refused_by_name():
    inside = """<decisionService id="s" name="s"><outputDecision href="#b"/><encapsulatedDecision href="#a"/></decisionService>
        <decision id="a" name="a"><knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>
        <literalExpression><text>s()</text></literalExpression></decision>"""
    model = parse(inside + decision("b", "a", "a"))
    circles = [values["decisions"] for code, _, values in model.problems() if code == "requirement_cycle"]
    assert circles == [["s", "b", "a", "s"]]
    with pytest.raises(dmn.DmnError) as refused:
        model.decide("a", {}, ENV)
    assert (refused.value.code, refused.value.values["decisions"]) == ("requirement_cycle", ["a", "b", "a"])


def test_knowledge_that_calls_itself_through_other_knowledge_is_no_circle():
    even, odd = (
        f"""<businessKnowledgeModel id="{name}" name="{name}"><encapsulatedLogic><formalParameter name="n"/>
        <literalExpression><text>if n = 0 then {last} else {other}(n - 1)</text></literalExpression></encapsulatedLogic>
        <knowledgeRequirement><requiredKnowledge href="#{other}"/></knowledgeRequirement></businessKnowledgeModel>"""
        for name, other, last in (("is even", "is odd", "true"), ("is odd", "is even", "false"))
    )
    asks = """<decision id="d" name="d"><knowledgeRequirement><requiredKnowledge href="#is even"/></knowledgeRequirement>
        <literalExpression><text>[is even(4), is even(7)]</text></literalExpression></decision>"""
    model = parse(even + odd + asks)
    assert model.problems() == []
    assert model.decide("d", {}, ENV).value == [True, False]


def test_a_missing_requirement_is_told_beforehand_and_refused_by_name():
    model = parse(decision("a", "1", "nowhere"))
    assert ("unknown_requirement", "a", {"name": "a", "requirement": "nowhere"}) in model.problems()
    with pytest.raises(dmn.DmnError) as refused:
        model.decide("a", {}, ENV)
    assert (refused.value.code, refused.value.values["requirement"]) == ("unknown_requirement", "nowhere")


def test_a_decision_that_does_not_exist_is_refused():
    with pytest.raises(dmn.DmnError) as refused:
        parse(decision("a", "1")).decide("b", {}, ENV)
    assert (refused.value.code, refused.value.values["known"]) == ("unknown_decision", ["a"])


INPUT = """
    <itemDefinition name="tDay"><typeRef>date</typeRef></itemDefinition>
    <itemDefinition name="tPerson"><itemComponent name="Tanggal lahir"><typeRef>tDay</typeRef></itemComponent>
    <itemComponent name="grades" isCollection="true"><typeRef>number</typeRef></itemComponent></itemDefinition>
    <itemDefinition name="tKind"><typeRef>string</typeRef>
    <allowedValues><text>"reguler", "pilihan"</text></allowedValues></itemDefinition>
    <inputData id="p" name="Data pegawai"><variable name="Data pegawai" typeRef="tPerson"/></inputData>
    <inputData id="k" name="kind"><variable name="kind" typeRef="tKind"/></inputData>"""


def with_input(text: str, need: str = "p") -> dmn.Model:
    required = f'<informationRequirement><requiredInput href="#{need}"/></informationRequirement>'
    return parse(
        f"""{INPUT}<decision id="d" name="d">{required}
        <literalExpression><text>{text}</text></literalExpression></decision>"""
    )


def test_input_data_is_brought_into_its_type_at_every_depth():
    model = with_input('Data pegawai.Tanggal lahir &lt; date("2000-01-01") and sum(Data pegawai.grades) = 3.3')
    given = {"Data pegawai": {"Tanggal lahir": "1989-07-14", "grades": [1.1, 2.2], "more": 1}}
    assert model.problems() == []
    assert model.decide("d", given, ENV).value is True


def test_input_data_that_does_not_fit_is_refused_by_name():
    with pytest.raises(dmn.DmnError) as refused:
        with_input("1").decide("d", {"Data pegawai": {"Tanggal lahir": "yesterday"}}, ENV)
    assert (refused.value.code, refused.value.values["input"]) == ("input_type", "Data pegawai")


def test_input_data_outside_its_allowed_values_is_refused():
    model = with_input("kind", "k")
    assert model.decide("d", {"kind": "reguler"}, ENV).value == "reguler"
    assert model.decide("d", {}, ENV).value is None
    with pytest.raises(dmn.DmnError) as refused:
        model.decide("d", {"kind": "istimewa"}, ENV)
    assert (refused.value.code, refused.value.values["given"]) == ("input_not_allowed", "istimewa")


def test_a_result_that_is_not_of_the_declared_type_is_refused():
    model = parse(decision("d", '"many"', variable='<variable name="d" typeRef="number"/>'))
    with pytest.raises(dmn.DmnError) as refused:
        model.decide("d", {}, ENV)
    assert (refused.value.code, refused.value.values["expected"]) == ("result_type", "number")


KNOWLEDGE = """
    <businessKnowledgeModel id="k" name="Usia pensiun"><variable name="Usia pensiun"/><encapsulatedLogic>
    <formalParameter name="Jenjang jabatan" typeRef="string"/>
    <decisionTable id="kt" hitPolicy="FIRST"><input label="level"><inputExpression typeRef="string">
    <text>Jenjang jabatan</text></inputExpression></input><output/>
    <rule id="k1"><inputEntry><text>"Ahli Utama"</text></inputEntry><outputEntry><text>65</text></outputEntry></rule>
    <rule id="k2"><inputEntry><text>-</text></inputEntry><outputEntry><text>58</text></outputEntry></rule>
    </decisionTable></encapsulatedLogic></businessKnowledgeModel>"""
NEEDS_KNOWLEDGE = '<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>'


def test_knowledge_is_called_as_a_function_and_its_table_tells_which_row_fired():
    model = parse(
        f"""{KNOWLEDGE}<decision id="d" name="d">{NEEDS_KNOWLEDGE}
        <literalExpression><text>Usia pensiun(level)</text></literalExpression></decision>"""
    )
    decided = model.decide("d", {"level": "Ahli Utama"}, ENV)
    assert decided.value == Decimal(65)
    assert [(one.decision, one.row_ids) for one in decided.evaluations] == [("k", ["k1"]), ("d", [])]


def test_knowledge_is_invoked_with_named_bindings():
    model = parse(
        f"""{KNOWLEDGE}<decision id="d" name="d">{NEEDS_KNOWLEDGE}
        <invocation><literalExpression><text>Usia pensiun</text></literalExpression>
        <binding><parameter name="Jenjang jabatan"/><literalExpression><text>level</text></literalExpression></binding>
        </invocation></decision>"""
    )
    assert model.decide("d", {"level": "Ahli Muda"}, ENV).value == Decimal(58)


def test_knowledge_sees_its_parameters_but_not_the_variables_of_the_case():
    model = parse(
        f"""<businessKnowledgeModel id="k" name="k"><encapsulatedLogic><formalParameter name="a"/>
        <literalExpression><text>[a, outside]</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
        <decision id="d" name="d">{NEEDS_KNOWLEDGE}
        <literalExpression><text>k(1)</text></literalExpression></decision>"""
    )
    assert model.decide("d", {"outside": 2}, ENV).value == [Decimal(1), None]


@pytest.mark.parametrize("needs_itself", ["", NEEDS_KNOWLEDGE])
def test_knowledge_may_call_itself(needs_itself: str):
    model = parse(
        f"""<businessKnowledgeModel id="k" name="fac">{needs_itself}<encapsulatedLogic><formalParameter name="n"/>
        <literalExpression><text>if n = 0 then 1 else n * fac(n - 1)</text></literalExpression></encapsulatedLogic>
        </businessKnowledgeModel><decision id="d" name="d">{NEEDS_KNOWLEDGE}
        <literalExpression><text>fac(5)</text></literalExpression></decision>"""
    )
    assert model.problems() == []
    assert model.decide("d", {}, ENV).value == Decimal(120)


def test_knowledge_that_calls_itself_for_ever_is_refused():
    model = parse(
        f"""<businessKnowledgeModel id="k" name="k"><knowledgeRequirement><requiredKnowledge href="#k"/>
        </knowledgeRequirement><encapsulatedLogic><formalParameter name="a"/>
        <literalExpression><text>k(a + 1)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
        <decision id="d" name="d">{NEEDS_KNOWLEDGE}
        <literalExpression><text>k(1)</text></literalExpression></decision>"""
    )
    with pytest.raises(dmn.DmnError) as refused:
        model.decide("d", {}, ENV)
    assert refused.value.code in ("expression_bound", "too_deep", "too_many_calls")


SERVICE = (
    decision("given", "1")
    + decision("inner", "given + 1", "given")
    + decision("outer", "inner * 10", "inner")
    + """<decisionService id="s" name="Layanan"><outputDecision href="#outer"/><encapsulatedDecision href="#inner"/>
    <inputDecision href="#given"/></decisionService>"""
)


def test_a_service_takes_the_results_of_its_input_decisions_from_outside():
    model = parse(SERVICE)
    assert model.serve("s", {"given": 4}, ENV).value == Decimal(50)
    assert model.decide("outer", {"given": 4}, ENV).value == Decimal(20)


def test_a_service_can_be_called_by_a_decision_that_requires_it():
    model = parse(
        f"""{SERVICE}<decision id="d" name="d">
        <knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement>
        <literalExpression><text>Layanan(7)</text></literalExpression></decision>"""
    )
    assert model.decide("d", {}, ENV).value == Decimal(80)


def test_an_imported_model_is_seen_under_the_name_of_its_import():
    law = parse(
        '<itemDefinition name="tDays"><typeRef>number</typeRef></itemDefinition>' + decision("appeal days", "3"),
        namespace="law",
    )
    required = '<informationRequirement><requiredDecision href="law#appeal_days"/></informationRequirement>'
    imports = '<import name="Aturan" namespace="law" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'
    inner = f"""{imports}<decision id="d" name="d"><variable name="d" typeRef="Aturan.tDays"/>{required}
        <literalExpression><text>Aturan.appeal days + 1</text></literalExpression></decision>"""
    model = parse(inner, law)
    assert model.problems() == []
    assert model.decide("d", {}, ENV).value == Decimal(4)
    assert ("unknown_import", "Aturan", {"namespace": "law"}) in parse(inner).problems()


def test_an_imported_function_is_called_through_its_import_with_an_imported_type():
    law = parse(
        """<itemDefinition name="tFunction"><functionItem outputTypeRef="string"><parameters name="who" typeRef="string"/>
        </functionItem></itemDefinition><itemDefinition name="tPerson"><itemComponent name="Nama lengkap">
        <typeRef>string</typeRef></itemComponent></itemDefinition>
        <businessKnowledgeModel id="k" name="Say hello"><variable name="Say hello" typeRef="tFunction"/>
        <encapsulatedLogic><formalParameter name="who" typeRef="tPerson"/>
        <literalExpression><text>"Hello " + who.Nama lengkap</text></literalExpression>
        </encapsulatedLogic></businessKnowledgeModel>""",
        namespace="law",
    )
    model = parse(
        """<import name="Aturan" namespace="law" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
        <inputData id="i" name="A person"><variable name="A person" typeRef="Aturan.tPerson"/></inputData>
        <decision id="d" name="d"><informationRequirement><requiredInput href="#i"/></informationRequirement>
        <knowledgeRequirement><requiredKnowledge href="law#k"/></knowledgeRequirement>
        <literalExpression><text>Aturan.Say hello(A person)</text></literalExpression></decision>""",
        law,
    )
    assert law.problems() == model.problems() == []
    assert model.decide("d", {"A person": {"Nama lengkap": "Sari"}}, ENV).value == "Hello Sari"


def test_a_function_whose_result_is_not_of_its_output_type_gives_null():
    model = parse(
        f"""<itemDefinition name="tFunction"><functionItem outputTypeRef="number"/></itemDefinition>
        <businessKnowledgeModel id="k" name="k"><variable name="k" typeRef="tFunction"/><encapsulatedLogic>
        <literalExpression><text>"many"</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
        <decision id="d" name="d">{NEEDS_KNOWLEDGE}<literalExpression><text>[k()]</text></literalExpression></decision>"""
    )
    assert model.decide("d", {}, ENV).value == [None]


def test_what_is_read_from_outside_is_known_beforehand():
    model = parse(decision("a", "case.days + 1") + decision("b", "a + extra", "a"))
    assert model.reads("b") == {"case.days", "extra"}


def test_where_people_decide_the_value_comes_from_outside():
    model = parse('<decision id="person" name="person"/>' + decision("d", "person", "person"))
    assert model.decide("d", {"person": "yes"}, ENV).value == "yes"
