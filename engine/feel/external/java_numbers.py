"""Our own functions for the signatures of `Math` and of the classes of numbers."""

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from engine.feel.external.functions import register
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


def _compared(left: Any, right: Any) -> int:
    return int(left > right) - int(left < right)


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
    register(_MATH, f"{_name}(double) double", getattr(math, _name))
for _name in ("atan2", "hypot", "pow"):
    register(_MATH, f"{_name}(double, double) double", getattr(math, _name))
register(_MATH, "ceil(double) double", lambda value: _towards(value, ROUND_CEILING))
register(_MATH, "floor(double) double", lambda value: _towards(value, ROUND_FLOOR))
register(_MATH, "rint(double) double", lambda value: float(round(value)))
register(_MATH, "round(float) int", _nearest)
register(_MATH, "round(double) long", _nearest)
register(_MATH, "signum(_) _", _sign, ("float", "double"))
register(_MATH, "toDegrees(double) double", math.degrees)
register(_MATH, "toRadians(double) double", math.radians)
register(_MATH, "IEEEremainder(double, double) double", math.remainder)
register(_MATH, "copySign(_, _) _", math.copysign, ("float", "double"))
register(_MATH, "scalb(double, int) double", math.ldexp)
register(_MATH, "getExponent(double) int", lambda value: math.frexp(value)[1] - 1)
register(_MATH, "nextUp(double) double", lambda value: math.nextafter(value, math.inf))
register(_MATH, "nextDown(double) double", lambda value: math.nextafter(value, -math.inf))
register(_MATH, "nextAfter(double, double) double", math.nextafter)
register(_MATH, "fma(double, double, double) double", lambda a, b, c: float(Decimal(a) * Decimal(b) + Decimal(c)))
register(_MATH, "max(_, _) _", max, _ALL)
register(_MATH, "min(_, _) _", min, _ALL)
register(_MATH, "abs(_) _", abs, _ALL)
register(_MATH, "toIntExact(long) int", _same)
register(_MATH, "addExact(_, _) _", int.__add__, _WHOLE)
register(_MATH, "subtractExact(_, _) _", int.__sub__, _WHOLE)
register(_MATH, "multiplyExact(_, _) _", int.__mul__, _WHOLE)
register(_MATH, "incrementExact(_) _", lambda value: value + 1, _WHOLE)
register(_MATH, "decrementExact(_) _", lambda value: value - 1, _WHOLE)
register(_MATH, "negateExact(_) _", int.__neg__, _WHOLE)
register(_MATH, "absExact(_) _", abs, _WHOLE)
register(_MATH, "floorDiv(_, _) _", int.__floordiv__, _WHOLE)
register(_MATH, "floorMod(_, _) _", int.__mod__, _WHOLE)
register(_MATH, "ceilDiv(_, _) _", lambda left, right: -(-left // right), _WHOLE)
register(_MATH, "ceilMod(_, _) _", lambda left, right: left + right * (-left // right), _WHOLE)

for _class, _kind in _KINDS.items():
    _read = _read_whole if _kind in BITS else _read_real
    _parse = "parse" + {"Integer": "Int"}.get(_class, _class)
    register([_class], f"valueOf({_kind}) {_kind}", _same)
    register([_class], f"compare({_kind}, {_kind}) int", _compared)
    for _name in ("valueOf", _parse):
        register([_class], f"{_name}(String) {_kind}", _read)
        if _kind in BITS:
            register([_class], f"{_name}(String, int) {_kind}", _read)
    if _kind in _ALL:
        register([_class], f"max({_kind}, {_kind}) {_kind}", max)
        register([_class], f"min({_kind}, {_kind}) {_kind}", min)
        register([_class], f"sum({_kind}, {_kind}) {_kind}", lambda left, right: left + right)
    if _kind in _WHOLE:
        register([_class], f"signum({_kind}) int", lambda value: _compared(value, 0))
        for _name, _base in (("toBinaryString", "b"), ("toOctalString", "o"), ("toHexString", "x")):
            register([_class], f"{_name}({_kind}) String", _in_base(_base, _kind))
register(["BigDecimal"], "valueOf(_) BigDecimal", lambda value: Decimal(repr(value)), ("double", "long"))
register(["BigInteger"], "valueOf(long) BigInteger", lambda value: value)
