"""The shapes of the results of operators and built-in functions, as far as the shapes of the arguments decide them."""

from collections.abc import Callable, Sequence
from functools import cache

from engine.feel.builtins.registry import LIBRARY
from engine.lint.dataflow.shape import ANY, NULL, Shape, listed, of, union

DURATIONS = ("days and time duration", "years and months duration")
DATES = ("date", "date and time")


def called(name: str, arguments: Sequence[Shape]) -> Shape:
    """The shape of a built-in function's result for these arguments, as its registration says; ANY for no built-in."""
    function = LIBRARY.get(name)
    if function is None:
        return ANY
    by_arguments = BY_ARGUMENTS.get(function.result_kind)
    return declared(function.result_kind) if by_arguments is None else by_arguments(arguments)


@cache
def declared(result: str) -> Shape:
    """The shape of a result that depends on no argument: `kind|kind`, `list<kind>` or `any`."""
    if result == "any":
        return ANY
    inner = result.removeprefix("list<").removesuffix(">")
    return of(*inner.split("|")) if inner == result else listed(of(*inner.split("|")))


def _same_list(arguments: Sequence[Shape]) -> Shape:
    return _list(arguments[0]) if arguments else ANY


def _joined_lists(arguments: Sequence[Shape]) -> Shape:
    return union(_list(argument) for argument in arguments)


def _appended_list(arguments: Sequence[Shape]) -> Shape:
    if not arguments:
        return ANY
    return union([_list(arguments[0]), *(listed(argument) for argument in arguments[1:])])


def _an_item(arguments: Sequence[Shape]) -> Shape:
    only = arguments[0] if len(arguments) == 1 else None
    return (only.item or ANY) if only is not None and only.may("list") else union(arguments)


BY_ARGUMENTS: dict[str, Callable[[Sequence[Shape]], Shape]] = {
    "same list": _same_list,
    "joined lists": _joined_lists,
    "appended list": _appended_list,
    "an argument": union,
    "an item": _an_item,
}
"""For each of RESULT_RULES of the registry the shape of such a result."""


def _list(shape: Shape) -> Shape:
    """A list as it is, any other value as a list of one."""
    return shape if shape.kinds is None or "list" in shape.kinds else listed(shape)


def arithmetic(operator: str, left: Shape, right: Shape) -> Shape:
    """The shape of the result of an operator."""
    if left.kinds is None or right.kinds is None or not left.kinds or not right.kinds:
        return ANY
    shapes = [_pair(operator, left_kind, right_kind) for left_kind in left.kinds for right_kind in right.kinds]
    return union(shapes)


def _pair(operator: str, left: str, right: str) -> Shape:
    if left == right == "number":
        return of("number")
    if operator == "+" and left == right == "string":
        return of("string")
    if operator in "+-" and left in DATES and right in DURATIONS:
        return of(left)
    if operator == "+" and left in DURATIONS and right in DATES:
        return of(right)
    if operator == "-" and left in DATES and right in DATES:
        return of("days and time duration")
    if operator in "+-" and left == right and left in DURATIONS:
        return of(left)
    if operator == "/" and left == right and left in DURATIONS:
        return of("number")
    if operator in "*/" and {left, right} <= {"number", *DURATIONS}:
        return of(*({left, right} & set(DURATIONS)))
    if {left, right} <= SCALAR and (left in ("string", "boolean")) != (right in ("string", "boolean")):
        return NULL
    return ANY


SCALAR = frozenset({"number", "string", "boolean", "date", "date and time", "time", *DURATIONS})
