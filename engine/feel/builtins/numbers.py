"""Built-in functions over numbers (DMN 1.5, 10.3.4.5)."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    localcontext,
)
from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import HARD, builtin
from engine.feel.values.decimals import CONTEXT, finite, whole
from engine.feel.values.evaluation import EvalRun
from engine.feel.values.extended_temporal import length_of, make_duration
from engine.feel.values.values import YearsMonths

_WIDE = Context(prec=4 * limits.EXPONENT, Emax=999_999, Emin=-999_999, traps=[])
_SMALLEST_SCALE, _LARGEST_SCALE = -6111, 6176


def rounded(value: Decimal, scale: Decimal, mode: str) -> Decimal | None:
    """`value` to `scale` digits after the point; None for a scale that decimal128 cannot hold."""
    places = whole(scale)
    if not _SMALLEST_SCALE <= places <= _LARGEST_SCALE:
        return None
    exponent = value.as_tuple().exponent
    if isinstance(exponent, str) or -exponent <= places:
        return value
    if value.adjusted() < -places - 1:
        return _below(value, places, mode)
    with localcontext(CONTEXT, prec=limits.DIGITS * 2):
        return finite(CONTEXT.plus(value.quantize(Decimal(1).scaleb(-places), rounding=mode)))


def _below(value: Decimal, places: int, mode: str) -> Decimal:
    up = mode == ROUND_UP or mode == (ROUND_CEILING if value > 0 else ROUND_FLOOR)
    return Decimal(1).scaleb(-places).copy_sign(value) if up and value else Decimal(0)


def _rounding(name: str, mode: str) -> None:
    @builtin(name, "n: number", "scale: number", result="number")
    def round_to(_run: EvalRun, n: Decimal, scale: Decimal = Decimal(0)) -> Decimal | None:
        return rounded(n, scale, mode)

    if name in ("floor", "ceiling"):
        builtin(name, "n: number", result="number")(round_to)


_rounding("decimal", ROUND_HALF_EVEN)
_rounding("floor", ROUND_FLOOR)
_rounding("ceiling", ROUND_CEILING)
_rounding("round up", ROUND_UP)
_rounding("round down", ROUND_DOWN)
_rounding("round half up", ROUND_HALF_UP)
_rounding("round half down", ROUND_HALF_DOWN)


@builtin("abs", "n: number|days and time duration|years and months duration", result="any")
def absolute(_run: EvalRun, n: Any) -> Any:
    """The size of a number or duration."""
    if isinstance(n, YearsMonths):
        return YearsMonths(abs(n.total))
    return CONTEXT.abs(n) if isinstance(n, Decimal) else make_duration(abs(length_of(n)))


@builtin("modulo", "dividend: number", "divisor: number", result="number")
def modulo(run: EvalRun, dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """The remainder, with the sign of the divisor."""
    if divisor == 0:
        return None
    run.charge(HARD if dividend.adjusted() - divisor.adjusted() > limits.DIGITS else 0)
    rest = _WIDE.remainder(dividend, divisor)
    if rest and (rest < 0) != (divisor < 0):
        rest = _WIDE.add(rest, divisor)
    return finite(CONTEXT.plus(rest))


@builtin("sqrt", "number: number", result="number")
def square_root(_run: EvalRun, number: Decimal) -> Decimal | None:
    """The square root, None below zero."""
    return finite(CONTEXT.sqrt(number)) if number >= 0 else None


@builtin("log", "number: number", result="number")
def natural_logarithm(run: EvalRun, number: Decimal) -> Decimal | None:
    """The natural logarithm, None unless above zero."""
    run.charge(HARD)
    return finite(CONTEXT.ln(number)) if number > 0 else None


@builtin("exp", "number: number", result="number")
def exponential(run: EvalRun, number: Decimal) -> Decimal | None:
    """Euler's number to the power of `number`."""
    run.charge(HARD)
    return finite(CONTEXT.exp(number))


@builtin("odd", "number: number", result="boolean")
def odd(_run: EvalRun, number: Decimal) -> bool | None:
    """True if an integer is odd, None for a fraction."""
    return None if number != number.to_integral_value() else CONTEXT.abs(_half(number)) == 1


@builtin("even", "number: number", result="boolean")
def even(_run: EvalRun, number: Decimal) -> bool | None:
    """True if an integer is even, None for a fraction."""
    return None if number != number.to_integral_value() else _half(number) == 0


def _half(number: Decimal) -> Decimal:
    return Decimal(0) if number.adjusted() >= limits.DIGITS else CONTEXT.remainder(number, Decimal(2))
