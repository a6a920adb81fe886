"""The values of a kind in their order: which constants there are, and a plain value before, between and after them."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import pairwise
from typing import Any

from engine import feel

WIDE = Context(prec=120)
DAY, SECOND = 86_400_000_000, 1_000_000
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=None)  # noqa: DTZ001  local times are counted from it


@dataclass(frozen=True, slots=True)
class Scale:
    """Values of one Python type as numbers. `units` are the steps at which a plain value is looked for, coarse first.

    `any` represents all values where there is no constant. `dense`: halfway between two values there is another.
    """

    any: Any
    number: Callable[[Any], Decimal]
    value: Callable[[Decimal], Any]
    units: Sequence[Decimal]
    dense: bool = False

    def classes(self, constants: Iterable[Any]) -> list[Any]:
        """Each constant and a value between any two neighbours, in order; one value where there is no constant."""
        points = sorted({self.number(constant) for constant in constants})
        if not points:
            return [self.any]
        numbers = [WIDE.subtract(points[0], self.units[0])]
        for low, high in pairwise(points):
            numbers += [low, *self._between(low, high)]
        numbers += [points[-1], WIDE.add(points[-1], self.units[0])]
        return [value for number in numbers for value in self._values(number)]

    def _between(self, low: Decimal, high: Decimal) -> list[Decimal]:
        for unit in self.units:
            multiple = WIDE.multiply(
                WIDE.add(WIDE.divide(low, unit).to_integral_value("ROUND_FLOOR"), Decimal(1)), unit
            )
            if low < multiple < high:
                return [multiple]
        return [WIDE.divide(WIDE.add(low, high), Decimal(2))] if self.dense else []

    def _values(self, number: Decimal) -> Iterator[Any]:
        """The value, nothing beyond the first and the last that the calendar knows."""
        try:
            yield self.value(number)
        except (OverflowError, ValueError):
            return


def _microseconds(value: datetime.timedelta) -> Decimal:
    return Decimal(value // datetime.timedelta(microseconds=1))


def _span(number: Decimal) -> datetime.timedelta:
    return datetime.timedelta(microseconds=int(number))


def _clock(number: Decimal) -> datetime.time:
    if not 0 <= number < DAY:
        raise ValueError
    return (EPOCH + _span(number)).time()


def _moment(zone: datetime.tzinfo | None) -> Scale:
    def number(value: datetime.datetime) -> Decimal:
        local = value if zone is None else value.astimezone(zone)
        return _microseconds(local.replace(tzinfo=None) - EPOCH)

    return Scale(
        EPOCH.replace(tzinfo=zone), number, lambda number: (EPOCH + _span(number)).replace(tzinfo=zone), FROM_DAYS
    )


FROM_DAYS = [Decimal(unit) for unit in (DAY, 3600 * SECOND, 60 * SECOND, SECOND, 1)]
SCALES = {
    "number": Scale(
        Decimal(0),
        lambda value: value,
        lambda number: number,
        [Decimal(1), Decimal("0.1"), Decimal("0.01")],
        dense=True,
    ),
    "date": Scale(
        EPOCH.date(),
        lambda value: Decimal(value.toordinal()),
        lambda number: datetime.date.fromordinal(int(number)),
        [Decimal(1)],
    ),
    "time": Scale(
        datetime.time(0),
        lambda value: _microseconds(datetime.datetime.combine(EPOCH, value) - EPOCH),
        _clock,
        FROM_DAYS[1:],
    ),
    "days and time duration": Scale(datetime.timedelta(0), _microseconds, _span, FROM_DAYS),
    "years and months duration": Scale(
        feel.YearsMonths(0),
        lambda value: Decimal(value.total),
        lambda number: feel.YearsMonths(int(number)),
        [Decimal(1)],
    ),
    "date and time": _moment(None),
}


def scale(kind: str, constants: Sequence[Any]) -> Scale | None:
    """The scale of a FEEL kind. None where it has no order, or where constants do not fit: far dates, mixed zones."""
    order = SCALES.get(kind)
    if kind == "date and time":
        zones = {value.tzinfo for value in constants if isinstance(value, datetime.datetime)}
        if None in zones and len(zones) > 1:
            return None
        order = _moment(min(zones, key=str, default=None))
    zoned = kind == "time" and any(isinstance(value, datetime.time) and value.tzinfo for value in constants)
    fits = order is not None and all(type(value) is type(order.any) for value in constants)
    return order if fits and not zoned else None
