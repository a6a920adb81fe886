"""Built-in functions over truth values and null (DMN 1.5, 10.3.4.2 and 10.3.4.12)."""

from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.values.equality import equal
from engine.feel.values.evaluation import EvalRun
from engine.feel.values.to_text import zone_text
from engine.feel.values.values import kind_of


@builtin("not", "negand: any", result="boolean")
def negation(_run: EvalRun, negand: Any) -> bool | None:
    """True for false, false for true, else None."""
    return not negand if isinstance(negand, bool) else None


@builtin("is", "value1: any", "value2: any", result="boolean")
def same(run: EvalRun, value1: Any, value2: Any) -> bool:
    """True if two values are the same element of the semantic domain: equal kind, value and zone."""
    if kind_of(value1) != kind_of(value2):
        return False
    if hasattr(value1, "tzinfo") and zone_text(value1.tzinfo) != zone_text(value2.tzinfo):
        return False
    return equal(value1, value2, run) is True


@builtin("get or else", "value: any", "default: any", result="an argument")
def get_or_else(_run: EvalRun, value: Any, default: Any) -> Any:
    """The value, or the default where it is null (Camunda's addition)."""
    return default if value is None else value


@builtin("is defined", "value: any", result="any")
def is_defined(_run: EvalRun, value: Any) -> bool:
    """True if a value is there; null counts as missing (Camunda's addition)."""
    return value is not None
