"""Decimal numbers of 34 digits (IEEE 754 decimal128): the context of all arithmetic."""

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal

from engine.feel import limits

CONTEXT = Context(
    prec=limits.DIGITS, rounding=ROUND_HALF_EVEN, Emax=limits.EXPONENT, Emin=1 - limits.EXPONENT, traps=[]
)
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?")


def number_of(text: str) -> Decimal | None:
    """The number of a numeric text, None if it is not numeric or too large."""
    if not _NUMBER.fullmatch(text) or not text.isascii():
        return None
    return finite(CONTEXT.create_decimal(text))


def finite(value: Decimal) -> Decimal | None:
    """`value`, None for infinity and NaN."""
    return value if value.is_finite() else None


def whole(value: Decimal) -> int:
    """The integer part of a number, limited to the range of indexes and counts."""
    return int(value) if value.adjusted() < 18 else (10**18 if value > 0 else -(10**18))
