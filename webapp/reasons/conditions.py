"""A condition as a sentence: "Masa kerja golongan 52 bulan, syarat ≥ 48: terpenuhi"."""

from typing import TYPE_CHECKING, Any

from webapp.reasons.labels import split_unit
from webapp.reasons.line import Line
from webapp.reasons.phrases import Phrases

if TYPE_CHECKING:
    from engine.feel import TraceEntry

VERDICTS = {True: "met", False: "unmet", None: "unknown"}
JUDGED = frozenset({"comparison", "and", "or", "in", "between", "some", "every", "instance"})


def is_condition(told: "TraceEntry") -> bool:
    """Whether a part is a condition of its own and no mere value."""
    kind = told.value["kind"]
    return told.kind in JUDGED or (told.kind == "call" and kind in ("boolean", "null") and told.name in QUESTIONS)


QUESTIONS = frozenset(
    {
        "not",
        "contains",
        "starts with",
        "ends with",
        "matches",
        "list contains",
        "all",
        "any",
        "is",
        "is defined",
        "is empty",
        "even",
        "odd",
        "before",
        "after",
        "meets",
        "met by",
        "overlaps",
        "overlaps before",
        "overlaps after",
        "finishes",
        "finished by",
        "includes",
        "during",
        "starts",
        "started by",
        "coincides",
    }
)


