"""The dialect: every element and attribute that we execute, by its host. What is not listed is refused."""

from collections.abc import Mapping

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
# Kept with the file and not executed: pictures, colours, what a modeler writes down for itself.
KEPT = frozenset(
    {
        "http://www.omg.org/spec/BPMN/20100524/DI",
        "http://www.omg.org/spec/DD/20100524/DC",
        "http://www.omg.org/spec/DD/20100524/DI",
        "http://camunda.org/schema/modeler/1.0",
        "http://bpmn.io/schema/bpmn/biocolor/1.0",
        "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
        XSI,
    }
)
KEPT_ZEEBE = frozenset({"modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon"})

Values = frozenset[str] | None
ANY: Values = None
TRUE, FALSE = frozenset({"true"}), frozenset({"false"})
FLAG = TRUE | FALSE


def attributes(names: str, **valued: Values) -> dict[str, Values]:
    """Attributes of any value by their names, and those of certain values."""
    return {**dict.fromkeys(names.split(), ANY), **valued}


_BASE = attributes("id name")
_ACTIVITY = {
    **_BASE,
    "isForCompensation": FLAG,
    "startQuantity": ANY,
    "completionQuantity": ANY,
    "default": ANY,
}
_PLAIN = frozenset({"##unspecified", "##WebService"})
_TASK = {**_ACTIVITY, "implementation": _PLAIN}
_EVENT = {**_BASE, "parallelMultiple": FLAG}
_DATA = attributes("id name itemSubjectRef isCollection")
_GATEWAY = {**_BASE, "gatewayDirection": ANY}
_NOTE = attributes("id textFormat")
_FORMULA = attributes("id language evaluatesToTypeRef")

NODES: Mapping[str, Mapping[str, Values]] = {
    "startEvent": {**_EVENT, "isInterrupting": FLAG},
    "endEvent": _BASE,
    "intermediateCatchEvent": _EVENT,
    "intermediateThrowEvent": _BASE,
    "boundaryEvent": {**_EVENT, "attachedToRef": ANY, "cancelActivity": FLAG},
    "userTask": _TASK,
    "manualTask": _ACTIVITY,
    "task": _ACTIVITY,
    "serviceTask": {**_TASK, "operationRef": ANY},
    "sendTask": {**_TASK, "messageRef": ANY, "operationRef": ANY},
    "receiveTask": {**_TASK, "messageRef": ANY, "instantiate": FLAG, "operationRef": ANY},
    "scriptTask": _ACTIVITY,
    "businessRuleTask": _TASK,
    "callActivity": {**_ACTIVITY, "calledElement": ANY},
    "subProcess": {**_ACTIVITY, "triggeredByEvent": FLAG},
    "transaction": {**_ACTIVITY, "triggeredByEvent": FALSE, "method": ANY},
    "adHocSubProcess": {
        **_ACTIVITY,
        "triggeredByEvent": FALSE,
        "ordering": frozenset({"Parallel", "Sequential"}),
        "cancelRemainingInstances": FLAG,
    },
    "exclusiveGateway": {**_GATEWAY, "default": ANY},
    "inclusiveGateway": {**_GATEWAY, "default": ANY},
    "complexGateway": {**_GATEWAY, "default": ANY},
    "parallelGateway": _GATEWAY,
    "eventBasedGateway": {
        **_GATEWAY,
        "instantiate": FLAG,
        "eventGatewayType": frozenset({"Exclusive", "Parallel"}),
    },
}
GLOBALS = {
    "globalTask": "task",
    "globalManualTask": "manualTask",
    "globalUserTask": "userTask",
    "globalScriptTask": "scriptTask",
    "globalBusinessRuleTask": "businessRuleTask",
}
"""Tasks that stand outside every process, to be called; each is read as the task that it names."""

