"""How activities of a diagram repeat: multi-instance, standard loops, ad-hoc subprocesses."""

from typing import Any

from engine.spiff.model.events import Happening
from engine.spiff.model.loops import AdHoc, Loop, Repeat
from engine.spiff.reader.data import items_of
from engine.spiff.reader.events import Events
from engine.spiff.reader.expressions import condition, whole
from engine.spiff.reader.xml import Element, FindingCollector, child, children, extension, local, text


def repeating(element: Element, events: Events) -> dict[str, Any]:
    """The fields of a node that say how it repeats."""
    file, findings = events.file, events.findings
    return {
        "loop": _loop(element, events),
        "repeat": _repeat(element, file, findings),
        "ad_hoc": _ad_hoc(element, file, findings) if local(element) == "adHocSubProcess" else None,
    }


def _loop(element: Element, events: Events) -> Loop | None:
    told, file, findings = child(element, "multiInstanceLoopCharacteristics"), events.file, events.findings
    if told is None:
        return None
    zeebe, cardinality = extension(told, "loopCharacteristics"), text(child(told, "loopCardinality"))
    said = {str(name): str(value) for name, value in (zeebe.attrib.items() if zeebe is not None else ())}
    said = items_of(told, events.data) | said
    if not said.get("inputCollection") and not cardinality:
        findings.at(file, element, "loop_without_collection")
        return None
    if bool(said.get("outputCollection")) != bool(said.get("outputElement")):
        findings.at(file, element, "loop_output_incomplete")
    behavior = told.get("behavior", "All")
    event = events.named(element, told.get(f"{behavior.lower()}BehaviorEventRef"))
    return Loop(
        told.get("isSequential") == "true",
        said.get("inputCollection", ""),
        _said(said, "inputElement"),
        _said(said, "outputCollection"),
        _said(said, "outputElement"),
        condition(child(told, "completionCondition"), element, file, findings),
        None if said.get("inputCollection") else cardinality,
        behavior,
        event,
        _complex(told, element, events),
    )


def _complex(told: Element, element: Element, events: Events) -> list[tuple[str, Happening]]:
    found = []
    for each in children(told, "complexBehaviorDefinition"):
        holds = condition(child(each, "condition"), element, events.file, events.findings)
        thrown = child(each, "event")
        found.append((holds or "true", Happening() if thrown is None else events.of(thrown)))
    return found


def _repeat(element: Element, file: str, findings: FindingCollector) -> Repeat | None:
    told = child(element, "standardLoopCharacteristics")
    if told is None:
        return None
    maximum = whole(told, "loopMaximum", file, findings)
    while_ = condition(child(told, "loopCondition"), element, file, findings)
    if while_ is None and maximum is None:
        findings.at(file, element, "loop_without_bound")
    return Repeat(while_, told.get("testBefore") == "true", maximum)


def _ad_hoc(element: Element, file: str, findings: FindingCollector) -> AdHoc:
    return AdHoc(
        element.get("ordering") == "Sequential",
        condition(child(element, "completionCondition"), element, file, findings),
        element.get("cancelRemainingInstances") != "false",
    )


def _said(said: dict[str, str], name: str) -> str | None:
    return said.get(name) or None
