"""Values converted for a Java signature and back: `int`, `double`, `char`, `String` (DMN 1.5, table 46)."""

import math
import struct
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.values.decimals import CONTEXT

BITS = {"byte": 8, "short": 16, "int": 32, "long": 64}
"""The kinds of whole numbers."""
_BOXES = {
    "Byte": "byte",
    "Short": "short",
    "Integer": "int",
    "Long": "long",
    "Double": "double",
    "Float": "float",
    "Boolean": "boolean",
    "Character": "char",
    "CharSequence": "String",
    "Iterable": "List",
}


def plain(kind: str) -> str:
    """The primitive kind of a boxed kind: `int` for `Integer`."""
    return _BOXES.get(kind, kind)


class Unfit(Exception):
    """Raised for an argument that the kind of a parameter cannot hold, and for a result that is no FEEL value."""


def integer(bits: int) -> Callable[[Any], int]:
    """The conversion to a whole number of `bits` bits."""

    def take(value: Any) -> int:
        if type(value) is not Decimal or value.adjusted() > 20 or value != value.to_integral_value():
            raise Unfit
        return within(int(value), bits)

    return take


def within(value: int, bits: int) -> int:
    """`value`; raises Unfit where it needs more than `bits` bits, so that an overflow is no result."""
    if not -(1 << bits - 1) <= value < 1 << bits - 1:
        raise Unfit
    return value


def _double(value: Any) -> float:
    if type(value) is not Decimal or not math.isfinite(float(value)):
        raise Unfit
    return float(value)


def single(value: float) -> float:
    """The 32-bit float nearest to a number."""
    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def _of(*kinds: type) -> Callable[[Any], Any]:
    def take(value: Any) -> Any:
        if type(value) not in kinds:
            raise Unfit
        return value

    return take


def _character(value: Any) -> str:
    if type(value) is not str or len(value) != 1 or value > "\uffff":
        raise Unfit
    return value


def _big(value: Any) -> int:
    if type(value) is not Decimal or value != value.to_integral_value() or value.adjusted() > limits.DIGITS:
        raise Unfit
    return int(value)


def shortest(value: float) -> Decimal:
    """The number with the fewest digits that identify a 32-bit float."""
    if not math.isfinite(value):
        raise Unfit
    for digits in range(1, 10):
        text = f"{value:.{digits}g}"
        if single(float(text)) == value:
            return Decimal(text)
    return Decimal(repr(value))


def _number(value: float) -> Decimal:
    if not math.isfinite(value):
        raise Unfit
    return Decimal(repr(float(value)))


def _whole_within(bits: int) -> Callable[[int], Decimal]:
    return lambda value: Decimal(within(value, bits))


TO_JAVA: dict[str, Callable[[Any], Any]] = {
    **{kind: integer(bits) for kind, bits in BITS.items()},
    "double": _double,
    "float": lambda value: single(_double(value)),
    "boolean": _of(bool),
    "char": _character,
    "String": _of(str),
    "List": _of(list),
    "BigDecimal": _of(Decimal),
    "BigInteger": _big,
    "Object": lambda value: value,
}
"""The conversion of an argument of each kind; raises Unfit."""
FROM_JAVA: dict[str, Callable[[Any], Any]] = {
    **{kind: _whole_within(bits) for kind, bits in BITS.items()},
    "double": _number,
    "float": lambda value: shortest(single(value)),
    "boolean": bool,
    "char": str,
    "String": str,
    "BigDecimal": CONTEXT.plus,
    "BigInteger": CONTEXT.create_decimal,
}
"""The conversion of a result of each kind; raises Unfit."""
