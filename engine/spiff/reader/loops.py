"""How activities of a diagram repeat: multi-instance, standard loops, ad-hoc subprocesses."""

from typing import Any

from engine.spiff.model.events import EventDefinition
from engine.spiff.model.loops import AdHoc, Loop, Repeat
from engine.spiff.reader.data import items_of
from engine.spiff.reader.events import Events
from engine.spiff.reader.expressions import condition, whole_number
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
    characteristics, file, findings = child(element, "multiInstanceLoopCharacteristics"), events.file, events.findings
    if characteristics is None:
        return None
    zeebe, cardinality = (
        extension(characteristics, "loopCharacteristics"),
        text(child(characteristics, "loopCardinality")),
    )
    attributes = {str(name): str(value) for name, value in (zeebe.attrib.items() if zeebe is not None else ())}
    attributes = items_of(characteristics, events.data) | attributes
    if not attributes.get("inputCollection") and not cardinality:
        findings.at(file, element, "loop_without_collection")
        return None
    if bool(attributes.get("outputCollection")) != bool(attributes.get("outputElement")):
        findings.at(file, element, "loop_output_incomplete")
    behavior = characteristics.get("behavior", "All")
    event = events.named(element, characteristics.get(f"{behavior.lower()}BehaviorEventRef"))
    return Loop(
        characteristics.get("isSequential") == "true",
        attributes.get("inputCollection", ""),
        _optional(attributes, "inputElement"),
        _optional(attributes, "outputCollection"),
        _optional(attributes, "outputElement"),
        condition(child(characteristics, "completionCondition"), element, file, findings),
        None if attributes.get("inputCollection") else cardinality,
        behavior,
        event,
        _complex(characteristics, element, events),
    )


def _complex(characteristics: Element, element: Element, events: Events) -> list[tuple[str, EventDefinition]]:
    pairs = []
    for each in children(characteristics, "complexBehaviorDefinition"):
        holds = condition(child(each, "condition"), element, events.file, events.findings)
        thrown = child(each, "event")
        pairs.append((holds or "true", EventDefinition() if thrown is None else events.of(thrown)))
    return pairs


def _repeat(element: Element, file: str, findings: FindingCollector) -> Repeat | None:
    characteristics = child(element, "standardLoopCharacteristics")
    if characteristics is None:
        return None
    maximum = whole_number(characteristics, "loopMaximum", file, findings)
    while_ = condition(child(characteristics, "loopCondition"), element, file, findings)
    if while_ is None and maximum is None:
        findings.at(file, element, "loop_without_bound")
    return Repeat(while_, characteristics.get("testBefore") == "true", maximum)


def _ad_hoc(element: Element, file: str, findings: FindingCollector) -> AdHoc:
    return AdHoc(
        element.get("ordering") == "Sequential",
        condition(child(element, "completionCondition"), element, file, findings),
        element.get("cancelRemainingInstances") != "false",
    )


def _optional(attributes: dict[str, str], name: str) -> str | None:
    return attributes.get(name) or None
