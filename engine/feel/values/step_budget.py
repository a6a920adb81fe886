"""The protocol by which values charge steps to an evaluation, without importing it."""

from typing import Protocol


class StepBudget(Protocol):
    """The steps that an evaluation may still take."""

    def charge(self, steps: int) -> None:
        """Spends steps; raises FeelError `too_many_steps` when none are left."""
        ...
