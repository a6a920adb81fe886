"""Expressions of a diagram as BPMN's own elements hold them."""

from engine.spiff.reader.xml import Element, FindingCollector, text


def condition(told: Element | None, element: Element, file: str, findings: FindingCollector) -> str | None:
    """A condition's FEEL without its `=`, None without one. Finding: condition_not_feel."""
    if told is None or not (said := text(told)):
        return None
    if "feel" not in told.get("language", "feel").lower():
        findings.at(file, element, "condition_not_feel", text=told.get("language"))
    if not said.startswith("=") or not said.removeprefix("=").strip():
        findings.at(file, element, "condition_not_feel", text=said)
    return said.removeprefix("=").strip() or None


def whole(element: Element, attribute: str, file: str, findings: FindingCollector, least: int = 1) -> int | None:
    """A whole number of an attribute, None without one. Finding: number_too_small below `least` or where it is none."""
    told = element.get(attribute)
    if told is None:
        return None
    number = int(told) if told.strip().lstrip("-").isdecimal() and len(told) < 10 else least - 1
    if number < least:
        findings.at(file, element, "number_too_small", attribute=attribute, value=told, least=least)
        return least
    return number
