"""Allowed values: unary tests on a value, and the order in which they are listed."""

from dataclasses import dataclass, field

from engine import feel
from engine.feel.syntax import ast
from engine.feel.values.values import kind_of


@dataclass(frozen=True, slots=True)
class Constraint:
    """`tests` is None where the text is not FEEL (reported as a problem): then nothing is refused.

    `named` are the strings among the tests: these are allowed without asking.
    """

    text: str
    tests: feel.Expression | None
    listed: feel.Expression | None
    named: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "named", _named(self.tests))

    def allows(self, value: object, env: feel.EvalContext) -> bool:
        if type(value) is str and value in self.named:
            return True
        return self.tests is None or self.tests.evaluate({"?": value}, env) is True

    def values(self, env: feel.EvalContext) -> list[object]:
        """The values in their order, where the tests are a plain enumeration; [] else."""
        listed = self.listed.evaluate({}, env) if self.listed is not None else None
        return listed if isinstance(listed, list) else []


def _named(tests: feel.Expression | None) -> frozenset[str]:
    tree = tests.tree if tests is not None else None
    if not isinstance(tree, ast.UnaryTests) or tree.negated:
        return frozenset()
    literals = (test.value for test in tree.tests if isinstance(test, ast.Literal))
    return frozenset(value for value in literals if isinstance(value, str))


def value_text(value: object) -> str:
    """A value in a refusal: its text, or only its kind where the text would be too long."""
    try:
        return feel.to_text(value)
    except feel.FeelError:
        return kind_of(value)


def read(text: str) -> tuple[Constraint, feel.FeelError | None]:
    """The constraint of a text, and what is wrong with the text."""
    try:
        tests = feel.parse_unary(text)
    except feel.FeelError as error:
        return Constraint(text, None, None), error
    try:
        return Constraint(text, tests, feel.parse(f"[{text}]")), None
    except feel.FeelError:
        return Constraint(text, tests, None), None
