"""Records what happens during one step, in order."""

from engine.spiff.tokens.step import Closed, Ended, EvaluationRecord, Thrown, Waiting


class Log:
    """Collects a step. What opens and closes within one step was never open to anybody: it is left out."""

    def __init__(self) -> None:
        self.waiting: dict[int, Waiting] = {}
        self.closed: list[Closed] = []
        self.evaluations: list[EvaluationRecord] = []
        self.thrown: list[Thrown] = []
        self.trail: list[str] = []
        self.ended: Ended | None = None
        self.last_end: Ended | None = None

    def open(self, waiting: Waiting) -> None:
        """Record that something waits from now on."""
        self.waiting[waiting.ref] = waiting

    def close(self, ref: int, element: str, how: str) -> None:
        """Record that something waits no more."""
        if self.waiting.pop(ref, None) is None:
            self.closed.append(Closed(ref, element, how))
