"""Words: the Indonesian sentences of the pages in other languages, and the codes of the engine in every language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import Any

from webapp.rendering import dates, languages
from webapp.rendering.languages import SOURCE

NESTED = ("reason", "error", "code")  # values that may be codes themselves


@cache
def catalogue(language: str, family: str) -> Mapping[str, str]:
    """The words of one family (a TOML file of `translations/<language>/`): code or Indonesian sentence -> words."""
    path = languages.of(language).folder / f"{family}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@dataclass(frozen=True)
class Reader:
    """The language and the time zone of somebody who reads."""

    language: str = SOURCE
    zone: str | None = None

    @property
    def reads_source(self) -> bool:
        """True if pages, forms and diagrams are written in the language of this reader."""
        return languages.of(self.language).code == SOURCE


def translate(sentence: str, reader: Reader, values: Mapping[str, object]) -> str:
    """A sentence of a page, written in Indonesian, in the reader's language."""
    words = sentence if reader.reads_source else catalogue(reader.language, "screen").get(sentence, sentence)
    return fill(words, values, reader)


def say(family: str, code: str, values: Mapping[str, object], reader: Reader) -> str:
    """The words for a code of the engine; a code without words is shown as it is, never hidden."""
    words = catalogue(reader.language, family).get(code) or catalogue(SOURCE, family).get(code)
    values = _expected(values, reader) if code == "syntax_error" else values
    return fill(words, _nested(values, reader), reader) if words else code


def stopped(code: str, values: Mapping[str, Any], reader: Reader) -> str:
    """The sentence that says why something stopped, with the errors of each field of an answer."""
    sentence = say("incident" if known("incident", code) else "refusal", code, values, reader)
    wrong = values.get("errors") or {}
    fields = [f"{path}: {say('form', code, parts, reader)}" for path, pairs in wrong.items() for code, parts in pairs]
    return " ".join([sentence, *fields])


def _expected(values: Mapping[str, object], reader: Reader) -> Mapping[str, object]:
    """The values of a syntax error, what was found and what was expected: signs in quotes, the rest in words."""
    actual, expected = str(values.get("found", "")), str(values.get("expected", ""))
    wanted = [expected] if known("expected", expected) else expected.split()
    alternatives = [say("expected", each, {}, reader) if known("expected", each) else f"“{each}”" for each in wanted]
    return {
        **values,
        "found": f"“{actual}”" if actual else say("expected", "end", {}, reader),
        "expected": " / ".join(alternatives),
    }


def _nested(values: Mapping[str, object], reader: Reader) -> Mapping[str, object]:
    """The values, with the error of an expression or table in words where it is the reason for another."""
    codes = {name: each for name in NESTED if isinstance(each := values.get(name), str) and known("feel", each)}
    if not codes:
        return values
    # Without the codes themselves: one that names its own place would repeat itself inside itself without end.
    more = {name: each for name, each in values.items() if name not in (*NESTED, "reason_values")}
    inner = values.get("reason_values")
    more |= inner if isinstance(inner, Mapping) else {}
    return {**values, **{name: say("feel", code, more, reader) for name, code in codes.items()}}


def known(family: str, code: str) -> bool:
    """True if there are words for this code."""
    return code in catalogue(SOURCE, family)


def fill(words: str, values: Mapping[str, object], reader: Reader) -> str:
    """Put values into their places; a missing value leaves an ellipsis, never an error in front of a reader."""
    return _Words(reader).vformat(words, (), values) if "{" in words else words


class _Words(Formatter):
    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def get_field(self, field_name: str, args: object, kwargs: object) -> tuple[object, str]:
        # Only plain names: a dot or a bracket in a sentence must not reach into objects.
        values: Mapping[str, object] = kwargs  # type: ignore[assignment]
        return values.get(field_name, "…"), field_name

    def format_field(self, value: object, format_spec: str) -> str:
        return plain(value, self.reader)


def plain(value: object, reader: Reader) -> str:
    """Any value of the engine as a reader writes it: dates in words, numbers with their comma, lists with commas."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        language = languages.of(reader.language)
        return language.yes if value else language.no
    if isinstance(value, datetime):
        return dates.moment(value, reader.language, reader.zone)
    if isinstance(value, date):
        return dates.day(value, reader.language)
    if isinstance(value, int | float | Decimal):
        return dates.number(value, reader.language)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {plain(part, reader)}" for key, part in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(plain(part, reader) for part in value)
    return str(value)
