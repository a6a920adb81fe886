"""The shape of an expression from the shapes of what it reads; two values that can never fit are noted."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.feel.builtins.registry import LIBRARY
from engine.feel.syntax import ast
from engine.feel.values.values import kind_of
from engine.lint.dataflow.results import DATES, SCALAR, arithmetic, called
from engine.lint.dataflow.shape import ANY, NULL, Shape, listed, of, record, union

BOOLEAN = of("boolean")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two operands that can never be compared or added: the place of the operator, and their kinds."""

    at: int
    operator: str
    left: frozenset[str]
    right: frozenset[str]


@dataclass
class Inference:
    """Infers the shape of one expression, and notes its `clashes`."""

    clashes: list[Clash] = field(default_factory=list)

    def of(self, node: ast.SyntaxNode, scope: Shape) -> Shape:
        """The shape of a node, where `scope` is the context of all names."""
        return READ[type(node)](self, node, scope) if type(node) in READ else ANY

    def literal(self, node: ast.Literal, scope: Shape) -> Shape:
        return NULL if node.value is None else of(kind_of(node.value))

    def name(self, node: ast.Name, scope: Shape) -> Shape:
        shape = scope.member(node.name)
        if shape is None:
            return of("function") if node.name in LIBRARY else ANY
        return shape

    def path(self, node: ast.Path, scope: Shape) -> Shape:
        return self.of(node.source, scope).member(node.name) or ANY

    def filter(self, node: ast.Filter, scope: Shape) -> Shape:
        source = self.of(node.source, scope)
        item = (source.item or ANY) if source.may("list") else source
        names = {**scope.fields, **item.fields, "item": item}
        known = item.kinds is not None and not item.is_open
        filtered_by = self.of(node.condition, record(names, scope.is_open)) if known else ANY
        if isinstance(node.condition, ast.Literal | ast.Negate) and filtered_by.kinds == frozenset({"number"}):
            return item  # a place that is calculated may be null, and then the list is empty
        return listed(item) if filtered_by == BOOLEAN else union([item, listed(item)])

    def call(self, node: ast.Call, scope: Shape) -> Shape:
        arguments = [self.of(argument, scope) for argument in node.arguments]
        known = isinstance(node.function, ast.Name) and node.function.name not in scope.fields
        return called(node.function.name, arguments) if known and not node.names else ANY  # type: ignore[attr-defined]

    def negate(self, node: ast.Negate, scope: Shape) -> Shape:
        return self.of(node.operand, scope)

    def arithmetic(self, node: ast.Arithmetic, scope: Shape) -> Shape:
        left = self.of(node.first, scope)
        for operator, operand in node.rest:
            right = self.of(operand, scope)
            if operator == "+":
                self._note(node.at, operator, left, right, also=("string", "number"))
            left = arithmetic(operator, left, right)
        return left

    def comparison(self, node: ast.Comparison, scope: Shape) -> Shape:
        self._note(node.at, node.operator, self.of(node.left, scope), self.of(node.right, scope))
        return BOOLEAN

    def between(self, node: ast.Between, scope: Shape) -> Shape:
        value = self.of(node.value, scope)
        for end in (node.low, node.high):
            self._note(node.at, "between", value, self.of(end, scope))
        return BOOLEAN

    def within(self, node: ast.In, scope: Shape) -> Shape:
        value = self.of(node.value, scope)
        operands = [self.of(operand, scope) for test in node.tests for operand in _operands(test)]
        if operands and NULL not in operands:
            self._note(node.at, "in", value, union(operands))
        return BOOLEAN

    def truth(self, node: Any, scope: Shape) -> Shape:
        for operand in node.operands if isinstance(node, ast.Logic) else [node.value]:
            self.of(operand, scope)
        return BOOLEAN

    def choice(self, node: ast.If, scope: Shape) -> Shape:
        self.of(node.condition, scope)
        return union([self.of(node.yes, scope), self.of(node.no, scope)])

    def loop(self, node: ast.For, scope: Shape) -> Shape:
        return listed(self.of(node.body, self._named(node.domains, scope, partial=True)))

    def quantified(self, node: ast.Quantified, scope: Shape) -> Shape:
        self.of(node.condition, self._named(node.domains, scope))
        return BOOLEAN

    def _named(self, domains: tuple[ast.Domain, ...], scope: Shape, *, partial: bool = False) -> Shape:
        fields = {**scope.fields, **({"partial": ANY} if partial else {})}
        for domain in domains:
            source = self.of(domain.source, record(fields, scope.is_open))
            plain = source.item or ANY if "list" in (source.kinds or ()) else ANY
            fields[domain.name] = of("number") if domain.end is not None and source == of("number") else plain
        return record(fields, scope.is_open)

    def function(self, node: ast.FunctionLiteral, scope: Shape) -> Shape:
        self.of(node.body, record({**scope.fields, **{name: ANY for name, _ in node.parameters}}, scope.is_open))
        return of("function")

    def items(self, node: ast.ListLiteral, scope: Shape) -> Shape:
        return listed(union(self.of(item, scope) for item in node.items))

    def context(self, node: ast.ContextLiteral, scope: Shape) -> Shape:
        fields: dict[str, Shape] = {}
        for key, value in node.entries:
            fields[key] = self.of(value, record({**scope.fields, **fields}, scope.is_open))
        return record(fields)

    def _note(self, at: int, operator: str, left: Shape, right: Shape, also: tuple[str, ...] = ()) -> None:
        """Notes a clash where both are certain, and none of their kinds fits one of the other."""
        if not left.kinds or not right.kinds or not left.kinds | right.kinds <= (SCALAR if not also else set(also)):
            return
        if not {_family(kind) for kind in left.kinds} & {_family(kind) for kind in right.kinds}:
            self.clashes.append(Clash(at, operator, left.kinds, right.kinds))


def _family(kind: str) -> str:
    return "date" if kind in DATES else kind


def _operands(test: ast.SyntaxNode) -> Iterator[ast.SyntaxNode]:
    """The shapes that a test of `in` compares with: one that fits is enough."""
    if isinstance(test, ast.RangeLiteral):
        yield from (test.start, test.end)
    elif isinstance(test, ast.UnaryRange):
        yield test.endpoint
    elif isinstance(test, ast.ListLiteral):
        yield from test.items
    else:
        yield test


READ: Mapping[type[ast.SyntaxNode], Callable[[Inference, Any, Shape], Shape]] = {
    ast.Literal: Inference.literal,
    ast.Name: Inference.name,
    ast.Path: Inference.path,
    ast.Filter: Inference.filter,
    ast.Call: Inference.call,
    ast.Negate: Inference.negate,
    ast.Arithmetic: Inference.arithmetic,
    ast.Comparison: Inference.comparison,
    ast.Between: Inference.between,
    ast.In: Inference.within,
    ast.InstanceOf: Inference.truth,
    ast.Logic: Inference.truth,
    ast.If: Inference.choice,
    ast.For: Inference.loop,
    ast.Quantified: Inference.quantified,
    ast.FunctionLiteral: Inference.function,
    ast.ListLiteral: Inference.items,
    ast.ContextLiteral: Inference.context,
}
