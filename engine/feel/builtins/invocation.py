"""Calls of functions, built-in and user-defined, within the bounds of a run."""

from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import Builtin, cost, paid
from engine.feel.error import FeelError
from engine.feel.values.evaluation import EvalRun
from engine.feel.values.types import coerced
from engine.feel.values.values import Function


def invoke(run: EvalRun, function: Any, values: list[Any]) -> Any:
    """The result of `function` for positional arguments; None if it is no function or they do not fit."""
    if isinstance(function, Builtin):
        run.charge(cost(values))
        return paid(run, function.invoke(run, values))
    if type(function) is not Function or len(values) != len(function.parameters):
        return None
    if function.types:
        fitted = [coerced(value, type_, run) for value, type_ in zip(values, function.types, strict=True)]
        if any(argument is None and value is not None for argument, value in zip(fitted, values, strict=True)):
            return None
        values = fitted
    run.charge(1)
    result = function.call(run, values)
    return result if function.result is None else coerced(result, function.result, run)


def invoke_named(run: EvalRun, function: Any, names: tuple[str, ...], values: list[Any]) -> Any:
    """The result of `function` for arguments by name."""
    if isinstance(function, Builtin):
        run.charge(cost(values))
        return paid(run, function.invoke_named(run, names, values))
    if (
        type(function) is not Function
        or set(names) != set(function.parameters)
        or len(names) != len(function.parameters)
    ):
        return None
    by_name = dict(zip(names, values, strict=True))
    return invoke(run, function, [by_name[name] for name in function.parameters])


def descend(run: EvalRun, frames: int) -> None:
    """Enters a function's body; raises FeelError `too_deep` where functions call each other without end."""
    run.depth += frames
    if run.depth > limits.FRAMES:
        raise FeelError("too_deep", limit=limits.FRAMES)
