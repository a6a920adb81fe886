"""The number field: from a JSON number or typed text to a JSON number, within the digits that JSON keeps."""

import math
from decimal import Decimal

from engine import feel
from forms.fields.number_format import NotANumber, read
from forms.fields.validators import wrong
from forms.reading.component import Component

LIMIT_DIGITS = 15
SMALLEST_STEP = 1e-6


def answer(raw: object, component: Component) -> int | float | str:
    """The number that `raw` (JSON number or typed text) means for this component. Raises ValidationError."""
    digits = component.number("decimalDigits")
    value = _decimal(raw, digits) or Decimal(0)
    _sign, places, exponent = value.normalize().as_tuple()
    if not isinstance(exponent, int) or max(len(places), len(places) + exponent, -exponent) > LIMIT_DIGITS:
        raise wrong("too_many_digits", limit=LIMIT_DIGITS)
    if digits is not None and -exponent > digits:
        raise wrong("too_many_decimals", limit=digits)
    _step(value, component)
    if component.settings.get("serializeToString") is True:
        return format(value, "f")
    result: int | float = feel.to_json(value)
    return result


def _decimal(raw: object, digits: int | None) -> Decimal:
    if isinstance(raw, str):
        try:
            return read(raw, digits)
        except NotANumber as error:
            raise wrong(error.code, **error.values) from None
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise wrong("not_a_number")
    if isinstance(raw, int) and raw.bit_length() > 64:
        raise wrong("too_many_digits", limit=LIMIT_DIGITS)
    if not math.isfinite(raw):
        raise wrong("not_a_number")
    # JSON numbers are floats to most who write them: 0.1 + 0.2 is 0.3 here.
    return Decimal(f"{raw:.{LIMIT_DIGITS}g}") if isinstance(raw, float) else Decimal(raw)


def _step(value: Decimal, component: Component) -> None:
    step = component.settings.get("increment")
    if isinstance(step, str):
        step = float(step) if step.isascii() and step.replace(".", "", 1).isdigit() else None
    if not isinstance(step, int | float) or isinstance(step, bool) or step < SMALLEST_STEP:
        return
    if value % Decimal(str(step)):
        raise wrong("not_a_step", step=step)
