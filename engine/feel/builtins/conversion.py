"""Built-in functions `string` and `number` (DMN 1.5, 10.3.4.1)."""

from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import builtin
from engine.feel.values.decimals import number_of
from engine.feel.values.evaluation import EvalRun, bounded
from engine.feel.values.to_text import number_text, to_text


@builtin("string", "from: value", result="string")
def string(_run: EvalRun, from_: Any) -> str:
    """The text of a value."""
    text = number_text(from_) if type(from_) is Decimal else to_text(from_)
    bounded(len(text), limits.CHARACTERS, "string_too_long")
    return text


@builtin("number", "from: string|number", result="number")
def number(_run: EvalRun, from_: Any) -> Decimal | None:
    """The number of a text."""
    return from_ if type(from_) is Decimal else number_of(from_)


@builtin("number", "from: string", "grouping separator: any", "decimal separator: any", result="number")
def number_grouped(_run: EvalRun, from_: str, grouping: Any, decimal: Any) -> Decimal | None:
    """The number of a text with separators of thousands (space, comma, period, null) and decimals (period, comma)."""
    if (
        grouping not in (None, " ", ",", ".")
        or decimal not in (None, ",", ".")
        or (grouping is not None and grouping == decimal)
    ):
        return None
    text = from_.replace(grouping, "") if grouping else from_
    if decimal == ",":
        text = text.replace(".", "?").replace(",", ".")
    return number_of(text)
