"""The registry of built-in functions: name, parameters, what each gives; each family registers its own here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from engine.feel.values.evaluation import EvalRun
from engine.feel.values.types import FUNCTIONS, Type
from engine.feel.values.values import KINDS, Function, kind_of

Body = Callable[..., Any]
_ANY, _VALUE = "any", "value"
RESULT_RULES = frozenset({"same list", "joined lists", "appended list", "an argument", "an item"})
"""Results that depend on the arguments: a list of what the first holds, of what all hold, of what the first holds and
the others; one of the arguments; one of the arguments, or of the items of the only one."""
HARD = 20
"""Steps of a calculation that takes as long as so many calls: a power, a logarithm, a remainder of far exponents."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, the kinds it takes (`any` with null, `value` without), whether it may be left out.

    `takes` are the Python types of values that need no conversion.
    """

    name: str
    kinds: frozenset[str]
    optional: bool
    takes: frozenset[type]

    def fit(self, value: Any) -> tuple[bool, Any]:
        """Two things: true if `value` fits, and the value to pass: of a list its only item, or a list of one."""
        if value is None:
            return _ANY in self.kinds or self.optional, None
        if not self.kinds.isdisjoint((KINDS.get(type(value), "function"), _ANY, _VALUE)):
            return True, value
        if type(value) is list and len(value) == 1 and "list" not in self.kinds:
            return kind_of(value[0]) in self.kinds, value[0]
        return "list" in self.kinds, [value]


_HINTED_KINDS: dict[Any, str] = {list: "list", dict: "context", **KINDS}


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
        arguments = list(values)
        for at, parameter in enumerate(self.parameters[: len(arguments)]):
            if type(arguments[at]) not in parameter.takes:
                fits, arguments[at] = parameter.fit(arguments[at])
                if not fits:
                    return None
        return arguments

    def takes(self, count: int) -> bool:
        """True if so many positional arguments fit."""
        needed = sum(not parameter.optional for parameter in self.parameters)
        return self.variadic or (needed <= count and (self.rest or count <= len(self.parameters)))

    def conforms(self, type_: Type) -> bool:
        """True if the signature is a function of `type_`: it takes its parameters and gives its result."""
        wanted = type_.parameters or ()
        if self.variadic:
            takes = len(wanted) > 0
        else:
            least = sum(not parameter.optional for parameter in self.parameters)
            takes = (
                least <= len(wanted)
                and (self.rest or len(wanted) <= len(self.parameters))
                and all(
                    not parameter.kinds.isdisjoint((kind.name, _ANY, _VALUE))
                    for parameter, kind in zip(self.parameters, wanted, strict=False)
                )
            )
        return takes and (type_.element is None or type_.element.name == "Any" or self.gives(type_.element))

    def gives(self, type_: Type) -> bool:
        """True if its result is one of `type_`, as far as the annotation of the body says what it is."""
        hint = get_type_hints(self.body).get("return", Any)
        hints = get_args(hint) if _united(hint) else [hint]
        kinds = {_HINTED_KINDS.get(get_origin(alternative) or alternative, "Any") for alternative in hints}
        return kinds - {"null"} == {type_.name} and type_.element is None and not type_.members

    def _items(self, values: Sequence[Any]) -> list[Any] | None:
        if (len(values) == 1 and values[0] is None) or not values:
            return None
        return [values[0] if len(values) == 1 and type(values[0]) is list else list(values)]

    def begins(self, names: Sequence[str]) -> bool:
        """True if its parameters begin with these names, in this order."""
        return list(names) == [parameter.name for parameter in self.parameters[: len(names)]]

    def ordered(self, names: Sequence[str], values: Sequence[Any]) -> list[Any] | None:
        """The values of named arguments in the order of the parameters, None if the names do not fit."""
        by_name = dict(zip(names, values, strict=True))
        known = [parameter.name for parameter in self.parameters]
        if len(by_name) != len(names) or not by_name.keys() <= set(known):
            return None
        if any(parameter.name not in by_name and not parameter.optional for parameter in self.parameters):
            return None
        return [by_name.get(name) for name in known]


class Builtin(Function):
    """A built-in function: its signatures, and the kind of its result (see `builtin`)."""

    __slots__ = ("name", "result_kind", "signatures")

    def __init__(self, name: str, result_kind: str) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "result_kind", result_kind)
        object.__setattr__(self, "signatures", [])
        super().__init__((), self.invoke)

    name: str
    result_kind: str
    signatures: list[Signature]

    def invoke(self, run: EvalRun, values: list[Any]) -> Any:
        """The result for positional arguments; None where no signature takes them."""
        for signature in self.signatures:
            arguments = signature.bound(values)
            if arguments is not None:
                return signature.body(run, *arguments)
        return None

    def invoke_named(self, run: EvalRun, names: Sequence[str], values: list[Any]) -> Any:
        """The result for named arguments; None where no signature takes them.

        `before(range: ..., point: ...)` and `before(point: ..., range: ...)` differ in nothing but their order.
        """
        for signature in sorted(self.signatures, key=lambda signature: not signature.begins(names)):
            ordered = signature.ordered(names, values)
            if ordered is not None:
                arguments = signature.bound(ordered)
                if arguments is not None:
                    return signature.body(run, *arguments)
        return None


LIBRARY: dict[str, Builtin] = {}
FUNCTIONS[Builtin] = lambda value, type_, _run: any(signature.conforms(type_) for signature in value.signatures)


def builtin(
    name: str, *parameters: str, result: str, variadic: bool = False, rest: bool = False
) -> Callable[[Body], Body]:
    """Registers a signature of a built-in: parameters as `name: kind|kind`, `name?: kind` where it may be left out.

    `result` is what every signature of that name gives beside null: `kind|kind`, `list<kind>`, one of RESULT_RULES, or
    `any`, which promises nothing; the data flow of lint reads it. Raises ValueError for any other text, and where two
    signatures of a name differ in it.
    """
    before = LIBRARY.get(name)
    if not _is_result(result) or (before is not None and before.result_kind != result):
        raise ValueError(f"{name}: result {result!r}")

    def register(body: Body) -> Body:
        signature = Signature(tuple(_parameter(text) for text in parameters), variadic, rest, body)
        LIBRARY.setdefault(name, Builtin(name, result)).signatures.append(signature)
        return body

    return register


def _is_result(result: str) -> bool:
    kinds = result.removeprefix("list<").removesuffix(">").split("|")
    return result == _ANY or result in RESULT_RULES or all(kind in KINDS.values() for kind in kinds)


def _united(hint: Any) -> bool:
    return get_origin(hint) in (Union, UnionType)


def _parameter(text: str) -> Parameter:
    name, _, kinds = text.partition(": ")
    return Parameter(name.rstrip("?"), frozenset(kinds.split("|")), name.endswith("?"), _takes(kinds.split("|")))


def _takes(kinds: Sequence[str]) -> frozenset[type]:
    """The Python types of the values that are taken as they are."""
    every = _ANY in kinds or _VALUE in kinds
    return frozenset(type_ for type_, kind in KINDS.items() if kind != "null" and (every or kind in kinds))


def paid(run: EvalRun, value: Any) -> Any:
    """The `value` that a call gives; a long string is charged to the run."""
    if type(value) is str and len(value) > 64:
        run.charge(len(value) >> 6)
    return value


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
