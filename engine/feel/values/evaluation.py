"""The state of one evaluation: its context, the steps it may still take, and the frames that hold its names."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol, TypeGuard

from engine.feel import limits
from engine.feel.error import FeelError
from engine.feel.values.json_codec import FEEL_TYPES, converted

_LONG = 10**limits.DIGITS
_NO_VARS: dict[str, Any] = {}


class WorkingCalendar(Protocol):
    """A calendar that knows which days are working days."""

    def is_working(self, day: datetime.date) -> bool:
        """True if `day` is a working day."""
        ...


class EvalContext:
    """The context that expressions are evaluated in: the time (aware), the working days, and the steps each may take.

    `left` are the steps that all of them together may still take; None: there is no such bound.
    """

    __slots__ = ("calendar", "left", "now", "steps")

    def __init__(
        self,
        now: datetime.datetime,
        calendar: WorkingCalendar | None = None,
        steps: int = limits.STEPS,
        left: int | None = None,
    ) -> None:
        self.now = now
        self.calendar = calendar
        self.steps = steps
        self.left = left

    def bounded(self, left: int) -> "EvalContext":
        """This context if it has a bound on all evaluations, else a copy of it with `left` as that bound."""
        return EvalContext(self.now, self.calendar, self.steps, left) if self.left is None else self

    def charge(self, steps: int) -> None:
        """Spends steps of all evaluations together; raises FeelError `too_many_steps` when none are left."""
        if self.left is not None:
            self.left -= steps
            if self.left < 0:
                raise FeelError("too_many_steps", limit=self.steps)


class Frame:
    """The names of one block, and the frame of the block around it."""

    __slots__ = ("parent", "run", "vars")

    def __init__(self, vars: dict[str, Any], parent: "Frame | None", run: "EvalRun") -> None:
        self.vars = vars
        self.parent = parent
        self.run = run


class EvalRun(Frame):
    """One run of a compiled expression: free variables, steps left, depth of calls; also its own outermost frame."""

    __slots__ = ("at", "converted", "depth", "env", "left", "scope")

    def __init__(self, scope: Mapping[str, object], env: EvalContext) -> None:
        """Begins a run; it refers to itself until `close`."""
        self.vars, self.parent, self.run = _NO_VARS, None, self
        self.scope, self.env = scope, env
        self.left = env.steps if env.left is None else max(0, min(env.steps, env.left))
        self.depth = self.at = 0
        self.converted: dict[str, Any] | None = None

    def charge(self, steps: int) -> None:
        """Spends steps; raises FeelError `too_many_steps` when none are left."""
        self.left -= steps
        if self.left < 0:
            raise FeelError("too_many_steps", limit=self.env.steps)

    def close(self, steps: int) -> None:
        """Ends the run: charges the context with what was spent of `steps`, and drops the reference to itself."""
        del self.run
        if self.env.left is not None:
            self.env.left -= steps - self.left

    def converted_once(self, name: str, value: object) -> Any:
        """The FEEL value of the JSON `value`, converted once for each `name`; large values are charged."""
        known = self.converted
        if known is None:
            known = self.converted = {}
        if name not in known:
            known[name], met = converted(value)
            self.charge(met >> 3)
        return known[name]

    def variable(self, name: str) -> Any:
        """The FEEL value of a free variable, None where there is none; JSON is converted once."""
        value = self.scope.get(name)
        if type(value) in FEEL_TYPES:
            return value
        return Decimal(value) if short(value) else self.converted_once(name, value)


def short(value: object) -> TypeGuard[int]:
    """True if a JSON value is a whole number short enough for FEEL, so that it needs no rounding."""
    return type(value) is int and -_LONG < value < _LONG


def bounded(size: int, limit: int, code: str) -> None:
    """Raises FeelError `code` when a value would be larger than its bound."""
    if size > limit:
        raise FeelError(code, limit=limit, size=size)
