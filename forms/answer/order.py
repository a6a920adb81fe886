"""In which order conditions can be decided: each field behind those that its own conditions read."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from forms.paths import touch
from forms.reading.outcome import ReasonDemand


def in_order(
    reads: Mapping[str, frozenset[str]], demand: ReasonDemand | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paths of the fields in an order that works, and those of a circle if none does.

    `reads` holds for each field's path the paths that its conditions read.
    """
    graph = {path: [behind for behind in reads if _waits(path, behind, reads[path], demand)] for path in reads}
    try:
        return tuple(TopologicalSorter(graph).static_order()), ()
    except CycleError as error:
        return tuple(reads), tuple(dict.fromkeys(error.args[1]))


def _waits(path: str, behind: str, reads: frozenset[str], demand: ReasonDemand | None) -> bool:
    if demand and (path, behind) == (demand.reason, demand.outcome):
        return True
    return any(touch(read.removeprefix("this."), behind) for read in reads)
