"""What `zeebe:` extension elements say of a node, as the fields of the node."""

from typing import Any

from engine.spiff.reader.xml import Element, extension, extensions, plain


def properties(element: Element) -> dict[str, str]:
    """The `zeebe:property` names and values of an element."""
    holder = extension(element, "properties")
    return {} if holder is None else {str(each.get("name", "")): str(each.get("value", "")) for each in holder}


def listed(value: str | None) -> tuple[str, ...]:
    """The parts of a property that is a list with commas."""
    return tuple(part for text in (value or "").split(",") if (part := text.strip()))


def io(element: Element) -> dict[str, Any]:
    """Input and output mappings as (source, target) in order; the source keeps its leading `=`."""
    mappings: dict[str, Any] = {"inputs": [], "outputs": []}
    for mapping in extensions(element, "ioMapping"):
        for each in mapping:
            side = "inputs" if str(each.tag).endswith("}input") else "outputs"
            mappings[side].append((each.get("source", ""), each.get("target", "")))
    return mappings


def about(element: Element) -> dict[str, Any]:
    """Form, called decision, script and called process."""
    form, decision = extension(element, "formDefinition"), extension(element, "calledDecision")
    script, called = extension(element, "script"), extension(element, "calledElement")
    fields: dict[str, Any] = {"form": None if form is None else form.get("formId")}
    if element.get("calledElement"):
        fields["called"] = plain(element.get("calledElement", ""))
    if decision is not None:
        fields |= {"decision": decision.get("decisionId"), "result": decision.get("resultVariable")}
    if script is not None:
        fields |= {"script": script.get("expression") or "", "result": script.get("resultVariable")}
    if called is not None:
        hand = {"hand_in": "propagateAllParentVariables", "hand_back": "propagateAllChildVariables"}
        fields |= {"called": called.get("processId")} | {name: called.get(key) != "false" for name, key in hand.items()}
    return fields


def binding(element: Element) -> dict[str, Any]:
    """The binding of the form, decision or process: deployment (the default), latest, or `versionTag:<tag>`."""
    for name in ("formDefinition", "calledDecision", "calledElement"):
        reference = extension(element, name)
        if reference is not None and reference.get("bindingType"):
            kind = str(reference.get("bindingType"))
            return {"binding": f"versionTag:{reference.get('versionTag', '')}" if kind == "versionTag" else kind}
    return {}


def job(element: Element) -> dict[str, Any]:
    """Type, retries and headers of a job."""
    task, holder = extension(element, "taskDefinition"), extension(element, "taskHeaders")
    headers = {} if holder is None else {str(each.get("key", "")): str(each.get("value", "")) for each in holder}
    if task is None:
        return {"headers": headers}
    return {"job_type": task.get("type"), "retries": task.get("retries"), "headers": headers}


def user_task(element: Element) -> dict[str, Any]:
    """Assignment, schedule and priority; the texts keep their leading `=`."""
    assignment, schedule = extension(element, "assignmentDefinition"), extension(element, "taskSchedule")
    priority = extension(element, "priorityDefinition")
    return {
        "assignment": _texts(
            assignment, assignee="assignee", candidate_groups="candidateGroups", candidate_users="candidateUsers"
        ),
        "schedule": _texts(schedule, due="dueDate", follow_up="followUpDate"),
        "priority": None if priority is None else priority.get("priority"),
    }


def _texts(element: Element | None, **names: str) -> dict[str, str | None]:
    return {name: (element.get(key) or None) if element is not None else None for name, key in names.items()}
