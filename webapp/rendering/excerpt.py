"""The place in an expression where something is wrong: its line, a caret under the place, and what may be meant."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.rendering import translations
from webapp.rendering.translations import Reader

BEFORE, AFTER = 50, 30


@dataclass(frozen=True)
class Excerpt:
    """A line of the expression around the place, the line with the caret, and the hint ("" where there is none)."""

    line: str
    caret: str
    hint: str


def excerpt(values: Mapping[str, object], reader: Reader) -> Excerpt | None:
    """The excerpt for a finding that names `text`, `line` and `column`; None for any other."""
    text, line, column = values.get("text"), values.get("line"), values.get("column")
    if not isinstance(text, str) or not isinstance(line, int) or not isinstance(column, int) or not text.strip():
        return None
    lines = text.splitlines() or [""]
    whole = lines[min(line, len(lines)) - 1].replace("\t", " ")
    at = min(column - 1, len(whole))
    start = max(0, at - BEFORE)
    shown = ("…" if start else "") + whole[start : at + AFTER] + ("…" if len(whole) > at + AFTER else "")
    return Excerpt(shown, " " * (at - start + bool(start)) + "^", hint(values, reader))


def hint(values: Mapping[str, object], reader: Reader) -> str:
    """The hint at what may have been meant, as a sentence; "" without one."""
    code = values.get("hint")
    return translations.say("hint", code, values, reader) if isinstance(code, str) else ""
