"""What an expression is made of, as the noun of a sentence: "TMT golongan (1 April 2022)"."""

from typing import TYPE_CHECKING

from webapp.reasons.labels import split_unit
from webapp.reasons.values import LONGEST, Words
from webapp.rendering import translations

if TYPE_CHECKING:
    from engine.feel import TraceEntry

SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷", "**": "^"}
PLACES = "abcdefgh"


class Phrases(Words):
    """How one reader is told what was calculated."""

    def label(self, path: str) -> str:
        """What a variable is called, without its unit."""
        return (
            self.say("this_item")
            if self.is_item(path)
            else split_unit(self.labels.name(path, self.reader), self.reader)[0]
        )

    @staticmethod
    def is_item(path: str) -> bool:
        """Whether a name is that of the item under way, which designers write as one letter."""
        return path == "item" or (len(path) == 1 and path.isalpha())

    def measured(self, told: "TraceEntry") -> str:
        """The value of a variable with the unit that its label names."""
        unit = split_unit(self.labels.name(told.name, self.reader), self.reader)[1] if told.kind == "name" else ""
        value = self.value(told.value, told.name if told.kind == "name" else None)
        return f"{value} {unit}" if unit and told.value["kind"] == "number" else value

    def phrase(self, told: "TraceEntry") -> str:
        """What a part is; its value alone where its making would be too long to read."""
        if told.value["kind"] == "string" and told.kind not in ("name", "member"):
            return self.value(told.value)
        made = PHRASES[told.kind](self, told) if told.kind in PHRASES else None
        return made if made and len(made) <= LONGEST else self.value(told.value)

    def _name(self, told: "TraceEntry") -> str:
        return f"{self.label(told.name)} ({self.brief(told)})"

    def _member(self, told: "TraceEntry") -> str:
        return f"{self.label(told.name)} ({self.brief(told)})"

    def _property(self, told: "TraceEntry") -> str | None:
        code = f"property {told.name}"
        if not translations.known("because", code):
            return None
        return self.say("property", name=self.say(code), source=self.phrase(told.parts[0]))

    def brief(self, told: "TraceEntry") -> str:
        """The value of a variable; of what holds many parts only how many."""
        many = told.value["kind"] in ("list", "context") and told.value["size"]
        scalars = all(
            item["kind"] not in ("list", "context") for item in told.value.get("items", ()) if isinstance(item, dict)
        )
        if many and (told.value["kind"] == "context" or not scalars):
            return self.say("items" if told.value["kind"] == "list" else "parts", count=told.value["size"])
        return self.measured(told)

    def _arithmetic(self, told: "TraceEntry") -> str:
        parts = [f"({self.phrase(part)})" if part.kind == "arithmetic" else self.phrase(part) for part in told.parts]
        return parts[0] + "".join(f" {SIGNS[sign]} {part}" for sign, part in zip(told.names, parts[1:], strict=True))

    def _negate(self, told: "TraceEntry") -> str:
        return "−" + self.phrase(told.parts[0])

    def _filter(self, told: "TraceEntry") -> str | None:
        if "kept" not in told.detail:
            return None
        return self.say("filtered", source=self.phrase(told.parts[0]), kept=told.detail["kept"], of=told.detail["of"])

    def _call(self, told: "TraceEntry") -> str | None:
        parts = [self.phrase(part) for part in told.parts]
        words = translations.catalogue(self.reader.language, "function").get(told.name)
        if words is None:
            called = self.labels.name(told.name, self.reader) if told.name else self.say("a_function")
            return self.say("called", name=called, all=", ".join(parts)) if parts else called
        if words == "{a}" and told.parts and told.parts[0].kind == "name" and len(parts) == 1:
            return f"{self.label(told.parts[0].name)} ({self.value(told.value)})"
        if words == "{a}":
            return None
        given = {**dict(zip(PLACES, parts, strict=False)), "all": ", ".join(parts)}
        enough = all("{" + place + "}" not in words or place in given for place in PLACES)
        left_over = "{all}" not in words and len(parts) > words.count("{")
        return translations.fill(words, given, self.reader) if enough and not left_over else None


PHRASES = {
    "name": Phrases._name,
    "member": Phrases._member,
    "property": Phrases._property,
    "arithmetic": Phrases._arithmetic,
    "negate": Phrases._negate,
    "filter": Phrases._filter,
    "call": Phrases._call,
}
