"""The changes between two sets of definition files, element by element."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import orjson
from lxml import etree

from engine import xml
from engine.errors import Refusal


@dataclass(frozen=True)
class Change:
    """One element that was added, removed or changed."""

    file: str
    element: str | None
    kind: str
    name: str | None = None


def changes(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Change]:
    """The elements that differ, by file and id; where a file has no elements or cannot be read, the file itself."""
    return [change for path in sorted({*old, *new}) for change in _in_file(path, old.get(path), new.get(path))]


def _in_file(path: str, old: bytes | None, new: bytes | None) -> Iterator[Change]:
    if old == new:
        return
    before, after = _elements(path, old), _elements(path, new)
    if before is None or after is None or (not before and not after):
        yield Change(path, None, "added" if old is None else "removed" if new is None else "changed")
        return
    for element in [*before, *(key for key in after if key not in before)]:
        kind = "removed" if element not in after else "added" if element not in before else "changed"
        if kind != "changed" or before[element] != after[element]:
            name, _ = after.get(element) or before[element]
            yield Change(path, element, kind, name)


def _elements(path: str, source: bytes | None) -> dict[str, tuple[str | None, str]] | None:
    if source is None:
        return {}
    try:
        if path.endswith((".bpmn", ".dmn")):
            return dict(_xml_elements(xml.parse(source)))
        if path.endswith(".form"):
            return dict(_components(orjson.loads(source)))
    except (Refusal, ValueError, AttributeError, TypeError, RecursionError):
        return None
    return None


def _xml_elements(root: etree._Element) -> Iterator[tuple[str, tuple[str | None, str]]]:
    for element in root.iter():
        space = etree.QName(element).namespace or ""
        if element.get("id") and "DI" not in space and "/DC" not in space and not space.endswith("/DI"):
            yield str(element.get("id")), (element.get("name"), _fingerprint(element))


def _fingerprint(element: etree._Element) -> str:
    """The element without the children that have ids of their own."""
    inner = [_fingerprint(child) for child in element if not child.get("id")]
    text = (element.text or "").strip()
    return json.dumps([element.tag, sorted(element.attrib.items()), text, inner])


def _components(form: object) -> Iterator[tuple[str, tuple[str | None, str]]]:
    if not isinstance(form, dict):
        return
    name = str(form.get("key") or form.get("path") or form.get("id") or "")
    own = {key: value for key, value in form.items() if key not in ("components", "exporter", "layout")}
    if name:
        yield name, (form.get("label"), json.dumps(own, sort_keys=True))
    for component in form.get("components", ()):
        yield from _components(component)
