"""How an activity repeats: for each of several, while a condition holds, or as those inside it choose."""

from dataclasses import dataclass, field
from typing import Any

from engine.spiff.model.events import EventDefinition


@dataclass(frozen=True)
class Loop:
    """A multi-instance loop. `collection` and `output_element` keep their leading `=`; `condition` is without it.

    `cardinality`, a number or an expression, stands for the collection 1, 2, … n. `behavior` says when `event` is
    thrown: None (each end), One (the first end), All (never), Complex (where a condition of `complex` holds).
    """

    sequential: bool
    collection: str
    element: str | None = None
    output: str | None = None
    output_element: str | None = None
    condition: str | None = None
    cardinality: str | None = None
    behavior: str = "All"
    event: EventDefinition | None = None
    complex: list[tuple[str, EventDefinition]] = field(default_factory=list)

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Loop":
        """The loop of a document made by `dataclasses.asdict`."""
        event = EventDefinition.from_json(document["event"]) if document.get("event") else None
        pairs = [(condition, EventDefinition.from_json(thrown)) for condition, thrown in document.get("complex", [])]
        return cls(**{**document, "event": event, "complex": pairs})


@dataclass(frozen=True)
class Repeat:
    """A standard loop: again while `condition` (FEEL, None: always) holds, `before` or after each round.

    `maximum` bounds the rounds.
    """

    condition: str | None = None
    before: bool = False
    maximum: int | None = None


@dataclass(frozen=True)
class AdHoc:
    """An ad-hoc subprocess: what is inside runs in any order, until `condition` (FEEL) holds or nothing is left."""

    sequential: bool = False
    condition: str | None = None
    cancels: bool = True
