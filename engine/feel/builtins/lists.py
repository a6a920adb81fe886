"""Built-in functions that make lists of lists (DMN 1.5, 10.3.4.4)."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from engine.feel import limits
from engine.feel.builtins.invocation import invoke
from engine.feel.builtins.registry import builtin
from engine.feel.values.decimals import whole
from engine.feel.values.equality import equal, order
from engine.feel.values.evaluation import EvalRun, bounded
from engine.feel.values.values import Function


@builtin("list contains", "list: list", "element: any", result="boolean")
def list_contains(run: EvalRun, items: list[Any], element: Any) -> bool:
    """True if an item equals `element`."""
    return any(equal(item, element, run) is True for item in items)


@builtin("count", "list: list", result="number")
def count(_run: EvalRun, items: list[Any]) -> Decimal:
    """The number of items."""
    return Decimal(len(items))


@builtin("is empty", "list: list", result="any")
def is_empty(_run: EvalRun, items: list[Any]) -> bool:
    """True if there are no items (Camunda's addition)."""
    return not items


@builtin("sublist", "list: list", "start position: number", "length?: number", result="same list")
def sublist(_run: EvalRun, items: list[Any], start: Decimal, length: Decimal | None = None) -> list[Any] | None:
    """`length` items from `start position` (from 1, negative from the end)."""
    first, size = whole(start), len(items)
    if first == 0 or abs(first) > size or (length is not None and length < 1):
        return None
    begin = first - 1 if first > 0 else size + first
    if length is not None and begin + whole(length) > size:
        return None
    return items[begin:] if length is None else items[begin : begin + whole(length)]


@builtin("append", "list: list", "item: any", result="appended list", rest=True)
def append(_run: EvalRun, items: list[Any], *more: Any) -> list[Any]:
    """The list with items after it."""
    return [*items, *more]


@builtin("concatenate", result="joined lists", variadic=True)
def concatenate(run: EvalRun, lists: list[Any]) -> list[Any] | None:
    """The items of all lists in one."""
    if any(item is None for item in lists):
        return None
    size = sum(len(part) if type(part) is list else 1 for part in lists)
    bounded(size, limits.ITEMS, "list_too_long")
    run.charge(size >> 3)
    return [item for part in lists for item in (part if type(part) is list else [part])]


@builtin("insert before", "list: list", "position: number", "newItem: any", result="any")
def insert_before(_run: EvalRun, items: list[Any], position: Decimal, new: Any) -> list[Any] | None:
    """The list with an item before the one at `position`."""
    at = index_of(position, len(items))
    return None if at is None else [*items[:at], new, *items[at:]]


@builtin("remove", "list: list", "position: number", result="same list")
def remove(_run: EvalRun, items: list[Any], position: Decimal) -> list[Any] | None:
    """The list without the item at `position`."""
    at = index_of(position, len(items))
    return None if at is None else [*items[:at], *items[at + 1 :]]


@builtin("list replace", "list: list", "position: number", "newItem: any", result="any")
def list_replace(_run: EvalRun, items: list[Any], position: Decimal, new: Any) -> list[Any] | None:
    """The list with another item at `position`."""
    at = index_of(position, len(items))
    return None if at is None else [*items[:at], new, *items[at + 1 :]]


@builtin("list replace", "list: list", "match: function", "newItem: any", result="any")
def list_replace_where(run: EvalRun, items: list[Any], match: Function, new: Any) -> list[Any] | None:
    """The list with another item wherever `match(item, newItem)` is true."""
    answers = [invoke(run, match, [item, new]) for item in items] if len(match.parameters) == 2 else [None]
    if any(type(answer) is not bool for answer in answers):
        return None
    return [new if answer else item for item, answer in zip(items, answers, strict=True)]


def index_of(position: Decimal, size: int) -> int | None:
    """The Python index of a FEEL position (from 1, negative from the end), None outside."""
    at = whole(position)
    if at == 0 or abs(at) > size:
        return None
    return at - 1 if at > 0 else size + at


@builtin("reverse", "list: list", result="same list")
def reverse(_run: EvalRun, items: list[Any]) -> list[Any]:
    """The items from last to first."""
    return items[::-1]


@builtin("index of", "list: list", "match: any", result="list<number>")
def positions(run: EvalRun, items: list[Any], match: Any) -> list[Any]:
    """The positions of the items that equal `match`."""
    return [Decimal(at) for at, item in enumerate(items, 1) if equal(item, match, run) is True]


@builtin("union", result="joined lists", variadic=True)
def union(run: EvalRun, lists: list[Any]) -> list[Any] | None:
    """The items of all lists, each once."""
    joined = concatenate(run, lists)
    return None if joined is None else distinct_values(run, joined)


@builtin("distinct values", "list: list", result="same list")
def distinct_values(run: EvalRun, items: list[Any]) -> list[Any]:
    """The items, each once, in their first order."""
    distinct: list[Any] = []
    seen: set[Any] = set()
    for item in items:
        if type(item) in (str, Decimal, bool):
            key = (type(item), item)
            if key in seen:
                continue
            seen.add(key)
        elif _listed(run, item, distinct):
            continue
        distinct.append(item)
    return distinct


def _listed(run: EvalRun, item: Any, items: list[Any]) -> bool:
    run.charge(1 + len(items) // 8)
    return any(equal(item, known_item, run) is True for known_item in items)


@builtin("duplicate values", "list: list", result="any")
def duplicate_values(run: EvalRun, items: list[Any]) -> list[Any]:
    """The items that occur more than once, each once (Camunda's addition)."""
    once = distinct_values(run, items)
    run.charge(len(once) * (len(items) >> 3))
    return [item for item in once if len(positions(run, items, item)) > 1]


@builtin("flatten", "list: list", result="any")
def flatten(run: EvalRun, items: list[Any]) -> list[Any]:
    """The items of the list and of every list in it."""
    flat: list[Any] = []
    pending: list[Iterator[Any]] = [iter(items)]
    while pending:
        for item in pending[-1]:
            if type(item) is list:
                run.charge(1 + (len(item) >> 3))
                bounded(len(pending), limits.NESTED_VALUE, "too_deep")
                pending.append(iter(item))
                break
            flat.append(item)
        else:
            pending.pop()
        bounded(len(flat), limits.ITEMS, "list_too_long")
    return flat


@builtin("sort", "list: list", "precedes: function", result="same list")
def sort(run: EvalRun, items: list[Any], precedes: Function) -> list[Any] | None:
    """The items in the order that `precedes(a, b)` gives; equal ones keep theirs."""
    if len(precedes.parameters) not in (0, 2):
        return None

    def sign(left: Any, right: Any) -> int:
        return -1 if invoke(run, precedes, [left, right]) is True else int(invoke(run, precedes, [right, left]) is True)

    return sorted(items, key=cmp_to_key(sign))


@builtin("sort", "list: list", result="same list")
def sort_naturally(run: EvalRun, items: list[Any]) -> list[Any] | None:
    """The items from least to greatest, None if they have no order."""
    if any(order(items[0], item) is None for item in items):
        return None
    run.charge(len(items))
    return sorted(items, key=cmp_to_key(lambda left, right: order(left, right) or 0))


@builtin("partition", "list: list", "size: number", result="any")
def partition(_run: EvalRun, items: list[Any], size: Decimal) -> list[Any] | None:
    """The list in pieces of `size` items (Camunda's addition)."""
    step = whole(size)
    return [items[at : at + step] for at in range(0, len(items), step)] if step > 0 else None
