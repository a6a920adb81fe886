"""Parses XML that others made: bounded, without entities, doctype or network."""

from lxml import etree

from engine.errors import Refusal

LIMIT_BYTES = 1_000_000
LIMIT_NODES = 20_000
LIMIT_DEPTH = 100


class BadXml(Refusal):
    """XML that is broken, too large or says more than data (doctype, entities)."""

    code = "bad_xml"


def parse(source: bytes, *, limit_bytes: int = LIMIT_BYTES, limit_nodes: int = LIMIT_NODES) -> etree._Element:
    """The root element of `source`, comments and processing instructions removed.

    Raises BadXml with the code `xml_too_large` (bytes or elements), `xml_doctype`, `xml_too_deep`, or `bad_xml` with
    line and column.
    """
    if len(source) > limit_bytes:
        raise BadXml("xml_too_large", bytes=len(source), limit=limit_bytes)
    # A doctype is looked for in every encoding that lxml would guess: UTF-16 hides it from a plain search.
    if b"<!DOCTYPE" in source.replace(b"\x00", b"").upper():
        raise BadXml("xml_doctype")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise BadXml("bad_xml", line=line, column=column) from None
    _bound(root, limit_nodes)
    return root


def _bound(root: etree._Element, limit_nodes: int) -> None:
    nodes, level = 0, [root]
    for _depth in range(LIMIT_DEPTH):
        nodes += len(level)
        if nodes > limit_nodes:
            raise BadXml("xml_too_large", nodes=nodes, limit=limit_nodes)
        level = [child for element in level for child in element]
        if not level:
            return
    raise BadXml("xml_too_deep", limit=LIMIT_DEPTH)
