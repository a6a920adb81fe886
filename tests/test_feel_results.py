"""What each built-in function is declared to give."""

import datetime
import typing
from pathlib import Path

import pytest

from engine import feel
from engine.feel.builtins.registry import LIBRARY, RESULT_RULES, builtin
from engine.feel.syntax import ast
from engine.feel.values.values import kind_of
from engine.lint.dataflow.results import BY_ARGUMENTS

ENV = feel.EvalContext(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC))
STANDARD = Path(__file__).parent / "data" / "feel_standard.txt"
NARROWED = frozenset({"sum"})
"""Declared narrower than it is: `sum` adds durations, too, and lint takes it for a number."""
FIXED = [name for name, function in LIBRARY.items() if function.result_kind not in {"any", *RESULT_RULES}]


def test_a_built_in_function_cannot_be_registered_without_its_result():
    with pytest.raises(TypeError):
        builtin("nothing of the kind")
    with pytest.raises(ValueError, match="nothing of the kind"):
        builtin("nothing of the kind", result="colour")
    with pytest.raises(ValueError, match="sqrt"):
        builtin("sqrt", "number: string", result="string")
    assert "nothing of the kind" not in LIBRARY


def test_lint_has_a_shape_for_every_rule_by_which_a_result_follows_from_the_arguments():
    assert BY_ARGUMENTS.keys() == RESULT_RULES
    assert {function.result_kind for function in LIBRARY.values()} >= RESULT_RULES


@pytest.mark.parametrize("name", FIXED)
def test_the_declared_result_is_what_the_body_is_annotated_with(name):
    kind = LIBRARY[name].result_kind
    for signature in LIBRARY[name].signatures:
        returned = typing.get_type_hints(signature.body)["return"]
        wanted = "list" if kind.startswith("list<") else kind
        assert returned is typing.Any or "|" in kind or signature.gives(feel.parse_type(wanted))


def test_the_results_of_the_standard_are_of_the_declared_kinds():
    seen = set()
    for line in STANDARD.read_text().splitlines():
        for part in line.split(" => "):
            try:
                read = feel.parse(part.strip())
            except feel.FeelError:
                continue
            call = read.tree
            name = call.function.name if isinstance(call, ast.Call) and isinstance(call.function, ast.Name) else ""
            if name in FIXED and name not in NARROWED:
                value, kinds = read.evaluate({}, ENV), LIBRARY[name].result_kind.split("|")
                assert value is None or kind_of(value) in [kind.partition("<")[0] for kind in kinds], part
                seen.add(name)
    assert len(seen) > 10
