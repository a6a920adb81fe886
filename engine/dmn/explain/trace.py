"""The trace of a decision: its inputs, the rows that were tried, what it required; all of it JSON but for names."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from engine.feel import DisplayValue, TraceEntry


@dataclass(frozen=True, slots=True)
class CellTrace:
    """One cell of a row: its column (from 0), its text, whether it passed (None: that cannot be known) and why."""

    input: int
    text: str
    passed: bool | None
    trace: TraceEntry | None = None


@dataclass(frozen=True, slots=True)
class RowTrace:
    """One row: whether it matched (None: it was not tried) and whether it made the result."""

    id: str
    number: int
    matched: bool | None
    fired: bool
    conditions: tuple[CellTrace, ...]
    annotations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InputTrace:
    """A column's label, the value that its rows were tried with, and how the expression came to it."""

    label: str
    text: str
    value: DisplayValue
    trace: TraceEntry | None = None


@dataclass(frozen=True, slots=True)
class TableTrace:
    """A table: what was read, its rows (`left_out` more are left out), and what its outputs are called."""

    policy: str
    aggregation: str | None
    inputs: tuple[InputTrace, ...]
    rows: tuple[RowTrace, ...]
    left_out: int
    outputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LogicTrace:
    """Any logic: the `trace` of an expression, a `table`, or `entries` by name; `kind` is the standard's word."""

    kind: str
    value: DisplayValue
    trace: TraceEntry | None = None
    table: TableTrace | None = None
    entries: "tuple[tuple[str, LogicTrace], ...]" = ()


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """A decision, its value and logic, and the ids of the decisions that it required."""

    id: str
    name: str
    value: DisplayValue
    logic: LogicTrace | None
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallTrace:
    """A table of a knowledge model that was called."""

    name: str
    value: DisplayValue
    inputs: Mapping[str, DisplayValue]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The decision that was asked for, in `decisions` with all that it required, those first; or why it was `refused`.

    `inputs` are the variables that they read from outside the model, by dotted path.
    """

    decision: str
    value: DisplayValue
    decisions: tuple[DecisionTrace, ...]
    inputs: Mapping[str, DisplayValue]
    called: tuple[CallTrace, ...] = ()
    refused: str | None = None
    reasons: Mapping[str, object] = field(default_factory=dict)

    def of(self, decision: str) -> DecisionTrace | None:
        """The trace of one decision; None where it was not reached."""
        return next((trace for trace in self.decisions if trace.id == decision), None)

    def to_dict(self) -> dict[str, Any]:
        """The explanation as JSON, under the keys that it is published with."""
        return asdict(self, dict_factory=lambda pairs: {PUBLISHED.get(name, name): value for name, value in pairs})


PUBLISHED = {"trace": "told"}
"""Keys of the published JSON that differ from the names of the fields."""
