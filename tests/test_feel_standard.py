"""The standard, clause by clause: each line of data/feel_standard.txt is an expression and what it equals."""

import datetime
from pathlib import Path

import pytest

from engine import feel

ENV = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC))
LINES = (Path(__file__).parent / "data/feel_standard.txt").read_text(encoding="utf-8")
CLAUSES = {
    title: [tuple(line.split(" => ")) for line in lines if line]
    for title, *lines in (part.splitlines() for part in LINES.split("\n## ")[1:])
}


def told(text: str) -> str:
    """The text of a value inside a list (which tells strings from other values), or the code of its refusal."""
    try:
        return feel.to_text([feel.parse(text).evaluate({}, ENV)])
    except feel.FeelError as refused:
        return refused.code


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_expression_of_a_clause_gives_what_the_standard_says(clause: str) -> None:
    assert len(CLAUSES[clause]) > 10
    wrong = {text: (told(text), told(expected)) for text, expected in CLAUSES[clause] if told(text) != told(expected)}
    assert wrong == {}
