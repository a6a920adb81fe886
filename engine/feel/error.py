"""The one error of FEEL: a code, its values and where in the text it stands."""

from typing import TYPE_CHECKING

from engine.errors import Refusal

if TYPE_CHECKING:
    from engine.feel.syntax.hints import Hint


class FeelError(Refusal):
    """An expression that cannot be read, or one that runs into a bound.

    `position` is (line, column), both counted from 1; None while nobody knows it yet. `hint` is what was meant.
    """

    code = "feel_error"
    hint: "Hint | None" = None

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
    """What there is to say of a wrong expression: its text, the reason with its values, line, column, and the hint."""
    line, column = error.position or (1, 1)
    said = {"text": text, "reason": error.code, "line": line, "column": column}
    hint = {"hint": error.hint.code, "instead": error.hint.instead} if error.hint else {}
    return {**error.values, **said, **hint}
