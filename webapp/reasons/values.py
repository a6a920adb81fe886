"""Says a value in words: dates, durations and numbers as the reader writes them, codes by their label."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from webapp.reasons.labels import Labels
from webapp.rendering import dates, translations
from webapp.rendering.tones import without_tone
from webapp.rendering.translations import Reader

Shown = Mapping[str, Any]
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
DURATION = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?")
ISO_DURATION = re.compile(r"-?P(\d+[YMD])*(T(\d+[HMS])+)?(?<!P)")
PARTS = ("years", "months", "days", "hours", "minutes", "seconds")
LONGEST, MOST, BIGGEST = 160, 8, 1e15
NUMBER = "#,##0.###############"


class Words:
    """Says values and names of one definition to one reader."""

    def __init__(self, labels: Labels, reader: Reader) -> None:
        self.labels, self.reader = labels, reader

    def say(self, code: str, **values: object) -> str:
        """A sentence of the word family `because`."""
        return translations.say("because", code, values, self.reader)

    def value(self, shown: Shown, path: str | None = None) -> str:
        """The text of any value; `path` is the variable that held it."""
        kind = shown["kind"]
        if kind in ("list", "context", "range"):
            return {"list": self._list, "context": self._context, "range": self.range}[kind](shown)
        if kind in ("null", "function"):
            return self.say("empty" if kind == "null" else "a_function")
        return self._scalar(kind, shown["value"], path)

    def _scalar(self, kind: str, value: Any, path: str | None) -> str:
        if kind == "number":
            return self.number(value)
        if kind == "boolean":
            return translations.plain(value, self.reader)
        if kind.endswith("duration"):
            return self._duration(value)
        return self._text(value, path) if kind == "string" else self._temporal(kind, value)

    def number(self, value: float | str) -> str:
        """The text of a number: years without separators, others with every decimal, huge ones unchanged."""
        if isinstance(value, str) or abs(value) >= BIGGEST:
            return str(value)
        year = isinstance(value, int) and 1900 <= value < 2100
        return str(value) if year else dates.number(value, self.reader.language, NUMBER)

    def _text(self, value: str, path: str | None) -> str:
        in_words = self.labels.code(value, path, self.reader)
        if in_words is None and ISO_MOMENT.fullmatch(value):
            return self._temporal("date and time", value)
        if in_words is None and ISO_DAY.fullmatch(value):
            return self._temporal("date", value)
        if in_words is None and ISO_DURATION.fullmatch(value):
            return self._duration(value)
        text = " ".join((in_words or value).split())
        return (text if len(text) <= LONGEST else text[:LONGEST] + "…") or self.say("empty")

    def _temporal(self, kind: str, value: str) -> str:
        """A date or time in words where it can be parsed, else as it is written."""
        with suppress(ValueError, OverflowError):
            if kind == "date":
                return dates.day(date.fromisoformat(value), self.reader.language)
            if kind == "time":
                return dates.clock(value, self.reader.language)
            at = datetime.fromisoformat(value)
            if at.tzinfo is not None:
                return dates.moment(at, self.reader.language, self.reader.zone)
            return f"{dates.day(at.date(), self.reader.language)} {dates.clock(at.time(), self.reader.language)}"
        return value

    def _duration(self, value: str) -> str:
        """The text of a duration: "4 tahun 4 bulan"; in English with singular and plural."""
        match = DURATION.fullmatch(value)
        sizes = [float(size) for size in (match.groups()[1:] if match else ()) for size in [size or "0"]]
        words = [
            self.say(name if size != 1 else name[:-1], count=self.number(int(size) if size.is_integer() else size))
            for name, size in zip(PARTS, sizes, strict=False)
            if size
        ]
        return ("−" if value.startswith("-") else "") + (" ".join(words) or self.say("days", count=0))

    def _list(self, shown: Shown) -> str:
        items = shown["items"][:MOST]
        if not shown["size"]:
            return self.say("none")
        text = (", " if all(item["kind"] != "context" for item in items) else "; ").join(map(self.value, items))
        if len(text) > LONGEST or not items:
            return self.say("items", count=shown["size"])
        return (
            text if shown["size"] == len(items) else self.say("and_more", items=text, count=shown["size"] - len(items))
        )

    def _context(self, shown: Shown) -> str:
        """The text of a context: its `explanation` if it has one, else its entries."""
        items = shown["items"]
        sentence = items.get("explanation", {})
        if sentence.get("kind") == "string":
            return self._text(sentence["value"], None)
        text = ", ".join(
            f"{self.labels.name(key, self.reader)} {self.value(item)}"
            for key, item in without_tone(items).items()
            if item["kind"] not in ("null", "function")
        )
        return text if 0 < len(text) <= LONGEST else self.say("parts", count=shown["size"])

    def range(self, shown: Shown) -> str:
        """The text of a range as a requirement; where one end is open, of the other end only."""
        start, end = shown["start"], shown["end"]
        if shown["operator"]:
            return self.operator(shown["operator"], end if shown["operator"][0] == "<" else start)
        if start["kind"] == "null" or end["kind"] == "null":
            low = start["kind"] != "null"
            sign = (">" if low else "<") + ("=" if shown["start_included" if low else "end_included"] else "")
            return self.operator(sign, start if low else end)
        open_ends = [self.say(f"without_{end}") for end in ("start", "end") if not shown[f"{end}_included"]]
        text = self.say("between", low=self.value(start), high=self.value(end))
        return f"{text} ({', '.join(open_ends)})" if open_ends else text

    def operator(self, sign: str, shown: Shown, text: str | None = None) -> str:
        """The requirement of a comparison: "≥ 48", "sejak 1 Oktober 2025", "bukan III/d"."""
        text = text or self.value(shown)
        moment = shown["kind"] in ("date", "date and time", "time")
        codes = {"=": "equal", "!=": "other", "<": "less", "<=": "most", ">": "more", ">=": "least"}
        return self.say(codes[sign] + ("_date" if moment and sign not in ("=", "!=") else ""), value=text)
