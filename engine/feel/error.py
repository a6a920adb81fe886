"""The one error of FEEL: a code, its values and where in the text it stands."""

from engine.errors import Refusal


class FeelError(Refusal):
    """An expression that cannot be read, or one that runs into a bound.

    `position` is (line, column), both counted from 1; None while nobody knows it yet.
    """

    code = "feel_error"

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
