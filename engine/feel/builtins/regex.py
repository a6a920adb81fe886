"""Regular expressions of XPath (DMN 1.5, 10.3.4.3): flags, patterns compiled once, replacements."""

from collections.abc import Callable
from functools import lru_cache

from engine.feel import limits
from engine.feel.regex.atoms import BadPattern
from engine.feel.regex.matcher import Match, Pattern
from engine.feel.regex.parser import PatternParser
from engine.feel.values.evaluation import EvalRun, bounded

Replacement = Callable[[Match], str]


def flags_of(flags: str | None) -> str | None:
    """The flags sorted, None if one is unknown."""
    if not flags:
        return ""
    return "".join(sorted(set(flags or ""))) if set(flags or "") <= set("smixq") else None


def pattern_of(text: str, flags: str | None, run: EvalRun) -> Pattern | None:
    """The compiled pattern, None for a bad pattern or bad flags; raises FeelError `pattern_too_costly`.

    Charged as if it were compiled each time, so that the same evaluation always takes the same steps.
    """
    if flags is None:
        return None
    bounded(len(text), limits.PATTERN, "pattern_too_costly")
    pattern = _compiled(text, flags)
    run.charge(len(pattern.program if pattern is not None else text) >> 1)
    return pattern


@lru_cache(maxsize=512)
def _compiled(text: str, flags: str) -> Pattern | None:
    try:
        return PatternParser(text, flags).pattern()
    except BadPattern:
        return None


def replacement_of(text: str, groups: int, literal: bool) -> Replacement | None:
    """The function that gives the text for a match: `$1` is its group, `\\$` a dollar; None for a bad text."""
    if literal or ("\\" not in text and "$" not in text):
        return lambda _found: text
    parts: list[str | int] = []
    at = 0
    while at < len(text):
        sign, following = text[at], text[at + 1 : at + 2]
        if sign == "\\" and following in ("\\", "$") and following:
            parts.append(following)
            at += 2
        elif sign == "$" and following.isascii() and following.isdigit():
            number, at = _group(text, at + 1, groups)
            parts.append(number)
        elif sign in "\\$":
            return None
        else:
            parts.append(sign)
            at += 1
    return lambda match: _filled(parts, match)


def _filled(parts: list[str | int], match: Match) -> str:
    groups = {part: match.group(part) for part in set(parts) if isinstance(part, int)}
    pieces = [part if isinstance(part, str) else groups[part] for part in parts]
    bounded(sum(map(len, pieces)), limits.CHARACTERS, "string_too_long")
    return "".join(pieces)


def _group(text: str, at: int, groups: int) -> tuple[int, int]:
    number, at = int(text[at]), at + 1
    while at < len(text) and text[at].isascii() and text[at].isdigit() and number * 10 + int(text[at]) <= groups:
        number, at = number * 10 + int(text[at]), at + 1
    return number, at
