"""Built-in functions over ranges and points (DMN 1.5, 10.3.4.9; Allen's interval algebra)."""

from collections.abc import Callable
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.values.equality import order
from engine.feel.values.evaluation import EvalRun
from engine.feel.values.values import Range

_POINT = "number|string|date|time|date and time|days and time duration|years and months duration"
Answer = bool | None


class NoOrder(Exception):
    """Raised for two ends that cannot be compared, or an end that is missing."""


def _sign(left: Any, right: Any) -> int:
    sign = order(left, right)
    if sign is None:
        raise NoOrder
    return sign


def _related(
    name: str, shapes: tuple[str, str], names: tuple[str, str], result: str = "boolean"
) -> Callable[[Callable[[Any, Any], bool]], Any]:
    """Registers a relation between two points or ranges; it gives None where they cannot be compared."""
    kinds = [_POINT if shape == "point" else "range" for shape in shapes]

    def register(relation: Callable[[Any, Any], bool]) -> Any:
        @builtin(name, f"{names[0]}: {kinds[0]}", f"{names[1]}: {kinds[1]}", result=result)
        def relate(_run: EvalRun, left: Any, right: Any) -> Answer:
            try:
                return relation(left, right)
            except NoOrder:
                return None

        return relation

    return register


def _ranges(name: str, result: str = "boolean") -> Callable[[Callable[[Any, Any], bool]], Any]:
    return _related(name, ("range", "range"), ("range1", "range2"), result)


def _before(left: Range, right: Range) -> bool:
    if left.end is None or right.start is None:
        return False
    sign = _sign(left.end, right.start)
    return sign < 0 or (sign == 0 and not (left.end_included and right.start_included))


def _point_before(point: Any, range_: Range) -> bool:
    if range_.start is None:
        return False
    sign = _sign(point, range_.start)
    return sign < 0 or (sign == 0 and not range_.start_included)


def _range_before(range_: Range, point: Any) -> bool:
    if range_.end is None:
        return False
    sign = _sign(range_.end, point)
    return sign < 0 or (sign == 0 and not range_.end_included)


_related("before", ("point", "point"), ("point1", "point2"))(lambda left, right: _sign(left, right) < 0)
_related("before", ("point", "range"), ("point", "range"))(_point_before)
_related("before", ("range", "point"), ("range", "point"))(_range_before)
_ranges("before")(_before)
_related("after", ("point", "point"), ("point1", "point2"))(lambda left, right: _sign(left, right) > 0)
_related("after", ("point", "range"), ("point", "range"))(lambda point, range_: _range_before(range_, point))
_related("after", ("range", "point"), ("range", "point"))(lambda range_, point: _point_before(point, range_))
_ranges("after")(lambda left, right: _before(right, left))


def _meets(left: Range, right: Range) -> bool:
    return left.end_included and right.start_included and _sign(left.end, right.start) == 0


_ranges("meets")(_meets)
_ranges("met by")(lambda left, right: _meets(right, left))


def _start_sign(left: Range, right: Range) -> int:
    """-1 where `left` starts before `right`; a start of None is before all."""
    if left.start is None or right.start is None:
        return int(left.start is not None) - int(right.start is not None)
    return _sign(left.start, right.start) or int(right.start_included) - int(left.start_included)


def _end_sign(left: Range, right: Range) -> int:
    """-1 where `left` ends before `right`; an end of None is after all."""
    if left.end is None or right.end is None:
        return int(left.end is None) - int(right.end is None)
    return _sign(left.end, right.end) or int(left.end_included) - int(right.end_included)


_ranges("overlaps")(lambda left, right: not _before(left, right) and not _before(right, left))
_ranges("overlaps before", "any")(
    lambda left, right: (
        not _before(left, right)
        and not _before(right, left)
        and _start_sign(left, right) < 0
        and _end_sign(left, right) <= 0
    )
)
_ranges("overlaps after", "any")(
    lambda left, right: (
        not _before(left, right)
        and not _before(right, left)
        and _start_sign(left, right) > 0
        and _end_sign(left, right) >= 0
    )
)


def _includes(left: Range, right: Range) -> bool:
    return _start_sign(left, right) <= 0 and _end_sign(left, right) >= 0


def _holds(range_: Range, point: Any) -> bool:
    return not _point_before(point, range_) and not _range_before(range_, point)


_related("includes", ("range", "point"), ("range", "point"))(_holds)
_ranges("includes")(_includes)
_related("during", ("point", "range"), ("point", "range"))(lambda point, range_: _holds(range_, point))
_ranges("during")(lambda left, right: _includes(right, left))


def _starts(left: Range, right: Range) -> bool:
    return _start_sign(left, right) == 0 and _end_sign(left, right) <= 0


def _finishes(left: Range, right: Range) -> bool:
    return _end_sign(left, right) == 0 and _start_sign(left, right) >= 0


_related("starts", ("point", "range"), ("point", "range"))(
    lambda point, range_: range_.start_included and _sign(point, range_.start) == 0
)
_ranges("starts")(_starts)
_related("started by", ("range", "point"), ("range", "point"))(
    lambda range_, point: range_.start_included and _sign(range_.start, point) == 0
)
_ranges("started by")(lambda left, right: _starts(right, left))
_related("finishes", ("point", "range"), ("point", "range"))(
    lambda point, range_: range_.end_included and _sign(point, range_.end) == 0
)
_ranges("finishes")(_finishes)
_related("finished by", ("range", "point"), ("range", "point"))(
    lambda range_, point: range_.end_included and _sign(range_.end, point) == 0
)
_ranges("finished by")(lambda left, right: _finishes(right, left))
_related("coincides", ("point", "point"), ("point1", "point2"))(lambda left, right: _sign(left, right) == 0)
_ranges("coincides")(lambda left, right: _start_sign(left, right) == 0 and _end_sign(left, right) == 0)
