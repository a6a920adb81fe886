"""What is told of an evaluation: each construct that counted, with its value, to a bounded size."""

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.feel.error import FeelError
from engine.feel.explain.display import Shown, shown
from engine.feel.expression import Expression
from engine.feel.syntax import ast
from engine.feel.values.evaluation import EvalContext


@dataclass(frozen=True, slots=True)
class Told:
    """A construct: its kind, its value, what it was made of. `name` is the path, operator, function or branch.

    `names` are those of the parts, where they have any: keys of a context, operators of a sum, parameters. `detail` is
    what else decided: the item of a quantifier, how many a filter kept; `cut` where the bound was reached.
    """

    kind: str
    value: Shown
    name: str = ""
    parts: "tuple[Told, ...]" = ()
    names: tuple[str, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a construct stands: the variables that it sees, those of the blocks around it nearest; and the known."""

    names: Mapping[str, object]
    known: frozenset[str]
    env: EvalContext

    def value(self, node: ast.Node) -> Any:
        """The value of a construct here. Raises FeelError."""
        return Expression("", node, self.known).evaluate(self.names, self.env)

    def inner(self, values: dict[str, Any]) -> "Place":
        """The place in a block that binds these names."""
        return Place(ChainMap(values, self.names), self.known.union(values), self.env)  # type: ignore[arg-type]


class Teller:
    """Tells one expression, counted."""

    def __init__(self, most: int) -> None:
        self.left = most

    def tell(self, node: ast.Node, place: Place) -> Told:
        """A construct with its value and its parts; without them beyond the bounds."""
        return self.told(node, place, place.value(node))

    def told(self, node: ast.Node, place: Place, value: Any) -> Told:
        """As `tell`, of a value that is known."""
        self.left -= 1
        kind = type(node).__name__.lower()
        try:
            if type(node) not in _TELLERS:
                return Told(kind, shown(value))
            if self.left >= 0:
                return _TELLERS[type(node)](self, node, place, value)
        except (FeelError, RecursionError):
            self.left = 0
        return Told(kind, shown(value), detail={"cut": True})

    def all(self, nodes: tuple[ast.Node, ...], place: Place) -> tuple[Told, ...]:
        """Each of these constructs."""
        return tuple(self.tell(node, place) for node in nodes)


Tells = Callable[[Teller, Any, Place, Any], Told]
_TELLERS: dict[type[ast.Node], Tells] = {}


def tells(kind: type[ast.Node]) -> Callable[[Tells], Tells]:
    """Registers how a construct is told."""

    def register(teller: Tells) -> Tells:
        _TELLERS[kind] = teller
        return teller

    return register
