"""The result of a decision: its value, and every evaluation behind it with the rows that fired."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from engine.feel import from_json


class FiredRule(Protocol):
    """A row of a table: its number counts from 1."""

    @property
    def id(self) -> str: ...

    @property
    def number(self) -> int: ...

    @property
    def annotations(self) -> Sequence[str]: ...


class Evaluation(NamedTuple):
    """One decision (or the table of a business knowledge model) that was evaluated, in FEEL values.

    `labels` are those of a table's inputs, else the paths that the expression read, `read` their values, where whole
    numbers may still be those of JSON. `fired` are the rows that made the result, in the order in which they count.
    """

    decision: str
    name: str
    labels: Sequence[str]
    read: Sequence[object]
    result: object
    fired: Sequence[FiredRule] = ()
    hit_policy: str | None = None

    @property
    def inputs(self) -> dict[str, object]:
        """By label, what a table's input expressions gave, else what the expression read."""
        values = (from_json(value) if type(value) is int else value for value in self.read)
        return dict(zip(self.labels, values, strict=True))

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows that made the result."""
        return [row.number for row in self.fired]

    @property
    def row_ids(self) -> list[str]:
        return [row.id for row in self.fired]

    @property
    def annotations(self) -> list[str]:
        """The annotations of these rows."""
        return [text for row in self.fired for text in row.annotations]


class DecisionResult(NamedTuple):
    """The value of a decision, and the evaluations in the order in which they ended: its own comes last.

    The caller may add the dotted paths that all of them read from outside, the names that they may have read
    instead of an item's, and the digest of the files that decided.
    """

    value: object
    evaluations: list[Evaluation]
    reads: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    digest: str | None = None
