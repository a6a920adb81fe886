"""The definition of an event: what it waits for or throws."""

from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class EventDefinition:
    """An event's definition. Texts keep their leading `=`; `condition` is FEEL without it.

    `kind`: none, timer, message, signal, error, escalation, conditional, compensate, cancel, link, terminate, or
    multiple: one of its `parts` happens, where `parallel` all of them. `message` names the message, signal or link,
    `code` the error or escalation, `activity` what is compensated (None: everything), `wait` whether that is awaited.
    """

    kind: str = "none"
    timer: str | None = None
    time: str | None = None
    message: str | None = None
    key: str | None = None
    code: str | None = None
    interrupting: bool = True
    condition: str | None = None
    activity: str | None = None
    wait: bool = True
    parts: list["EventDefinition"] = field(default_factory=list)
    parallel: bool = False

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "EventDefinition":
        """The event of a document made by `dataclasses.asdict`."""
        return cls(**{**document, "parts": [cls.from_json(part) for part in document.get("parts", [])]})

    @property
    def each(self) -> list["EventDefinition"]:
        """Its parts, or itself alone."""
        return self.parts or [self]

    def is_(self, kind: str) -> bool:
        """True if it, or one of its parts, is of this kind."""
        return any(part.kind == kind for part in self.each)

    def part(self, index: int) -> "EventDefinition":
        """One of its parts, interrupting as the whole event does."""
        return replace(self.parts[index], interrupting=self.interrupting)
