"""Data objects and properties: variables that begin as null where their process, subprocess or activity begins."""

from engine.spiff.source import Element, children


def data_of(element: Element) -> list[str]:
    """The variables that an element declares: the name of each data object and property, its id where it has none."""
    told = (each.get("name") or each.get("id") or "" for each in children(element, "property", "dataObject"))
    return list(dict.fromkeys(name for name in told if name))


def handlers_of(element: Element) -> dict[str, str]:
    """What associations lead to: boundary event id → id of the activity that compensates."""
    return {each.get("sourceRef", ""): each.get("targetRef", "") for each in children(element, "association")}
