"""What comes from other systems, and whether our rows can hold it."""

DEEPEST = 100  # levels of a JSON value; canonical JSON of 254 cannot be written


def storable(value: object) -> bool:
    """Whether a JSON value from outside can be kept, with all around it: neither nested too deep nor with a NUL."""
    level = [value]
    for _ in range(DEEPEST):
        if any(isinstance(each, str) and "\x00" in each for each in level):
            return False
        level = [
            one
            for each in level
            if isinstance(each, dict | list)
            for one in ((*each, *each.values()) if isinstance(each, dict) else each)
        ]
    return not level
