"""What a decision gives back: its value, and every evaluation on the way with the rows that fired."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol


class Row(Protocol):
    """A row of a table: its number counts from 1."""

    @property
    def id(self) -> str: ...

    @property
    def number(self) -> int: ...

    @property
    def annotations(self) -> Sequence[str]: ...


class Evaluation(NamedTuple):
    """One decision (or the table of a business knowledge model) that was evaluated, in FEEL values.

    `inputs` holds, by label, what a table's input expressions gave, else what the expression read. `fired` are the rows
    that made the result, in the order in which they count.
    """

    decision: str
    name: str
    inputs: Mapping[str, object]
    result: object
    fired: Sequence[Row] = ()
    hit_policy: str | None = None

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows that made the result."""
        return [row.number for row in self.fired]

    @property
    def row_ids(self) -> list[str]:
        return [row.id for row in self.fired]

    @property
    def annotations(self) -> list[str]:
        """What these rows say beside their outputs."""
        return [text for row in self.fired for text in row.annotations]


class Decided(NamedTuple):
    """The value of the decision asked for, and the evaluations in the order in which they ended: it comes last.

    Whoever decided may add the dotted paths that all of them read from outside, the names that they may have read
    instead of an item's, and the digest of the files that decided.
    """

    value: object
    evaluations: list[Evaluation]
    reads: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    digest: str | None = None
