"""The refusals of decisions: a broken file, a table that contradicts itself, an input that does not fit."""

from engine.errors import Refusal


class DmnError(Refusal):
    """A decision was refused: `code` is the reason, the values always name the `element`."""

    code = "dmn_error"
