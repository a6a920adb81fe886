"""What a decision refuses: a broken file, a table that contradicts itself, an input that does not fit."""

from engine.errors import Refusal


class DmnError(Refusal):
    """A decision that was not made. The values always name the `element`; `code` says why."""

    code = "dmn_error"
