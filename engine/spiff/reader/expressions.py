"""Conditions and whole numbers of BPMN's own elements and attributes."""

from engine.spiff.reader.xml import Element, FindingCollector, text


def condition(expression: Element | None, element: Element, file: str, findings: FindingCollector) -> str | None:
    """A condition's FEEL without its `=`, None without one. Finding: condition_not_feel."""
    if expression is None or not (source := text(expression)):
        return None
    if "feel" not in expression.get("language", "feel").lower():
        findings.at(file, element, "condition_not_feel", text=expression.get("language"))
    if not source.startswith("=") or not source.removeprefix("=").strip():
        findings.at(file, element, "condition_not_feel", text=source)
    return source.removeprefix("=").strip() or None


def whole_number(element: Element, attribute: str, file: str, findings: FindingCollector, least: int = 1) -> int | None:
    """A whole number of an attribute, None without one. Finding: number_too_small below `least` or where it is none."""
    digits = element.get(attribute)
    if digits is None:
        return None
    number = int(digits) if digits.strip().lstrip("-").isdecimal() and len(digits) < 10 else least - 1
    if number < least:
        findings.at(file, element, "number_too_small", attribute=attribute, value=digits, least=least)
        return least
    return number
