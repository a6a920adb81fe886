"""Compiles boxed expressions: one reader per word of the standard, all with the same names, types and problems."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine.dmn import source
from engine.dmn.boxed import contexts, functions, iterators
from engine.dmn.expression import BoxedExpression, LiteralExpression, read_literal
from engine.dmn.names import Names
from engine.dmn.problem import Problems
from engine.dmn.table import reader
from engine.dmn.table.table import Table
from engine.dmn.types.item_definition import Types
from engine.dmn.types.types import DmnType


@dataclass(frozen=True, slots=True)
class ExpressionReader:
    """The parts of the model that compiling an expression needs; collects the tables that it reads, at every depth."""

    types: Types
    problems: Problems
    identities: Mapping[etree._Element, str]
    tables: list[Table] = field(default_factory=list)

    def identity(self, element: etree._Element) -> str:
        """The id of an element; where the file gives none, a path from the nearest one that has: `status/rule[2]`."""
        return self.identities[element]

    def type_of(self, element: etree._Element | None) -> DmnType | None:
        """The type that an element declares by `typeRef`."""
        return None if element is None else self.types.named(source.type_name(element), self.identity(element))

    def boxed(self, element: etree._Element, names: Names) -> BoxedExpression:
        return READERS[source.word(element)](self, element, names)

    def inner(self, element: etree._Element, names: Names) -> BoxedExpression:
        """The expression in `element`; a missing one is a problem, and null."""
        node = source.boxed(element)
        if node is None:
            self.problems.add("no_expression", self.identity(element))
            return self.empty(element)
        return self.boxed(node, names)

    def inner_of(self, element: etree._Element, word: str, names: Names) -> BoxedExpression:
        """The expression in the child `word` of `element`."""
        node = source.child(element, word)
        if node is None:
            self.problems.add("no_expression", self.identity(element), part=word)
            return self.empty(element)
        return self.inner(node, names)

    def empty(self, element: etree._Element) -> LiteralExpression:
        return LiteralExpression(self.identity(element), "", None)


READERS: Mapping[str, Callable[[ExpressionReader, etree._Element, Names], BoxedExpression]] = {
    "literalExpression": read_literal,
    "decisionTable": reader.read_table,
    "context": contexts.read_context,
    "list": contexts.read_list,
    "relation": contexts.read_relation,
    "conditional": contexts.read_conditional,
    "functionDefinition": functions.read_function,
    "invocation": functions.read_invocation,
    "filter": iterators.read_iteration,
    "for": iterators.read_iteration,
    "some": iterators.read_iteration,
    "every": iterators.read_iteration,
}
