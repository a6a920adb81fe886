"""Limits of JSON values that come from other systems, so that our rows can hold them."""

DEEPEST = 100  # levels of a JSON value; canonical JSON of 254 cannot be written


def storable(value: object) -> bool:
    """True if a JSON value from outside can be stored: not nested too deep, and without a NUL."""
    level = [value]
    for _ in range(DEEPEST):
        if any(isinstance(each, str) and "\x00" in each for each in level):
            return False
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in ((*each, *each.values()) if isinstance(each, dict) else each)
        ]
    return not level