class Conditions(Phrases):
    """How one reader is told conditions."""

    def verdict(self, text: str, holds: Any, inner: tuple[Line, ...] = ()) -> Line:
        """A sentence that ends with whether it holds."""
        holds = holds if isinstance(holds, bool) else None
        return Line(self.say(VERDICTS[holds], what=text[:1].upper() + text[1:]), holds, inner)

    def condition(self, told: "TraceEntry") -> Line:
        """A condition, and those that it is made of."""
        holds = told.value.get("value")
        if told.kind in LINES:
            return LINES[told.kind](self, told)
        if told.kind == "call" and told.name == "not" and len(told.parts) == 1:
            return self._opposite(told)
        if told.kind == "if" and len(told.parts) == 2:
            return self.verdict(self.say("depends"), holds, tuple(map(self.condition, told.parts)))
        if told.kind == "name" and isinstance(holds, bool):
            return Line(self.subject(told), holds)
        return self.verdict(self.phrase(told), holds)

    def subject(self, told: "TraceEntry") -> str:
        """What is judged, with its value."""
        if told.kind == "name":
            return self.holding(self.label(told.name), told.value["kind"], self.brief(told))
        phrase, value = self.phrase(told), self.value(told.value)
        return value if phrase == value else f"{phrase} = {value}"

    def holding(self, label: str, kind: str, value: str) -> str:
        """A label with its value; what is no number, date or time stands behind a colon."""
        plain = kind in ("number", "date", "time", "date and time") or kind.endswith("duration")
        return f"{label} {value}" if plain else f"{label}: {value}"

    def side(self, told: "TraceEntry") -> str:
        """What something is compared with: a constant as it is, a variable with its name, else what it is made of."""
        if told.kind == "name" and told.value["kind"] != "null":
            return f"{self.brief(told)} ({self.label(told.name)})"
        value, phrase = self.value(told.value), self.phrase(told)
        constant = told.kind != "name" and all(part.kind == "literal" for part in told.parts)
        return value if constant or phrase == value else phrase if told.kind == "name" else f"{value} ({phrase})"

    def test(self, told: "TraceEntry", path: str | None = None) -> str:
        """What a test asks for, without whom it is asked of."""
        if told.kind == "unary" and told.parts:
            return self.operator(told.name, told.parts[0].value, self.side(told.parts[0]))
        if told.kind == "range" and told.value["kind"] == "range" and len(told.parts) == 2:
            ends = [self.say(f"without_{end}") for end in ("start", "end") if not told.value[f"{end}_included"]]
            asked = self.say("between", low=self.side(told.parts[0]), high=self.side(told.parts[1]))
            return f"{asked} ({', '.join(ends)})" if ends else asked
        return self.value(told.value, path) if told.kind == "literal" else self.side(told)

    def any_of(self, tests: list[str]) -> str:
        """Several tests of which one is enough."""
        return self.say("either", first=", ".join(tests[:-1]), last=tests[-1]) if len(tests) > 1 else tests[0]

    def cell(self, told: "TraceEntry | None", label: str, path: str, shown: Any) -> Line:
        """A cell of a table: its column's value against its tests."""
        label, unit = split_unit(label, self.reader)
        value = self.value(shown, path) + (f" {unit}" if unit and shown["kind"] == "number" else "")
        subject = self.holding(label, shown["kind"], value)
        if told is None or told.detail.get("cut"):
            return self.verdict(subject, told.value.get("value") if told else None)
        inside = [part.parts[0] for part in told.parts if part.parts]
        holds = told.value.get("value")
        if any(is_condition(part) for part in inside):
            named = tuple(Named(self, label, path).condition(part) for part in inside)
            return (
                named[0]
                if len(named) == 1 and not told.name
                else self.verdict(self.say("none_of" if told.name else "one_of"), holds, named)
            )
        asked = self.any_of([self.test(part, path) for part in inside])
        return self.verdict(
            self.say("asked", subject=subject, test=self.say("not_these", tests=asked) if told.name else asked), holds
        )

    def _comparison(self, told: "TraceEntry") -> Line:
        left, right = told.parts
        if right.value["kind"] == "null" and right.kind == "literal":
            asked = self.say("empty" if told.name == "=" else "filled")
        else:
            path = left.name if left.kind == "name" and right.kind == "literal" else None
            side = self.value(right.value, path) if right.kind == "literal" else self.side(right)
            asked = self.operator(told.name, right.value, side)
        return self.verdict(self.say("asked", subject=self.subject(left), test=asked), told.value.get("value"))

    def _opposite(self, told: "TraceEntry") -> Line:
        """`not(…)`: of a variable what it should be, else the condition that should not hold."""
        inner, holds = told.parts[0], told.value.get("value")
        if is_condition(inner):
            return self.verdict(self.say("opposite"), holds, (self.condition(inner),))
        asked = self.say("asked", subject=self.subject(inner), test=self.value({"kind": "boolean", "value": False}))
        return self.verdict(asked, holds)

    def _logic(self, told: "TraceEntry") -> Line:
        """All or one of several; what was not needed any more is not told."""
        text = self.say("all_of" if told.kind == "and" else "one_of")
        return self.verdict(text, told.value.get("value"), tuple(map(self.condition, told.parts)))

    def _in(self, told: "TraceEntry") -> Line:
        path = told.parts[0].name if told.parts[0].kind == "name" else None
        asked = self.any_of([self.test(part, path) for part in told.parts[1:]])
        return self.verdict(self.say("asked", subject=self.subject(told.parts[0]), test=asked), told.value.get("value"))

    def _between(self, told: "TraceEntry") -> Line:
        asked = self.say("between", low=self.side(told.parts[1]), high=self.side(told.parts[2]))
        return self.verdict(self.say("asked", subject=self.subject(told.parts[0]), test=asked), told.value.get("value"))

    def _quantified(self, told: "TraceEntry") -> Line:
        """Whether some or every item meets the condition, and the item that decided."""
        source = self.phrase(told.parts[0])
        text = self.say(told.kind, source=source, count=told.detail.get("rounds", 0))
        items = told.detail.get("items", {})
        code = "example" if told.detail.get("example") else "item"
        inner = [Line(self.say(code, item=self.value(item))) for item in items.values()]
        inner += [self.condition(part) for part in told.parts[1:]]
        return self.verdict(text, told.value.get("value"), tuple(inner))

    def _instance(self, told: "TraceEntry") -> Line:
        kind = self.say(f"type {told.name}") if told.name else ""
        return self.verdict(self.say("asked", subject=self.subject(told.parts[0]), test=kind), told.value.get("value"))


class Named(Conditions):
    """Conditions in a cell, where `?` is its column."""

    def __init__(self, words: Conditions, column: str, path: str) -> None:
        super().__init__(words.labels, words.reader)
        self.column, self.path = column, path

    def label(self, path: str) -> str:
        """As ever; the column's own label for `?`."""
        return self.column if path == "?" else super().label(path)


LINES = {
    "comparison": Conditions._comparison,
    "and": Conditions._logic,
    "or": Conditions._logic,
    "in": Conditions._in,
    "between": Conditions._between,
    "some": Conditions._quantified,
    "every": Conditions._quantified,
    "instance": Conditions._instance,
}
