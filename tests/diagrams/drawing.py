"""Draws small test diagrams from text: nodes by kind, flows as arrows."""

import itertools

from lxml import etree

NS = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "zeebe": "http://camunda.org/schema/zeebe/1.0",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
TAGS = {
    "start": "startEvent",
    "end": "endEvent",
    "user": "userTask",
    "task": "task",
    "manual": "manualTask",
    "xor": "exclusiveGateway",
    "and": "parallelGateway",
    "or": "inclusiveGateway",
    "complex": "complexGateway",
    "events": "eventBasedGateway",
    "sub": "subProcess",
}


def bpmn(process: str, *parts: str, root: str = "", executable: str = "true") -> bytes:
    """A file with one process. Parts are XML, or lines: `user approve`, `a > b > c`, `a > b : =x > 1`, `a > b : default`."""
    return whole(one(process, *parts, executable=executable), root=root)


def whole(*processes: str, root: str = "") -> bytes:
    """A file with these processes and root elements."""
    space = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NS.items())
    inside = root + "".join(processes)
    return f'<bpmn:definitions {space} id="d" targetNamespace="t">{inside}</bpmn:definitions>'.encode()


def one(process: str, *parts: str, executable: str = "true") -> str:
    """One process as XML."""
    return f'<bpmn:process id="{process}" name="{process}" isExecutable="{executable}">{inside(*parts)}</bpmn:process>'


def inside(*parts: str) -> str:
    """The nodes and flows of a process or subprocess as XML."""
    space = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NS.items())
    lines = [line.strip() for part in parts if not part.lstrip().startswith("<") for line in part.splitlines()]
    nodes = "".join(part for part in parts if part.lstrip().startswith("<"))
    nodes += "".join(_node(*line.split(None, 1)) for line in lines if line and " > " not in line.split(" : ")[0])
    holder = etree.fromstring(f"<holder {space}>{nodes}</holder>")
    for line in lines:
        if " > " in line.split(" : ")[0]:
            _flows(holder, line)
    return "".join(etree.tostring(child, encoding="unicode") for child in holder)


def _node(kind: str, rest: str) -> str:
    return "".join(f'<bpmn:{TAGS[kind]} id="{name}" name="{name.replace("_", " ")}"/>' for name in rest.split())


def _flows(holder: etree._Element, line: str) -> None:
    way, _, condition = line.partition(" : ")
    names = [name.strip() for name in way.split(" > ")]
    for source, target in itertools.pairwise(names):
        identity = f"{source}__{target}"
        count = len(holder.xpath(f"//*[starts-with(@id, '{identity}')]"))
        identity += f"_{count + 1}" if count else ""
        flow = etree.SubElement(
            holder, f"{{{NS['bpmn']}}}sequenceFlow", id=identity, sourceRef=source, targetRef=target
        )
        if condition == "default":
            holder.find(f"*[@id='{source}']").set("default", identity)
        elif condition:
            etree.SubElement(flow, f"{{{NS['bpmn']}}}conditionExpression").text = condition


def element(tag: str, identity: str, *extensions: str, inner: str = "", **attributes: str) -> str:
    """A BPMN element with `zeebe:` extension elements and inner BPMN."""
    rendered = "".join(f' {key}="{_escaped(value)}"' for key, value in attributes.items())
    holder = f"<bpmn:extensionElements>{''.join(extensions)}</bpmn:extensionElements>" if extensions else ""
    return f'<bpmn:{tag} id="{identity}" name="{identity.replace("_", " ")}"{rendered}>{holder}{inner}</bpmn:{tag}>'


def zeebe(tag: str, inner: str = "", **attributes: str) -> str:
    """A `zeebe:` element."""
    rendered = "".join(f' {key}="{_escaped(value)}"' for key, value in attributes.items())
    return f"<zeebe:{tag}{rendered}>{inner}</zeebe:{tag}>"


def io(inputs: dict[str, str] | None = None, outputs: dict[str, str] | None = None) -> str:
    """Input and output mappings, target → source."""
    mappings = "".join(zeebe("input", source=source, target=target) for target, source in (inputs or {}).items())
    mappings += "".join(zeebe("output", source=source, target=target) for target, source in (outputs or {}).items())
    return zeebe("ioMapping", mappings)


