"""The value of an expression that reads one known value and nothing else, not even the clock."""

import re
from datetime import UTC, datetime
from typing import Any

from engine.feel.error import FeelError
from engine.feel.expression import Expression
from engine.feel.values.evaluation import EvalContext

# The functions that read the clock or the calendar: an expression with one of these may change its value by tomorrow.
CLOCK = re.compile(r"\b(now|today|working)\b")
NO_DAY = EvalContext(now=datetime(2000, 1, 1, tzinfo=UTC))


def constant_value(expression: Expression, path: str, value: object) -> Any:
    """The value of the expression where `value` stands at the dotted `path`.

    None where it reads more than that, or reaches a bound.
    """
    if expression.paths != {path} or CLOCK.search(expression.text):
        return None
    *above, last = path.split(".")
    scope = {last: value}
    for name in reversed(above):
        scope = {name: scope}
    try:
        return expression.evaluate(scope, NO_DAY)
    except FeelError:
        return None
