"""What is compared or added can be: a number with a text, or a date with the text of a date, gives null for ever."""

from collections.abc import Iterable

from engine.lint.contents import Contents, Finding, Surroundings
from engine.lint.dataflow import Reach, readings


def check(contents: Contents, around: Surroundings) -> Iterable[Finding]:
    """`kinds_differ` for two operands, `input_kind` for what a table reads, with the kinds on both sides."""
    if contents.compiled is None:
        return
    for reading in readings(contents, Reach(contents)):
        for clash in reading.clashes:
            kinds = {"left": sorted(clash.left), "right": sorted(clash.right)}
            values = {"where": reading.where, "text": reading.text, "operator": clash.operator, **kinds}
            if clash.operator == "input":
                yield Finding("input_kind", "warning", reading.file, reading.element, reading.name, values)
            else:
                yield Finding("kinds_differ", "warning", reading.file, reading.element, reading.name, values)
