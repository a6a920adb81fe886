"""The tree of an expression: one dataclass per construct of the DMN 1.5 grammar (10.3.1.2)."""

from dataclasses import dataclass, field
from typing import Any

from engine.feel.values.types import Type


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntaxNode:
    """A construct, and the offset in the text where it stands."""

    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Literal(SyntaxNode):
    """A number, string, boolean, null or @-literal."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name(SyntaxNode):
    """A name, spaces normalised."""

    name: str


@dataclass(frozen=True, slots=True)
class Path(SyntaxNode):
    """`source.name`."""

    source: SyntaxNode
    name: str


@dataclass(frozen=True, slots=True)
class Filter(SyntaxNode):
    """`source[condition]`."""

    source: SyntaxNode
    condition: SyntaxNode


@dataclass(frozen=True, slots=True)
class Call(SyntaxNode):
    """`function(a, b)` or, with names, `function(x: a, y: b)`."""

    function: SyntaxNode
    arguments: tuple[SyntaxNode, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Negate(SyntaxNode):
    """`-operand`."""

    operand: SyntaxNode


@dataclass(frozen=True, slots=True)
class Arithmetic(SyntaxNode):
    """Operands of one precedence from left to right: `first op a op b ...`."""

    first: SyntaxNode
    rest: tuple[tuple[str, SyntaxNode], ...]


@dataclass(frozen=True, slots=True)
class Logic(SyntaxNode):
    """`and` (decided by false) or `or` (decided by true) over operands."""

    decisive: bool
    operands: tuple[SyntaxNode, ...]


@dataclass(frozen=True, slots=True)
class Comparison(SyntaxNode):
    """`left op right`."""

    operator: str
    left: SyntaxNode
    right: SyntaxNode


@dataclass(frozen=True, slots=True)
class Between(SyntaxNode):
    """`value between low and high`."""

    value: SyntaxNode
    low: SyntaxNode
    high: SyntaxNode


@dataclass(frozen=True, slots=True)
class In(SyntaxNode):
    """`value in test` or `value in (test, test)`."""

    value: SyntaxNode
    tests: tuple[SyntaxNode, ...]


@dataclass(frozen=True, slots=True)
class InstanceOf(SyntaxNode):
    """`value instance of type`."""

    value: SyntaxNode
    type: Type


@dataclass(frozen=True, slots=True)
class If(SyntaxNode):
    """`if condition then yes else no`."""

    condition: SyntaxNode
    yes: SyntaxNode
    no: SyntaxNode


@dataclass(frozen=True, slots=True)
class Domain(SyntaxNode):
    """`name in source` or `name in source..end` of an iteration."""

    name: str
    source: SyntaxNode
    end: SyntaxNode | None = None


@dataclass(frozen=True, slots=True)
class For(SyntaxNode):
    """`for domains return body`."""

    domains: tuple[Domain, ...]
    body: SyntaxNode


@dataclass(frozen=True, slots=True)
class Quantified(SyntaxNode):
    """`some` (decided by true) or `every` (decided by false) `domains satisfies condition`."""

    decisive: bool
    domains: tuple[Domain, ...]
    condition: SyntaxNode


@dataclass(frozen=True, slots=True)
class FunctionLiteral(SyntaxNode):
    """`function(a: number, b) body`."""

    parameters: tuple[tuple[str, Type | None], ...]
    body: SyntaxNode


@dataclass(frozen=True, slots=True)
class ForeignLiteral(SyntaxNode):
    """`function(a) external {java: {class: "java.lang.Math", method signature: "cos(double)"}}`."""

    parameters: tuple[tuple[str, Type | None], ...]
    definition: SyntaxNode


@dataclass(frozen=True, slots=True)
class ListLiteral(SyntaxNode):
    """`[a, b]`."""

    items: tuple[SyntaxNode, ...]


@dataclass(frozen=True, slots=True)
class ContextLiteral(SyntaxNode):
    """`{key: value}`; each entry sees those before it."""

    entries: tuple[tuple[str, SyntaxNode], ...]


@dataclass(frozen=True, slots=True)
class RangeLiteral(SyntaxNode):
    """`[low..high)`."""

    start: SyntaxNode
    end: SyntaxNode
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True)
class UnaryRange(SyntaxNode):
    """`< endpoint`, as a test or in brackets as a range value."""

    operator: str
    endpoint: SyntaxNode


@dataclass(frozen=True, slots=True)
class UnaryTests(SyntaxNode):
    """The tests of a decision table's cell: any of them, or with `not(...)` none; no tests (`-`) is always true."""

    tests: tuple[SyntaxNode, ...]
    negated: bool = False
