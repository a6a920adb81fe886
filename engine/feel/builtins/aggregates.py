"""Built-in functions that turn a list into one value (DMN 1.5, 10.3.4.4)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.values.arithmetic import add
from engine.feel.values.decimals import CONTEXT, finite
from engine.feel.values.equality import order
from engine.feel.values.evaluation import EvalRun
from engine.feel.values.values import kind_of

Aggregate = Callable[[EvalRun, list[Any]], Any]


def _aggregate(name: str, result: str) -> Callable[[Aggregate], Aggregate]:
    def register(body: Aggregate) -> Aggregate:
        builtin(name, "list: list", result=result)(body)
        return builtin(name, result=result, variadic=True)(body)

    return register


def _numbers(items: list[Any]) -> bool:
    return all(type(item) is Decimal for item in items)


@_aggregate("min", "an item")
def minimum(_run: EvalRun, items: list[Any]) -> Any:
    """The least item, None for an empty list or items without order."""
    return _extreme(items, -1)


@_aggregate("max", "an item")
def maximum(_run: EvalRun, items: list[Any]) -> Any:
    """The greatest item, None for an empty list or items without order."""
    return _extreme(items, 1)


def _extreme(items: list[Any], sign: int) -> Any:
    if not items:
        return None
    best = items[0]
    for item in items:
        comparison = order(item, best)
        if comparison is None:
            return None
        best = item if comparison == sign else best
    return best


@_aggregate("sum", "number")
def total(_run: EvalRun, items: list[Any]) -> Any:
    """The sum of numbers, or of durations of one kind; None for an empty list or anything else."""
    kinds = {kind_of(item) for item in items}
    if len(kinds) != 1 or not kinds <= {"number", "days and time duration", "years and months duration"}:
        return None
    result = items[0]
    for item in items[1:]:
        result = add(result, item)
    return result


@_aggregate("mean", "number")
def mean(run: EvalRun, items: list[Any]) -> Decimal | None:
    """The arithmetic mean of numbers."""
    summed = total(run, items) if _numbers(items) else None
    return None if summed is None else finite(CONTEXT.divide(summed, Decimal(len(items))))


@_aggregate("product", "any")
def product(_run: EvalRun, items: list[Any]) -> Decimal | None:
    """The product of numbers."""
    if not items or not _numbers(items):
        return None
    result = Decimal(1)
    for item in items:
        result = CONTEXT.multiply(result, item)
    return finite(result)


@_aggregate("median", "number")
def median(_run: EvalRun, items: list[Any]) -> Decimal | None:
    """The middle number, or the mean of the two in the middle."""
    if not items or not _numbers(items):
        return None
    ranked, half = sorted(items), len(items) // 2
    return (
        ranked[half]
        if len(items) % 2
        else finite(CONTEXT.divide(CONTEXT.add(ranked[half - 1], ranked[half]), Decimal(2)))
    )


@_aggregate("stddev", "number")
def standard_deviation(run: EvalRun, items: list[Any]) -> Decimal | None:
    """The standard deviation of a sample of at least two numbers."""
    middle = mean(run, items)
    if middle is None or len(items) < 2:
        return None
    squares = Decimal(0)
    for item in items:
        apart = CONTEXT.subtract(item, middle)
        squares = CONTEXT.add(squares, CONTEXT.multiply(apart, apart))
    return finite(CONTEXT.sqrt(CONTEXT.divide(squares, Decimal(len(items) - 1))))


@_aggregate("mode", "any")
def mode(_run: EvalRun, items: list[Any]) -> list[Any] | None:
    """The numbers that occur most often, in ascending order."""
    if not _numbers(items):
        return None
    counts: dict[Decimal, int] = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(item for item, times in counts.items() if times == most)


def _decided(items: list[Any], decisive: bool) -> bool | None:
    if any(item is decisive for item in items):
        return decisive
    return not decisive if all(item is (not decisive) for item in items) else None


@_aggregate("all", "boolean")
def every(_run: EvalRun, items: list[Any]) -> bool | None:
    """False if an item is, true if all are, else None."""
    return _decided(items, False)


@_aggregate("any", "boolean")
def some(_run: EvalRun, items: list[Any]) -> bool | None:
    """True if an item is, false if all are, else None."""
    return _decided(items, True)
