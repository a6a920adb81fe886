"""Our own functions for the signatures of `Math` and of the classes of numbers."""

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from engine.feel.external.functions import shelve
from engine.feel.external.marshalling import BITS, Unfit

_MATH = ("Math", "StrictMath")
_WHOLE = ("int", "long")
_ALL = (*_WHOLE, "float", "double")
_KINDS = {"Byte": "byte", "Short": "short", "Integer": "int", "Long": "long", "Float": "float", "Double": "double"}
_LONGEST = 400
"""Characters of a number that is read."""


def _towards(value: float, mode: str) -> float:
    return float(Decimal(value).to_integral_value(rounding=mode))


def _nearest(value: float) -> int:
    return math.floor(Decimal(value) + Decimal("0.5"))


def _sign(value: float) -> float:
    return math.copysign(1.0, value) if value else value


def _compared(one: Any, other: Any) -> int:
    return int(one > other) - int(one < other)


def _same(value: Any) -> Any:
    return value


def _read_whole(text: str, radix: int = 10) -> int:
    digits = text[1:] if text[:1] in ("+", "-") else text
    if len(text) > _LONGEST or not digits.isalnum() or not 2 <= radix <= 36:
        raise Unfit
    return int(text, radix)


def _read_real(text: str) -> float:
    digits = text.strip().rstrip("fFdD")
    if len(text) > _LONGEST or not digits.isascii() or "_" in digits or digits.lstrip("+-")[:1] not in "0123456789.":
        raise Unfit
    return float(digits)


def _in_base(base: str, kind: str) -> Any:
    return lambda value: format(value % (1 << BITS[kind]), base)


for _name in (
    "acos",
    "asin",
    "atan",
    "cbrt",
    "cos",
    "cosh",
    "exp",
    "expm1",
    "log",
    "log10",
    "log1p",
    "sin",
    "sinh",
    "sqrt",
    "tan",
    "tanh",
    "ulp",
):
    shelve(_MATH, f"{_name}(double) double", getattr(math, _name))
for _name in ("atan2", "hypot", "pow"):
    shelve(_MATH, f"{_name}(double, double) double", getattr(math, _name))
shelve(_MATH, "ceil(double) double", lambda value: _towards(value, ROUND_CEILING))
shelve(_MATH, "floor(double) double", lambda value: _towards(value, ROUND_FLOOR))
shelve(_MATH, "rint(double) double", lambda value: float(round(value)))
shelve(_MATH, "round(float) int", _nearest)
shelve(_MATH, "round(double) long", _nearest)
shelve(_MATH, "signum(_) _", _sign, ("float", "double"))
shelve(_MATH, "toDegrees(double) double", math.degrees)
shelve(_MATH, "toRadians(double) double", math.radians)
shelve(_MATH, "IEEEremainder(double, double) double", math.remainder)
shelve(_MATH, "copySign(_, _) _", math.copysign, ("float", "double"))
shelve(_MATH, "scalb(double, int) double", math.ldexp)
shelve(_MATH, "getExponent(double) int", lambda value: math.frexp(value)[1] - 1)
shelve(_MATH, "nextUp(double) double", lambda value: math.nextafter(value, math.inf))
shelve(_MATH, "nextDown(double) double", lambda value: math.nextafter(value, -math.inf))
shelve(_MATH, "nextAfter(double, double) double", math.nextafter)
shelve(_MATH, "fma(double, double, double) double", lambda a, b, c: float(Decimal(a) * Decimal(b) + Decimal(c)))
shelve(_MATH, "max(_, _) _", max, _ALL)
shelve(_MATH, "min(_, _) _", min, _ALL)
shelve(_MATH, "abs(_) _", abs, _ALL)
shelve(_MATH, "toIntExact(long) int", _same)
shelve(_MATH, "addExact(_, _) _", int.__add__, _WHOLE)
shelve(_MATH, "subtractExact(_, _) _", int.__sub__, _WHOLE)
shelve(_MATH, "multiplyExact(_, _) _", int.__mul__, _WHOLE)
shelve(_MATH, "incrementExact(_) _", lambda value: value + 1, _WHOLE)
shelve(_MATH, "decrementExact(_) _", lambda value: value - 1, _WHOLE)
shelve(_MATH, "negateExact(_) _", int.__neg__, _WHOLE)
shelve(_MATH, "absExact(_) _", abs, _WHOLE)
shelve(_MATH, "floorDiv(_, _) _", int.__floordiv__, _WHOLE)
shelve(_MATH, "floorMod(_, _) _", int.__mod__, _WHOLE)
shelve(_MATH, "ceilDiv(_, _) _", lambda one, other: -(-one // other), _WHOLE)
shelve(_MATH, "ceilMod(_, _) _", lambda one, other: one + other * (-one // other), _WHOLE)

for _class, _kind in _KINDS.items():
    _read = _read_whole if _kind in BITS else _read_real
    _parse = "parse" + {"Integer": "Int"}.get(_class, _class)
    shelve([_class], f"valueOf({_kind}) {_kind}", _same)
    shelve([_class], f"compare({_kind}, {_kind}) int", _compared)
    for _name in ("valueOf", _parse):
        shelve([_class], f"{_name}(String) {_kind}", _read)
        if _kind in BITS:
            shelve([_class], f"{_name}(String, int) {_kind}", _read)
    if _kind in _ALL:
        shelve([_class], f"max({_kind}, {_kind}) {_kind}", max)
        shelve([_class], f"min({_kind}, {_kind}) {_kind}", min)
        shelve([_class], f"sum({_kind}, {_kind}) {_kind}", lambda one, other: one + other)
    if _kind in _WHOLE:
        shelve([_class], f"signum({_kind}) int", lambda value: _compared(value, 0))
        for _name, _base in (("toBinaryString", "b"), ("toOctalString", "o"), ("toHexString", "x")):
            shelve([_class], f"{_name}({_kind}) String", _in_base(_base, _kind))
shelve(["BigDecimal"], "valueOf(_) BigDecimal", lambda value: Decimal(repr(value)), ("double", "long"))
shelve(["BigInteger"], "valueOf(long) BigInteger", lambda value: value)
