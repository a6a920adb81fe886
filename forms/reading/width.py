"""Converts widths: form-js lays out in rows of sixteen columns, the page in rows of twelve."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from forms.reading.component import Component

THEIRS, OURS = 16, 12


def widths(components: Sequence[Component]) -> Iterator[tuple[Component, int]]:
    """Each component with its width in twelfths; those without one share what their row has left."""
    for row, together in groupby(components, key=lambda component: component.row):
        members = list(together)
        free = [member for member in members if member.width is None]
        left = THEIRS - sum(member.width or 0 for member in members)
        share = max(left // len(free), 4) if free and row else THEIRS
        for member in members:
            columns = member.width if member.width is not None else share
            yield member, min(OURS, max(1, round(columns * OURS / THEIRS)))
