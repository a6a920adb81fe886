"""Random expressions: by the grammar and mutated, they end as a value of FEEL or as a coded refusal."""

import datetime
from decimal import Decimal
from typing import Any

from helpers.grammars.feel_texts import Writer
from hypothesis import given
from hypothesis import strategies as some

from engine import feel
from webapp.reasons import expression
from webapp.rendering.translations import Reader

NOW = datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC)
SCOPE = {
    "n": 3,
    "s": "ab",
    "b": True,
    "d": datetime.date(2026, 3, 16),
    "l": [3, 1, {"a": 2, "first name": "x"}],
    "c": {"a": 1, "b": [{"a": 5}], "first name": "y"},
    "first name": "z",
    "?": 2,
}


class Working:
    """A calendar whose weeks have five days."""

    def is_working(self, day: datetime.date) -> bool:
        return day.weekday() < 5


ENV = feel.EvalContext(NOW, Working(), steps=3_000)


def told(text: str) -> Any:
    """The value of a text, read as an expression and as tests of a cell; a refusal's code where it is refused."""
    found: Any = None
    for parse in (feel.parse_unary, feel.parse):
        try:
            expression = parse(text, SCOPE)
            assert all(slip.code for slip in feel.static_errors(expression, SCOPE))
            found = expression.evaluate(SCOPE, ENV)
            assert feel.explain(expression, SCOPE, ENV).value == feel.display(found)
            feel.to_text(found)
            feel.to_json(found)
        except feel.FeelError as refused:
            found = refused.code
    return found


@some.composite
def expressions(draw: Any) -> str:
    return Writer(lambda below: draw(some.integers(0, below - 1))).expression(4)


@some.composite
def mutated(draw: Any) -> str:
    writer = Writer(lambda below: draw(some.integers(0, below - 1)))
    return writer.mutated(writer.expression(3))


KINDS = (
    str,
    bool,
    Decimal,
    list,
    dict,
    datetime.date,
    datetime.time,
    datetime.timedelta,
    feel.FarDate,
    feel.FineTime,
    feel.FarDateTime,
    feel.FarDuration,
    feel.YearsMonths,
    feel.Range,
    feel.Function,
    type(None),
)


@given(expressions())
def test_an_expression_by_the_grammar_is_a_value_or_a_refusal(text: str) -> None:
    assert isinstance(told(text), KINDS)


@given(expressions())
def test_the_story_of_an_expression_is_its_evaluation(text: str) -> None:
    for parse in (feel.parse_unary, feel.parse):
        try:
            read = parse(text, SCOPE)
            value = read.evaluate(SCOPE, ENV)
        except feel.FeelError:
            continue
        story = feel.explain(read, SCOPE, ENV)
        assert story.value == feel.display(value)
        assert all(line.text for each in expression(story, Reader()) for line in each.all())


@given(mutated())
def test_what_is_wrong_with_a_mutated_expression_is_reported(text: str) -> None:
    try:
        wrong = feel.static_errors(feel.parse(text, SCOPE), SCOPE)
    except feel.FeelError as error:
        wrong = [error]
    for error in wrong:
        told = feel.report(error, text)
        line, column = told["line"], told["column"]
        assert isinstance(line, int)
        assert isinstance(column, int)
        assert 1 <= column <= len((text.split("\n") or [""])[line - 1]) + 1


@given(mutated())
def test_a_mutated_expression_is_a_value_or_a_refusal(text: str) -> None:
    assert isinstance(told(text), KINDS)
