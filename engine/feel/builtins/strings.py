"""Built-in functions over strings, counted by code point (DMN 1.5, 10.3.4.3)."""

from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.builtins.regex import flags_of, pattern_of, replacement_of
from engine.feel.builtins.registry import builtin
from engine.feel.values.decimals import whole
from engine.feel.values.evaluation import EvalRun, bounded


@builtin("substring", "string: string", "start position: number", "length?: number", result="string")
def substring(_run: EvalRun, string: str, start: Decimal, length: Decimal | None = None) -> str | None:
    """`length` characters from `start position` (from 1, negative from the end)."""
    first, size = whole(start), len(string)
    if first == 0 or abs(first) > size or (length is not None and length < 1):
        return None
    begin = first - 1 if first > 0 else size + first
    return string[begin:] if length is None else string[begin : begin + whole(length)]


@builtin("string length", "string: string", result="number")
def string_length(_run: EvalRun, string: str) -> Decimal:
    """The number of characters."""
    return Decimal(len(string))


@builtin("upper case", "string: string", result="string")
def upper_case(_run: EvalRun, string: str) -> str:
    """The string in capitals."""
    return string.upper()


@builtin("lower case", "string: string", result="string")
def lower_case(_run: EvalRun, string: str) -> str:
    """The string in small letters."""
    return string.lower()


@builtin("substring before", "string: string", "match: string", result="string")
def substring_before(_run: EvalRun, string: str, match: str) -> str:
    """The part before the first `match`, empty if it does not occur."""
    at = string.find(match)
    return string[:at] if at > 0 else ""


@builtin("substring after", "string: string", "match: string", result="string")
def substring_after(_run: EvalRun, string: str, match: str) -> str:
    """The part after the first `match`, empty if it does not occur."""
    at = string.find(match)
    return string[at + len(match) :] if at >= 0 else ""


@builtin("contains", "string: string", "match: string", result="boolean")
def contains(_run: EvalRun, string: str, match: str) -> bool:
    """True if `match` occurs."""
    return match in string


@builtin("starts with", "string: string", "match: string", result="boolean")
def starts_with(_run: EvalRun, string: str, match: str) -> bool:
    """True if the string starts with `match`."""
    return string.startswith(match)


@builtin("ends with", "string: string", "match: string", result="boolean")
def ends_with(_run: EvalRun, string: str, match: str) -> bool:
    """True if the string ends with `match`."""
    return string.endswith(match)


@builtin("trim", "string: string", result="any")
def trim(_run: EvalRun, string: str) -> str:
    """The string without white space at both ends (Camunda's addition)."""
    return string.strip()


@builtin("matches", "input: string", "pattern: string", "flags?: string", result="boolean")
def matches(run: EvalRun, input: str, pattern: str, flags: str | None = None) -> bool | None:
    """True if `pattern` (XPath regular expression) matches somewhere; None for a bad one."""
    compiled = pattern_of(pattern, flags_of(flags), run)
    return None if compiled is None else _searchable(run, input) and compiled.search(input, run) is not None


@builtin("replace", "input: string", "pattern: string", "replacement: string", "flags?: string", result="string")
def replace(run: EvalRun, input: str, pattern: str, replacement: str, flags: str | None = None) -> str | None:
    """The string with every match of `pattern` replaced; `$1` is its first group."""
    compiled = pattern_of(pattern, flags_of(flags), run)
    if compiled is None or not _searchable(run, input):
        return None
    fill = replacement_of(replacement, compiled.groups, "q" in (flags or ""))
    if fill is None:
        return None
    if compiled.search("", run) is not None:
        return None
    pieces, at, size = [], 0, len(input)
    for match in compiled.find_all(input, run):
        pieces += [input[at : match.start], fill(match)]
        at, size = match.end, size + len(pieces[-1])
        bounded(size, limits.CHARACTERS, "string_too_long")
    return "".join([*pieces, input[at:]])


@builtin("split", "string: string", "delimiter: string", result="list<string>")
def split(run: EvalRun, string: str, delimiter: str) -> list[str] | None:
    """The pieces between the matches of the pattern `delimiter`."""
    compiled = pattern_of(delimiter, flags_of(None), run)
    if compiled is None or not _searchable(run, string):
        return None
    pieces, at = [], 0
    for match in compiled.find_all(string, run):
        if match.end > match.start:
            pieces.append(string[at : match.start])
            at = match.end
    return [*pieces, string[at:]]


def _searchable(run: EvalRun, text: str) -> bool:
    bounded(len(text), limits.SEARCHED, "string_too_long")
    run.charge(1 + len(text) // 16)
    return True


@builtin("string join", "list: list", "delimiter?: string", result="string")
def string_join(_run: EvalRun, items: list[Any], delimiter: str | None = None) -> str | None:
    """The strings of a list in one, nulls left out."""
    if any(item is not None and type(item) is not str for item in items):
        return None
    parts = [item for item in items if item is not None]
    bounded(sum(map(len, parts)) + len(parts) * len(delimiter or ""), limits.CHARACTERS, "string_too_long")
    return (delimiter or "").join(parts)
