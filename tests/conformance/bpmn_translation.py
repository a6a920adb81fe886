"""Gives the diagrams of the feature tests, which speak no engine's dialect, our words for scripts and expressions."""

import re
from dataclasses import dataclass, field

from lxml import etree

from engine import xml

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
KEY = '="one conversation"'
DATA = '"String"'
FORMULAS = ("conditionExpression", "condition", "loopCondition", "completionCondition", "activationCondition")
OUTSIDE = ("WAIT_TEN_SECONDS", "THROW_ERROR", "CREATE_TIMESTAMP_LOG")
SAYS = {
    "INCREMENT_INTEGER_VARIABLE_AND_LOG": "INCREMENT",
    "CREATE_MARKER_FILE": "MARKER_EXISTS",
    "LOG_DATA": "DATA_CORRECT",
}
NAMES = {
    "nrOfCompletedInstances": "numberOfCompletedInstances",
    "nrOfActiveInstances": "numberOfActiveInstances",
    "nrOfInstances": "numberOfInstances",
    "&&": " and ",
    "||": " or ",
    "==": "=",
}


@dataclass
class Translated:
    """A diagram in our dialect: what each element logs when it has run, its processes, the code of its errors."""

    source: bytes
    says: dict[str, list[str]] = field(default_factory=dict)
    processes: list[str] = field(default_factory=list)
    error: str = "ERR"
    data: str = "null"


def translated(source: bytes) -> Translated:
    """The diagram in our dialect."""
    root = xml.parse(source)
    codes = [each.get("errorCode") or "" for each in root.iter(f"{BPMN}error")]
    told = Translated(b"", error=next(iter(codes), "ERR"))
    told.processes = [each.get("id") or "" for each in root.iter(f"{BPMN}process")]
    if b"SET_STRING_DATA" in source:
        told.data = DATA
    for element in list(root.iter(f"{BPMN}scriptTask", f"{BPMN}globalScriptTask")):
        _script(element, root, told)
    for name in FORMULAS:
        for element in root.iter(f"{BPMN}{name}"):
            element.text = f"={formula(''.join(element.itertext()))}"
            element.attrib.pop("language", None)
    for element in root.iter(f"{BPMN}loopCardinality"):
        text = formula(element.text or "")
        element.text = text if re.fullmatch(r"-?\d+", text) else f"={text}"
    _messages(root)
    for element in root.iter(f"{BPMN}serviceTask"):
        if element.find(f".//{{{ZEEBE}}}taskDefinition") is None:
            _extend(element, "taskDefinition", type="nothing")
    told.source = etree.tostring(root)
    return told


def formula(text: str) -> str:
    """FEEL for an expression of the diagrams."""
    text = re.sub(r"^\$\{(.*)\}$", r"\1", text.strip()).rstrip(">").strip()
    text = re.sub(r"(\w+)\.contains\((\"\w*\")\)", r"contains(\1, \2)", text)
    text = re.sub(r"!\s*(contains\([^)]*\))", r"not(\1)", text)
    text = re.sub(r"!\s*\(", "not(", text)
    for theirs, ours in NAMES.items():
        text = text.replace(theirs, ours)
    return text


def _script(element: etree._Element, root: etree._Element, told: Translated) -> None:
    held = element.find(f"{BPMN}script")
    words = re.findall(r"[A-Z][A-Za-z0-9_]+", "" if held is None else held.text or "")
    if held is not None:
        element.remove(held)
    element.attrib.pop("scriptFormat", None)
    element.attrib.pop("scriptLanguage", None)
    says = [SAYS.get(word, word) for word in words if word.startswith("SCRIPT_") or word in SAYS]
    told.says[element.get("id") or ""] = says
    if any(word.startswith(OUTSIDE) for word in words):
        element.tag = f"{BPMN}serviceTask"
        _extend(element, "taskDefinition", type=" ".join(words))
        return
    expression, variable = "=true", "logged"
    if any(word.startswith("INCREMENT") for word in words):
        expression, variable = "=integerVariable + 1", "integerVariable"
    elif any(word.startswith("SET_") for word in words):
        expression, variable = f"={DATA}", _data(root)
    elif "LOG_DATA" in words:
        expression = f"={_data(root)} = {told.data}"
    _extend(element, "script", expression=expression, resultVariable=variable)


def _data(root: etree._Element) -> str:
    """The first variable that the diagram declares."""
    found = next(root.iter(f"{BPMN}property", f"{BPMN}dataObject"), None)
    names = [] if found is None else [found.get("name") or "", found.get("id") or ""]
    return next((name for name in names if re.fullmatch(r"[^\W\d]\w*", name)), "data")


def _messages(root: etree._Element) -> None:
    for message in root.iter(f"{BPMN}message"):
        _extend(message, "subscription", correlationKey=KEY)
    shared = {each.get("id") for each in root.findall(f"{BPMN}messageEventDefinition")}
    throws = [*root.iter(f"{BPMN}intermediateThrowEvent", f"{BPMN}endEvent"), *root.iter(f"{BPMN}sendTask")]
    for element in throws:
        named = {(each.text or "").strip().rpartition(":")[2] for each in element.iter(f"{BPMN}eventDefinitionRef")}
        tells = element.get("messageRef") or element.find(f".//{BPMN}messageEventDefinition") is not None
        if tells or named & shared:
            _extend(element, "taskDefinition", type="publish_message")
            mapping = _extend(element, "ioMapping")
            etree.SubElement(mapping, f"{{{ZEEBE}}}input", source=KEY, target="correlationKey")


def _extend(element: etree._Element, name: str, **attributes: str) -> etree._Element:
    holder = element.find(f"{BPMN}extensionElements")
    if holder is None:
        holder = etree.Element(f"{BPMN}extensionElements")
        element.insert(0, holder)
    return etree.SubElement(holder, f"{{{ZEEBE}}}{name}", **attributes)
