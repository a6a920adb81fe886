"""The dialect: every element and attribute that we execute, by its host. What is not listed is refused."""

from collections.abc import Mapping

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
# Kept with the file and not executed: pictures, colours, what a modeler writes down for itself.
KEPT = frozenset({
    "http://www.omg.org/spec/BPMN/20100524/DI", "http://www.omg.org/spec/DD/20100524/DC", "http://www.omg.org/spec/DD/20100524/DI",
    "http://camunda.org/schema/modeler/1.0", "http://bpmn.io/schema/bpmn/biocolor/1.0",
    "http://www.omg.org/spec/BPMN/non-normative/color/1.0", XSI,
})  # fmt: skip
KEPT_ZEEBE = frozenset({"modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon"})

Values = frozenset[str] | None
ANY: Values = None
TRUE, FALSE, ONE = frozenset({"true"}), frozenset({"false"}), frozenset({"1"})
FLAG = TRUE | FALSE


def _attributes(names: str, **valued: Values) -> dict[str, Values]:
    return {**dict.fromkeys(names.split(), ANY), **valued}


_BASE = _attributes("id name")
_ACTIVITY = {**_BASE, "isForCompensation": FALSE, "startQuantity": ONE, "completionQuantity": ONE}
_PLAIN = frozenset({"##unspecified", "##WebService"})
_TASK = {**_ACTIVITY, "implementation": _PLAIN}
_EVENT = {**_BASE, "parallelMultiple": FALSE}
_GATEWAY = {**_BASE, "gatewayDirection": ANY}
_NOTE = _attributes("id textFormat")

NODES: Mapping[str, Mapping[str, Values]] = {
    "startEvent": {**_EVENT, "isInterrupting": TRUE},
    "endEvent": _BASE,
    "intermediateCatchEvent": _EVENT,
    "intermediateThrowEvent": _BASE,
    "boundaryEvent": {**_EVENT, "attachedToRef": ANY, "cancelActivity": FLAG},
    "userTask": _TASK,
    "manualTask": _ACTIVITY,
    "task": _ACTIVITY,
    "serviceTask": _TASK,
    "sendTask": {**_TASK, "messageRef": ANY},
    "receiveTask": {**_TASK, "messageRef": ANY, "instantiate": FALSE},
    "scriptTask": _ACTIVITY,
    "businessRuleTask": _TASK,
    "callActivity": _ACTIVITY,
    "subProcess": {**_ACTIVITY, "triggeredByEvent": FALSE},
    "exclusiveGateway": {**_GATEWAY, "default": ANY},
    "inclusiveGateway": {**_GATEWAY, "default": ANY},
    "parallelGateway": _GATEWAY,
    "eventBasedGateway": {**_GATEWAY, "instantiate": FALSE, "eventGatewayType": frozenset({"Exclusive"})},
}

ELEMENTS: Mapping[str, Mapping[str, Values]] = {
    **NODES,
    "definitions": _attributes("id name targetNamespace exporter exporterVersion expressionLanguage typeLanguage"),
    "process": {**_BASE, "isExecutable": ANY, "processType": ANY, "isClosed": ANY},
    "collaboration": {**_BASE, "isClosed": ANY},
    "participant": {**_BASE, "processRef": ANY},
    "messageFlow": {**_BASE, "sourceRef": ANY, "targetRef": ANY, "messageRef": ANY},
    "laneSet": _BASE,
    "childLaneSet": _BASE,
    "lane": _BASE,
    "flowNodeRef": {},
    "incoming": {},
    "outgoing": {},
    "documentation": _NOTE,
    "extensionElements": {},
    "sequenceFlow": {**_BASE, "sourceRef": ANY, "targetRef": ANY, "isImmediate": ANY},
    "conditionExpression": _attributes("id language"),
    "message": _BASE,
    "error": {**_BASE, "errorCode": ANY},
    "messageEventDefinition": {"id": ANY, "messageRef": ANY},
    "timerEventDefinition": {"id": ANY},
    "errorEventDefinition": {"id": ANY, "errorRef": ANY},
    "terminateEventDefinition": {"id": ANY},
    "timeDate": _attributes("id language"),
    "timeDuration": _attributes("id language"),
    "multiInstanceLoopCharacteristics": {"id": ANY, "isSequential": FLAG},
    "completionCondition": _attributes("id language"),
    "textAnnotation": _NOTE,
    "text": {},
    "association": _attributes("id sourceRef targetRef associationDirection"),
    "group": _attributes("id categoryValueRef"),
    "category": _BASE,
    "categoryValue": _attributes("id value"),
}

