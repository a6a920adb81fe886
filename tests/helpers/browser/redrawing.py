"""Redraws a definition as the desktop modeler does: elements, flows, lanes, and the picture of all of them."""

import json

from lxml import etree

from engine.bundle import Bundle

FILE, REVIEW = "document_check.bpmn", "first_look"
BPMN, DI, DC, WAY = (
    "{http://www.omg.org/spec/BPMN/20100524/MODEL}",
    "{http://www.omg.org/spec/BPMN/20100524/DI}",
    "{http://www.omg.org/spec/DD/20100524/DC}",
    "{http://www.omg.org/spec/DD/20100524/DI}",
)
TASK = """<bpmn:userTask xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
 id="first_look" name="Telaah awal usul"><bpmn:documentation>Baca usul sebelum OPD memeriksa berkasnya.</bpmn:documentation>
 <bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="first_look" bindingType="deployment"/></bpmn:extensionElements>
 <bpmn:incoming>documents_arrive_to_check_completeness</bpmn:incoming><bpmn:outgoing>first_look_to_check_completeness</bpmn:outgoing>
</bpmn:userTask>"""
FORM = {
    "type": "default",
    "id": REVIEW,
    "schemaVersion": 19,
    "components": [
        {
            "type": "textarea",
            "id": "note",
            "key": "first_look.note",
            "label": "Catatan penelaah",
            "validate": {"required": True},
        },
        {
            "type": "radio",
            "id": "outcome",
            "key": "first_look.outcome",
            "label": "Usul sudah dibaca?",
            "validate": {"required": True},
            "values": [{"label": "Sudah, teruskan", "value": "read"}],
        },
    ],
}


def with_reviewer(bundle: Bundle, *, form: bool = True) -> Bundle:
    """The definition with a reviewer before the completeness check; without its form, it is broken."""
    root = etree.fromstring(bundle.files[FILE])
    _draw(root)
    files = {**bundle.files, FILE: etree.tostring(root, xml_declaration=True, encoding="UTF-8")}
    if form:
        files[f"forms/{REVIEW}.form"] = json.dumps(FORM).encode()
    return Bundle(bundle.key, files)


def _draw(root: etree._Element) -> None:
    by_id = {each.get("id"): each for each in root.iter() if each.get("id")}
    flow, after = by_id["documents_arrive_to_check_completeness"], by_id["check_completeness"]
    after.addprevious(etree.fromstring(TASK))
    flow.set("targetRef", REVIEW)
    new = etree.SubElement(flow.getparent(), f"{BPMN}sequenceFlow", id="first_look_to_check_completeness")
    new.set("sourceRef", REVIEW)
    new.set("targetRef", "check_completeness")
    after.find(f"{BPMN}incoming").text = new.get("id")
    etree.SubElement(by_id["rank_officer"], f"{BPMN}flowNodeRef").text = REVIEW
    plane = next(root.iter(f"{DI}BPMNPlane"))
    _picture(plane)


def _picture(plane: etree._Element) -> None:
    shape = etree.SubElement(plane, f"{DI}BPMNShape", id=f"{REVIEW}_di", bpmnElement=REVIEW)
    etree.SubElement(shape, f"{DC}Bounds", x="290", y="520", width="120", height="80")
    edge = etree.SubElement(
        plane, f"{DI}BPMNEdge", id="first_look_flow_di", bpmnElement="first_look_to_check_completeness"
    )
    for x, y in (("350", "520"), ("430", "300")):
        etree.SubElement(edge, f"{WAY}waypoint", x=x, y=y)
    old = next(each for each in plane if each.get("bpmnElement") == "documents_arrive_to_check_completeness")
    ends = old.findall(f"{WAY}waypoint")
    ends[-1].set("x", "350")
    ends[-1].set("y", "520")
