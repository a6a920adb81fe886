"""Data objects and properties: variables that begin as null where their process, subprocess or activity begins."""

import re

from engine.spiff.source import Element, children

NAME = re.compile(r"[^\W\d]\w*")


def data_of(element: Element) -> list[str]:
    """The variables that an element declares: data objects and properties by their names, else by their ids."""
    return list(dict.fromkeys(_name(each) for each in children(element, "property", "dataObject")))


def _name(element: Element) -> str:
    names = [element.get("name") or "", element.get("id") or ""]
    return next((name for name in names if NAME.fullmatch(name)), names[1])


def handlers_of(element: Element) -> dict[str, str]:
    """What associations lead to: boundary event id → id of the activity that compensates."""
    return {each.get("sourceRef", ""): each.get("targetRef", "") for each in children(element, "association")}
