"""Explains the result of a decision in words that a clerk understands."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from webapp.reasons.decisions import Decisions, ordered
from webapp.reasons.labels import Labels, labels
from webapp.reasons.line import Line, to_text
from webapp.rendering import translations
from webapp.rendering.translations import Reader

if TYPE_CHECKING:
    from engine.dmn import Explanation
    from engine.feel import TraceEntry

__all__ = ["Labels", "Line", "explanation", "expression", "inputs", "labels", "refusal", "to_text"]


def explanation(story: "Explanation", known: Labels, reader: Reader) -> list[Line]:
    """The lines of an explanation: a refusal first, then the decision and those that it required."""
    words = Decisions(known, reader)
    lines = [words.decision(decision) for decision in ordered(story.decisions, story.decision)]
    for called in story.called:
        rows = words.say("rows_of", rows=list(called.rows)) if called.rows else words.say("no_row")
        lines.append(Line(words.say("result", name=called.name, value=words.value(called.value)), None, (Line(rows),)))
    if story.refused:
        reason = refusal(story.refused, story.reasons, reader)
        lines.insert(0, Line(words.say("refused", reason=reason[:1].lower() + reason[1:]), False))
    return lines


def inputs(story: "Explanation", known: Labels, reader: Reader) -> list[Line]:
    """A line for each variable that was read, with its value."""
    words = Decisions(known, reader)
    return [Line(words.entry(words.label(path), path, value)) for path, value in story.inputs.items()]


def refusal(code: str, values: Mapping[str, object], reader: Reader) -> str:
    """The sentence that says why a decision was refused."""
    return translations.say("lint", code, values, reader)


def expression(story: "TraceEntry", reader: Reader, known: Labels | None = None) -> list[Line]:
    """The lines that explain an expression: its value, and under it how it was derived."""
    words = Decisions(known or Labels(), reader)
    return [
        Line(
            words.say("result", name=words.say("outcome_of"), value=words.value(story.value)),
            None,
            words.derivation(story),
        )
    ]
