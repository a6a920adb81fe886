"""The one error of FEEL: a code, its values, its position in the text and a hint."""

from dataclasses import dataclass

from engine.errors import Refusal


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint at what was meant: `code` is the kind of slip; `instead` is what to write, "" where the code is enough."""

    code: str
    instead: str = ""


class FeelError(Refusal):
    """Raised for an expression that cannot be read, and for one that reaches a bound.

    `position` is (line, column), both counted from 1; None while it is unknown. `hint` is what was probably meant.
    """

    code = "feel_error"
    hint: Hint | None = None

    def __init__(self, code: str, position: tuple[int, int] | None = None, **values: object) -> None:
        super().__init__(code, **values)
        self.position = position

    def __str__(self) -> str:
        where = f" at line {self.position[0]}, column {self.position[1]}" if self.position else ""
        return super().__str__() + where


def position_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column (from 1) of the character at `offset`."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def report(error: FeelError, text: str) -> dict[str, object]:
    """The values of a message about a wrong expression: its text, the reason with its values, line, column, hint."""
    line, column = error.position or (1, 1)
    report = {"text": text, "reason": error.code, "line": line, "column": column}
    hint = {"hint": error.hint.code, "instead": error.hint.instead} if error.hint else {}
    return {**error.values, **report, **hint}
