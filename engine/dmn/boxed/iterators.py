"""Boxed filters and iterators: FEEL's own `[...]`, `for`, `some` and `every`, with a boxed expression as their body."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from lxml import etree

from engine import feel
from engine.dmn import source
from engine.dmn.errors import DmnError
from engine.dmn.expression import BoxedExpression, LiteralExpression, Scope
from engine.dmn.names import Names
from engine.feel.compiler.access import item_at
from engine.feel.syntax import ast

if TYPE_CHECKING:
    from engine.dmn.boxed.reader import ExpressionReader
    from engine.dmn.run import DecisionRun

FORMS: Mapping[str, feel.Expression] = {
    "filter": feel.parse("for item in list return body(item)", ("list", "body")),
    "for": feel.parse("for item in list return body(item, partial)", ("list", "body")),
    "some": feel.parse("some item in list satisfies body(item)", ("list", "body")),
    "every": feel.parse("every item in list satisfies body(item)", ("list", "body")),
}
BODY = {"filter": "match", "for": "return", "some": "satisfies", "every": "satisfies"}


@dataclass(frozen=True, slots=True)
class Iteration:
    """`form` is one of FORMS; `variable` is the name of the current element."""

    id: str
    form: str
    variable: str
    source: BoxedExpression
    body: BoxedExpression

    def evaluate(self, scope: Scope, run: "DecisionRun") -> object:
        parameters = [self.variable, "partial"] if self.form == "for" else [self.variable]
        body = feel.Function(parameters, lambda _, values: self.body.evaluate(self._inner(scope, values), run))
        over = self.source.evaluate(scope, run)
        if self.form == "filter":
            over = over if over is None or isinstance(over, list) else [over]
        try:
            answers = FORMS[self.form].evaluate({"list": over, "body": body}, run.env)
        except feel.FeelError as error:
            raise DmnError("expression_bound", element=self.id, reason=error.code) from error
        return _filtered(over, answers) if self.form == "filter" and isinstance(over, list) else answers

    def _inner(self, scope: Scope, values: list[object]) -> Scope:
        """The scope of the body: the element under its name, in a filter also its entries."""
        if self.form == "filter" and isinstance(values[0], dict):
            return {**scope, self.variable: values[0], **values[0]}
        return {**scope, self.variable: values[0], **({"partial": values[1]} if self.form == "for" else {})}

    def paths(self) -> Iterator[str]:
        yield from self.source.paths()
        inner = {self.variable, "partial", *(self.source.parts() if self.form == "filter" else ())}
        yield from (path for path in self.body.paths() if path.split(".")[0] not in inner)

    def parts(self) -> Iterator[str]:
        return self.body.parts() if self.form == "for" else self.source.parts()


def _filtered(items: list[object], answers: list[object]) -> object:
    """The result of a filter: the items for which its body is true, or the one at the position that it is."""
    if answers and isinstance(answers[0], Decimal):
        return item_at(items, answers[0])
    return [item for item, answer in zip(items, answers, strict=True) if answer is True]


def read_iteration(reader: "ExpressionReader", element: etree._Element, names: Names) -> Iteration:
    form = source.word(element)
    variable = source.attribute(element, "iteratorVariable") or "item"
    over = _counted(reader, element, names) or reader.inner_of(element, "in", names)
    of_type = reader.type_of(source.child(element, "in"))
    names = names.union([variable, "partial"]).union(over.parts()).union(of_type.parts() if of_type else ())
    return Iteration(reader.identity(element), form, variable, over, reader.inner_of(element, BODY[form], names))


def _counted(reader: "ExpressionReader", element: etree._Element, names: Names) -> LiteralExpression | None:
    """The range that is iterated over where the text is `1..3`, as in FEEL's own `for`; None for every other text."""
    node = source.boxed(source.child(element, "in"))
    text = source.text(node) if source.word(element) != "filter" else ""
    if node is None or ".." not in text:
        return None
    try:
        ranged = feel.parse(f"[{text}]", names)
    except feel.FeelError:
        return None
    return LiteralExpression(reader.identity(node), text, ranged) if isinstance(ranged.tree, ast.RangeLiteral) else None
