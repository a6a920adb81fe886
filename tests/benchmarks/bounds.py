"""What reaches each bound of `engine/feel/limits.py`, and what comes of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

from timing import cpu

from engine import feel
from engine.feel import limits

ENV = feel.EvalContext(now=datetime(2026, 7, 8, 2, 0, tzinfo=UTC))
Scope = dict[str, Any]
REACHED: dict[str, tuple[str, Scope]] = {
    "SOURCE": ("1" + " " * limits.SOURCE, {}),
    "DEPTH": ("(" * (limits.DEPTH + 1) + "1" + ")" * (limits.DEPTH + 1), {}),
    "FRAMES": ("{f: function(n) f(n + 1), x: f(1)}", {}),
    "STEPS": ("every x in 1..100000000 satisfies x > 0", {}),
    "ITEMS": ("concatenate(big, big)", {"big": [1] * (limits.ITEMS // 2 + 1)}),
    "CHARACTERS": ("text + text", {"text": "a" * (limits.CHARACTERS // 2 + 1)}),
    "DIGITS": ("1 / 3", {}),
    "EXPONENT": (f"10 ** {limits.EXPONENT + 1}", {}),
    "PATTERN": ("matches(text, pattern)", {"text": "a", "pattern": "a" * (limits.PATTERN + 1)}),
    "SEARCHED": ('matches(text, "b")', {"text": "a" * (limits.SEARCHED + 1)}),
    "SEARCH_STEPS": ('matches(text, "(a*)(a*)(a*)\\1\\2\\3b")', {"text": "a" * 2_000}),
    "YEAR": (f"date({limits.YEAR + 1}, 1, 1)", {}),
    "DURATION": ('duration("P9999999999999999D")', {}),
    "NESTED_VALUE": ("deep", {"deep": None}),
    "PLAIN_VALUES": ("many", {"many": [0] * (limits.PLAIN_VALUES + 1)}),
}
LONG = "every x in 1..60000 satisfies x > 0"  # evaluated once for itself, and once more for each construct around it
TRACED: dict[str, str] = {
    "TRACE_ENTRIES": "[" + ", ".join(["x"] * (limits.TRACE_ENTRIES + 1)) + "]",
    "TRACE_STEPS": f"((({LONG}) = true) = true) = true",
}
for _ in range(limits.NESTED_VALUE + 1):
    REACHED["NESTED_VALUE"][1]["deep"] = [REACHED["NESTED_VALUE"][1]["deep"]]


def bounds() -> Iterator[tuple[str, int, float, str]]:
    """Each bound with its limit, the CPU milliseconds until it is reached, and the refusal or value that comes."""
    for name in filter(str.isupper, vars(limits)):
        limit = getattr(limits, name)
        if name == "CACHED":
            yield name, limit, cpu(_fill), "the oldest is forgotten"
        else:
            told: list[str] = []
            act = partial(_tell, told, TRACED[name]) if name in TRACED else partial(_reach, told, *REACHED[name])
            yield name, limit, cpu(act), told[0]


def _reach(told: list[str], text: str, scope: Scope) -> None:
    try:
        told.append(feel.to_text(feel.parse(text).evaluate(scope, ENV)))
    except feel.FeelError as refused:
        told.append(refused.code)


def _tell(told: list[str], text: str) -> None:
    """Telling never refuses: what is beyond the bound is told without its parts."""
    parts = [*_parts(feel.explain(feel.parse(text), {}, ENV))]
    told.append(f"{len(parts)} parts, {sum('cut' in part.detail for part in parts)} of them cut short")


def _parts(part: feel.TraceEntry) -> Iterator[feel.TraceEntry]:
    yield part
    for inner in part.parts:
        yield from _parts(inner)


def _fill() -> None:
    for number in range(limits.CACHED + 1):
        feel.parse(f"{number} + x")
