"""The context in which an answer is read: variables, clock, and the values of the answer known so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from marshmallow.experimental.context import Context

from engine import feel
from forms.formula import Formula
from forms.paths import dig, merged, put

LIMIT_EVALUATIONS = 10
"""Steps of all expressions of a form at once, as a multiple of what one of them may take."""


@dataclass
class AnswerContext:
    """The context of one record being read: the whole answer, or one row of a list.

    `names` is what expressions see, `own` the record's values so far, `scope` what stood here before,
    `demanded` the paths of reasons that the chosen outcome asks for.
    """

    env: feel.EvalContext
    scope: Mapping[str, object]
    names: dict[str, object]
    own: dict[str, object] = field(default_factory=dict)
    demanded: dict[str, object] = field(default_factory=dict)

    @classmethod
    def root(cls, paths: Sequence[str], scope: Mapping[str, object], env: feel.EvalContext) -> "AnswerContext":
        """The context of a whole answer; its own keys are null until they are known."""
        bounded = env.bounded(LIMIT_EVALUATIONS * env.steps)
        return cls(bounded, scope, merged(scope, _empty(paths)), _empty(paths))

    def row(self, paths: Sequence[str], before: object, index: int) -> "AnswerContext":
        """The context of row `index` (from 0), which also sees `this`, `parent` and `i` (from 1) as in form-js."""
        scope = before if isinstance(before, Mapping) else {}
        own = _empty(paths)
        names = {**merged(self.names, _empty(paths)), "this": own, "parent": self.names, "i": [index + 1]}
        return AnswerContext(self.env, scope, names, own)

    def know(self, path: str, value: object) -> None:
        """Let expressions see `value` at `path` from now on."""
        put(self.names, path, value)
        put(self.own, path, value)

    def before(self, path: str) -> object:
        """The value at `path` before this answer."""
        return dig(self.scope, path)

    def value(self, formula: Formula) -> object:
        """The value of an expression here."""
        return formula.value(self.names, self.env)


def _empty(paths: Sequence[str]) -> dict[str, object]:
    nothing: dict[str, object] = {}
    for path in paths:
        put(nothing, path, None)
    return nothing


def here() -> AnswerContext:
    """The context of the answer that marshmallow is reading now."""
    return Context[AnswerContext].get()
