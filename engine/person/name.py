"""What a name may be: of a person, a unit, a role, or the letter that a substitution stands on."""

import unicodedata

from engine.errors import Refusal

LONGEST_NAME = 200


def odd(text: str) -> bool:
    """Whether a text holds signs that nobody sees, or that no database keeps."""
    return any(unicodedata.category(letter)[0] == "C" for letter in text)


def check_name(name: str) -> None:
    """Raises Refusal("bad_name") unless it is a name that a page can show."""
    if not name.strip() or len(name) > LONGEST_NAME or odd(name):
        raise Refusal("bad_name", limit=LONGEST_NAME)
