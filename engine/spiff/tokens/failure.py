"""A failure of one element while a step runs: the token stays there with an incident."""

from engine.errors import Refusal


class Failure(Refusal):
    """An element could not be passed; its code and values become the incident's."""

    code = "element_failed"


class OutputFailed(Refusal):
    """The output mapping of the completed element itself fails: nothing is done, the caller rolls back."""

    code = "output_failed"
