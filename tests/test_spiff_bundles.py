"""A compiled bundle says what it holds and names."""

from diagrams.drawing import bpmn, element, io, job, loop, user, zeebe

from engine import spiff


def test_every_expression_is_listed_with_its_place() -> None:
    diagram = bpmn(
        "p",
        "start begin\nxor x\nend done other",
        user("work", io({"a": "=b"}, {"c": "=a.d"}), assignee="=subject.id", inner=loop("=list", "item")),
        "begin > work > x\nx > done : =a > 1\nx > other : default",
    )
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
