"""The elements of a DMN file by their local names, the same for every version of the standard (1.1 to 1.5)."""

from collections.abc import Iterator

from lxml import etree

from engine import xml
from engine.dmn.errors import DmnError

MODEL_NAMESPACES = frozenset(
    {
        "http://www.omg.org/spec/DMN/20130901",
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    }
)
BOXED = frozenset(
    {
        "literalExpression",
        "decisionTable",
        "context",
        "list",
        "relation",
        "invocation",
        "functionDefinition",
        "conditional",
        "filter",
        "for",
        "some",
        "every",
    }
)
LIMIT_BYTES = 4_000_000
LIMIT_NODES = 100_000


def definitions(source: bytes) -> etree._Element:
    """The `definitions` element of a DMN file. Raises DmnError (`not_dmn`, or the code of the XML door)."""
    try:
        root = xml.parse(source, limit_bytes=LIMIT_BYTES, limit_nodes=LIMIT_NODES)
    except xml.BadXml as bad:
        raise DmnError(bad.code, element=None, **bad.values) from None
    name = etree.QName(root)
    if name.localname != "definitions" or name.namespace not in MODEL_NAMESPACES:
        raise DmnError("not_dmn", element=name.localname, namespace=name.namespace)
    return root


def word(element: etree._Element) -> str:
    """The local name of an element of the standard, "" for one of another vocabulary (diagram, extension)."""
    name = etree.QName(element)
    return name.localname if name.namespace in MODEL_NAMESPACES else ""


def children(element: etree._Element, *words: str) -> Iterator[etree._Element]:
    return (child for child in element if word(child) in words)


def child(element: etree._Element | None, *words: str) -> etree._Element | None:
    return None if element is None else next(children(element, *words), None)


def boxed(element: etree._Element | None) -> etree._Element | None:
    """The boxed expression that is a direct child of `element`."""
    return None if element is None else next((inner for inner in element if word(inner) in BOXED), None)


def attribute(element: etree._Element | None, name: str) -> str | None:
    value = None if element is None else element.get(name)
    return value if isinstance(value, str) else None


def text(element: etree._Element | None, inner: str = "text") -> str:
    """The text of `<text>` (or another child) without the white space around it; "" where there is none."""
    node = child(element, inner)
    return (node.text or "").strip() if node is not None else ""


def type_name(element: etree._Element | None) -> str | None:
    """The `typeRef` of an element, as attribute or child, without the prefix that DMN 1.1 wrote (`feel:number`)."""
    written = attribute(element, "typeRef") or text(element, "typeRef")
    prefix, colon, rest = written.partition(":")
    return (rest if colon and " " not in prefix and "<" not in prefix else written) or None


def identities(root: etree._Element) -> dict[etree._Element, str]:
    """The id of every element of the standard; where it has none, a path from the nearest one above that has."""
    ids = {root: attribute(root, "id") or word(root)}
    level = [root]
    while level:
        level = [inner for element in level for inner in _identified(element, ids)]
    return ids


def _identified(above: etree._Element, ids: dict[etree._Element, str]) -> list[etree._Element]:
    counted: dict[str, int] = {}
    inside = [element for element in above if word(element)]
    for element in inside:
        name = word(element)
        counted[name] = counted.get(name, 0) + 1
        ids[element] = attribute(element, "id") or f"{ids[above]}/{name}[{counted[name]}]"
    return inside
