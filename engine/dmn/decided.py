"""What a decision gives back: its value, and every evaluation on the way with the rows that fired."""

from collections.abc import Mapping
from typing import NamedTuple


class Evaluation(NamedTuple):
    """One decision (or the table of a business knowledge model) that was evaluated, in FEEL values.

    `inputs` holds, by label, what a table's input expressions gave, else what the expression read. `rows` are the rows
    that made the result, counted from 1, in the order in which they count; `annotations` are theirs.
    """

    decision: str
    name: str
    inputs: Mapping[str, object]
    result: object
    rows: list[int]
    row_ids: list[str]
    annotations: list[str]
    hit_policy: str | None = None


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