EVENTS_OF: Mapping[str, frozenset[str]] = {
    "startEvent": frozenset(),
    "endEvent": frozenset({"messageEventDefinition", "errorEventDefinition", "terminateEventDefinition"}),
    "intermediateCatchEvent": frozenset({"messageEventDefinition", "timerEventDefinition"}),
    "intermediateThrowEvent": frozenset({"messageEventDefinition"}),
    "boundaryEvent": frozenset({"messageEventDefinition", "timerEventDefinition", "errorEventDefinition"}),
}

_BINDING: dict[str, Values] = {"bindingType": frozenset({"deployment", "latest", "versionTag"}), "versionTag": ANY}
ZEEBE_ELEMENTS: Mapping[str, Mapping[str, Values]] = {
    "formDefinition": {"formId": ANY, **_BINDING},
    "userTask": {},
    "assignmentDefinition": _attributes("assignee candidateGroups candidateUsers"),
    "taskSchedule": _attributes("dueDate followUpDate"),
    "priorityDefinition": _attributes("priority"),
    "ioMapping": {},
    "input": _attributes("source target"),
    "output": _attributes("source target"),
    "properties": {},
    "property": _attributes("name value"),
    "calledDecision": {"decisionId": ANY, "resultVariable": ANY, **_BINDING},
    "script": _attributes("expression resultVariable"),
    "taskDefinition": _attributes("type retries"),
    "taskHeaders": {},
    "header": _attributes("key value"),
    "calledElement": {
        "processId": ANY, "propagateAllParentVariables": FLAG, "propagateAllChildVariables": FLAG, **_BINDING,
    },
    "loopCharacteristics": _attributes("inputCollection inputElement outputCollection outputElement"),
    "subscription": _attributes("correlationKey"),
    "versionTag": _attributes("value"),
}  # fmt: skip

_IO = frozenset({"ioMapping", "properties"})
_JOB = _IO | {"taskDefinition", "taskHeaders"}
_ONLY_PROPERTIES = frozenset({"properties"})
ZEEBE_OF: Mapping[str, frozenset[str]] = {
    "process": frozenset({"versionTag", "properties"}),
    "startEvent": frozenset({"formDefinition", "properties"}),
    "userTask": _IO | {"userTask", "formDefinition", "assignmentDefinition", "taskSchedule", "priorityDefinition"},
    "businessRuleTask": _IO | {"calledDecision"},
    "scriptTask": _IO | {"script"},
    "serviceTask": _JOB,
    "sendTask": _JOB,
    "intermediateThrowEvent": _JOB,
    "endEvent": _JOB,
    "receiveTask": _IO,
    "intermediateCatchEvent": _IO,
    "boundaryEvent": _IO,
    "callActivity": _IO | {"calledElement"},
    "subProcess": _IO,
    **dict.fromkeys(("manualTask", "task", "sequenceFlow", "participant", "collaboration"), _ONLY_PROPERTIES),
    **dict.fromkeys(("exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway"), _ONLY_PROPERTIES),
    "multiInstanceLoopCharacteristics": frozenset({"loopCharacteristics"}),
    "message": frozenset({"subscription"}),
    "ioMapping": frozenset({"input", "output"}),
    "properties": frozenset({"property"}),
    "taskHeaders": frozenset({"header"}),
}
