"""What an event waits for or throws."""

from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Happening:
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
    parts: list["Happening"] = field(default_factory=list)
    parallel: bool = False

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Happening":
        """The happening that `dataclasses.asdict` told."""
        return cls(**{**told, "parts": [cls.from_json(part) for part in told.get("parts", [])]})

    @property
    def each(self) -> list["Happening"]:
        """Its parts, or itself alone."""
        return self.parts or [self]

    def is_(self, kind: str) -> bool:
        """Whether it, or one of its parts, is of this kind."""
        return any(part.kind == kind for part in self.each)

    def part(self, index: int) -> "Happening":
        """One of its parts, that interrupts as the whole does."""
        return replace(self.parts[index], interrupting=self.interrupting)
