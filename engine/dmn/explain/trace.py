"""What is told of a decision: its inputs, the rows that were tried, what it required; all of it JSON but for names."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.feel import DisplayValue, TraceEntry


@dataclass(frozen=True, slots=True)
class Condition:
    """One cell of a row: its column (from 0), its text, whether it held (None: it could not be told) and why."""

    input: int
    text: str
    passed: bool | None
    told: TraceEntry | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """One row: whether it matched (None: it was not tried) and whether it made the result."""

    id: str
    number: int
    matched: bool | None
    fired: bool
    conditions: tuple[Condition, ...]
    annotations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A column's label, the value that its rows were tried with, and how the expression came to it."""

    label: str
    text: str
    value: DisplayValue
    told: TraceEntry | None = None


@dataclass(frozen=True, slots=True)
class TableTold:
    """A table: what was read, the rows (`left_out` more are not told), and what its outputs are called."""

    policy: str
    aggregation: str | None
    inputs: tuple[Read, ...]
    rows: tuple[Tried, ...]
    left_out: int
    outputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LogicTold:
    """Any logic: an expression `told`, a `table`, or `entries` by name; `kind` is the standard's word for it."""

    kind: str
    value: DisplayValue
    told: TraceEntry | None = None
    table: TableTold | None = None
    entries: "tuple[tuple[str, LogicTold], ...]" = ()


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """A decision, its value and logic, and the ids of the decisions that it required."""

    id: str
    name: str
    value: DisplayValue
    logic: LogicTold | None
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """A table of a knowledge model that was called on the way."""

    name: str
    value: DisplayValue
    inputs: Mapping[str, DisplayValue]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The decision that was asked, in `decisions` with all that it required, those first; or why it was `refused`.

    `inputs` are the variables that they read from outside the model, by dotted path.
    """

    decision: str
    value: DisplayValue
    decisions: tuple[DecisionTold, ...]
    inputs: Mapping[str, DisplayValue]
    called: tuple[Called, ...] = ()
    refused: str | None = None
    reasons: Mapping[str, object] = field(default_factory=dict)

    def of(self, decision: str) -> DecisionTold | None:
        """What is told of one decision."""
        return next((one for one in self.decisions if one.id == decision), None)
