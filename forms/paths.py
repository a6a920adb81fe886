"""Dotted paths: where a value stands in an answer, and how two answers lie over each other."""

import re
from collections.abc import Iterable, Mapping

PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*\Z", re.ASCII)

LIMIT_LENGTH, LIMIT_SEGMENTS = 200, 10


def is_path(text: str) -> bool:
    """True if it is names with dots between, each of which FEEL can say, and not too many."""
    return len(text) <= LIMIT_LENGTH and text.count(".") < LIMIT_SEGMENTS and PATH.match(text) is not None


def dig(values: object, path: str) -> object:
    """The value at `path`, None where the path ends before it."""
    for segment in path.split("."):
        if not isinstance(values, Mapping):
            return None
        values = values.get(segment)
    return values


def put(target: dict[str, object], path: str, value: object) -> None:
    """Write `value` at `path`; what stood in its way is replaced."""
    *segments, last = path.split(".")
    for segment in segments:
        below = target.get(segment)
        if not isinstance(below, dict):
            below = target[segment] = {}
        target = below
    target[last] = value


def merged(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    """`above` laid over `below`: contexts merge by path, everything else is replaced."""
    result = dict(below)
    for name, value in above.items():
        under = result.get(name)
        both = isinstance(under, Mapping) and isinstance(value, Mapping)
        result[name] = merged(under, value) if both else value  # type: ignore[arg-type]
    return result


def touch(left: str, right: str) -> bool:
    """True if one path is the other or stands inside it."""
    return left == right or left.startswith(right + ".") or right.startswith(left + ".")


def any_touch(reads: Iterable[str], keys: Iterable[str]) -> bool:
    """True if an expression that reads `reads` depends on one of `keys`."""
    return any(touch(path, key) for path in reads for key in keys)


def prefixes(path: str) -> list[str]:
    """The paths above this one: of `a.b.c` they are `a` and `a.b`."""
    parts = path.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]
