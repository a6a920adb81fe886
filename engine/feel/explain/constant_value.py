"""What an expression gives whenever and wherever it is asked, as it reads one known value and nothing else."""

import re
from datetime import UTC, datetime
from typing import Any

from engine.feel.error import FeelError
from engine.feel.expression import Expression
from engine.feel.values.evaluation import EvalContext

# What of FEEL knows the day: an expression that names one of these may come out otherwise tomorrow.
CLOCK = re.compile(r"\b(now|today|working)\b")
NO_DAY = EvalContext(now=datetime(2000, 1, 1, tzinfo=UTC))


def certain(expression: Expression, path: str, value: object) -> Any:
    """The value of the expression where `value` stands at the dotted `path`.

    None where it reads more than that, or costs more than it may.
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