ELEMENTS: Mapping[str, Mapping[str, Values]] = {
    **NODES,
    **dict.fromkeys(GLOBALS, _TASK),
    "definitions": attributes("id name targetNamespace exporter exporterVersion expressionLanguage typeLanguage"),
    "process": {**_BASE, "isExecutable": ANY, "processType": ANY, "isClosed": ANY},
    "collaboration": {**_BASE, "isClosed": ANY},
    "participant": {**_BASE, "processRef": ANY},
    "participantMultiplicity": attributes("id minimum maximum"),
    "interfaceRef": {},
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
    "conditionExpression": _FORMULA,
    "message": {**_BASE, "itemRef": ANY},
    "error": {**_BASE, "errorCode": ANY, "structureRef": ANY},
    "signal": {**_BASE, "structureRef": ANY},
    "escalation": {**_BASE, "escalationCode": ANY, "structureRef": ANY},
    "itemDefinition": attributes("id structureRef itemKind isCollection"),
    "interface": {**_BASE, "implementationRef": ANY},
    "operation": {**_BASE, "implementationRef": ANY},
    "inMessageRef": {},
    "outMessageRef": {},
    "errorRef": {},
    "operationRef": {},
    "property": attributes("id name itemSubjectRef"),
    "dataObject": _DATA,
    "dataObjectReference": {**_DATA, "dataObjectRef": ANY},
    "dataState": _BASE,
    **dict.fromkeys(("ioSpecification", "inputSet", "outputSet"), _BASE),
    **dict.fromkeys(("dataInput", "dataOutput"), _DATA),
    **dict.fromkeys(("dataInputAssociation", "dataOutputAssociation"), attributes("id")),
    "dataInputRefs": {},
    "dataOutputRefs": {},
    "optionalInputRefs": {},
    "optionalOutputRefs": {},
    "inputSetRefs": {},
    "outputSetRefs": {},
    "sourceRef": {},
    "targetRef": {},
    "eventDefinitionRef": {},
    "messageEventDefinition": {"id": ANY, "messageRef": ANY},
    "timerEventDefinition": {"id": ANY},
    "errorEventDefinition": {"id": ANY, "errorRef": ANY},
    "signalEventDefinition": {"id": ANY, "signalRef": ANY},
    "escalationEventDefinition": {"id": ANY, "escalationRef": ANY},
    "conditionalEventDefinition": {"id": ANY},
    "compensateEventDefinition": {"id": ANY, "activityRef": ANY, "waitForCompletion": FLAG},
    "cancelEventDefinition": {"id": ANY},
    "linkEventDefinition": _BASE,
    "source": {},
    "target": {},
    "terminateEventDefinition": {"id": ANY},
    "timeDate": _FORMULA,
    "timeDuration": _FORMULA,
    "timeCycle": _FORMULA,
    "condition": _FORMULA,
    "multiInstanceLoopCharacteristics": {
        "id": ANY,
        "isSequential": FLAG,
        "behavior": frozenset({"None", "One", "All", "Complex"}),
        "noneBehaviorEventRef": ANY,
        "oneBehaviorEventRef": ANY,
    },
    "loopCardinality": _FORMULA,
    "loopDataInputRef": {},
    "loopDataOutputRef": {},
    "inputDataItem": _DATA,
    "outputDataItem": _DATA,
    "complexBehaviorDefinition": {"id": ANY},
    "event": _BASE,
    "standardLoopCharacteristics": {"id": ANY, "testBefore": FLAG, "loopMaximum": ANY},
    "loopCondition": _FORMULA,
    "completionCondition": _FORMULA,
    "activationCondition": _FORMULA,
    "textAnnotation": _NOTE,
    "text": {},
    "association": attributes("id sourceRef targetRef associationDirection"),
    "group": attributes("id categoryValueRef"),
    "category": _BASE,
    "categoryValue": attributes("id value"),
}

_CATCHES = ("messageEventDefinition", "timerEventDefinition", "signalEventDefinition", "conditionalEventDefinition")
_THROWS = (
    "messageEventDefinition",
    "signalEventDefinition",
    "escalationEventDefinition",
    "compensateEventDefinition",
)
_FAULTS = ("errorEventDefinition", "escalationEventDefinition", "compensateEventDefinition")
EVENTS_OF: Mapping[str, frozenset[str]] = {
    "startEvent": frozenset({*_CATCHES, *_FAULTS}),
    "endEvent": frozenset({*_THROWS, "errorEventDefinition", "cancelEventDefinition", "terminateEventDefinition"}),
    "intermediateCatchEvent": frozenset({*_CATCHES, "linkEventDefinition"}),
    "intermediateThrowEvent": frozenset({*_THROWS, "linkEventDefinition"}),
    "boundaryEvent": frozenset({*_CATCHES, *_FAULTS, "cancelEventDefinition"}),
    "event": frozenset({"signalEventDefinition"}),
    "definitions": frozenset(
        {
            *_CATCHES,
            *_THROWS,
            *_FAULTS,
            "cancelEventDefinition",
            "terminateEventDefinition",
            "linkEventDefinition",
        }
    ),
}
