"""Of which kind the results of operators and built-in functions are, as far as it is plain."""

from collections.abc import Sequence

from engine.lint.dataflow.shape import ANY, NULL, Shape, listed, of, union

DURATIONS = ("days and time duration", "years and months duration")
DATES = ("date", "date and time")
NAMED = {
    "number": "number sum count mean median floor ceiling modulo sqrt log exp decimal stddev round_half_up "
    "round_half_down round_up round_down string_length day_of_year week_of_year working_days_between",
    "string": "string substring upper_case lower_case string_join replace substring_before substring_after day_of_week "
    "month_of_year",
    "boolean": "not all any contains starts_with ends_with matches list_contains odd even is before after meets met_by "
    "overlaps includes during starts started_by finishes finished_by coincides",
    "date": "date today working_days_after",
    "date and time": "date_and_time now",
    "time": "time",
    "years and months duration": "years_and_months_duration",
}
RESULTS = {name.replace("_", " "): of(kind) for kind, names in NAMED.items() for name in names.split()}
RESULTS |= {"duration": of(*DURATIONS), "index of": listed(of("number")), "split": listed(of("string"))}
SAME = frozenset({"distinct values", "sort", "reverse", "sublist", "remove"})
"""Functions that give back a list of what their first argument holds."""
JOINED = frozenset({"concatenate", "union"})
"""Functions that give a list of what all their lists hold."""


def called(name: str, arguments: Sequence[Shape]) -> Shape:
    """What a built-in function gives for arguments of these shapes."""
    if name in SAME and arguments:
        return _list(arguments[0])
    if name in JOINED:
        return union(_list(argument) for argument in arguments)
    if name == "append" and arguments:
        return union([_list(arguments[0]), *(listed(argument) for argument in arguments[1:])])
    if name == "get or else":
        return union(arguments)
    if name in ("min", "max"):
        only = arguments[0] if len(arguments) == 1 else None
        return (only.item or ANY) if only is not None and only.may("list") else union(arguments)
    return RESULTS.get(name, ANY)


def _list(shape: Shape) -> Shape:
    """A list as it is, any other value as a list of one."""
    return shape if shape.kinds is None or "list" in shape.kinds else listed(shape)


def arithmetic(operator: str, one: Shape, other: Shape) -> Shape:
    """What two values give under an operator."""
    if one.kinds is None or other.kinds is None or not one.kinds or not other.kinds:
        return ANY
    shapes = [_pair(operator, left, right) for left in one.kinds for right in other.kinds]
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
