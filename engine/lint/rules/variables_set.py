"""The variables that an expression reads can have been set before it, and are of a kind that fits."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from engine.lint.contents import Contents, Finding, LintContext
from engine.lint.dataflow import ExpressionUse, Reach, Shape, expression_uses
from engine.lint.dataflow.shape import paths


def check(contents: Contents, context: LintContext) -> Iterable[Finding]:
    """`variable_never_set` for what nothing in the definition sets, `variable_not_yet_set` for what is only set later,
    each with the nearest name that is known there; `kinds_differ` for operands, `input_kind` for what a table reads."""
    if contents.compiled is None:
        return
    reach = Reach(contents)
    everything = reach.everything
    for reading in expression_uses(contents, reach):
        yield from _unset(reading, everything)
        yield from _unfit(reading)


def _unset(reading: ExpressionUse, everything: Shape) -> Iterator[Finding]:
    for name in reading.unset():
        values = {"where": reading.where, "text": reading.text, "name": name, "nearest": _nearest(reading, name)}
        if everything.at(name.split(".")) is None:
            yield Finding("variable_never_set", "error", reading.file, reading.element, reading.name, values)
        else:
            yield Finding("variable_not_yet_set", "warning", reading.file, reading.element, reading.name, values)


def _nearest(reading: ExpressionUse, name: str) -> str | None:
    """The known name that looks most like it: one with the same beginning, then any, then one with the same end."""
    known = list(dict.fromkeys(path for seen in reading.sees for path in paths(seen)))
    beginning, _, end = name.rpartition(".")
    beside = [path for path in known if path.rpartition(".")[0] == beginning]
    ending = [path for path in known if path.rpartition(".")[2] == end]
    similar = get_close_matches(name, beside, 1, 0.7) or get_close_matches(name, known, 1, 0.7) or ending
    return next(iter(similar), None)


def _unfit(reading: ExpressionUse) -> Iterator[Finding]:
    for clash in reading.clashes:
        kinds = {"left": sorted(clash.left), "right": sorted(clash.right)}
        values = {"where": reading.where, "text": reading.text, "operator": clash.operator, **kinds}
        if clash.operator == "input":
            yield Finding("input_kind", "warning", reading.file, reading.element, reading.name, values)
        else:
            yield Finding("kinds_differ", "warning", reading.file, reading.element, reading.name, values)
