"""The tree of an expression: one dataclass per construct of the DMN 1.5 grammar (10.3.1.2)."""

from dataclasses import dataclass, field
from typing import Any

from engine.feel.values.types import Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A construct, and the offset in the text where it stands."""

    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, string, boolean, null or @-literal."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name, spaces normalised."""

    name: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`source.name`."""

    source: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`source[condition]`."""

    source: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`function(a, b)` or, with names, `function(x: a, y: b)`."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Negate(Node):
    """`-operand`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """Operands of one precedence from left to right: `first op a op b ...`."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """`and` (decided by false) or `or` (decided by true) over operands."""

    decisive: bool
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`left op right`."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`value between low and high`."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """`value in test` or `value in (test, test)`."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """`value instance of type`."""

    value: Node
    type: Type


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if condition then yes else no`."""

    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True)
class Domain(Node):
    """`name in source` or `name in source..end` of an iteration."""

    name: str
    source: Node
    end: Node | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for domains return body`."""

    domains: tuple[Domain, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`some` (decided by true) or `every` (decided by false) `domains satisfies condition`."""

    decisive: bool
    domains: tuple[Domain, ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class FunctionLiteral(Node):
    """`function(a: number, b) body`."""

    parameters: tuple[tuple[str, Type | None], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class ForeignLiteral(Node):
    """`function(a) external {java: {class: "java.lang.Math", method signature: "cos(double)"}}`."""

    parameters: tuple[tuple[str, Type | None], ...]
    definition: Node


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    """`[a, b]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextLiteral(Node):
    """`{key: value}`; each entry sees those before it."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeLiteral(Node):
    """`[low..high)`."""

    start: Node
    end: Node
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True)
class UnaryRange(Node):
    """`< endpoint`, as a test or in brackets as a range value."""

    operator: str
    endpoint: Node


@dataclass(frozen=True, slots=True)
class UnaryTests(Node):
    """The tests of a decision table's cell: any of them, or with `not(...)` none; no tests (`-`) is always true."""

    tests: tuple[Node, ...]
    negated: bool = False
