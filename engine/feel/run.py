"""One evaluation: what it is given, what it may still spend, and the frames its names live in."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol

from engine.feel import limits
from engine.feel.error import FeelError
from engine.feel.plain import SCALARS, converted

_SHORT = 10**limits.DIGITS


class Calendar(Protocol):
    """Which days are working days."""

    def is_working(self, day: datetime.date) -> bool:
        """Whether `day` is a working day."""
        ...


class Env:
    """What evaluations may know of the world: the time (aware), the working days, and how many steps each may take.

    `left` are the steps that all of them together may still take; None: there is no such bound.
    """

    __slots__ = ("calendar", "left", "now", "steps")

    def __init__(
        self,
        now: datetime.datetime,
        calendar: Calendar | None = None,
        steps: int = limits.STEPS,
        left: int | None = None,
    ) -> None:
        self.now = now
        self.calendar = calendar
        self.steps = steps
        self.left = left

    def bounded(self, left: int) -> "Env":
        """This one if it is bounded as a whole, else the same world with so many steps for all evaluations."""
        return Env(self.now, self.calendar, self.steps, left) if self.left is None else self

    def charge(self, steps: int) -> None:
        """Spends steps of all evaluations together; raises FeelError `too_many_steps` when none are left."""
        if self.left is not None:
            self.left -= steps
            if self.left < 0:
                raise FeelError("too_many_steps", limit=self.steps)


class Run:
    """One evaluation under way: the free variables, the steps left, the depth of calls."""

    __slots__ = ("at", "converted", "depth", "env", "given", "left", "scope")

    def __init__(self, scope: Mapping[str, object], env: Env) -> None:
        self.scope = scope
        self.env = env
        self.left = self.given = env.steps if env.left is None else max(0, min(env.steps, env.left))
        self.depth = 0
        self.at = 0
        self.converted: dict[str, Any] = {}

    def charge(self, steps: int) -> None:
        """Spends steps; raises FeelError `too_many_steps` when none are left."""
        self.left -= steps
        if self.left < 0:
            raise FeelError("too_many_steps", limit=self.env.steps)

    def close(self) -> None:
        """Tells the environment what this evaluation spent."""
        if self.env.left is not None:
            self.env.left -= self.given - self.left

    def converted_once(self, name: str, value: object) -> Any:
        """The FEEL value of JSON that stands under `name`, converted once; large values are charged."""
        if name not in self.converted:
            self.converted[name], met = converted(value)
            self.charge(met >> 3)
        return self.converted[name]

    def variable(self, name: str) -> Any:
        """The FEEL value of a free variable, None where there is none; JSON is converted once."""
        value = self.scope.get(name)
        if type(value) in SCALARS:
            return value
        if type(value) is int and -_SHORT < value < _SHORT:
            return Decimal(value)
        return self.converted_once(name, value)


class Frame:
    """The names of one block, and the frame of the block around it."""

    __slots__ = ("parent", "run", "vars")

    def __init__(self, vars: dict[str, Any], parent: "Frame | None", run: Run) -> None:
        self.vars = vars
        self.parent = parent
        self.run = run


def bounded(size: int, limit: int, code: str) -> None:
    """Raises FeelError `code` when a value would be larger than its bound."""
    if size > limit:
        raise FeelError(code, limit=limit, size=size)
