"""The `zeebe:` extension elements that we execute, their attributes, and on which elements they may stand."""

from collections.abc import Mapping

from engine.spiff.reader.dialect import ANY, FLAG, Values, attributes

_BINDING: dict[str, Values] = {"bindingType": frozenset({"deployment", "latest", "versionTag"}), "versionTag": ANY}
ZEEBE_ELEMENTS: Mapping[str, Mapping[str, Values]] = {
    "formDefinition": {"formId": ANY, **_BINDING},
    "userTask": {},
    "assignmentDefinition": attributes("assignee candidateGroups candidateUsers"),
    "taskSchedule": attributes("dueDate followUpDate"),
    "priorityDefinition": attributes("priority"),
    "ioMapping": {},
    "input": attributes("source target"),
    "output": attributes("source target"),
    "properties": {},
    "property": attributes("name value"),
    "calledDecision": {"decisionId": ANY, "resultVariable": ANY, **_BINDING},
    "script": attributes("expression resultVariable"),
    "taskDefinition": attributes("type retries"),
    "taskHeaders": {},
    "header": attributes("key value"),
    "calledElement": {
        "processId": ANY,
        "propagateAllParentVariables": FLAG,
        "propagateAllChildVariables": FLAG,
        **_BINDING,
    },
    "loopCharacteristics": attributes("inputCollection inputElement outputCollection outputElement"),
    "subscription": attributes("correlationKey"),
    "versionTag": attributes("value"),
}

_IO = frozenset({"ioMapping", "properties"})
_JOB = _IO | {"taskDefinition", "taskHeaders"}
_ONLY_PROPERTIES = frozenset({"properties"})
ZEEBE_OF: Mapping[str, frozenset[str]] = {
    "process": frozenset({"versionTag", "properties"}),
    "startEvent": _IO | {"formDefinition"},
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
    **dict.fromkeys(("subProcess", "transaction", "adHocSubProcess"), _IO),
    "globalUserTask": _IO
    | {"userTask", "formDefinition", "assignmentDefinition", "taskSchedule", "priorityDefinition"},
    "globalScriptTask": _IO | {"script"},
    "globalBusinessRuleTask": _IO | {"calledDecision"},
    **dict.fromkeys(("manualTask", "task", "sequenceFlow", "participant", "collaboration"), _ONLY_PROPERTIES),
    **dict.fromkeys(
        (
            "exclusiveGateway",
            "inclusiveGateway",
            "complexGateway",
            "parallelGateway",
            "eventBasedGateway",
        ),
        _ONLY_PROPERTIES,
    ),
    "multiInstanceLoopCharacteristics": frozenset({"loopCharacteristics"}),
    "message": frozenset({"subscription"}),
    "ioMapping": frozenset({"input", "output"}),
    "properties": frozenset({"property"}),
    "taskHeaders": frozenset({"header"}),
}
