"""Says an expression as the noun of a sentence: "TMT golongan (1 April 2022)"."""

from typing import TYPE_CHECKING

from webapp.reasons.labels import split_unit
from webapp.reasons.values import LONGEST, Words
from webapp.rendering import translations

if TYPE_CHECKING:
    from engine.feel import TraceEntry

SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷", "**": "^"}
PLACES = "abcdefgh"


class Phrases(Words):
    """Says to one reader what was calculated."""

    def label(self, path: str) -> str:
        """The label of a variable, without its unit."""
        return (
            self.say("this_item")
            if self.is_item(path)
            else split_unit(self.labels.name(path, self.reader), self.reader)[0]
        )

    @staticmethod
    def is_item(path: str) -> bool:
        """True if a name is that of a loop's current item: `item`, or one letter."""
        return path == "item" or (len(path) == 1 and path.isalpha())

    def measured(self, trace: "TraceEntry") -> str:
        """The value of a variable with the unit that its label names."""
        unit = split_unit(self.labels.name(trace.name, self.reader), self.reader)[1] if trace.kind == "name" else ""
        value = self.value(trace.value, trace.name if trace.kind == "name" else None)
        return f"{value} {unit}" if unit and trace.value["kind"] == "number" else value

    def phrase(self, trace: "TraceEntry") -> str:
        """The text of a part with its operands; its value alone where that would be too long to read."""
        if trace.value["kind"] == "string" and trace.kind not in ("name", "member"):
            return self.value(trace.value)
        phrase = PHRASES[trace.kind](self, trace) if trace.kind in PHRASES else None
        return phrase if phrase and len(phrase) <= LONGEST else self.value(trace.value)

    def _name(self, trace: "TraceEntry") -> str:
        return f"{self.label(trace.name)} ({self.brief(trace)})"

    def _member(self, trace: "TraceEntry") -> str:
        return f"{self.label(trace.name)} ({self.brief(trace)})"

    def _property(self, trace: "TraceEntry") -> str | None:
        code = f"property {trace.name}"
        if not translations.known("because", code):
            return None
        return self.say("property", name=self.say(code), source=self.phrase(trace.parts[0]))

    def brief(self, trace: "TraceEntry") -> str:
        """The value of a variable; of a context, or a list of lists or contexts, only the count."""
        many = trace.value["kind"] in ("list", "context") and trace.value["size"]
        scalars = all(
            item["kind"] not in ("list", "context") for item in trace.value.get("items", ()) if isinstance(item, dict)
        )
        if many and (trace.value["kind"] == "context" or not scalars):
            return self.say("items" if trace.value["kind"] == "list" else "parts", count=trace.value["size"])
        return self.measured(trace)

    def _arithmetic(self, trace: "TraceEntry") -> str:
        parts = [f"({self.phrase(part)})" if part.kind == "arithmetic" else self.phrase(part) for part in trace.parts]
        return parts[0] + "".join(f" {SIGNS[sign]} {part}" for sign, part in zip(trace.names, parts[1:], strict=True))

    def _negate(self, trace: "TraceEntry") -> str:
        return "−" + self.phrase(trace.parts[0])

    def _filter(self, trace: "TraceEntry") -> str | None:
        if "kept" not in trace.detail:
            return None
        return self.say(
            "filtered", source=self.phrase(trace.parts[0]), matching=trace.detail["kept"], of=trace.detail["of"]
        )

    def _call(self, trace: "TraceEntry") -> str | None:
        parts = [self.phrase(part) for part in trace.parts]
        words = translations.catalogue(self.reader.language, "function").get(trace.name)
        if words is None:
            called = self.labels.name(trace.name, self.reader) if trace.name else self.say("a_function")
            return self.say("called", name=called, all=", ".join(parts)) if parts else called
        if words == "{a}" and trace.parts and trace.parts[0].kind == "name" and len(parts) == 1:
            return f"{self.label(trace.parts[0].name)} ({self.value(trace.value)})"
        if words == "{a}":
            return None
        arguments = {**dict(zip(PLACES, parts, strict=False)), "all": ", ".join(parts)}
        enough = all("{" + place + "}" not in words or place in arguments for place in PLACES)
        left_over = "{all}" not in words and len(parts) > words.count("{")
        return translations.fill(words, arguments, self.reader) if enough and not left_over else None


PHRASES = {
    "name": Phrases._name,
    "member": Phrases._member,
    "property": Phrases._property,
    "arithmetic": Phrases._arithmetic,
    "negate": Phrases._negate,
    "filter": Phrases._filter,
    "call": Phrases._call,
}
