"""One line of an explanation: a sentence, whether what it says holds, and the lines under it."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the lines under it.

    `holds` is None for a line that is no condition, or one that could not be judged; `place` is its decision's id.
    """

    text: str
    holds: bool | None = None
    inner: "tuple[Line, ...]" = ()
    place: str | None = None

    def all(self) -> Iterator["Line"]:
        """This line and every one under it."""
        yield self
        for line in self.inner:
            yield from line.all()


def to_text(line: Line, depth: int = 0) -> str:
    """The line and those under it as plain text, indented."""
    return "\n".join(["  " * depth + line.text, *(to_text(each, depth + 1) for each in line.inner)])