def user(identity: str, *extensions: str, form: str | None = None, inner: str = "", **assignment: str) -> str:
    """A user task with form and assignment."""
    parts = [zeebe("userTask"), *extensions]
    parts += [zeebe("formDefinition", formId=form)] if form else []
    parts += [zeebe("assignmentDefinition", **assignment)] if assignment else []
    return element("userTask", identity, *parts, inner=inner)


def script(identity: str, expression: str, result: str, *extensions: str, inner: str = "") -> str:
    """A FEEL script task."""
    expression_element = zeebe("script", expression=expression, resultVariable=result)
    return element("scriptTask", identity, expression_element, *extensions, inner=inner)


def job(identity: str, kind: str, *extensions: str, inner: str = "") -> str:
    """A service task."""
    return element("serviceTask", identity, zeebe("taskDefinition", type=kind), *extensions, inner=inner)


def timer(kind: str, text: str) -> str:
    """A timer event definition: `timer("timeDuration", "P3D")`."""
    return f"<bpmn:timerEventDefinition><bpmn:{kind}>{_escaped(text)}</bpmn:{kind}></bpmn:timerEventDefinition>"


def caught(message: str) -> str:
    """A message event definition."""
    return f'<bpmn:messageEventDefinition messageRef="{message}"/>'


def message(identity: str, name: str, key: str = "") -> str:
    """A root message with the key by which it is waited for."""
    subscription = (
        f"<bpmn:extensionElements>{zeebe('subscription', correlationKey=key)}</bpmn:extensionElements>" if key else ""
    )
    return f'<bpmn:message id="{identity}" name="{name}">{subscription}</bpmn:message>'


def error(identity: str, code: str) -> str:
    """A root error."""
    return f'<bpmn:error id="{identity}" name="{code}" errorCode="{code}"/>'


def boundary(identity: str, host: str, definition: str, *, interrupting: bool = True) -> str:
    """A boundary event."""
    kind = str(interrupting).lower()
    return element("boundaryEvent", identity, inner=definition, attachedToRef=host, cancelActivity=kind)


def loop(collection: str, item: str, *, sequential: bool = False, ends: str = "", **output: str) -> str:
    """Multi-instance characteristics; `outputCollection` and `outputElement` as keywords."""
    characteristics = zeebe("loopCharacteristics", inputCollection=collection, inputElement=item, **output)
    condition = f"<bpmn:completionCondition>{_escaped(ends)}</bpmn:completionCondition>" if ends else ""
    kind = str(sequential).lower()
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{kind}"><bpmn:extensionElements>{characteristics}'
        f"</bpmn:extensionElements>{condition}</bpmn:multiInstanceLoopCharacteristics>"
    )


def event(tag: str, identity: str, *definitions: str, **attributes: str) -> str:
    """An event with its definitions: `event("endEvent", "failed", event_definition("error", "e"))`."""
    return element(tag, identity, inner="".join(definitions), **attributes)


def event_definition(kind: str, reference: str = "", inner: str = "", **attributes: str) -> str:
    """An event definition; `reference` is the signal, message, error or escalation that it names."""
    attributes |= {f"{kind}Ref": reference} if reference else {}
    rendered = "".join(f' {key}="{_escaped(value)}"' for key, value in attributes.items())
    return f"<bpmn:{kind}EventDefinition{rendered}>{inner}</bpmn:{kind}EventDefinition>"


def when(condition: str) -> str:
    """A conditional event definition."""
    return event_definition("conditional", inner=f"<bpmn:condition>{_escaped(condition)}</bpmn:condition>")


def signal(identity: str, name: str = "") -> str:
    """A root signal."""
    return f'<bpmn:signal id="{identity}" name="{name or identity}"/>'


def escalation(identity: str, code: str = "") -> str:
    """A root escalation."""
    return f'<bpmn:escalation id="{identity}" escalationCode="{code or identity}"/>'


def sub(identity: str, *parts: str, tag: str = "subProcess", inner: str = "", **attributes: str) -> str:
    """A subprocess of parts as for `bpmn`."""
    return element(tag, identity, inner=inner + inside(*parts), **attributes)


def on_event(identity: str, definition: str, *parts: str, interrupting: bool = True) -> str:
    """An event subprocess: its start `<identity>_start`, then the parts; flows lead from that start."""
    start = event("startEvent", f"{identity}_start", definition, isInterrupting=str(interrupting).lower())
    return sub(identity, start, *parts, triggeredByEvent="true")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
