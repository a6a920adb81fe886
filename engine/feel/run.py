"""One evaluation: what it is given, what it may still spend, and the frames its names live in."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol

from engine.feel import limits
from engine.feel.error import FeelError
from engine.feel.plain import SCALARS, from_json

_SHORT = 10**limits.DIGITS


class Calendar(Protocol):
    """Which days are working days."""

    def is_working(self, day: datetime.date) -> bool:
        """Whether `day` is a working day."""
        ...


class Env:
    """What an evaluation may know of the world: the time (aware), the working days, and how many steps it may take."""

    __slots__ = ("calendar", "now", "steps")

    def __init__(self, now: datetime.datetime, calendar: Calendar | None = None, steps: int = limits.STEPS) -> None:
        self.now = now
        self.calendar = calendar
        self.steps = steps


class Run:
    """One evaluation under way: the free variables, the steps left, the depth of calls."""

    __slots__ = ("at", "converted", "depth", "env", "left", "scope")

    def __init__(self, scope: Mapping[str, object], env: Env) -> None:
        self.scope = scope
        self.env = env
        self.left = env.steps
        self.depth = 0
        self.at = 0
        self.converted: dict[str, Any] = {}

    def charge(self, steps: int) -> None:
        """Spends steps; raises FeelError `too_many_steps` when none are left."""
        self.left -= steps
        if self.left < 0:
            raise FeelError("too_many_steps", limit=self.env.steps)

    def variable(self, name: str) -> Any:
        """The FEEL value of a free variable, None where there is none; JSON is converted once."""
        value = self.scope.get(name)
        if type(value) in SCALARS:
            return value
        if type(value) is int and -_SHORT < value < _SHORT:
            return Decimal(value)
        if name not in self.converted:
            self.converted[name] = from_json(value)
        return self.converted[name]


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
