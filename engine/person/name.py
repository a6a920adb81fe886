"""Checks names: of persons, units, roles, and of the letters under which substitutes act."""

import unicodedata

from engine.errors import Refusal

LONGEST_NAME = 200


def odd(text: str) -> bool:
    """True if a text holds invisible characters, or some that no database stores."""
    return any(unicodedata.category(letter)[0] == "C" for letter in text)


def check_name(name: str) -> None:
    """Check that a page can show this name. Raises Refusal("bad_name")."""
    if not name.strip() or len(name) > LONGEST_NAME or odd(name):
        raise Refusal("bad_name", limit=LONGEST_NAME)
