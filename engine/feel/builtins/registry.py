"""The shelf of built-in functions: each family puts its own here, by name, parameters and kinds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from engine.feel.values.evaluation import EvalRun
from engine.feel.values.types import FUNCTIONS, Type
from engine.feel.values.values import KINDS, Function, kind_of

Body = Callable[..., Any]
_ANY, _VALUE = "any", "value"
HARD = 20
"""Steps of a calculation that takes as long as so many calls: a power, a logarithm, a remainder of far exponents."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, the kinds it takes (`any` with null, `value` without), whether it may be left out.

    `takes` are the Python types of what fits as it is.
    """

    name: str
    kinds: frozenset[str]
    optional: bool
    takes: frozenset[type]

    def fit(self, value: Any) -> tuple[bool, Any]:
        """Whether `value` fits, and as what: a list of one where one is asked, one where a list is asked."""
        if value is None:
            return _ANY in self.kinds or self.optional, None
        if not self.kinds.isdisjoint((KINDS.get(type(value), "function"), _ANY, _VALUE)):
            return True, value
        if type(value) is list and len(value) == 1 and "list" not in self.kinds:
            return kind_of(value[0]) in self.kinds, value[0]
        return "list" in self.kinds, [value]


RESULTS: dict[Any, str] = {list: "list", dict: "context", **KINDS}


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a built-in; a variadic one takes a list or its items, `rest` takes more after the last."""

    parameters: tuple[Parameter, ...]
    variadic: bool
    rest: bool
    body: Body

    def bound(self, values: Sequence[Any]) -> list[Any] | None:
        """The arguments for the body, None if the values do not fit."""
        if self.variadic:
            return self._items(values)
        missing = len(self.parameters) - len(values)
        if (missing < 0 and not self.rest) or (missing > 0 and not self.parameters[len(values)].optional):
            return None
        made = list(values)
        for at, parameter in enumerate(self.parameters[: len(made)]):
            if type(made[at]) not in parameter.takes:
                fits, made[at] = parameter.fit(made[at])
                if not fits:
                    return None
        return made

    def takes(self, count: int) -> bool:
        """Whether so many positional arguments fit."""
        needed = sum(not parameter.optional for parameter in self.parameters)
        return self.variadic or (needed <= count and (self.rest or count <= len(self.parameters)))

    def conforms(self, type_: Type) -> bool:
        """Whether this way to call it is a function of `type_`: it takes its parameters, and gives its result."""
        asked = type_.parameters or ()
        if self.variadic:
            takes = len(asked) > 0
        else:
            least = sum(not parameter.optional for parameter in self.parameters)
            takes = (
                least <= len(asked)
                and (self.rest or len(asked) <= len(self.parameters))
                and all(
                    not parameter.kinds.isdisjoint((kind.name, _ANY, _VALUE))
                    for parameter, kind in zip(self.parameters, asked, strict=False)
                )
            )
        return takes and (type_.element is None or type_.element.name == "Any" or self.gives(type_.element))

    def gives(self, type_: Type) -> bool:
        """Whether its result, as far as the function says what it is, is one of `type_`."""
        told = get_type_hints(self.body).get("return", Any)
        kinds = {RESULTS.get(get_origin(one) or one, "Any") for one in (get_args(told) if _united(told) else [told])}
        return kinds - {"null"} == {type_.name} and type_.element is None and not type_.members

    def _items(self, values: Sequence[Any]) -> list[Any] | None:
        if (len(values) == 1 and values[0] is None) or not values:
            return None
        return [values[0] if len(values) == 1 and type(values[0]) is list else list(values)]

    def begins(self, names: Sequence[str]) -> bool:
        """Whether its parameters begin with these names, in this order."""
        return list(names) == [parameter.name for parameter in self.parameters[: len(names)]]

    def ordered(self, names: Sequence[str], values: Sequence[Any]) -> list[Any] | None:
        """Values given by name in the order of the parameters, None if the names do not fit."""
        given = dict(zip(names, values, strict=True))
        known = [parameter.name for parameter in self.parameters]
        if len(given) != len(names) or not given.keys() <= set(known):
            return None
        if any(parameter.name not in given and not parameter.optional for parameter in self.parameters):
            return None
        return [given.get(name) for name in known]


class Builtin(Function):
    """A built-in function with its signatures."""

    __slots__ = ("name", "signatures")

    def __init__(self, name: str) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "signatures", [])
        super().__init__((), self.invoke)

    name: str
    signatures: list[Signature]

    def invoke(self, run: EvalRun, values: list[Any]) -> Any:
        """The result for positional arguments; None where no signature takes them."""
        for signature in self.signatures:
            made = signature.bound(values)
            if made is not None:
                return signature.body(run, *made)
        return None

    def invoke_named(self, run: EvalRun, names: Sequence[str], values: list[Any]) -> Any:
        """The result for named arguments; None where no signature takes them.

        `before(range: ..., point: ...)` and `before(point: ..., range: ...)` differ in nothing but their order.
        """
        for signature in sorted(self.signatures, key=lambda one: not one.begins(names)):
            ordered = signature.ordered(names, values)
            if ordered is not None:
                made = signature.bound(ordered)
                if made is not None:
                    return signature.body(run, *made)
        return None


LIBRARY: dict[str, Builtin] = {}
FUNCTIONS[Builtin] = lambda value, type_, _run: any(signature.conforms(type_) for signature in value.signatures)


def builtin(name: str, *parameters: str, variadic: bool = False, rest: bool = False) -> Callable[[Body], Body]:
    """Registers a signature of a built-in: parameters as `name: kind|kind`, `name?: kind` where it may be left out."""

    def register(body: Body) -> Body:
        signature = Signature(tuple(_parameter(text) for text in parameters), variadic, rest, body)
        LIBRARY.setdefault(name, Builtin(name)).signatures.append(signature)
        return body

    return register


def _united(hint: Any) -> bool:
    return get_origin(hint) in (Union, UnionType)


def _parameter(text: str) -> Parameter:
    name, _, kinds = text.partition(": ")
    return Parameter(name.rstrip("?"), frozenset(kinds.split("|")), name.endswith("?"), _takes(kinds.split("|")))


def _takes(kinds: Sequence[str]) -> frozenset[type]:
    """The Python types of the values that are taken as they are."""
    every = _ANY in kinds or _VALUE in kinds
    return frozenset(type_ for type_, kind in KINDS.items() if kind != "null" and (every or kind in kinds))


def paid(run: EvalRun, made: Any) -> Any:
    """What a call made, the room that a long string takes charged."""
    if type(made) is str and len(made) > 64:
        run.charge(len(made) >> 6)
    return made


SHORT: frozenset[type] = frozenset(KINDS) - {str, list, dict}
"""The types of values on which a call takes one step."""


def cost(values: Sequence[Any]) -> int:
    """The steps that a call on these values takes: one, and more for long lists and strings."""
    steps = 1
    for value in values:
        kind = type(value)
        if kind is str:
            steps += len(value) >> 6
        elif kind is list or kind is dict:
            steps += len(value) >> 3
    return steps
