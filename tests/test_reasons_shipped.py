"""Every shipped decision explains every one of its test rows in sentences that a clerk understands, in both languages."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from helpers.decisions import ShippedRow, cases, model_of
from helpers.explanation_text import labels

from engine import dmn, feel
from webapp import reasons
from webapp.rendering.translations import Reader, catalogue

SYNTAX = re.compile(
    r"""\w+_\w+                                # a name as programs write it
      | \b(null|true|false|satisfies|None|True|False|Decimal|datetime|function|frozenset)\b
      | -> | == | [{}\[\]@"] | \bP\d+[YMDT] | \bPT\d | \w\( | \?""",
    re.VERBOSE,
)
CASES = list(cases())


@cache
def explained(case: ShippedRow) -> dmn.Explanation:
    return dmn.explain(model_of(case), case.decision, case.scope, case.env)


@cache
def decided(case: ShippedRow) -> object:
    return model_of(case).decide(case.decision, case.scope, case.env).value


def names(part: feel.TraceEntry) -> Iterator[str]:
    """The variables that an expression reads, and the entries that it makes."""
    if part.kind == "context":
        yield from part.names
    if part.kind == "name" and "." in part.name:
        yield part.name
    for inner in part.parts:
        yield from names(inner)


def names_in(story: dmn.Explanation) -> Iterator[str]:
    for decision in story.decisions:
        logic = decision.logic
        if logic and logic.trace:
            yield from names(logic.trace)
        for row in logic.table.rows if logic and logic.table else ():
            for cell in row.conditions:
                yield from names(cell.trace) if cell.trace else ()


def test_every_decision_with_test_rows_is_told() -> None:
    assert len(CASES) > 200
    assert len({(case.key, case.decision) for case in CASES}) >= 19


@pytest.mark.parametrize("key", sorted({case.key for case in CASES}))
def test_every_row_reads_as_sentences(key: str) -> None:
    for case in CASES:
        story = explained(case) if case.key == key else None
        for language in ("id", "en") if story else ():
            assert story.value == feel.display(decided(case)), str(case)
            told_ = reasons.explanation(story, labels(key), Reader(language))
            lines = [line for each in told_ for line in each.all()]
            lines += reasons.inputs(story, labels(key), Reader(language))
            bad = [line.text for line in lines if len(line.text.split()) < 1 or SYNTAX.search(line.text)]
            assert bad == [], (str(case), language)
            assert all(line.text[0] != ":" and ": :" not in line.text and not line.text.endswith(":") for line in lines)
            conditions = sum(
                len(row.conditions)
                for one in story.decisions
                if one.logic and one.logic.table
                for row in one.logic.table.rows
                if row.fired
            )
            assert sum(line.holds is True for line in lines) >= conditions


@pytest.mark.parametrize("key", sorted({case.key for case in CASES}))
def test_every_variable_that_is_told_has_a_label(key: str) -> None:
    known = labels(key)
    read = {name for case in CASES if case.key == key for name in names_in(explained(case))}
    last = {name: name.rpartition(".")[2] for name in read if len(name.rpartition(".")[2]) > 1 and " " not in name}
    words = catalogue("id", "fact")
    assert (
        sorted(n for n, end in last.items() if n not in known.paths and end not in known.names and end not in words)
        == []
    )
