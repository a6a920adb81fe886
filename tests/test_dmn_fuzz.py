"""Random DMN files, whole and broken: read and decided, they end as a value of FEEL or as a coded refusal."""

import datetime
from typing import Any

from helpers.grammars.dmn_files import ModelWriter
from hypothesis import given
from hypothesis import strategies as some

from engine import dmn, feel
from engine.errors import Refusal

ENV = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC), steps=2_000)
SCOPE = {"n": 2, "d": datetime.date(2026, 3, 16), "l": [1, {"a": 2}], "first name": "z", "x": 1}


def decided(source: str) -> list[str]:
    """For each decision, service and knowledge model of a file the text of its value, or the code of its refusal."""
    try:
        model = dmn.parse(source.encode())
    except Refusal as refused:
        return [refused.code]
    assert all(
        isinstance(code, str) and isinstance(element, str) for code, element, _ in (*model.problems(), *model.flaws())
    )
    asked = [(model.decide, name) for name in model.decisions] + [(model.serve, name) for name in model.services]
    for name in model.decisions:
        told = dmn.explain(model, name, SCOPE, ENV)
        assert (told.refused or told.value) == (_told(model.decide, name) if told.refused else told.value)
    return [_told(ask, name) for ask, name in (*asked, (model.call, "f"), (model.call, "g"))]


def _told(ask: Any, name: str) -> str:
    try:
        value = ask(name, SCOPE, ENV).value
        return feel.to_text(feel.from_json(value)) if value is not None else "null"
    except Refusal as refused:
        return refused.code


@some.composite
def models(draw: Any) -> str:
    return ModelWriter(lambda below: draw(some.integers(0, below - 1))).model()


@given(models())
def test_a_file_by_the_words_of_the_standard_gives_values_or_refusals(source: str) -> None:
    assert all(isinstance(told, str) for told in decided(source))


@given(models(), some.integers(0, 4_000), some.integers(0, 20), some.text('<>/"= abcdfnsx#&;é', max_size=6))
def test_a_mutated_file_gives_values_or_refusals(source: str, start: int, cut: int, put: str) -> None:
    assert all(isinstance(told, str) for told in decided(source[:start] + put + source[start + cut :]))
