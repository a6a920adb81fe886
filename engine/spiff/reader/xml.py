"""Walking a diagram's XML: children by name, extension elements, the node that an element belongs to."""

from collections.abc import Iterator

from lxml import etree

from engine.spiff.model.finding import DiagramFinding
from engine.spiff.reader import dialect

Element = etree._Element
OWNERS = {*dialect.NODES, "process", "sequenceFlow", "lane", "message", "error", "signal", "escalation"}
HOLDERS = ("definitions", "process", "subProcess", "transaction", "adHocSubProcess")


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(element).localname


def space(element: Element) -> str:
    """The element's namespace, empty without one."""
    return etree.QName(element).namespace or ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """The BPMN children of these names (of any name without names), in document order."""
    for child in element:
        if space(child) == dialect.BPMN and (not names or local(child) in names):
            yield child


def children_of(root: Element, *names: str) -> Iterator[Element]:
    """The BPMN elements of these names anywhere below, in document order."""
    return root.iter(*(f"{{{dialect.BPMN}}}{name}" for name in names))


def child(element: Element, name: str) -> Element | None:
    """The first BPMN child of this name."""
    return next(children(element, name), None)


def extensions(element: Element, name: str) -> list[Element]:
    """The `zeebe:` extension elements of this name."""
    holder = child(element, "extensionElements")
    return [] if holder is None else holder.findall(f"{{{dialect.ZEEBE}}}{name}")


def extension(element: Element, name: str) -> Element | None:
    """The first `zeebe:` extension element of this name."""
    return next(iter(extensions(element, name)), None)


def text(element: Element | None) -> str:
    """The element's text without the blanks around it."""
    return "" if element is None else "".join(str(part) for part in element.itertext()).strip()


def plain(reference: str) -> str:
    """An id without the prefix of its namespace."""
    return reference.rpartition(":")[2]


def owner(element: Element) -> Element:
    """The flow node, flow or process that this element is or stands in: findings name that."""
    at: Element | None = element
    while at is not None:
        if space(at) == dialect.BPMN and at.get("id") and (local(at) in OWNERS or _stands_free(at)):
            return at
        at = at.getparent()
    return element


def _stands_free(element: Element) -> bool:
    """True if an element of an unknown kind stands where nodes do: a finding then names its own id."""
    parent = element.getparent()
    return parent is not None and local(parent) in HOLDERS


class FindingCollector(list[DiagramFinding]):
    """The findings of what cannot be executed, gathered over all files of a bundle."""

    def at(self, file: str, element: Element, code: str, **values: object) -> None:
        """Adds a finding at an XML element."""
        place = owner(element)
        self.append(DiagramFinding(code, file, place.get("id"), place.get("name"), values))
