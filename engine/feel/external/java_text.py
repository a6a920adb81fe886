"""Our own functions for the signatures of `String`, `Boolean` and `Character`."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from engine.feel import limits
from engine.feel.external.functions import register
from engine.feel.external.marshalling import Unfit, shortest
from engine.feel.values.evaluation import bounded
from engine.feel.values.to_text import to_text

_DIRECTIVE = re.compile(r"%(?:(\d{1,3})\$)?([-+ 0,]*)(\d{1,3})?(?:\.(\d{1,3}))?(.)|%", re.ASCII | re.DOTALL)
_WIDE = Context(prec=2 * limits.EXPONENT)
_TRUE = "true"


def _boolean(text: str) -> bool:
    return text.lower() == _TRUE


def _text_of(value: Any) -> str:
    return "null" if value is None else to_text(value)


def _real(value: Decimal) -> str:
    """A number of 32 or 64 bits as Java writes it: `1.0`, `1.0E7`."""
    if not value or Decimal("0.001") <= abs(value) < 10**7:
        text = format(value, "f")
        return text if "." in text else text + ".0"
    digits = "".join(map(str, value.as_tuple().digits)).rstrip("0")
    return f"{'-' if value < 0 else ''}{digits[0]}.{digits[1:] or '0'}E{value.adjusted()}"


def _joined(delimiter: str, *pieces: Any) -> str:
    texts, size = [], 0
    for piece in pieces:
        texts.append(_text_of(piece))
        size += len(texts[-1]) + len(delimiter)
        bounded(size, limits.CHARACTERS, "string_too_long")
    return delimiter.join(texts)


def _format(pattern: str, *arguments: Any) -> str:
    """`pattern` with its `%` directives filled; Unfit where one is unknown, or lacks its argument."""
    pieces, at, size, place = [], 0, 0, 0
    for directive in _DIRECTIVE.finditer(pattern):
        position, flags, width, precision, letter = directive.groups()
        place += position is None and letter not in ("%", "n")
        value = _argument_at(arguments, int(position or place)) if letter not in ("%", "n") else None
        text = _padded(_filled(letter, flags, value, precision), flags or "", int(width or 0))
        pieces += [pattern[at : directive.start()], text]
        at, size = directive.end(), size + len(text)
        bounded(size, limits.CHARACTERS, "string_too_long")
    return "".join([*pieces, pattern[at:]])


def _argument_at(arguments: tuple[Any, ...], position: int) -> Any:
    if not 1 <= position <= len(arguments):
        raise Unfit
    return arguments[position - 1]


def _padded(text: str, flags: str, width: int) -> str:
    if "-" in flags:
        return text.ljust(width)
    return text.zfill(width) if "0" in flags else text.rjust(width)


def _filled(letter: str | None, flags: str, value: Any, precision: str | None) -> str:
    if letter in ("%", "n"):
        return "%" if letter == "%" else "\n"
    if letter in ("s", "S"):
        text = _text_of(value)[: None if precision is None else int(precision)]
        return text.upper() if letter == "S" else text
    if letter in ("b", "B"):
        text = _TRUE if value is not None and value is not False else "false"
        return text.upper() if letter == "B" else text
    if letter == "c" and type(value) is str and len(value) == 1:
        return value
    return _numeral(letter, flags, value, precision)


def _numeral(letter: str | None, flags: str, value: Any, precision: str | None) -> str:
    grouped = "," if "," in flags else ""
    sign = "+" if "+" in flags else " " if " " in flags else ""
    if type(value) is not Decimal:
        raise Unfit
    if letter == "f":
        places = 6 if precision is None else int(precision)
        return format(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE), f"{sign}{grouped}f")
    if letter not in ("d", "x", "X") or precision is not None or value != value.to_integral_value():
        raise Unfit
    return format(int(value), letter if letter != "d" else f"{sign}{grouped}d")


_TESTS: dict[str, Callable[[str], bool]] = {
    "isDigit": str.isdecimal,
    "isLetter": str.isalpha,
    "isUpperCase": str.isupper,
    "isLowerCase": str.islower,
    "isWhitespace": str.isspace,
    "isLetterOrDigit": lambda character: character.isalpha() or character.isdecimal(),
}
_TEXTS = ("String", "Byte", "Short", "Integer", "Long")
_REALS = {"float": lambda value: _real(shortest(value)), "double": lambda value: _real(Decimal(repr(value)))}

register(["String"], "valueOf(_) String", str, ("int", "long"))
for _class, _kind in (("Byte", "byte"), ("Short", "short"), ("Integer", "int"), ("Long", "long")):
    register([_class], f"toString({_kind}) String", str)
for _kind, _text in _REALS.items():
    register(["String"], f"valueOf({_kind}) String", _text)
    register([_kind.title()], f"toString({_kind}) String", _text)
register(["String"], "valueOf(_) String", _text_of, ("boolean", "char", "Object"))
register(["String"], "format(String, Object...) String", _format)
register(["String"], "join(CharSequence, CharSequence...) String", _joined)
register(["String"], "join(CharSequence, Iterable) String", lambda delimiter, pieces: _joined(delimiter, *pieces))
register(["Boolean"], "valueOf(boolean) boolean", bool)
register(["Boolean"], "_(String) boolean", _boolean, ("valueOf", "parseBoolean"))
register(["Boolean"], "toString(boolean) String", _text_of)
register(["Boolean"], "logicalAnd(boolean, boolean) boolean", lambda left, right: left and right)
register(["Boolean"], "logicalOr(boolean, boolean) boolean", lambda left, right: left or right)
register(["Boolean"], "logicalXor(boolean, boolean) boolean", lambda left, right: left is not right)
for _name, _test in _TESTS.items():
    register(["Character"], f"{_name}(char) boolean", _test)
register(["Character"], "valueOf(char) char", str)
register(["Character"], "toString(char) String", str)
register(
    ["Character"],
    "toUpperCase(char) char",
    lambda character: character.upper() if len(character.upper()) == 1 else character,
)
register(
    ["Character"],
    "toLowerCase(char) char",
    lambda character: character.lower() if len(character.lower()) == 1 else character,
)
