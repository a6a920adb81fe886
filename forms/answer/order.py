"""In which order conditions can be decided: each field behind those that its own conditions read."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from forms.paths import touch
from forms.reading.outcome import Demand

if TYPE_CHECKING:
    from forms.answer.record import Field


def in_order(fields: Sequence["Field"], demand: Demand | None) -> tuple[tuple["Field", ...], tuple[str, ...]]:
    """The fields in an order that works, and the paths of a circle if none does."""
    by_path = {field.path: field for field in fields}
    graph = {path: [other for other in by_path if _waits(field, other, demand)] for path, field in by_path.items()}
    try:
        return tuple(by_path[path] for path in TopologicalSorter(graph).static_order()), ()
    except CycleError as error:
        return tuple(fields), tuple(dict.fromkeys(error.args[1]))


def _waits(field: "Field", other: str, demand: Demand | None) -> bool:
    if demand and (field.path, other) == (demand.reason, demand.outcome):
        return True
    return any(touch(path.removeprefix("this."), other) for path in field.reads)
