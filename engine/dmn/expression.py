"""Boxed expressions: what they have in common, and the simplest of them, a text in FEEL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from lxml import etree

from engine import feel
from engine.dmn import source
from engine.dmn.errors import DmnError
from engine.dmn.names import Names
from engine.feel.syntax import ast

if TYPE_CHECKING:
    from engine.dmn.boxed.reader import ExpressionReader
    from engine.dmn.run import DecisionRun
    from engine.dmn.types.item_definition import Types

Scope = Mapping[str, object]


class BoxedExpression(Protocol):
    """An expression of a DMN model, compiled once."""

    @property
    def id(self) -> str: ...

    def evaluate(self, scope: Scope, run: "DecisionRun") -> object:
        """Its FEEL value. Raises DmnError."""

    def paths(self) -> Iterator[str]:
        """The dotted paths that it reads from outside itself."""

    def parts(self) -> Iterator[str]:
        """The names of the entries of its value, as far as the model declares them."""


@dataclass(frozen=True, slots=True)
class LiteralExpression:
    """A FEEL text. `compiled` is None where it is broken: a problem of the model, and a refusal when evaluated.

    `constant` is the value where the text is nothing but a number, a string, true or false.
    """

    id: str
    text: str
    compiled: feel.Expression | None
    constant: object = None

    def evaluate(self, scope: Scope, run: "DecisionRun") -> object:
        if self.constant is not None:
            return self.constant
        if self.compiled is None:
            if not self.text:
                return None
            raise DmnError("bad_expression", element=self.id, text=self.text)
        try:
            return self.compiled.evaluate(scope, run.env)
        except feel.FeelError as error:
            raise DmnError("expression_bound", element=self.id, reason=error.code) from error

    @property
    def is_constant(self) -> bool:
        """True if it gives `constant` whatever the scope: null too is one."""
        return not self.text or (self.compiled is not None and isinstance(self.compiled.tree, ast.Literal))

    def paths(self) -> Iterator[str]:
        return iter(self.compiled.paths if self.compiled is not None else ())

    def parts(self) -> Iterator[str]:
        return iter(())


def read_literal(reader: "ExpressionReader", element: etree._Element, names: Names) -> LiteralExpression:
    """A `literalExpression`, an `inputExpression` or an output entry: FEEL in its `<text>`."""
    identity, text = reader.identity(element), source.text(element)
    language = source.attribute(element, "expressionLanguage")
    if language and "feel" not in language.lower():
        reader.problems.add("expression_language", identity, language=language)
    if not text:
        return LiteralExpression(identity, text, None)
    expression = compiled(reader, identity, text, names)
    for slip in feel.static_errors(expression, names) if expression is not None else ():
        reader.problems.expression(identity, text, slip)
    return LiteralExpression(
        identity,
        text,
        expression,
        expression.tree.value if expression and isinstance(expression.tree, ast.Literal) else None,
    )


def types_in(reader: "ExpressionReader", text: str) -> "Types | None":
    """The types of the model for a text that can name one; None else, so that the compiled text can be shared."""
    return reader.types if "instance" in text or "function" in text else None


def compiled(reader: "ExpressionReader", identity: str, text: str, names: Names) -> feel.Expression | None:
    try:
        return feel.parse(text, names, types_in(reader, text))
    except feel.FeelError as error:
        reader.problems.expression(identity, text, error)
        return None
