"""Multi-instance loops of a diagram."""

from engine.spiff.model import Loop
from engine.spiff.source import Element, Findings, child, extension, text


def loop(element: Element, file: str, findings: Findings) -> Loop | None:
    """The loop of an activity, None without one. Findings: loop_without_collection, condition_not_feel."""
    told = child(element, "multiInstanceLoopCharacteristics")
    if told is None:
        return None
    zeebe, ends = extension(told, "loopCharacteristics"), text(child(told, "completionCondition"))
    if zeebe is None or not zeebe.get("inputCollection"):
        findings.at(file, element, "loop_without_collection")
        return None
    if ends and not ends.startswith("="):
        findings.at(file, element, "condition_not_feel", text=ends)
    if bool(zeebe.get("outputCollection")) != bool(zeebe.get("outputElement")):
        findings.at(file, element, "loop_output_incomplete")
    return Loop(
        told.get("isSequential") == "true", zeebe.get("inputCollection", ""), zeebe.get("inputElement") or None,
        zeebe.get("outputCollection") or None, zeebe.get("outputElement") or None,
        ends.removeprefix("=").strip() or None,
    )  # fmt: skip
