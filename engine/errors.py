"""Refusals: why a verb was not done, as a code and its values; `webapp` has the words."""

from collections.abc import Mapping


class Refusal(Exception):
    """A verb that was not done. `code` names the reason, `values` fill the sentence that `webapp` makes of it."""

    code = "refused"

    def __init__(self, code: str | None = None, **values: object) -> None:
        self.code = code or type(self).code
        self.values: Mapping[str, object] = values
        super().__init__(self.code, values)

    def __str__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({values})"


class NotFound(Refusal):
    """There is no such thing, or the person who asks may not know of it."""

    code = "not_found"


class NotAllowed(Refusal):
    """The person lacks the role that this verb asks for."""

    code = "not_allowed"


class NotYours(NotAllowed):
    """The task is offered or assigned to other people."""

    code = "not_yours"


class OwnCase(NotAllowed):
    """Nobody decides on themselves (UU 30/2014, conflict of interest)."""

    code = "own_case"


class SameHands(NotAllowed):
    """A task that must be done by other hands than the one before."""

    code = "same_hands"


class Conflict(Refusal):
    """The state moved on: the request no longer fits."""

    code = "conflict"


class AlreadyDone(Conflict):
    """The task was completed, cancelled or taken by somebody else meanwhile."""

    code = "already_done"


class Invalid(Refusal):
    """Input that does not fit; `errors` says for each field what to do."""

    code = "invalid"

    def __init__(self, errors: Mapping[str, list[tuple[str, Mapping[str, object]]]], **values: object) -> None:
        super().__init__(None, **values)
        self.errors = errors


class AnswerRejected(Invalid):
    """The answer does not fit the form that the process definition froze."""

    code = "invalid_answer"


class Runaway(Refusal):
    """A step that would not end: its budget of engine steps is used up."""

    code = "runaway"


class NotPublished(Refusal):
    """A definition with findings that forbid it to run."""

    code = "not_published"
