"""The allow-list walk: every element and attribute of a diagram is known to the dialect, or refused with its reason."""

from collections.abc import Mapping

from lxml import etree

from engine.spiff.reader import dialect, zeebe
from engine.spiff.reader.xml import Element, FindingCollector, local, space


def check(root: Element, file: str, findings: FindingCollector) -> None:
    """Adds a finding for everything under `root` that is not executed.

    Codes: element_, event_, extension_ and attribute_not_executed, extension_misplaced.
    """
    if space(root) in dialect.KEPT:
        return
    if _refused(root, file, findings):
        return
    _attributes(root, file, findings)
    for child in root:
        check(child, file, findings)


def _refused(element: Element, file: str, findings: FindingCollector) -> bool:
    code = _reason(element)
    if code:
        findings.at(file, element, code, tag=local(element), namespace=space(element))
    return code is not None


def _reason(element: Element) -> str | None:
    name, parent = local(element), element.getparent()
    if space(element) == dialect.ZEEBE:
        return _zeebe_reason(name, parent)
    if space(element) != dialect.BPMN:
        return "extension_not_executed"
    if name.endswith("EventDefinition") and parent is not None:
        allowed = dialect.EVENTS_OF.get(local(parent), frozenset())
        return None if name in allowed else "event_not_executed"
    return None if name in dialect.ELEMENTS else "element_not_executed"


def _zeebe_reason(name: str, parent: Element | None) -> str | None:
    if name not in zeebe.ZEEBE_ELEMENTS:
        return "extension_not_executed"
    host = parent.getparent() if parent is not None and local(parent) == "extensionElements" else parent
    allowed = zeebe.ZEEBE_OF.get(local(host), frozenset()) if host is not None else frozenset()
    return None if name in allowed else "extension_misplaced"


def _attributes(element: Element, file: str, findings: FindingCollector) -> None:
    known = (zeebe.ZEEBE_ELEMENTS if space(element) == dialect.ZEEBE else dialect.ELEMENTS)[local(element)]
    for key, value in element.attrib.items():
        name = etree.QName(str(key))
        if not _known(name, str(value), known):
            findings.at(file, element, "attribute_not_executed", attribute=name.localname, value=str(value))


def _known(name: etree.QName, value: str, known: Mapping[str, dialect.Values]) -> bool:
    if name.namespace == dialect.ZEEBE:
        return name.localname in dialect.KEPT_ZEEBE
    if name.namespace:
        return name.namespace in dialect.KEPT
    if name.localname not in known:
        return False
    allowed = known[name.localname]
    return allowed is None or value in allowed
