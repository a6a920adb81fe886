"""The cost that a check of a table may have: counted in classes looked at, never in time."""

LIMIT = 2_000_000


class TooLarge(Exception):
    """Raised where a table would take more steps than a check may."""


class Budget:
    """The steps that one check may still take."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.left = limit

    def spend(self, steps: int) -> None:
        """Takes steps off. Raises TooLarge when none are left."""
        self.left -= steps
        if self.left < 0:
            raise TooLarge
