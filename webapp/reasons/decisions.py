"""Explains a decision line by line: what was read, which rows applied and which not and why, the result."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from webapp.reasons.conditions import Conditions, is_condition
from webapp.reasons.labels import CODE, split_unit
from webapp.reasons.line import Line
from webapp.rendering.tones import without_tone

if TYPE_CHECKING:
    from engine.dmn.explain.trace import DecisionTrace, LogicTrace, RowTrace, TableTrace
    from engine.feel import TraceEntry

QUIET = frozenset({"literal", "context", "list", "functionliteral"})


class Decisions(Conditions):
    """Explains decisions to one reader."""

    def decision(self, decision: "DecisionTrace") -> Line:
        """The line of a decision: its name and result, and under it how it was derived."""
        name = self.labels.decision(decision.id, decision.name, self.reader)
        if decision.logic is None:
            return Line(self.say("result", name=name, value=self.value(decision.value)), place=decision.id)
        if decision.logic.table is not None:
            return Line(
                self._outcome(name, decision.value),
                None,
                self._table(decision.logic.table, decision.value),
                decision.id,
            )
        return Line(self._outcome(name, decision.value), None, self.logic(decision.logic), decision.id)

    def _outcome(self, name: str, value: Mapping[str, Any]) -> str:
        if value["kind"] == "context" and value["items"]:
            return name
        return self.say("result", name=name, value=self.value(value))

    def logic(self, logic: "LogicTrace") -> tuple[Line, ...]:
        """The lines of any logic."""
        if logic.table is not None:
            return self._table(logic.table, logic.value)
        if logic.trace is not None:
            return self.derivation(logic.trace)
        lines = []
        for name, entry in logic.entries:
            label = self.say(f"part_{name}") if name in ("if", "then", "else") else self.label(name)
            lines.append(Line(self.entry(label, name, entry.value), None, self.logic(entry)))
        return tuple(lines)

    def entry(self, label: str, name: str, value: Mapping[str, Any]) -> str:
        """The sentence of a named part of a result, with its unit."""
        unit = split_unit(self.labels.name(name, self.reader), self.reader)[1]
        text = self.value(value, name)
        return self.say("result", name=label, value=f"{text} {unit}" if unit and value["kind"] == "number" else text)

    def derivation(self, trace: "TraceEntry", label: str = "") -> tuple[Line, ...]:
        """The lines that say how an expression got its value; a variable named `label` is not named again."""
        if trace.kind == "context":
            pairs = zip(trace.names, trace.parts, strict=False)
            return tuple(self._entry(name, part) for name, part in pairs if part.value["kind"] != "function")
        if is_condition(trace):
            return (self.condition(trace),)
        if trace.kind == "if" and len(trace.parts) == 2:
            return self._branch(trace)
        if trace.kind == "for":
            return self._rounds(trace)
        if trace.kind == "name":
            return () if self.label(trace.name) == label else (Line(self.say("taken", name=self.label(trace.name))),)
        phrase = self.phrase(trace)
        return (
            ()
            if trace.kind in QUIET or phrase == self.value(trace.value)
            else (Line(self.say("made_of", phrase=phrase)),)
        )

    def _rounds(self, trace: "TraceEntry") -> tuple[Line, ...]:
        """A line for each round of a loop that was traced, with its item and value."""
        source, *rounds = trace.parts
        lines = [Line(self.say("for_each", source=self.phrase(source)))]
        for items, part in zip(trace.detail.get("items", ()), rounds, strict=False):
            item = ", ".join(map(self.value, items.values()))
            lines.append(Line(self.say("round", item=item, value=self.value(part.value)), None, self.derivation(part)))
        return tuple(lines)

    def _entry(self, name: str, trace: "TraceEntry") -> Line:
        """The line of a context entry; one that only repeats a variable has the label of that variable."""
        same = trace.kind == "name" and trace.name.endswith(f".{name}")
        label = self.label(trace.name if same else name)
        return Line(self.entry(label, name, trace.value), None, self.derivation(trace, label))

    def _branch(self, trace: "TraceEntry") -> tuple[Line, ...]:
        """The lines of an `if`: its condition, and the branch that was taken."""
        condition, taken = trace.parts
        return (
            self.condition(condition),
            *(self.derivation(taken) or (Line(self.say("then", value=self.side(taken))),)),
        )

    def _table(self, table: "TableTrace", value: Mapping[str, Any]) -> tuple[Line, ...]:
        reads = tuple(self._read(read) for read in table.inputs)
        rows = [self._row(row, table) for row in table.rows]
        applied = [line for line, row in zip(rows, table.rows, strict=True) if row.fired]
        others = [line for line, row in zip(rows, table.rows, strict=True) if not row.fired and row.matched is not None]
        lines = [Line(self.say("policy " + (table.aggregation or table.policy)))]
        lines += [Line(self.say("read"), None, reads)] if reads else []
        lines += self._outputs(table, value) + (applied or [Line(self.say("no_row"))])
        lines += [Line(self.say("other_rows", count=len(others)), None, tuple(others))] if others else []
        lines += [Line(self.say("left_out", count=table.left_out))] if table.left_out else []
        lines += [Line(self.say("not_tried"))] if any(row.matched is None for row in table.rows) else []
        return tuple(lines)

    def _read(self, read: Any) -> Line:
        label, unit = split_unit(self.column(read), self.reader)
        text = self.value(read.value, read.text) + (f" {unit}" if unit and read.value["kind"] == "number" else "")
        return Line(self.say("result", name=label, value=text), None, self.derivation(read.trace) if read.trace else ())

    def column(self, read: Any) -> str:
        """The label of an input column; in another language than Indonesian our word for what it reads."""
        if not self.reader.reads_source or read.label == read.text:
            return self.labels.name(read.text, self.reader) if read.trace is None else self._column_label(read)
        return str(read.label)

    def _column_label(self, read: Any) -> str:
        return str(read.label) if read.label != read.text else self.phrase(read.trace)

    def _outputs(self, table: "TableTrace", value: Mapping[str, Any]) -> list[Line]:
        if value["kind"] != "context" or not value["items"]:
            return []
        inner = tuple(
            Line(self.say("result", name=self._output(name, table), value=self.value(part, name)))
            for name, part in without_tone(value["items"]).items()
        )
        return [Line(self.say("outcome"), None, inner)]

    def _output(self, name: str, table: "TableTrace") -> str:
        label = table.outputs.get(name)
        return label if label and label != name and self.reader.reads_source else self.label(name)

    def _row(self, row: "RowTrace", table: "TableTrace") -> Line:
        lines = [self._condition(cell, table) for cell in row.conditions]
        if row.fired or row.matched:
            code, inner = ("row_applies" if row.fired else "row_matches"), lines or [Line(self.say("no_condition"))]
        else:
            code = "row_does_not"
            inner = [line for line in lines if line.holds is not True]
        notes = "; ".join(note for note in row.annotations if not _coded(note))
        text = self.say(code + ("_note" if notes else ""), number=row.number, note=notes)
        return Line(text, row.fired or bool(row.matched), tuple(inner))

    def _condition(self, cell: Any, table: "TableTrace") -> Line:
        read = table.inputs[cell.input]
        return self.cell(cell.trace, self.column(read), read.text, read.value)


def _coded(note: str) -> bool:
    return any(CODE.fullmatch(word) for word in note.split())


def ordered(decisions: Sequence["DecisionTrace"], first: str) -> list["DecisionTrace"]:
    """The decisions with `first` in front, then those that it required, the nearest first."""
    return [decision for decision in decisions if decision.id == first] + [
        decision for decision in reversed(decisions) if decision.id != first
    ]
