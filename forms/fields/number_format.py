"""Numbers as people type them: 76,4 and 76.4 and 1.234.567,8; what could be read in two ways is refused."""

import re
from decimal import Decimal

TYPED = re.compile(r"([+-]?)(\d[\d.,]*|[.,]\d+)\Z", re.ASCII)
LIMIT_TYPED = 40


class NotANumber(ValueError):
    """No number: `code` is `not_a_number` or, for 1.234, `ambiguous_number` with both readings as values."""

    def __init__(self, code: str = "not_a_number", **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def read(text: str, digits: int | None = None) -> Decimal:
    """The number in `text`, decimal comma or point, with or without thousands.

    `digits` is how many decimals the field has: with none, 1.234 can only be thousands. Raises NotANumber.
    """
    match = TYPED.match(text.strip().replace("\u2212", "-")) if len(text) <= LIMIT_TYPED else None
    if not match:
        raise NotANumber
    sign, body = match.groups()
    return Decimal(sign + _plain(body, digits))


def _plain(body: str, digits: int | None) -> str:
    marks = [sign for sign in body if sign in ".,"]
    if not marks:
        return body
    if len(set(marks)) == 2:
        return _both(body, marks[-1])
    if len(marks) > 1:
        return _digits(body, marks[0])
    integer_part, fraction = body.split(marks[0])
    if len(fraction) == 3 and 1 <= len(integer_part) <= 3 and not integer_part.startswith("0"):
        if digits == 0:
            return integer_part + fraction
        if marks[0] == ".":
            raise NotANumber(
                "ambiguous_number", text=body, thousands=integer_part + fraction, decimals=f"{integer_part},{fraction}"
            )
    if not fraction:
        raise NotANumber
    return f"{integer_part or '0'}.{fraction}"


def _both(body: str, mark: str) -> str:
    integer_part, _, fraction = body.partition(mark)
    if mark in fraction or not fraction:
        raise NotANumber
    return f"{_digits(integer_part, ',' if mark == '.' else '.')}.{fraction}"


def _digits(body: str, mark: str) -> str:
    first, *groups = body.split(mark)
    if not 1 <= len(first) <= 3 or any(len(group) != 3 or not group.isdigit() for group in groups):
        raise NotANumber
    return first + "".join(groups)
