"""Lanes: which role each node belongs to. The innermost lane counts."""

from collections.abc import Iterator

from engine.spiff.reader.xml import Element, child, children, text


def lanes_of(element: Element) -> dict[str, str]:
    """Node id → id of the innermost lane that names it."""
    lanes: dict[str, str] = {}
    for lane in _lanes(element):
        for reference in children(lane, "flowNodeRef"):
            lanes[text(reference)] = lane.get("id", "")
    return lanes


def roles_of(element: Element) -> list[tuple[str, str]]:
    """The lanes of a process as (id, name), outer before inner, in document order."""
    return [(lane.get("id", ""), lane.get("name", "")) for lane in _lanes(element)]


def _lanes(element: Element) -> Iterator[Element]:
    for lane_set in children(element, "laneSet", "childLaneSet"):
        for lane in children(lane_set, "lane"):
            yield lane
            if child(lane, "childLaneSet") is not None:
                yield from _lanes(lane)
