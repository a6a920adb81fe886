"""Says a condition as a sentence: "Masa kerja golongan 52 bulan, syarat ≥ 48: terpenuhi"."""

from typing import TYPE_CHECKING, Any

from webapp.reasons.labels import split_unit
from webapp.reasons.line import Line
from webapp.reasons.phrases import Phrases

if TYPE_CHECKING:
    from engine.feel import TraceEntry

VERDICTS = {True: "met", False: "unmet", None: "unknown"}
JUDGED = frozenset({"comparison", "and", "or", "in", "between", "some", "every", "instance"})


def is_condition(trace: "TraceEntry") -> bool:
    """True if a part is a condition of its own and not only a value."""
    kind = trace.value["kind"]
    return trace.kind in JUDGED or (trace.kind == "call" and kind in ("boolean", "null") and trace.name in QUESTIONS)


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
    """Says conditions to one reader."""

    def verdict(self, text: str, holds: Any, inner: tuple[Line, ...] = ()) -> Line:
        """A line whose sentence ends with whether it holds."""
        holds = holds if isinstance(holds, bool) else None
        return Line(self.say(VERDICTS[holds], what=text[:1].upper() + text[1:]), holds, inner)

    def condition(self, trace: "TraceEntry") -> Line:
        """The line of a condition, with those that it is made of under it."""
        holds = trace.value.get("value")
        if trace.kind in LINES:
            return LINES[trace.kind](self, trace)
        if trace.kind == "call" and trace.name == "not" and len(trace.parts) == 1:
            return self._opposite(trace)
        if trace.kind == "if" and len(trace.parts) == 2:
            return self.verdict(self.say("depends"), holds, tuple(map(self.condition, trace.parts)))
        if trace.kind == "name" and isinstance(holds, bool):
            return Line(self.subject(trace), holds)
        return self.verdict(self.phrase(trace), holds)

    def subject(self, trace: "TraceEntry") -> str:
        """The text of what is compared, with its value."""
        if trace.kind == "name":
            return self.holding(self.label(trace.name), trace.value["kind"], self.brief(trace))
        phrase, value = self.phrase(trace), self.value(trace.value)
        return value if phrase == value else f"{phrase} = {value}"

    def holding(self, label: str, kind: str, value: str) -> str:
        """A label with its value; a colon stands between them unless it is a number, date or time."""
        plain = kind in ("number", "date", "time", "date and time") or kind.endswith("duration")
        return f"{label} {value}" if plain else f"{label}: {value}"

    def side(self, trace: "TraceEntry") -> str:
        """The text of what something is compared with: a constant, a variable with its name, else its parts."""
        if trace.kind == "name" and trace.value["kind"] != "null":
            return f"{self.brief(trace)} ({self.label(trace.name)})"
        value, phrase = self.value(trace.value), self.phrase(trace)
        constant = trace.kind != "name" and all(part.kind == "literal" for part in trace.parts)
        return value if constant or phrase == value else phrase if trace.kind == "name" else f"{value} ({phrase})"

    def test(self, trace: "TraceEntry", path: str | None = None) -> str:
        """The requirement of a test, without its subject."""
        if trace.kind == "unary" and trace.parts:
            return self.operator(trace.name, trace.parts[0].value, self.side(trace.parts[0]))
        if trace.kind == "range" and trace.value["kind"] == "range" and len(trace.parts) == 2:
            ends = [self.say(f"without_{end}") for end in ("start", "end") if not trace.value[f"{end}_included"]]
            requirement = self.say("between", low=self.side(trace.parts[0]), high=self.side(trace.parts[1]))
            return f"{requirement} ({', '.join(ends)})" if ends else requirement
        return self.value(trace.value, path) if trace.kind == "literal" else self.side(trace)

    def any_of(self, tests: list[str]) -> str:
        """The text of several tests of which one is enough."""
        return self.say("either", first=", ".join(tests[:-1]), last=tests[-1]) if len(tests) > 1 else tests[0]

    def cell(self, trace: "TraceEntry | None", label: str, path: str, shown: Any) -> Line:
        """The line of a table cell: its column's value against its tests."""
        label, unit = split_unit(label, self.reader)
        value = self.value(shown, path) + (f" {unit}" if unit and shown["kind"] == "number" else "")
        subject = self.holding(label, shown["kind"], value)
        if trace is None or trace.detail.get("cut"):
            return self.verdict(subject, trace.value.get("value") if trace else None)
        inside = [part.parts[0] for part in trace.parts if part.parts]
        holds = trace.value.get("value")
        if any(is_condition(part) for part in inside):
            named = tuple(CellConditions(self, label, path).condition(part) for part in inside)
            return (
                named[0]
                if len(named) == 1 and not trace.name
                else self.verdict(self.say("none_of" if trace.name else "one_of"), holds, named)
            )
        requirement = self.any_of([self.test(part, path) for part in inside])
        return self.verdict(
            self.say(
                "asked", subject=subject, test=self.say("not_these", tests=requirement) if trace.name else requirement
            ),
            holds,
        )

    def _comparison(self, trace: "TraceEntry") -> Line:
        left, right = trace.parts
        if right.value["kind"] == "null" and right.kind == "literal":
            requirement = self.say("empty" if trace.name == "=" else "filled")
        else:
            path = left.name if left.kind == "name" and right.kind == "literal" else None
            side = self.value(right.value, path) if right.kind == "literal" else self.side(right)
            requirement = self.operator(trace.name, right.value, side)
        return self.verdict(self.say("asked", subject=self.subject(left), test=requirement), trace.value.get("value"))

    def _opposite(self, trace: "TraceEntry") -> Line:
        """The line of `not(…)`: what a variable should be, else the condition that should not hold."""
        inner, holds = trace.parts[0], trace.value.get("value")
        if is_condition(inner):
            return self.verdict(self.say("opposite"), holds, (self.condition(inner),))
        sentence = self.say("asked", subject=self.subject(inner), test=self.value({"kind": "boolean", "value": False}))
        return self.verdict(sentence, holds)

    def _logic(self, trace: "TraceEntry") -> Line:
        """The line of `and` or `or`; parts that were not evaluated are left out."""
        text = self.say("all_of" if trace.kind == "and" else "one_of")
        return self.verdict(text, trace.value.get("value"), tuple(map(self.condition, trace.parts)))

    def _in(self, trace: "TraceEntry") -> Line:
        path = trace.parts[0].name if trace.parts[0].kind == "name" else None
        requirement = self.any_of([self.test(part, path) for part in trace.parts[1:]])
        return self.verdict(
            self.say("asked", subject=self.subject(trace.parts[0]), test=requirement), trace.value.get("value")
        )

    def _between(self, trace: "TraceEntry") -> Line:
        requirement = self.say("between", low=self.side(trace.parts[1]), high=self.side(trace.parts[2]))
        return self.verdict(
            self.say("asked", subject=self.subject(trace.parts[0]), test=requirement), trace.value.get("value")
        )

    def _quantified(self, trace: "TraceEntry") -> Line:
        """The line of `some` or `every`, with the item that decided."""
        source = self.phrase(trace.parts[0])
        text = self.say(trace.kind, source=source, count=trace.detail.get("rounds", 0))
        items = trace.detail.get("items", {})
        code = "example" if trace.detail.get("example") else "item"
        inner = [Line(self.say(code, item=self.value(item))) for item in items.values()]
        inner += [self.condition(part) for part in trace.parts[1:]]
        return self.verdict(text, trace.value.get("value"), tuple(inner))

    def _instance(self, trace: "TraceEntry") -> Line:
        kind = self.say(f"type {trace.name}") if trace.name else ""
        return self.verdict(
            self.say("asked", subject=self.subject(trace.parts[0]), test=kind), trace.value.get("value")
        )


class CellConditions(Conditions):
    """Conditions in a cell, where `?` is its column."""

    def __init__(self, words: Conditions, column: str, path: str) -> None:
        super().__init__(words.labels, words.reader)
        self.column, self.path = column, path

    def label(self, path: str) -> str:
        """The label of a variable; for `?` that of the column."""
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
