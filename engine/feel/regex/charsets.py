"""Character classes of XPath regular expressions as tests of one character."""

import unicodedata
from collections.abc import Callable

from engine.feel.regex.unicode_blocks import BLOCKS

Test = Callable[[str], bool]

_CATEGORIES = frozenset(
    [
        "L",
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "M",
        "Mn",
        "Mc",
        "Me",
        "N",
        "Nd",
        "Nl",
        "No",
        "P",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "Z",
        "Zs",
        "Zl",
        "Zp",
        "S",
        "Sm",
        "Sc",
        "Sk",
        "So",
        "C",
        "Cc",
        "Cf",
        "Co",
        "Cn",
    ]
)


def single(character: str) -> Test:
    """That character alone."""
    return lambda sign: sign == character


def span(first: str, last: str) -> Test:
    """From one character to another."""
    return lambda sign: first <= sign <= last


def any_of(tests: list[Test]) -> Test:
    """A test that accepts what one of the tests accepts."""
    return tests[0] if len(tests) == 1 else lambda sign: any(test(sign) for test in tests)


def negated(test: Test) -> Test:
    """A test that accepts what this one refuses."""
    return lambda sign: not test(sign)


def without(test: Test, removed: Test) -> Test:
    """A test that accepts what the first accepts and the second refuses."""
    return lambda sign: test(sign) and not removed(sign)


def folded(test: Test) -> Test:
    """A test that accepts what this one does, in small or capital letters."""
    return lambda sign: any(test(form) for form in forms(sign))


def forms(character: str) -> set[str]:
    """A character and its other cases."""
    lower, upper = character.lower(), character.upper()
    return {character, lower, upper, lower.upper(), upper.lower()}


def _name_start(character: str) -> bool:
    return character.isalpha() or character in "_:"


def _name_part(character: str) -> bool:
    return character.isalnum() or character in "_:-.\u00b7" or unicodedata.category(character) in ("Mn", "Mc")


def _word(character: str) -> bool:
    return unicodedata.category(character)[0] not in "PZC"


CLASSES: dict[str, Test] = {
    "d": lambda character: unicodedata.category(character) == "Nd",
    "s": lambda character: character in " \t\n\r",
    "w": _word,
    "i": _name_start,
    "c": _name_part,
}
ESCAPES = {"n": "\n", "r": "\r", "t": "\t"} | {sign: sign for sign in "\\|.?*+(){}$-[]^/ \"'"}


def property_of(name: str) -> Test | None:
    """The test of `\\p{name}`: a general category or a block `Is...`; None where there is none."""
    if name.startswith("Is"):
        block = BLOCKS.get(name[2:])
        return span(*block) if block else None
    if name in _CATEGORIES:
        return lambda character: unicodedata.category(character).startswith(name)
    return None
