"""Data objects and properties: variables that begin as null where their process, subprocess or activity begins."""

import re
from collections.abc import Mapping

from engine.spiff.reader.xml import Element, child, children, children_of, plain, text

NAME = re.compile(r"[^\W\d]\w*")


def data_of(element: Element) -> list[str]:
    """The variables that an element declares: data objects and properties by their names, else by their ids."""
    return list(dict.fromkeys(_name(each) for each in children(element, "property", "dataObject")))


def names_of(root: Element) -> dict[str, str]:
    """The name of each declared variable of a file in expressions, by the ids that refer to it."""
    declared = children_of(root, "property", "dataObject")
    names = {each.get("id", ""): _name(each) for each in declared}
    references = children_of(root, "dataObjectReference")
    return names | {each.get("id", ""): names.get(each.get("dataObjectRef", ""), "") for each in references}


def items_of(characteristics: Element, names: Mapping[str, str]) -> dict[str, str]:
    """A loop over declared data, in the words of `zeebe:loopCharacteristics`; empty for a loop without data."""
    source = plain(text(child(characteristics, "loopDataInputRef")))
    target = plain(text(child(characteristics, "loopDataOutputRef")))
    item, result = child(characteristics, "inputDataItem"), child(characteristics, "outputDataItem")
    attributes = {"inputCollection": f"={names[source]}"} if names.get(source) else {}
    attributes |= {"inputElement": _name(item)} if item is not None and attributes else {}
    if result is not None and names.get(target):
        attributes |= {"outputCollection": names[target], "outputElement": f"={_name(result)}"}
    return attributes


def _name(element: Element) -> str:
    names = [element.get("name") or "", element.get("id") or ""]
    return next((name for name in names if NAME.fullmatch(name)), names[1])


def handlers_of(element: Element) -> dict[str, str]:
    """The compensation handlers by association: boundary event id → id of the activity that compensates."""
    return {each.get("sourceRef", ""): each.get("targetRef", "") for each in children(element, "association")}
